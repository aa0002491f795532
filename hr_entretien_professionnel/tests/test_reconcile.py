"""The scheduled action: what should be open is open, once, and says why."""

from odoo.tests import freeze_time, tagged

from .common import EntretienCase

TODAY = "2026-03-02"
KIND = "hr_entretien_professionnel.mail_activity_entretien_"


class ReconcileCase(EntretienCase):
    """People who are up to date, so that each test knows who is not.

    The horizon is 90 days: on 2 March 2026 it ends on 31 May.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for person in cls.env["hr.employee"].search([]):
            cls._held(person, "2026-01-12", with_bilan=True)

    def _pass(self):
        """Run the scheduled action as every night, from an empty cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.env.flush_all()
        self.env.invalidate_all()

    def _due(self, name="Due", hired="2024-05-20", **kw):
        """An employee whose first interview is due two years after the hire."""
        kw.setdefault("parent_id", self.manager.id)
        return self._employee(name, hired, **kw)

    def _open(self, employee):
        return employee.entretien_ids.filtered(
            lambda item: item.state in ("to_plan", "planned")
        )

    def _snapshot(self):
        """All that a pass may change, to compare before and after."""
        self.env.invalidate_all()
        entretiens = self.env["hr.entretien"].search([], order="id")
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "hr.entretien")], order="id"
        )
        return (
            entretiens.read(
                [
                    "employee_id",
                    "state",
                    "motif",
                    "date_due",
                    "date_limit",
                    "with_bilan",
                    "reason_data",
                    "interviewer_id",
                    "warned_of",
                    "write_date",
                ]
            ),
            activities.read(["res_id", "user_id", "date_deadline", "note"]),
            self.env["mail.message"].search_count([]),
            self.env["mail.mail"].search_count([]),
        )


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReconcileOpen(ReconcileCase):
    """What comes due is opened."""

    def test_opens_what_comes_due(self):
        employee = self._due(department_id=self.department.id, job_id=self.job.id)
        self._pass()
        entretien = employee.entretien_ids
        self.assertRecordValues(
            entretien,
            [
                {
                    "state": "to_plan",
                    "motif": "first",
                    "date_due": self._day("2026-05-20"),
                    "date_limit": self._day("2026-05-20"),
                    "with_bilan": False,
                    "interviewer_id": self.manager.id,
                    "manager_id": self.manager.id,
                    "company_id": self.company.id,
                    "department_id": self.department.id,
                    "seniority_date": self._day("2024-05-20"),
                }
            ],
        )
        self.assertEqual(
            entretien.reason_data, [self._duty(employee, "periodic")["reason"]]
        )
        self.assertIn("Tourneuse", entretien.career)

    def test_twice_gives_the_same_as_once(self):
        """Also with several kinds of people, and with nothing changed since."""
        for number in range(5):
            self._due(f"Due {number}", parent_id=False)
        self._due("Overdue", "2019-01-07")
        self._due("Portal", user_id=self.user_portal.id)
        planned = self._due("Planned")
        self._entretien(planned, state="planned", date_planned="2026-03-10 09:00:00")
        self._pass()
        once = self._snapshot()
        for _night in range(3):
            with freeze_time("2026-03-02 03:00:00"):
                self._pass()
        self.assertEqual(self._snapshot(), once)

    def test_horizon_to_the_day(self):
        """Opened on the horizon's last day, not the day after: and then it is."""
        last, after = self._due("Last", "2024-05-31"), self._due("After", "2024-06-01")
        self._pass()
        self.assertTrue(self._open(last))
        self.assertFalse(self._open(after))
        with freeze_time("2026-03-03"):
            self._pass()
        self.assertTrue(self._open(after))

    def test_each_company_has_its_horizon(self):
        self.other_company.entretien_horizon_days = 120
        here = self._due("Here", "2024-06-15")
        there = self._due("There", "2024-06-15", company_id=self.other_company.id)
        self._pass()
        self.assertFalse(self._open(here))
        self.assertTrue(self._open(there))

    def test_overdue_is_opened_too(self):
        """On the day of the installation, most of what is due is late already."""
        employee = self._due("Overdue", "2019-01-07")
        self._pass()
        entretien = self._open(employee)
        self.assertEqual(entretien.date_due, employee.entretien_next_date)
        self.assertTrue(entretien.is_late)

    def test_what_is_late_for_years_stays_asked_for(self):
        """Odoo cleans away the activities of others that nobody did for so long."""
        late = self._due("Late", "2015-01-05")
        self._pass()
        asked = self._open(late).activity_ids
        self.assertLess(asked.date_deadline.year, 2023)
        kind = "mail.mail_activity_data_todo"
        plain = late.activity_schedule(kind, "2019-01-07", user_id=self.user_hr.id)
        self.env["mail.activity"]._gc_delete_old_overdue_activities()
        self.assertFalse(plain.exists())
        self.assertTrue(asked.exists())
        sent = self._as(self.user_hr, asked).with_context(entretien_others_only=True)
        self.assertEqual(sent.sudo().search([("id", "=", asked.id)]), asked)

    def test_who_is_gone_or_not_concerned_has_none(self):
        reason = {"entretien_excluded": True, "entretien_excluded_reason": "Abroad"}
        people = [
            self._due("Archived", active=False),
            self._due("Ended", contract_date_end="2026-03-01"),
            self._due("Ends too soon", contract_date_end="2026-05-19"),
            self._due("Trainee", employee_type="trainee"),
            self._due("Unknown", None),
            self._due("Excluded", **reason),
        ]
        self._pass()
        for employee in people:
            self.assertFalse(employee.entretien_ids, employee.name)

    def test_who_still_works_that_day_has_one(self):
        employee = self._due("Ends", contract_date_end="2026-05-20")
        self._pass()
        self.assertTrue(self._open(employee))

    def test_open_interview_is_enough(self):
        """Planned, or opened by hand: a second one would be held twice."""
        planned, by_hand = self._due("Planned"), self._due("By hand")
        one = self._entretien(
            planned, state="planned", date_planned="2026-03-10 09:00:00"
        )
        other = self._entretien(by_hand, motif="first")
        self._pass()
        self.assertEqual(planned.entretien_ids, one)
        self.assertEqual(by_hand.entretien_ids, other)
        self.assertEqual(other.date_due, self._day("2026-05-20"))

    def test_interview_on_request_is_no_answer_to_the_law(self):
        """An interview asked for by the employee does not hide the periodic one."""
        employee = self._due()
        self._entretien(employee, motif="on_request")
        self._pass()
        motifs = employee.entretien_ids.mapped("motif")
        self.assertCountEqual(motifs, ["first", "on_request"])

    def test_cancelled_is_due_again(self):
        """HR cancels the meeting, not the law."""
        employee = self._due()
        self._pass()
        first = self._open(employee)
        first.action_cancel("The manager is ill")
        self._pass()
        self.assertEqual(first.state, "cancelled")
        self.assertEqual(self._open(employee).date_due, self._day("2026-05-20"))

    def test_held_moves_on_to_the_next_one(self):
        employee = self._due()
        self._pass()
        self._open(employee).action_mark_held()
        self._pass()
        self.assertFalse(self._open(employee))
        with freeze_time("2029-12-10"):
            self._pass()
        entretien = self._open(employee)
        self.assertEqual(entretien.motif, "periodic")
        self.assertEqual(entretien.date_due, self._day("2030-03-02"))

    def test_bilan_in_the_horizon_is_carried(self):
        """Two meetings two weeks apart for one that the law lets hold together."""
        self.company.entretien_rhythm = "two_six"
        employee = self._due("Both", "2020-05-04")
        self._held(employee, "2024-04-20")
        self._pass()
        entretien = self._open(employee)
        self.assertRecordValues(
            entretien,
            [
                {
                    "date_due": self._day("2026-04-20"),
                    "date_limit": self._day("2026-04-20"),
                    "with_bilan": True,
                    "motif": "periodic",
                }
            ],
        )
        self.assertEqual(
            [reason["code"] for reason in entretien.reason_data],
            ["after_interview", "bilan_after_start"],
        )

    def test_bilan_that_enters_the_horizon_joins(self):
        self.company.entretien_rhythm = "two_six"
        employee = self._due("Later", "2020-06-15")
        self._held(employee, "2024-04-20")
        self._pass()
        entretien = self._open(employee)
        self.assertFalse(entretien.with_bilan)
        for day, carried in (("2026-03-16", False), ("2026-03-17", True)):
            with freeze_time(day):
                self._pass()
                self.assertEqual(entretien.with_bilan, carried, day)
        self.assertEqual(len(entretien.reason_data), 2)
        self.assertEqual(self._open(employee), entretien)

    def test_bilan_alone(self):
        """The interview of last year does not spare the bilan of this one."""
        employee = self._due("Bilan", "2018-10-27")
        self._held(employee, "2024-10-20")
        with freeze_time("2026-08-01"):
            self._pass()
            entretien = self._open(employee)
        self.assertRecordValues(
            entretien,
            [
                {
                    "date_due": self._day("2026-10-27"),
                    "date_limit": self._day("2027-10-26"),
                    "with_bilan": True,
                    "motif": "periodic",
                }
            ],
        )
