"""All the dates of a large company: in the background, seen, stopped and resumed."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from ..hooks import make_columns
from .common import QUIET, EntretienCase
from .recompute_common import MODULE, LargeMixin

PLANNED = (
    "entretien_plan",
    "entretien_plan_digest",
    "entretien_start_date",
    "entretien_periodic_date",
    "entretien_bilan_date",
    "entretien_next_date",
    "entretien_next_limit",
    "entretien_next_motif",
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRecomputeLarge(LargeMixin, EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.held = cls._employee("Held", "2019-05-14", parent_id=cls.manager.id)
        cls.closed = cls._held(cls.held, "2023-12-05", with_bilan=True)
        cls.opened = cls._entretien(cls.held)
        cls.people = cls.env["hr.employee"].search(
            [("company_id", "=", cls.company.id)]
        )

    def _dates(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            employee.id: [employee[name] for name in PLANNED]
            for employee in self.people
        }

    def _apply(self, **choices):
        settings = self.env["hr.entretien.settings"].with_user(self.user_hr)
        settings.with_company(self.company).create(choices).execute()

    def test_a_change_of_rhythm_is_confirmed_before_the_dates_follow(self):
        before = self._dates()
        self._apply(entretien_rhythm="two_six")
        self.assertEqual(self._dates(), before, "HR has an answer at once")
        work = self._work()
        self.assertRecordValues(
            work,
            [
                {
                    "state": "running",
                    "cause": "choices",
                    "done": 0,
                    "total": len(self.people),
                }
            ],
        )
        self._pass()
        after = self._dates()
        self.assertNotEqual(after, before)
        self.assertEqual(self._work().state, "done")
        with patch(f"{MODULE}.AT_ONCE", 1000):
            self.company.entretien_rhythm = "legal"
            self.company.entretien_rhythm = "two_six"
        self.assertEqual(self._dates(), after, "the same as at once")

    def test_stopped_then_resumed(self):
        self._apply(entretien_rhythm="two_six")
        self._pass(batches=1)
        work = self._work()
        self.assertEqual((work.done, work.state), (2, "running"))
        self._as(self.user_hr, work).action_stop()
        self._pass()
        work = self._work()
        self.assertEqual((work.done, work.state), (2, "stopped"))
        left = self._as(self.user_hr, work).action_left()["domain"]
        left = self._as(self.user_hr, self.env["hr.employee"]).search(left)
        self.assertEqual(set(left.ids), set(work._left()))
        self.assertEqual(len(left), len(self.people) - 2)
        self._as(self.user_hr, work).action_resume()
        self._pass()
        self.assertEqual(self._work().state, "done")
        after = self._dates()
        with patch(f"{MODULE}.AT_ONCE", 1000):
            self.Recompute._start("law")
        self.assertEqual(self._dates(), after)

    def test_a_second_change_takes_up_who_is_done_already(self):
        self._apply(entretien_rhythm="two_six")
        self._pass(batches=1)
        self._apply(entretien_gap_days=7)
        work = self._work()
        self.assertEqual((work.done, work.total), (0, len(self.people)))
        self.assertEqual(len(self.Recompute.search([])), 1)

    def test_a_choice_that_is_the_same_starts_nothing(self):
        self.company.write({"entretien_rhythm": "legal", "name": "Lemoine"})
        self.assertFalse(self._work())

    def test_a_law_concerns_every_company(self):
        self.env["hr.entretien.regime"].search([], limit=1).bilan_early_months = 3
        self.assertTrue(self._work())
        self.assertTrue(self._work(self.other_company))

    def test_a_law_that_another_worker_changed(self):
        """A pass lasts longer than what its worker knows of the others."""
        self._apply(entretien_rhythm="two_six")
        before = self._dates()
        self.env["hr.entretien.regime"]._laws()
        self.env["hr.entretien.absence.type"]._kinds()
        self.env.cr.execute(
            "UPDATE hr_entretien_regime SET bilan_months = bilan_months + 1"
        )
        self.env.invalidate_all()
        self._pass()
        after = self._dates()
        self.assertNotEqual(after, before)
        self.env.registry.clear_cache()
        with patch(f"{MODULE}.AT_ONCE", 1000):
            self.Recompute._start("law")
        self.assertEqual(self._dates(), after)

    def test_the_open_interview_follows_without_a_line(self):
        law, messages = self.closed.regime_id, self.opened.message_ids
        self._apply(entretien_rhythm="two_six")
        with patch.object(
            self.env.registry["hr.entretien"],
            "_compute_infos",
            side_effect=AssertionError("no text is written again"),
        ):
            self._pass()
        self.assertEqual(self.opened.date_due, self.held.entretien_next_date)
        self.assertEqual(self.opened.regime_id.code, "law_2025")
        self.assertEqual(self.opened.message_ids, messages)
        self.assertEqual(self.closed.regime_id, law)

    def test_who_cannot_be_computed_stays_and_stops_nobody(self):
        self._apply(entretien_rhythm="two_six")
        store = self.env.registry["hr.employee"]._entretien_store_plans

        def broken(records, cases):
            if self.held in [case.employee for case in cases]:
                raise ZeroDivisionError
            return store(records, cases)

        with (
            patch.object(
                self.env.registry["hr.employee"], "_entretien_store_plans", broken
            ),
            mute_logger(MODULE),
        ):
            self._pass()
        work = self._work()
        self.assertEqual(work._left(), self.held.ids)
        self._pass()
        self.assertEqual(self._work().state, "done")

    def _sql(self, table, column, employee):
        """A day that no screen lets in, of a person who has an interview open."""
        # As committed before: what was noted of them is done.
        self.env.cr.flush()
        where = "id" if table == "hr_employee" else "employee_id"
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = '12025-01-06' WHERE %s = %s",
                SQL.identifier(table),
                SQL.identifier(column),
                SQL.identifier(where),
                employee.id,
            )
        )
        self.env.invalidate_all()

    def test_a_contract_that_cannot_be_read_stops_nobody(self):
        wrong = self._employee("Wrong", "2020-01-06")
        self._sql("hr_version", "contract_date_start", wrong)
        self.company.entretien_averages = False
        self._apply(entretien_rhythm="two_six")
        self._pass()
        self.assertEqual(self._work().state, "done")
        self.assertEqual(wrong.entretien_block_code, "contract_dates")

    def test_a_card_that_cannot_be_read_does_not_wait_for_ever(self):
        self._apply(entretien_rhythm="two_six")
        self._sql("hr_employee", "birthday", self.held)
        self._pass()
        self.assertEqual(self._work().state, "done")
        held = self.held.with_context(prefetch_fields=False)
        self.assertEqual(held.entretien_block_code, "birthday")

    def test_what_is_shown_while_it_runs(self):
        self._apply(entretien_rhythm="two_six")
        self._pass(batches=1)
        (shown,) = self._as(self.user_hr, self.Recompute)._progress()
        self.assertEqual(shown["state"], "running")
        self.assertIn(f"2 of {len(self.people)}", shown["text"])
        figures = self._as(self.user_hr, self.env["hr.entretien.dashboard"])
        self.assertEqual(figures.get_figures()["progress"], [shown])
        settings = self._as(self.user_hr, self.env["hr.entretien.settings"])
        settings = settings.with_company(self.company).create({})
        self.assertEqual(settings.recompute_text, shown["text"])
        settings.action_stop_recompute()
        self.assertEqual(self._work().state, "stopped")
        settings = settings.create({})
        self.assertIn("stopped", settings.recompute_text)
        settings.action_resume_recompute()
        self._pass()
        self.assertFalse(self._as(self.user_hr, self.Recompute)._progress())
        self.assertFalse(settings.create({}).recompute_text)

    def test_who_may(self):
        self._apply(entretien_rhythm="two_six")
        work = self._work()
        others = (
            self.user_manager,
            self.user_employee,
            self.user_other_hr,
            self.user_system,
            self.user_portal,
        )
        for user in others:
            for name in ("action_stop", "action_resume", "action_left"):
                with (
                    self.subTest(user.login, step=name),
                    self.assertRaises(AccessError),
                ):
                    getattr(self._as(user, work), name)()
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, work).read(["total"])
        for step in (
            lambda: self._as(self.user_hr, work).write({"stopped": True}),
            lambda: self._as(self.user_hr, work).unlink(),
            lambda: self._as(self.user_hr, self.Recompute).create(
                {"company_id": self.company.id, "cause": "law"}
            ),
        ):
            with self.assertRaises(AccessError):
                step()
        self.assertEqual(self._work().state, "running")

    def test_a_batch_costs_the_same_whatever_its_size(self):
        employees = self.env["hr.employee"].with_context(**QUIET)
        employees = employees.create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "employee_type": "employee",
                    "contract_date_start": f"2020-01-{number + 1:02}",
                }
                for number in range(24)
            ]
        )
        for employee in employees[::3]:
            self._held(employee, "2022-01-20")
            self._entretien(employee)
        self.Recompute._recompute(employees)
        few = self._cost(employees[:6], "two_six")
        self.assertEqual(self._cost(employees, "two_six"), few)

    def _cost(self, employees, rhythm):
        """Queries of a batch in which every date moves."""
        self.env.cr.execute(
            "UPDATE res_company SET entretien_rhythm = 'legal' WHERE id = %s",
            [self.company.id],
        )
        self.env.invalidate_all()
        self.Recompute._recompute(employees)
        self.env.cr.execute(
            "UPDATE res_company SET entretien_rhythm = %s WHERE id = %s",
            [rhythm, self.company.id],
        )
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.Recompute._recompute(employees)
        return self.env.cr.sql_log_count - before

    def test_nothing_of_a_batch_stays_in_memory(self):
        self._apply(entretien_rhythm="two_six")
        self.env.invalidate_all()
        self._work()._do(self.people.ids)
        known = self.env.transaction.field_data
        for model in ("hr.employee", "hr.version", "hr.entretien"):
            for field in self.env[model]._fields.values():
                self.assertFalse(known.get(field), field)

    def test_columns_come_before_the_fields(self):
        """As at the installation: everybody waits for the work, and then does not."""
        self.env.flush_all()
        names = ["entretien_block_code", "entretien_plan", "entretien_ways"]
        drops = ", ".join(f"DROP COLUMN {name}" for name in names)
        self.env.cr.execute(f"ALTER TABLE hr_employee {drops}")
        make_columns(self.env.cr, waiting="entretien_block_code")
        self.env.invalidate_all()
        self.assertEqual(set(self.people.mapped("entretien_block_code")), {"waiting"})
        self.assertEqual(
            set(self.people.mapped("entretien_status")), {"not_computable"}
        )
        self.assertIn("being computed", self.held.entretien_blocking_reason)
        new = self._employee("New", "2026-01-05")
        self.assertFalse(new.entretien_block_code)
        self.Recompute._everybody("install")
        self.assertEqual(self.held.entretien_block_code, "waiting")
        self._pass()
        self.assertEqual(set(self.people.mapped("entretien_block_code")), {False})
        self.assertTrue(all(person.entretien_ways for person in self.people))
        self.assertTrue(self.held.entretien_next_date)
