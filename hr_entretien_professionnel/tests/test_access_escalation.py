"""Ways in that the record rules alone leave open, and that must stay shut."""

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestEscalation(EntretienCase):
    """A manager who knows RPC stays a manager of his own people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, date_due="2026-04-01")
        cls.foreign = cls._entretien(cls.stranger, date_due="2026-04-01")

    def _create_as_manager(self, context=None, **vals):
        model = self._as(self.user_manager, self.entretien.browse())
        return model.with_context(**(context or {})).create(
            {"employee_id": self.stranger.id, "motif": "on_request", **vals}
        )

    def test_interviewer_of_a_stranger_by_create(self):
        """To hold a stranger's interview is to read his file and to move his date."""
        for vals in (
            {},
            {"interviewer_id": self.manager.id},
            {"manager_id": self.manager.id},
            {"manager_id": self.manager.id, "interviewer_id": self.manager.id},
            {"employee_id": self.manager.id},
            {"employee_id": self.n2.id, "interviewer_id": self.manager.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._create_as_manager(**vals)

    def test_interviewer_of_a_stranger_by_context(self):
        """Defaults in the context are values like others: they are not let through."""
        for context in (
            {"default_manager_id": self.manager.id},
            {"default_interviewer_id": self.manager.id},
        ):
            with self.subTest(context=context), self.assertRaises(AccessError):
                self._create_as_manager(context)

    def test_already_held_by_context(self):
        """An interview born closed would push the employee's next date four years."""
        before = self.employee.entretien_next_date
        entretien = self._create_as_manager(
            {"default_state": "closed", "default_date_held": "2026-03-01"},
            employee_id=self.employee.id,
        )
        self.assertRecordValues(entretien, [{"state": "to_plan", "date_held": False}])
        self.assertEqual(self.employee.entretien_next_date, before)

    def test_interviewer_of_a_stranger_by_write(self):
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.foreign).write(
                {"interviewer_id": self.manager.id}
            )

    def test_day_of_the_invitation_is_not_the_leaders_to_write(self):
        """It says what really left; who leads the interview would owe that proof."""
        values = {"date_invited": "2026-02-01"}
        for user in (self.user_manager, self.user_n2, self.user_employee):
            model = self._as(user, self.entretien.browse())
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                call_kw(model, "write", [self.entretien.ids, values], {})
        with self.assertRaises(AccessError):
            self._create_as_manager(employee_id=self.employee.id, **values)
        self.assertFalse(self.entretien.date_invited)

    def test_interview_stays_its_employees(self):
        """Moved to somebody else, it would show his copies and take his open place."""
        for user in (self.user_manager, self.user_n2, self.user_hr):
            with self.subTest(login=user.login), self.assertRaises(UserError):
                self._as(user, self.entretien).write({"employee_id": self.stranger.id})
        same = {"employee_id": self.employee.id, "career": "Turner since 2022"}
        self._as(self.user_manager, self.entretien).write(same)
        self.assertEqual(self.entretien.career, "Turner since 2022")

    def test_obligation_and_copies_are_not_the_managers_to_write(self):
        """``manager_id`` decides who reads, ``date_due`` who is late."""
        for vals in (
            {"manager_id": self.other_manager.id},
            {"company_id": self.other_company.id},
            {"department_id": self.other_department.id},
            {"seniority_date": "2020-01-01"},
            {"date_due": "2030-01-01"},
            {"date_limit": "2030-01-01"},
            {"reason_data": []},
            {"regime_id": False},
        ):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError):
                    self._as(self.user_manager, self.entretien).write(vals)
                with self.assertRaises(AccessError):
                    self._create_as_manager(
                        employee_id=self.colleague.id,
                        **{name: value or 1 for name, value in vals.items()},
                    )
        self._as(self.user_hr, self.entretien).date_due = "2026-05-01"

    def test_steps_are_taken_by_buttons(self):
        """Written directly, a step would leave no reason and check nothing."""
        for user in (self.user_manager, self.user_hr):
            for vals in (
                {"state": "closed", "date_held": "2026-03-01"},
                {"state": "cancelled"},
                {"motive": "Forged"},
                {"date_declined": "2026-03-01"},
            ):
                with self.subTest(login=user.login, vals=vals):
                    with self.assertRaisesRegex(UserError, "buttons"):
                        self._as(user, self.entretien).write(vals)

    def test_held_day_written_by_hand_moves_no_date(self):
        """The form offers the day while it is prepared; only the button counts it."""
        before = self.employee.entretien_next_date
        self._as(self.user_manager, self.entretien).date_held = "2026-02-20"
        self.assertEqual(self.employee.entretien_next_date, before)
        self._as(self.user_manager, self.entretien).action_mark_held()
        self.assertEqual(self.entretien.date_held, self._day("2026-02-20"))

    def test_one_among_many(self):
        """One interview that he leads does not open the others of the same call."""
        both = self.entretien | self.foreign
        both.sudo().date_planned = "2026-03-10 09:00:00"
        with self.assertRaises(AccessError):
            self._as(self.user_manager, both).action_plan()
        with self.assertRaises(AccessError):
            self._as(self.user_manager, both).write({"career": "x"})
        self.assertEqual(set(both.mapped("state")), {"to_plan"})

    def test_an_error_does_not_tell_the_state(self):
        """What is open, presented or closed is refused in the same words."""
        closed = self._held(self.stranger, "2024-02-27")
        for user in (self.user_manager, self.user_colleague, self.user_portal):
            for vals in (
                {"location": "x"},
                {"duration": 2.0},
                {"date_planned": "2026-03-20 09:00:00"},
            ):
                said = set()
                for record in (self.foreign, closed):
                    self.env.flush_all()
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError) as caught:
                        self._as(user, record).write(vals)
                    said.add(str(caught.exception))
                with self.subTest(login=user.login, vals=vals):
                    self.assertEqual(len(said), 1, said)

    def test_copy_of_a_stranger(self):
        held = self._held(self.employee, "2024-02-27")
        for user in (self.user_employee, self.user_colleague, self.user_other_manager):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, held).copy()

    def test_private_methods_are_not_remote(self):
        for model, names in {
            "hr.entretien": (
                "_take_step",
                "_check_write",
                "_cron_entretien",
                "_schedule_check",
            ),
            "hr.entretien.night": ("_run", "_open_at_once", "_open_batch"),
            "mail.activity": ("_entretien_ask", "_entretien_schedule"),
            "hr.employee": ("_entretien_store_plans", "_entretien_open_values"),
            "hr.entretien.recompute": (
                "_start",
                "_recompute",
                "_do",
                "_cron_recompute",
            ),
            "hr.entretien.hire.notice": ("_record", "_add_proof"),
            "hr.entretien.planner": ("_cases", "_due_values"),
            "hr.entretien.timeline": ("_rows", "_drawing"),
            "hr.entretien.regime": ("_reschedule", "_laws"),
        }.items():
            records = self._as(self.user_system, self.env[model])
            for name in names:
                self.assertTrue(hasattr(records, name), name)
                with self.subTest(name=name), self.assertRaises(AccessError):
                    call_kw(records, name, [[]], {})

    def test_a_service_takes_no_method_of_the_orm_for_its_own(self):
        """Over RPC ``search_count`` of a service would answer for what it searches."""
        orm = set(dir(self.env.registry["base"]))
        kept = {"__doc__", "__module__", "__slots__", "_abstract", "_description"}
        for name, model in self.env.registry.items():
            ours = name.startswith(("hr.entretien", "report.hr_entretien"))
            if not ours or not model._abstract or model._inherit_children:
                continue
            for parent in model._base_classes__:
                if parent.__module__.startswith("odoo.addons.hr_entretien"):
                    taken = {item for item in vars(parent) if item in orm} - kept
                    own = {item for item in taken if callable(vars(parent)[item])}
                    self.assertFalse(own, f"{name} in {parent.__module__}")

    def test_remote_call_takes_no_superuser_from_the_context(self):
        model = self._as(self.user_colleague, self.env["hr.entretien"])
        for context in ({"su": True}, {"uid": 1}, {"active_test": False}):
            with self.subTest(context=context), self.assertRaises(AccessError):
                args = [self.entretien.ids, ["career"]]
                call_kw(model, "read", args, {"context": context})
        with self.assertRaises(AccessError):
            call_kw(
                model,
                "search",
                [[]],
                {"context": {"allowed_company_ids": [self.other_company.id]}},
            )

    def test_motive_wizard_gives_no_right(self):
        """The window that asks why acts as who fills it in."""
        held = self._held(self.employee, "2024-02-27")
        wizard = self.env["hr.entretien.motive"].create(
            {"entretien_ids": held.ids, "kind": "reopen", "motive": "Please"}
        )
        for user in (self.user_manager, self.user_employee, self.user_colleague):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, wizard).action_apply()
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, wizard.browse()).create(
                    {"entretien_ids": held.ids, "kind": "reopen", "motive": "Please"}
                ).action_apply()
        self.assertEqual(held.state, "closed")

    def test_motive_wizard_is_not_read_by_others(self):
        """What was typed in it says who refused, and why."""
        model = self._as(self.user_hr, self.env["hr.entretien.motive"])
        wizard = model.create(
            {"entretien_ids": self.entretien.ids, "kind": "cancel", "motive": "Ill"}
        )
        for user in (self.user_colleague, self.user_manager, self.user_hr_manager):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, wizard).read(["motive"])
                self.assertFalse(self._as(user, wizard).search([]) & wizard)

    def test_searching_through_the_employee(self):
        """A manager's search must not answer what he may not read on the employee."""
        model = self._as(self.user_manager, self.env["hr.entretien"])
        found = model.search([("employee_id", "=", "Employee")])
        self.assertEqual(found, self.entretien)
        for path, value in {
            "entretien_status": "overdue",
            "entretien_excluded": False,
            "birthday": False,
        }.items():
            with self.subTest(path=path), self.assertRaises(AccessError):
                self._as(self.user_manager, model).search(
                    [(f"employee_id.{path}", "=", value)]
                )
        with self.assertRaises(AccessError):
            self._as(self.user_manager, model).formatted_read_group(
                [], ["employee_id.entretien_next_motif"], ["__count"]
            )

    def test_import_is_no_way_round(self):
        model = self._as(self.user_manager, self.env["hr.entretien"])
        result = model.load(
            ["employee_id/.id", "motif", "state", "date_held"],
            [[str(self.employee.id), "on_request", "closed", "2026-01-12"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("Only HR", result["messages"][0]["message"])
