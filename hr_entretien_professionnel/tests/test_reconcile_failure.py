"""A record that the night fails on: HR is told, once, until it succeeds."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import EntretienCase

PACKAGE = "odoo.addons.hr_entretien_professionnel.models"
LOGGER = f"{PACKAGE}.interview.hr_entretien_night"
KIND = "hr_entretien_professionnel.mail_activity_entretien_failed"
# Where HR reads what could not be done.
PLACES = ("hr.entretien", "hr.employee")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestReconcileFailure(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.due = cls._employee("Due", "2024-05-20", parent_id=cls.manager.id)
        cls.kind = cls.env.ref(KIND)

    def _pass(self, error=None):
        """A night, in which what is opened for ``due`` fails when there is an error."""
        Employee = self.env.registry["hr.employee"]
        text = Employee._entretien_career_text

        def career(employee):
            if error and employee == self.due:
                raise error
            return text(employee)

        with (
            self._quiet_cron(),
            patch.object(Employee, "_entretien_career_text", career),
            mute_logger(LOGGER),
        ):
            self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()

    def _told(self, record=None):
        activities = (self.due if record is None else record).activity_ids
        return activities.filtered(lambda item: item.activity_type_id == self.kind)

    def test_hr_in_charge_is_told_what_failed_and_why(self):
        self.company.entretien_responsible_id = self.user_hr
        self._pass(UserError("The card is not complete."))
        activity = self._told()
        self.assertEqual(activity.user_id, self.user_hr)
        self.assertIn("open the interview that comes due", activity.note)
        self.assertIn("The card is not complete.", activity.note)
        self.assertFalse(self.due.entretien_ids)
        self.assertIn(
            self.due,
            self._as(self.user_hr, self.env["hr.employee"]).search(
                [("activity_user_id", "=", self.user_hr.id)]
            ),
        )

    def test_what_a_programmer_reads_stays_in_the_log(self):
        self.company.entretien_responsible_id = self.user_hr
        self._pass(KeyError("x7"))
        self.assertNotIn("x7", self._told().note)
        self.assertIn("log of the server", self._told().note)

    def _column_of(self, model):
        """A column that no other table of a step has: only its own are found by it."""
        tables = {
            name: item
            for name, item in self.env.items()
            if item._auto and (name in PLACES or hasattr(item, "_failure_record"))
        }
        fields = tables.pop(model)._fields.values()
        other = {name for item in tables.values() for name in item._fields}
        return next(
            field.name
            for field in fields
            if field.store and field.column_type and field.name not in other
        )

    def test_each_step_says_where_its_failure_is_told(self):
        """On an interview or an employee, whatever the step works on."""
        night = self.env["hr.entretien.night"]
        for step in night._night_steps():
            with self.subTest(model=step.model, step=step.work.__name__):
                only = Domain(self._column_of(step.model), "!=", False)
                self.assertIsNotNone(step.find(self._day("2026-03-02"), only))
                self.assertIn(night._failure_place(step, False)._name, PLACES)
                self.assertIn(
                    self.env._(step.text),
                    night._failure_note(step, UserError("No.")),
                )
                self.assertTrue(self.env._(step.text))

    def test_the_next_night_does_not_double_it(self):
        self.company.entretien_responsible_id = self.user_hr
        self._pass(UserError("No such job."))
        first = self._told()
        self._pass(UserError("No such department."))
        self.assertEqual(self._told(), first)
        self.assertIn("No such department.", first.note)

    def test_it_goes_away_once_it_succeeds(self):
        self.company.entretien_responsible_id = self.user_hr
        self._pass(UserError("Not tonight."))
        self._pass()
        self.assertFalse(self._told())
        self.assertTrue(self.due.entretien_ids)

    def test_it_goes_away_when_somebody_else_did_it(self):
        self.company.entretien_responsible_id = self.user_hr
        self._pass(UserError("Not tonight."))
        self._entretien(self.due, motif="periodic")
        self._pass(UserError("Not tonight."))
        self.assertFalse(self._told())

    def test_without_hr_in_charge_the_oldest_administrator_with_an_address(self):
        self.assertFalse(self.company.entretien_responsible_id)
        administrators = self.env.ref("hr.group_hr_manager").all_user_ids
        (administrators - self.user_hr_manager).company_ids -= self.company
        later = self._user("hr_later", "hr.group_hr_manager")
        self._pass(UserError("No."))
        self.assertEqual(self._told().user_id, self.user_hr_manager)
        self._pass()
        self.user_hr_manager.email = False
        self.due.entretien_ids.unlink()
        self._pass(UserError("No."))
        self.assertEqual(self._told().user_id, later)

    def test_never_odoobot_nor_somebody_of_another_company(self):
        robot = self.env.ref("base.user_root")
        self.company.entretien_responsible_id = robot
        administrators = self.env.ref("hr.group_hr_manager").all_user_ids
        others = {
            "company_id": self.other_company.id,
            "company_ids": [(6, 0, self.other_company.ids)],
        }
        administrators.write(others)
        self._pass(UserError("No."))
        self.assertFalse(self._told())

    def test_on_an_interview_it_stands_on_the_interview(self):
        """Each step has its words: here, a planned one that changes hands."""
        self.company.entretien_responsible_id = self.user_hr
        entretien = self._entretien(self.employee, date_due="2026-04-01")
        entretien.interviewer_id = False
        Entretien = self.env.registry["hr.entretien"]
        Interviewer = self.env.registry["hr.entretien.interviewer"]

        def fail(entretien, *args):
            raise ValueError("Nobody")

        with patch.object(Interviewer, "_to_be", lambda *_args: self.manager):
            with patch.object(Entretien, "_schedule_to_plan", fail):
                self._pass()
        (activity,) = self._told(entretien)
        self.assertIn("give the interview to whoever should conduct it", activity.note)
        self._pass()
        self.assertFalse(self._told(entretien))
