"""Nobody leads their own interview: their own manager, or in a loop of managers."""

from functools import wraps

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


def as_each(test):
    """The test for each person of the case, signed in."""

    @wraps(test)
    def as_all(self):
        for user in self.people:
            with self.subTest(login=user.login):
                test(self, user)

    return as_all


class OwnCase(EntretienCase):
    """``own`` is each person's interview to plan, ``held`` one that was held.

    ``employee`` is their own manager; ``manager`` and ``n2`` are each the other's; the
    colleague has a second card, in the other company, and is said to conduct there the
    interview of the first.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee.parent_id = cls.employee
        cls.n2.parent_id = cls.manager
        cls.people = {
            cls.user_employee: cls.employee,
            cls.user_manager: cls.manager,
            cls.user_n2: cls.n2,
        }
        cls.own, cls.held = {}, {}
        for user, person in cls.people.items():
            cls.held[user] = cls._entretien(
                person,
                state="held",
                date_held="2026-02-20",
                besoin_ids=[Command.create({"name": "Welding"})],
                action_ids=[Command.create({"name": "Enrol"})],
                souhait_ids=[Command.create({"note": "Paris"})],
            )
            cls.own[user] = cls._entretien(
                person,
                motif="on_request",
                career="Secret",
                date_planned=SLOT,
                interviewer_id=cls.hr.id,
            )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestOwnInterview(OwnCase):
    @as_each
    def test_it_is_not_read_before_it_is_held(self, user):
        own = self._as(user, self.own[user])
        self.assertFalse(own.search([("id", "=", own.id)]))
        with self.assertRaises(AccessError):
            own.read(["career"])

    @as_each
    def test_the_rights_of_who_leads_are_not_theirs(self, user):
        held = self._as(user, self.held[user])
        self.assertEqual(held.employee_id.user_id, user)
        self.assertFalse(held.can_lead or held.can_edit)
        self.assertTrue(held.can_comment)

    @as_each
    def test_it_is_not_moved_held_or_closed(self, user):
        for vals in (
            {"date_planned": "2026-03-20 09:00:00"},
            {"conclusion": "All is well"},
            {"interviewer_id": self.other_manager.id},
        ):
            for entretien in (self.own[user], self.held[user]):
                with self.assertRaises(AccessError):
                    self._as(user, entretien).write(vals)
        for step in ("action_plan", "action_mark_held", "action_send_invitation"):
            with self.assertRaises(AccessError):
                getattr(self._as(user, self.own[user]), step)()
        for step in ("action_present", "action_close"):
            with self.assertRaises(AccessError):
                getattr(self._as(user, self.held[user]), step)()

    @as_each
    def test_none_is_opened_for_oneself(self, user):
        person = self.people[user]
        entretiens = self._as(user, self.env["hr.entretien"])
        for vals in ({}, {"interviewer_id": person.id}):
            with self.assertRaises(UserError):
                entretiens.create(
                    {"employee_id": person.id, "motif": "on_request", **vals}
                )
        with self.assertRaises(AccessError):
            entretiens.onchange({"employee_id": person.id}, ["employee_id"], {})

    @as_each
    def test_what_was_decided_is_not_written(self, user):
        for name in ("besoin_ids", "action_ids", "souhait_ids"):
            line = self.held[user][name]
            self.assertTrue(self._as(user, line).read(["followup_note"]))
            with self.assertRaises(AccessError):
                self._as(user, line).write({"followup_note": "Done"})
            with self.assertRaises(AccessError):
                self._as(user, line).unlink()
            with self.assertRaises(AccessError):
                self._as(user, line.browse()).create(
                    {"entretien_id": self.held[user].id, "name": "A car"}
                    if name != "souhait_ids"
                    else {"entretien_id": self.held[user].id, "note": "Rome"}
                )

    @as_each
    def test_what_hangs_on_it_is_not_read_before_it_is_held(self, user):
        """Proofs, needs, frozen documents go with the interview."""
        own = self.own[user]
        own._add_proof("other", "Said on the phone")
        own.besoin_ids = [Command.create({"name": "English"})]
        for lines in (own.proof_ids, own.besoin_ids):
            found = self._as(user, lines).search([("entretien_id", "=", own.id)])
            self.assertFalse(found)
            with self.assertRaises(AccessError):
                self._as(user, lines).read()

    @as_each
    def test_a_line_of_the_bilan_that_is_proposed_is_not_theirs(self, user):
        self.held[user].with_bilan = True
        bilan = self.held[user].bilan_id
        line = self.env["hr.entretien.bilan.line"].create(
            {
                "bilan_id": bilan.id,
                "kind": "training",
                "name": "Crane",
                "date_from": "2025-01-10",
            }
        )
        self.assertEqual(line.state, "proposed")
        with self.assertRaises(AccessError):
            self._as(user, line).read(["name"])
        with self.assertRaises(AccessError):
            self._as(user, line.browse()).create(
                {
                    "bilan_id": bilan.id,
                    "kind": "training",
                    "name": "Crane",
                    "date_from": "2025-01-10",
                }
            )

    @as_each
    def test_their_etat_des_lieux_is_theirs_once_handed_over(self, user):
        self.held[user].with_bilan = True
        bilan = self.held[user].bilan_id
        self.assertFalse(self._as(user, self.held[user]).can_read_bilan)
        self.assertFalse(self._as(user, bilan).search([("id", "=", bilan.id)]))
        with self.assertRaises(AccessError):
            self._as(user, bilan).read(["conclusion"])
        bilan.date_frozen = "2026-02-21 09:00:00"
        mine = self._as(user, bilan)
        self.assertTrue(self._as(user, self.held[user]).can_read_bilan)
        self.assertFalse(mine.can_lead)
        for act in (
            lambda: mine.write({"line_ids": [Command.create({"name": "Mine"})]}),
            lambda: mine.write({"date_copy_delivered": "2026-02-21"}),
            mine.action_fill,
            mine.action_hand_over,
            lambda: mine.action_reopen("A line"),
            mine.unlink,
        ):
            with self.assertRaises(AccessError):
                act()

    @as_each
    def test_the_notes_of_who_leads_it_are_not_theirs(self, user):
        held = self.held[user]
        note = held.message_post(body="Between us", subtype_xmlid="mail.mt_note")
        piece = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"x", "res_model": held._name, "res_id": held.id}
        )
        activity = held.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_hr.id
        )
        for record in (note, piece, activity):
            with self.assertRaises(AccessError):
                self._as(user, record).read()
        partner = user.partner_id
        self._as(user, held).message_subscribe(partner.ids)
        told = held.message_post(body="Still ours", subtype_xmlid="mail.mt_comment")
        self.assertNotIn(partner, told.notified_partner_ids)

    def test_the_others_of_the_team_are_still_led(self):
        """The loop takes one's own away, and nothing else."""
        mine = self._entretien(self.colleague, motif="on_request")
        for user in (self.user_manager, self.user_n2):
            for entretien in (mine, *(set(self.own.values()) - {self.own[user]})):
                if entretien == self.own[self.user_employee]:
                    continue
                self.assertTrue(self._as(user, entretien).can_lead, user.login)

    @as_each
    def test_the_dashboard_and_the_lists_count_others_only(self, user):
        domain = [("manager_id.user_id", "=", user.id)]
        found = self._as(user, self.env["hr.entretien"]).search(domain)
        self.assertFalse(found & self.own[user])


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestWhoConducts(OwnCase):
    """Who conducts it is somebody else, even under another card of theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_colleague.company_ids |= cls.other_company
        cls.elsewhere = cls._employee(
            "Colleague There",
            user_id=cls.user_colleague.id,
            company_id=cls.other_company.id,
        )

    def test_nobody_is_proposed_to_themselves(self):
        for person in self.people.values():
            entretien = self._entretien(person, motif="on_request")
            self.assertNotEqual(entretien.interviewer_id, person)
            self.assertNotIn(person, entretien.allowed_interviewer_ids)

    def test_another_card_of_the_employee_does_not_hold_it(self):
        with self.assertRaises(ValidationError):
            self._entretien(
                self.colleague, motif="on_request", interviewer_id=self.elsewhere.id
            )
        self.colleague.parent_id = self.elsewhere
        entretien = self._entretien(self.colleague, motif="on_request")
        self.assertFalse(entretien.interviewer_id)
        self.assertNotIn(self.elsewhere, entretien.allowed_interviewer_ids)
        with self.assertRaises(AccessError):
            self._as(self.user_colleague, entretien).read(["state"])
