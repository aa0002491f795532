from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import EntretienCase

PHONE, TABLET, DESK = SIZES = "390x844", "820x1180", "1366x768"


@tagged("post_install", "-at_install")
class PageTourCase(EntretienCase, HttpCase):
    """An employee's three visits to his page, in a real browser, in French.

    One interview at each width: who was there for one has its copy at the next.
    Between the visits the test does what the interviewer does. Time is not frozen: the
    browser has its own. Dates are relative to now.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.partner_id.lang = "fr_FR"

    def _planned(self, employee):
        """An interview, the third of its employee."""
        employee.lang = "fr_FR"
        for days in () if employee.entretien_ids else (900, 1700):
            self._held(employee, fields.Date.today() - timedelta(days=days))
        entretien = self._entretien(
            employee,
            location="Salle Mistral",
            date_planned=fields.Datetime.now() + timedelta(days=20),
        )
        entretien.action_plan()
        return entretien

    login = None

    size = PHONE

    def _visit(self, entretien, visit):
        self.browser_size, self.touch_enabled = self.size, self.size != DESK
        tour = f"entretien_page_{visit}_tour"
        self.start_tour(self._url(entretien), tour, login=self.login)

    def _play(self, entretien, user):
        """The whole journey; what the server keeps of each visit.

        :param user: who conducts the interview
        """
        self._visit(entretien, "prepare")
        self.assertEqual(
            entretien.preparation_id.prospects, "Devenir régleuse, plus tard"
        )
        self.assertEqual(entretien.preparation_id.state, "submitted")
        held = self._as(user, entretien)
        held.action_mark_held()
        held.conclusion = "Formation demandée pour l'an prochain"
        held.action_present()
        self._visit(entretien, "sign")
        self.assertEqual(
            entretien.employee_comment, "D'accord avec ce compte rendu, merci"
        )
        signature = entretien.signature_ids
        self.assertRecordValues(
            signature, [{"role": "employee", "kind": "signed", "via": "page"}]
        )
        self._as(user, entretien).action_close()
        self._visit(entretien, self.last_visit)
        read = entretien.proof_ids.filtered(lambda proof: proof.kind == "copy_read")
        self.assertEqual(read.file_id, entretien._frozen_file("final"))


@tagged("post_install", "-at_install")
class TestPageTourByLink(PageTourCase):
    """Nobody is logged in."""

    last_visit = "copy"

    def _url(self, entretien):
        return f"/mon-entretien/{entretien.id}?access_token={self.token}"

    def test_employee_without_account_prepares_signs_and_downloads(self):
        for self.size in SIZES:
            with self.subTest(size=self.size):
                entretien = self._planned(self.stranger)
                self.token = self.env["hr.entretien.link"]._issue(entretien)
                self._play(entretien, self.user_other_manager)
                self.assertFalse(entretien.signature_ids.user_id)


@tagged("post_install", "-at_install")
class TestPageTourWithAccount(PageTourCase):
    """« Mon entretien », with an account of the application or of the portal."""

    last_visit = "past"

    def _url(self, _entretien):
        return "/mon-entretien"

    def _play_as(self, user, employee, manager):
        user.password = self.login = user.login
        user.lang = "fr_FR"
        employee.user_id = user
        for self.size in SIZES:
            with self.subTest(size=self.size):
                entretien = self._planned(employee)
                self._choose_slot(entretien)
                self._play(entretien, manager)
                self.assertEqual(entretien.signature_ids.user_id, user)

    def _choose_slot(self, entretien):
        """Three slots are offered; the second one is chosen."""
        self.company.entretien_offer_slots = True
        slots = entretien._free_slots(3)
        entretien.date_planned = slots[0]
        entretien.slots_offered = [str(start) for start in slots]
        self.browser_size, self.touch_enabled = self.size, self.size != DESK
        self.start_tour("/my", "entretien_page_slot_tour", login=self.login)
        self.assertEqual(entretien.date_planned, slots[1])

    def test_employee_with_account_prepares_signs_and_downloads(self):
        self._play_as(self.user_employee, self.employee, self.user_manager)

    def test_employee_on_the_portal_prepares_signs_and_downloads(self):
        self._play_as(self.user_portal, self.stranger, self.user_other_manager)
