"""Who may hold the interview, and who takes over when he leaves."""

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .common import EntretienCase

SLOT = "2026-05-12 08:00:00"


class InterviewerCase(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(
            cls.employee, motif="on_request", date_planned=SLOT
        )

    def _messages(self, kind):
        found = self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.entretien.id), ("kind", "=", kind)]
        )
        return found.recipient_id

    def _proofs(self, kind):
        return self.entretien.proof_ids.filtered(lambda line: line.kind == kind)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestAllowedInterviewers(InterviewerCase):
    def _allowed(self, entretien):
        return self.env["hr.entretien.interviewer"]._allowed(entretien)

    def test_superiors_and_hr_and_nobody_else(self):
        allowed = self._allowed(self.entretien)
        self.assertLessEqual(
            self.manager | self.n2 | self.hr | self.hr_manager, allowed
        )
        self.assertFalse(
            allowed
            & (self.employee | self.colleague | self.other_manager | self.other_hr)
        )

    def test_above_a_manager_who_left(self):
        """The N+2 stays above, though the N+1 is archived."""
        self.manager.active = False
        allowed = self._allowed(self.entretien)
        self.assertIn(self.n2, allowed)
        self.assertNotIn(self.manager, allowed)

    def test_contract_that_is_over(self):
        self.n2.contract_date_end = "2026-06-01"
        with freeze_time("2026-06-05 07:00:00"):
            self.assertIn(self.n2, self._allowed(self.entretien))
        with freeze_time("2026-06-06 07:00:00"):
            self.assertNotIn(self.n2, self._allowed(self.entretien))

    def test_hr_does_not_hold_his_own(self):
        own = self._entretien(self.hr, motif="on_request")
        self.assertNotIn(self.hr, self._allowed(own))

    def test_loop_of_managers_ends(self):
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %s WHERE id = %s",
            [self.manager.id, self.n2.id],
        )
        self.env.invalidate_all()
        self.assertIn(self.n2, self._allowed(self.entretien))

    def test_manager_chooses_among_them(self):
        mine = self._as(self.user_manager, self.entretien)
        for chosen in (self.colleague, self.other_manager, self.other_hr):
            with self.subTest(name=chosen.name):
                with self.assertRaisesRegex(UserError, "cannot conduct this interview"):
                    mine.interviewer_id = chosen.id
        self._as(self.user_n2, self.entretien).interviewer_id = self.hr.id
        self.assertEqual(self.entretien.interviewer_id, self.hr)

    def test_manager_opens_a_new_one_for_somebody_else_to_hold(self):
        model = self._as(self.user_manager, self.env["hr.entretien"])
        values = {"employee_id": self.colleague.id, "motif": "on_request"}
        with self.assertRaisesRegex(UserError, "cannot conduct this interview"):
            model.create({**values, "interviewer_id": self.other_manager.id})
        created = model.create({**values, "interviewer_id": self.n2.id})
        self.assertEqual(created.interviewer_id, self.n2)

    def test_hr_chooses_anybody_present_of_the_company(self):
        """A representative of the management need not be above."""
        for_hr = self._as(self.user_hr, self.entretien)
        for_hr.interviewer_id = self.other_manager.id
        self.assertEqual(self.entretien.interviewer_id, self.other_manager)
        gone = self._employee("Gone", active=False)
        for refused in (gone, self.other_hr):
            with self.assertRaisesRegex(UserError, "works in the company today"):
                for_hr.interviewer_id = refused.id

    def test_hr_enters_the_past_as_it_was(self):
        """Who held it four years ago may have left."""
        gone = self._employee("Gone", active=False)
        held = self._as(self.user_hr, self.env["hr.entretien"]).create(
            {
                "employee_id": self.colleague.id,
                "interviewer_id": gone.id,
                "state": "closed",
                "date_held": "2024-01-12",
            }
        )
        self.assertEqual(held.interviewer_id, gone)

    def test_form_proposes_them(self):
        with Form(self._as(self.user_n2, self.entretien)) as form:
            self.assertFalse(form.chooses_anybody)
            self.assertIn(self.hr.id, form.allowed_interviewer_ids.ids)
            form.interviewer_id = self.n2.with_user(self.user_n2)
        self.assertEqual(self.entretien.interviewer_id, self.n2)
        with Form(self._as(self.user_hr, self.entretien)) as form:
            self.assertTrue(form.chooses_anybody)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 07:00:00")
