"""Absence, refusal, offer declined: what each counts for and leaves behind."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestNotHeld(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls._held(cls.employee, "2022-02-15")
        cls.entretien = cls._entretien(
            cls.employee, date_due="2026-03-31", date_planned=SLOT
        )
        cls.entretien.action_plan()

    def _apply(self, user, action, **kw):
        """Fill in the window that the button opens, as the browser does."""
        model = self._as(user, self.env[action["res_model"]])
        with Form(model.with_context(**action["context"])) as form:
            for name, value in kw.items():
                setattr(form, name, value)
        return form.save().action_apply()

    def _letter(self, user, name="letter.pdf"):
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": name, "raw": b"Madam, I decline."})
        )

    def test_absence_asks_the_day(self):
        action = self._as(self.user_manager, self.entretien).action_no_show()
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(action["context"]["default_day"], self._day("2026-03-10"))
        self._apply(self.user_manager, action, note="No answer to the phone")
        self.assertRecordValues(
            self.entretien,
            [{"state": "to_plan", "date_planned": False, "no_show_count": 1}],
        )
        absence = self.entretien.proof_ids.filtered(lambda item: item.kind == "absence")
        self.assertEqual(absence.date, self._day("2026-03-10"))
        # In the language of the company, as all of the proof file.
        self.assertRegex(absence.note, r"(?s)Attendu le mardi 10 mars.*No answer")

    def test_absence_meets_nothing(self):
        """A second invitation is due: no date of the employee moves."""
        before = self.employee._entretien_due()
        self.entretien.action_no_show("2026-03-10")
        self.assertEqual(self.employee._entretien_due(), before)
        self.assertEqual(self.employee.entretien_status, "overdue")

    def test_interviewer_is_told_to_invite_again(self):
        self.entretien.action_no_show("2026-03-10")
        activity = self.entretien.activity_ids
        self.assertEqual(activity.user_id, self.user_manager)
        self.assertIn("invite again", activity.note)
        self.entretien.date_planned = "2026-03-20 09:00:00"
        self.entretien.action_plan()
        self.assertFalse(self.entretien.activity_ids)

    def test_to_the_next_date_nobody_is_invited_yet(self):
        """Planned again, the form asks to invite as the morning list does."""
        self.entretien.date_invited = "2026-03-02"
        self.entretien.action_no_show("2026-03-10")
        self.assertFalse(self.entretien.date_invited)
        self.assertEqual(self.entretien.next_step, "re_invite")

    def test_absences_add_up(self):
        for day in ("2026-03-10", "2026-03-12"):
            self.entretien.date_planned = f"{day} 09:00:00"
            self.entretien.action_plan()
            self.entretien.action_no_show(day)
        self.assertEqual(self.entretien.no_show_count, 2)
        with self.assertRaisesRegex(UserError, "kept as a proof"):
            self._as(self.user_hr, self.entretien).unlink()

    def test_nobody_is_absent_tomorrow(self):
        with self.assertRaisesRegex(UserError, "day to come"):
            self.entretien.action_no_show("2026-03-17")
        self.assertEqual(self.entretien.state, "planned")

    def test_absence_of_what_is_not_planned(self):
        other = self._entretien(self.colleague)
        with self.assertRaisesRegex(UserError, "not possible"):
            self._as(self.user_manager, other).action_no_show("2026-03-10")

    def test_absences_are_not_written_by_hand(self):
        with self.assertRaises(UserError):
            self._as(self.user_manager, self.entretien).no_show_count = 3

    def test_refusal_keeps_its_letter(self):
        letter = self._letter(self.user_manager)
        action = self._as(self.user_manager, self.entretien).action_decline()
        self._apply(
            self.user_manager,
            action,
            motive="I am about to retire",
            day="2026-03-12",
            attachment_ids=letter,
        )
        self.assertEqual(self.entretien.state, "declined")
        refusal = self.entretien.proof_ids.filtered(lambda item: item.kind == "refusal")
        self.assertRecordValues(
            refusal,
            [
                {
                    "date": self._day("2026-03-12"),
                    "note": "I am about to retire",
                    "attachment_ids": letter.ids,
                }
            ],
        )
        self.assertEqual(self._as(self.user_hr, letter).raw, b"Madam, I decline.")
        with self.assertRaises(UserError):
            self._as(self.user_manager, letter).unlink()

    def test_refusal_starts_the_next_period(self):
        self.entretien.action_decline("Letter", "2026-03-12")
        periodic = self._duty(self.employee, "periodic")
        self.assertEqual(periodic["target"], "2030-03-12")

    def test_letter_of_somebody_else_is_not_filed(self):
        theirs = self._letter(self.user_other_manager)
        wizard = self._as(self.user_manager, self.env["hr.entretien.motive"]).create(
            {
                "entretien_ids": [(6, 0, self.entretien.ids)],
                "kind": "decline",
                "motive": "Letter",
            }
        )
        with self.assertRaises(AccessError):
            wizard.attachment_ids = [(6, 0, theirs.ids)]
            wizard.action_apply()
        self.assertNotEqual(self.entretien.state, "declined")

    def test_offer_declined_says_how(self):
        """After an absence the employer offers; the employee may decline by mouth."""
        absence_type = self.env["hr.entretien.absence.type"].search([], limit=1)
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.colleague.id,
                "type_id": absence_type.id,
                "date_from": "2025-09-01",
                "date_to": "2026-02-28",
            }
        )
        offer = self._entretien(self.colleague, motif="return", date_due="2026-03-31")
        action = self._as(self.user_manager, offer).action_decline()
        with self.assertRaisesRegex(UserError, "Say how"):
            self._as(self.user_manager, self.env["hr.entretien.motive"]).create(
                {
                    "entretien_ids": [(6, 0, offer.ids)],
                    "kind": "decline",
                    "motive": "He says no",
                }
            ).action_apply()
        self._apply(self.user_manager, action, motive="He says no", how="oral")
        self.assertEqual(offer.state, "declined")
        (declined,) = offer.proof_ids
        self.assertEqual(declined.kind, "offer_declined")
        self.assertIn("oralement", declined.note)
        due = {item["kind"] for item in self.colleague._entretien_due()}
        self.assertNotIn("return", due)

    def _offer(self, how, **kw):
        """The colleague, last seen in 2023, is back and declines what he is offered."""
        self._held(self.colleague, "2023-12-04")
        kind = self.env.ref("hr_entretien_professionnel.absence_type_maternity")
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.colleague.id,
                "type_id": kind.id,
                "date_from": "2025-09-01",
                "date_to": "2026-02-28",
            }
        )
        offer = self._entretien(self.colleague, motif="return", **kw)
        action = self._as(self.user_manager, offer).action_decline()
        self._apply(self.user_manager, action, motive="No time", how=how)
        return offer

    def test_offer_declined_by_word_of_mouth_moves_no_date_but_the_return(self):
        """The employer proposed; only a refusal in writing starts the next period."""
        offer = self._offer("oral", with_bilan=True)
        self.assertEqual(offer.declined_how, "oral")
        self.assertFalse(
            [x for x in self.colleague._entretien_due() if x["kind"] == "return"]
        )
        self.assertEqual(
            self.colleague.entretien_periodic_date, self._day("2027-12-04")
        )
        self.assertEqual(self._duty(self.colleague, "bilan")["target"], "2030-01-10")
        story = self._reasoning(self.colleague)
        self.assertIn("met by the offer, declined by word of mouth", story)
        self.assertIn("Only a refusal in writing starts a new period", story)
        timeline = self.env["hr.entretien.timeline"]
        marks = timeline._rows(self.colleague)[self.colleague.id]
        (mark,) = [row["status"] for row in marks if row["mark"] == "refused"]
        self.assertEqual(mark, "declined by word of mouth")

    def test_offer_declined_in_writing_starts_the_next_period(self):
        self._offer("mail")
        self.assertEqual(
            self.colleague.entretien_periodic_date, self._day("2030-03-16")
        )

    def test_a_refusal_shows_how_and_when_to_whoever_reads_it(self):
        offer = self._offer("mail")
        written = self._entretien(self.stranger, motif="on_request")
        written._decline("I would rather not", self._day("2026-03-12"))
        for entretien, said in (
            (offer, "Declined by e-mail on 03/16/2026"),
            (written, "Declined in writing on 03/12/2026"),
        ):
            for user in (self.user_hr, self.user_n2):
                mine = self._as(user, entretien).with_context(lang="en_US")
                self.assertEqual(mine.declined_text, said)
            entretien.invalidate_recordset()
            way = said.rpartition(" on ")[0]
            self.assertEqual(entretien._declined_way(), way)
        offer.with_user(self.user_hr).action_reopen("A mistake")
        self.assertFalse(offer.declined_text)

    def test_declined_by_word_of_mouth_then_reopened(self):
        offer = self._offer("oral", date_due="2026-03-31")
        self._as(self.user_hr, offer).action_reopen("A mistake")
        self.assertRecordValues(offer, [{"state": "to_plan", "declined_how": False}])
        self.assertEqual(self._duty(self.colleague, "return")["target"], "2026-03-01")

    def test_how_it_was_declined_is_no_longer_written(self):
        offer = self._offer("oral")
        for user in (self.user_manager, self.user_hr):
            with self.assertRaises(UserError):
                self._as(user, offer).declined_how = "letter"
        self.assertEqual(offer.declined_how, "oral")

    def test_a_periodic_interview_is_declined_in_writing_alone(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._entretien(
                self.colleague,
                state="declined",
                date_declined="2026-03-02",
                declined_how="oral",
            )

    def test_word_of_mouth_is_no_refusal_of_a_periodic_interview(self):
        """The window does not ask; a call over RPC is answered."""
        wizard = self._as(self.user_manager, self.env["hr.entretien.motive"]).create(
            {
                "entretien_ids": [(6, 0, self.entretien.ids)],
                "kind": "decline",
                "motive": "He says no",
                "how": "oral",
            }
        )
        with self.assertRaisesRegex(UserError, "after an absence"):
            wizard.action_apply()
        self.assertEqual(self.entretien.state, "planned")

    def test_others_record_no_absence(self):
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, self.entretien).action_no_show("2026-03-10")
                with self.assertRaises(AccessError):
                    self._as(user, self.env["hr.entretien.no.show"]).create(
                        {"entretien_id": self.entretien.id, "day": "2026-03-10"}
                    ).action_apply()
        self.assertEqual(self.entretien.state, "planned")
