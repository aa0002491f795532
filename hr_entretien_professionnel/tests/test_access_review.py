"""Doors beside the main ones: forms being filled, mails, calendars, other companies."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .close_common import CloseCase

REPORT = "hr_entretien_professionnel.report_hr_entretien"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessReview(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strangers = (
            cls.user_colleague,
            cls.user_other_manager,
            cls.user_system,
            cls.user_other_hr,
        )

    # -- a form that is being filled -------------------------------------------------

    def _typed(self, user, model, values, spec):
        """What the form shows to who types these values in a new record."""
        record = self._as(user, self.env[model])
        return record.onchange(values, list(values), spec)["value"]

    def test_a_new_form_tells_nothing_of_somebody_else_s_people(self):
        names = ("date_due", "date_limit", "reason", "seniority_date", "slot_warning")
        spec = {name: {} for name in names}
        for user in (*self.strangers, self.user_employee):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._typed(
                    user, "hr.entretien", {"employee_id": self.employee.id}, spec
                )

    def test_neither_by_a_default(self):
        for user in self.strangers:
            form = self._as(user, self.env["hr.entretien"])
            form = form.with_context(default_employee_id=self.employee.id)
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                form.onchange({}, [], {"date_due": {}, "reason": {}})

    def test_nor_in_the_form_of_one_s_own_interview(self):
        entretien = self._as(self.user_manager, self.entretien)
        values = {"employee_id": self.stranger.id}
        with self.assertRaises(AccessError):
            entretien.onchange(values, ["employee_id"], {"seniority_date": {}})

    def test_a_manager_fills_the_form_of_his_people(self):
        values = {"employee_id": self.colleague.id}
        spec = {"seniority_date": {}, "manager_id": {}}
        for user in (self.user_manager, self.user_n2, self.user_hr):
            shown = self._typed(user, "hr.entretien", values, spec)
            self.assertEqual(shown["manager_id"], self.manager.id)

    def test_a_new_line_tells_nothing_of_somebody_else_s_interview(self):
        spec = {"date_held": {}, "employee_id": {}, "department_id": {}}
        values = {"entretien_id": self.entretien.id}
        for name in ("besoin", "souhait", "action"):
            for user in self.strangers:
                with (
                    self.subTest(login=user.login, name=name),
                    self.assertRaises(AccessError),
                ):
                    self._typed(user, f"hr.entretien.{name}", values, spec)
            self._typed(self.user_manager, f"hr.entretien.{name}", values, spec)

    def test_windows_tell_nothing_of_somebody_else_s_interview(self):
        windows = {
            "hr.entretien.handover": {"missing": {}},
            "hr.entretien.sign": {"name": {}},
            "hr.entretien.plan": {"slot_warning": {}, "slots": {}, "why": {}},
            "hr.entretien.no.show": {},
            "hr.entretien.scan": {},
        }
        named = {"entretien_id": {"fields": {"display_name": {}}}}
        for model, spec in windows.items():
            for user in (*self.strangers, self.user_employee):
                with self.subTest(login=user.login, model=model):
                    self.assertFalse(self._shown(user, model, named | spec))

    def _shown(self, user, model, spec):
        window = self._as(user, self.env[model])
        values = {"entretien_id": self.entretien.id}
        try:
            first = window.with_context(default_entretien_id=self.entretien.id)
            shown = str(first.onchange({}, [], spec))
        except AccessError:
            shown = ""
        try:
            return shown + str(window.onchange(values, list(values), spec))
        except AccessError:
            return shown

    def test_windows_are_not_opened_on_somebody_else_s_interview(self):
        values = {
            "hr.entretien.handover": {},
            "hr.entretien.sign": {"role": "employee", "name": "x"},
            "hr.entretien.no.show": {},
            "hr.entretien.scan": {},
            "hr.entretien.plan": {},
        }
        for model, vals in values.items():
            for user in (*self.strangers, self.user_employee):
                window = self._as(user, self.env[model])
                with (
                    self.subTest(login=user.login, model=model),
                    self.assertRaises(AccessError),
                ):
                    window.create({**vals, "entretien_id": self.entretien.id})

    def test_nobody_s_name_for_the_interview_of_another_company(self):
        shown = self._as(self.user_other_hr, self.entretien).sudo().display_name
        self.assertNotIn(self.employee.name, shown)

    # -- printed ---------------------------------------------------------------------

    # -- files -----------------------------------------------------------------------

    def test_files_of_an_interview_are_not_opened_by_others(self):
        document = self._present()
        self._answer("employee")
        self._as(self.user_manager, self.entretien)._add_proof(
            "scan",
            attachments=self.env["ir.attachment"].create(
                {"name": "scan.pdf", "raw": b"%PDF-"}
            ),
        )
        signature = self.entretien.signature_ids
        scan = self.entretien.proof_ids.attachment_ids
        stored = self.env["ir.attachment"].search(
            [
                ("res_model", "in", (document._name, signature._name)),
                ("res_field", "!=", False),
                ("res_id", "in", (document.id, signature.id)),
            ]
        )
        self.assertTrue(stored and scan)
        for user in self.strangers:
            for piece in stored | scan:
                with (
                    self.subTest(login=user.login, piece=piece.name),
                    self.assertRaises(AccessError),
                ):
                    self._as(user, piece).read(["raw"])
            found = self._as(user, self.env["ir.attachment"]).search(
                [("res_model", "=like", "hr.entretien%"), ("res_field", "!=", False)]
            )
            self.assertFalse(found & stored, user.login)
            found = self._as(user, self.env["ir.attachment"]).search(
                [("res_model", "=", "hr.entretien.proof")]
            )
            self.assertFalse(found & scan, user.login)

    # -- the mails and the log, for the system administrator -------------------------

    def test_the_administrator_reads_no_mail_about_interviews(self):
        mail = self.env["mail.mail"].create(
            {
                "model": "hr.entretien",
                "res_id": self.entretien.id,
                "body_html": "<p>Lundi à 10 heures</p>",
            }
        )
        other = self.env["mail.mail"].create({"body_html": "<p>Bonjour</p>"})
        mails = self._as(self.user_system, self.env["mail.mail"])
        self.assertEqual(mails.search([("id", "in", (mail | other).ids)]), other)
        with self.assertRaises(AccessError):
            self._as(self.user_system, mail).read(["body_html"])

    def test_the_administrator_reads_no_value_that_was_tracked(self):
        message = self.entretien.message_post(body="x")
        value = self.env["mail.tracking.value"].create(
            {
                "field_id": self.env["ir.model.fields"]
                ._get("hr.entretien", "motive")
                .id,
                "mail_message_id": message.id,
                "new_value_text": "Congé maternité",
            }
        )
        values = self._as(self.user_system, self.env["mail.tracking.value"])
        self.assertFalse(values.search([("id", "=", value.id)]))
        with self.assertRaises(AccessError):
            self._as(self.user_system, value).read(["new_value_text"])

    # -- activities ------------------------------------------------------------------

    def test_the_employee_does_not_touch_the_activities_of_his_interview(self):
        activity = self.entretien.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Voir sa rémunération",
            user_id=self.user_manager.id,
        )
        for user in (self.user_employee, *self.strangers):
            mine = self._as(user, activity)
            self.assertFalse(mine.search([("id", "=", activity.id)]), user.login)
            for gesture in (
                lambda item: item.read(["summary", "note"]),
                lambda item: item.write({"summary": "Rien"}),
                lambda item: item.action_feedback(feedback="Fait"),
                lambda item: item.unlink(),
            ):
                with self.subTest(login=user.login), self.assertRaises(AccessError):
                    gesture(self._as(user, activity))

    # -- fields of ours, written by hand ---------------------------------------------

    def test_a_leader_points_no_interview_at_another_preparation(self):
        other = self._entretien(self.stranger, motif="on_request")
        theirs = other._ensure_preparation()
        planned = self._entretien(self.colleague, motif="on_request")
        for user in (self.user_manager, self.user_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, planned).write({"preparation_id": theirs.id})
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.env["hr.entretien"]).create(
                {"employee_id": self.colleague.id, "preparation_id": theirs.id}
            )

    def test_nobody_hands_in_proofs_with_a_new_interview(self):
        for name, vals in {
            "proof_ids": {"kind": "handover"},
            "file_ids": {"name": "x", "role": "final", "version": 1},
            "signature_ids": {"role": "employee", "kind": "signed", "name": "x"},
        }.items():
            commands = [(0, 0, vals)]
            entretiens = self._as(self.user_manager, self.env["hr.entretien"])
            with self.subTest(name=name), self.assertRaises(AccessError):
                entretiens.create({"employee_id": self.colleague.id, name: commands})


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestCalendarAnswers(CloseCase):
    """An answer in the calendar is somebody's own: it becomes a proof."""

    def setUp(self):
        super().setUp()
        self.planned = self._entretien(
            self.colleague,
            motif="on_request",
            date_planned="2026-05-04 08:00:00",
            interviewer_id=self.manager.id,
        )
        self._as(self.user_manager, self.planned).action_plan()
        partner = self.user_colleague.partner_id
        self.attendee = self.planned.event_id.attendee_ids.filtered(
            lambda item: item.partner_id == partner
        )
        self.assertTrue(self.attendee)

    def _proof(self):
        return self.planned.proof_ids.filtered(lambda item: item.kind == "unavailable")

    def test_nobody_declines_for_somebody_else(self):
        for user in (self.user_employee, self.user_other_manager, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(UserError):
                self._as(user, self.attendee).write({"state": "declined"})
        self.assertFalse(self._proof())

    def test_the_employee_declines_in_his_own_name(self):
        self._as(self.user_colleague, self.attendee).do_decline()
        self.assertEqual(self._proof().user_id, self.user_colleague)

    def test_who_leads_it_answers_in_his_own_name_not_in_the_employee_s(self):
        self._as(self.user_manager, self.attendee).do_decline()
        self.assertEqual(self._proof().user_id, self.user_manager)

    def test_by_the_link_of_the_mail_nobody_s_account_is_written(self):
        public = self.env.ref("base.public_user")
        self._as(public, self.attendee).sudo().do_decline()
        self.assertEqual(len(self._proof()), 1)
        self.assertFalse(self._proof().user_id)

    def test_a_search_does_not_tell_that_it_is_an_interview(self):
        event = self.planned.event_id
        asked = (
            [("res_model", "=", "hr.entretien")],
            [("res_id", "=", self.planned.id)],
            [("name", "ilike", self.colleague.name)],
            [("attendee_ids.partner_id", "=", self.user_colleague.partner_id.id)],
        )
        for user in (self.user_employee, self.user_other_manager, self.user_system):
            events = self._as(user, self.env["calendar.event"])
            for domain in asked:
                with self.subTest(login=user.login, domain=domain):
                    self.assertNotIn(event, events.search(domain))
            busy = [("partner_ids", "in", self.user_colleague.partner_id.ids)]
            self.assertIn(event, events.search(busy))
        guest = self._as(self.user_colleague, self.env["calendar.event"])
        self.assertIn(event, guest.search(asked[0]))

    def test_nobody_else_invites_or_takes_away(self):
        invited = self.planned.event_id.attendee_ids
        partner = self.user_employee.partner_id
        for user in (self.user_employee, self.user_colleague, self.user_system):
            attendee = self._as(user, self.attendee)
            vals = {"event_id": self.planned.event_id.id, "partner_id": partner.id}
            attempts = (
                attendee.unlink,
                lambda attendee=attendee: attendee.write({"partner_id": partner.id}),
                lambda attendee=attendee, vals=vals: attendee.create(vals),
            )
            for number, attempt in enumerate(attempts):
                with self.subTest(login=user.login, number=number):
                    with self.assertRaises(AccessError):
                        attempt()
        self.assertEqual(self.planned.event_id.attendee_ids, invited)

    def test_who_is_invited_makes_the_meeting_no_other_one(self):
        own = {"user_id": self.user_colleague.id}
        for vals in (own, {"attendee_ids": [(5,)]}, {"res_id": 1}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._as(self.user_colleague, self.planned.event_id).write(vals)

    def test_who_leads_it_invites(self):
        event = self._as(self.user_manager, self.planned.event_id)
        event.write({"partner_ids": [(4, self.user_hr.partner_id.id)]})
        self.assertIn(self.user_hr.partner_id, event.attendee_ids.partner_id)

    def test_the_meeting_tells_others_nothing(self):
        event = self.planned.event_id
        names = ("name", "location", "description", "videocall_location")
        for user in (self.user_employee, self.user_other_manager, self.user_system):
            row = self._as(user, event).read(names)[0]
            self.assertNotIn(self.colleague.name, str(row), user.login)
            self.assertFalse(row["location"] or row["description"], user.login)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestHrOfAnotherCompany(CloseCase):
    """HR elsewhere, he is an employee like another where he has his interview."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.abroad = cls._employee(
            "Other Hr Here",
            "2022-01-10",
            user_id=cls.user_other_hr.id,
            parent_id=cls.manager.id,
            department_id=cls.department.id,
        )
        cls.to_plan = cls._entretien(cls.abroad, motif="on_request")
        cls.own = cls._entretien(
            cls.abroad, state="held", date_held="2026-02-15", hr_note="Réservé"
        )

    def test_reads_nothing_of_it_in_odoo(self):
        """His page shows him what any employee reads."""
        found = self._as(self.user_other_hr, self.env["hr.entretien"]).search(
            [("employee_id", "=", self.abroad.id)]
        )
        self.assertFalse(found)
        for entretien in (self.to_plan, self.own):
            with self.assertRaises(AccessError):
                self._as(self.user_other_hr, entretien).read(["state", "hr_note"])

    def test_takes_no_step(self):
        for name in ("action_present", "action_close", "action_void_signatures"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(self._as(self.user_other_hr, self.own), name)()
        for name in ("action_cancel", "action_reopen"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(self._as(self.user_other_hr, self.own), name)("Moi")

    def test_writes_nothing(self):
        for name in ("conclusion", "hr_note", "interviewer_comment"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self._as(self.user_other_hr, self.own).write({name: "x"})

    def test_files_no_proof(self):
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, self.env["hr.entretien.proof"]).create(
                {"entretien_id": self.own.id, "note": "Reçu"}
            )
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, self.env["hr.entretien.besoin"]).create(
                {"entretien_id": self.own.id, "name": "Un séminaire"}
            )
