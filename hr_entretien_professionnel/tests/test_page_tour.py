from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
class PageTourCase(EntretienCase, HttpCase):
    """An employee's three visits to his page, in a real browser, in French.

    Between them the test does what the interviewer does. Time is not frozen: the
    browser has its own. Dates are relative to now.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.partner_id.lang = "fr_FR"

    def _planned(self, employee):
        employee.lang = "fr_FR"
        today = fields.Date.today()
        entretien = self.env["hr.entretien.night"]._open_batch(employee.ids, today)
        entretien.write(
            {
                "location": "Salle Mistral",
                "date_planned": fields.Datetime.now() + timedelta(days=20),
            }
        )
        entretien.action_plan()
        return entretien

    def _play(self, entretien, user):
        """The whole journey; what the server keeps of each visit.

        :param user: who holds the interview
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
        self._visit(entretien, "copy")
        read = entretien.proof_ids.filtered(lambda proof: proof.kind == "copy_read")
        self.assertEqual(read.file_id, entretien._frozen_file("final"))


@tagged("post_install", "-at_install")
class TestPageTourByLink(PageTourCase):
    """Nobody is logged in, on a telephone."""

    browser_size = "390x844"
    touch_enabled = True

    def _visit(self, entretien, visit):
        self.start_tour(
            f"/mon-entretien/{entretien.id}?access_token={self.token}",
            f"entretien_page_{visit}_tour",
        )

    def test_employee_without_account_prepares_signs_and_downloads(self):
        entretien = self._planned(self.stranger)
        self.token = self.env["hr.entretien.link"]._issue(entretien)
        self._play(entretien, self.user_other_manager)
        self.assertFalse(entretien.signature_ids.user_id)


@tagged("post_install", "-at_install")
class TestPageTourWithAccount(PageTourCase):
    """« Mon entretien », for who has an account."""

    def _visit(self, entretien, visit):
        self.start_tour(
            "/mon-entretien",
            f"entretien_page_{visit}_tour",
            login=self.user_employee.login,
        )

    def test_employee_with_account_prepares_signs_and_downloads(self):
        self.user_employee.password = self.user_employee.login
        self.user_employee.lang = "fr_FR"
        entretien = self._planned(self.employee)
        self._play(entretien, self.user_manager)
        self.assertEqual(entretien.signature_ids.user_id, self.user_employee)