class TestTakeOver(InterviewerCase):
    """The employee moves or the interviewer leaves: at once, and with a notice."""

    def setUp(self):
        super().setUp()
        self._as(self.user_manager, self.entretien).action_plan()
        self.entretien.activity_ids.unlink()

    def test_new_manager_takes_over_what_is_planned(self):
        self.employee.parent_id = self.other_manager
        self.assertEqual(self.entretien.interviewer_id, self.other_manager)
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_other_manager)
        self.assertEqual(self._proofs("interviewer").note, "Manager → Other Manager")
        self.assertEqual(
            self._messages("interviewer"), self.employee | self.other_manager
        )
        self.assertEqual(
            self.entretien.event_id.partner_ids,
            (self.user_employee | self.user_other_manager).partner_id,
        )
        self.assertEqual(self.entretien.event_id.user_id, self.user_other_manager)

    def test_who_was_chosen_above_and_still_is_stays(self):
        for chosen in (self.n2, self.hr):
            self.entretien.interviewer_id = chosen
            self.employee.parent_id = self.other_manager
            self.assertEqual(self.entretien.interviewer_id, chosen)
            self.employee.parent_id = self.manager
            self.assertEqual(self.entretien.interviewer_id, chosen)

    def test_who_was_above_and_is_no_more_hands_over(self):
        self.entretien.interviewer_id = self.n2
        self.employee.parent_id = self.hr_manager
        self.assertEqual(self.entretien.interviewer_id, self.hr_manager)

    def test_nobody_new_leaves_the_former_one(self):
        self.employee.parent_id = False
        self.assertEqual(self.entretien.interviewer_id, self.manager)

    def test_manager_archived(self):
        self.department.manager_id = self.n2
        self.manager.action_archive()
        self.assertEqual(self.entretien.interviewer_id, self.n2)
        self.assertEqual(self._messages("interviewer"), self.employee | self.n2)
        self.assertEqual(len(self._proofs("interviewer")), 1)

    def test_contract_over_is_seen_by_the_night(self):
        self.department.manager_id = self.n2
        self.manager.contract_date_end = "2026-04-25"
        for day, why in (("25", "the last day is a day"), ("29", "may be renewed")):
            with freeze_time(f"2026-04-{day} 07:00:00"), self._quiet_cron():
                self.env["hr.entretien"]._cron_entretien()
            self.assertEqual(self.entretien.interviewer_id, self.manager, why)
        with freeze_time("2026-04-30 07:00:00"), self._quiet_cron():
            for _night in range(2):
                self.env["hr.entretien"]._cron_entretien()
        self.assertEqual(self.entretien.interviewer_id, self.n2)
        self.assertEqual(len(self._proofs("interviewer")), 1)

    def test_move_that_the_orm_did_not_show_is_seen_by_the_night(self):
        """An import in SQL: the copy of the manager follows, the interviewer too."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %(there)s WHERE id = %(employee)s;"
            "UPDATE hr_entretien SET manager_id = %(there)s WHERE id = %(mine)s",
            {
                "there": self.other_manager.id,
                "employee": self.employee.id,
                "mine": self.entretien.id,
            },
        )
        self.env.invalidate_all()
        with self._quiet_cron():
            for _night in range(2):
                self.env["hr.entretien"]._cron_entretien()
        self.assertEqual(self.entretien.interviewer_id, self.other_manager)
        self.assertEqual(len(self._proofs("interviewer")), 1)

    def test_changed_by_hand_is_proved_and_told(self):
        self._as(self.user_n2, self.entretien).interviewer_id = self.n2.id
        self.assertEqual(self._proofs("interviewer").note, "Manager → N2")
        self.assertEqual(self._messages("interviewer"), self.employee, "n2 knows")

    def test_nobody_takes_over(self):
        """The employee is not told that it is held by nobody; HR in charge is."""
        self.company.entretien_responsible_id = self.user_hr
        self.manager.action_archive()
        self.assertFalse(self.entretien.interviewer_id)
        self.assertFalse(self._messages("interviewer"))
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_hr)
        partner = self.user_employee.partner_id
        self.assertEqual(self.entretien.event_id.partner_ids, partner)

    def test_to_plan_is_handed_over_without_a_message(self):
        """Nobody was invited: the new manager's list says it."""
        other = self._entretien(self.colleague, date_due="2026-06-01")
        self.colleague.parent_id = self.other_manager
        self.assertEqual(other.interviewer_id, self.other_manager)
        self.assertEqual(other.activity_ids.user_id, self.user_other_manager)
        self.assertFalse(other.proof_ids)

    def test_what_is_held_keeps_its_interviewer(self):
        self.entretien.date_held = "2026-04-20"
        self.entretien.action_mark_held()
        self.employee.parent_id = self.other_manager
        self.assertEqual(self.entretien.interviewer_id, self.manager)
