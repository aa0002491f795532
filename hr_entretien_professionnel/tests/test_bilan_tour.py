from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .bilan_common import BilanCase


@tagged("post_install", "-at_install")
class TestBilanTour(BilanCase, HttpCase):
    """The état des lieux in a real browser: the manager proposes, HR decides.

    Time is not frozen: the browser has its own. Dates are relative to today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.partner_id.lang = "fr_FR"
        for user in (cls.user_hr, cls.user_manager):
            user.password = user.login
            user.lang = "fr_FR"
            user.tour_enabled = False
        held = fields.Date.today() - relativedelta(days=3)
        cls.bilan = cls._bilan(date_held=held)
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def test_the_manager_proposes_a_line(self):
        self.start_tour(
            f"/odoo/hr.entretien/{self.bilan.id}",
            "entretien_bilan_manager_tour",
            login=self.user_manager.login,
        )
        line = self.bilan.bilan_id.line_ids
        self.assertRecordValues(
            line,
            [
                {
                    "name": "Habilitation électrique",
                    "state": "proposed",
                    "source": "hand",
                    "date_from": fields.Date.to_date("2024-02-05"),
                }
            ],
        )

    def test_hr_decides_and_hands_it_over(self):
        day = fields.Date.today() - relativedelta(years=2)
        common = {
            "bilan_id": self.bilan.bilan_id.id,
            "date_from": day,
            "source": "resume",
        }
        lines = self.env["hr.entretien.bilan.line"].create(
            [
                {**common, "name": "Soudure TIG"},
                {**common, "name": "Visite d'un salon"},
            ]
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.start_tour(
            "/odoo/etats-des-lieux",
            "entretien_bilan_hr_tour",
            login=self.user_hr.login,
            timeout=120,
        )
        self.env.invalidate_all()
        self.assertEqual(lines.mapped("state"), ["confirmed", "rejected"])
        self.assertEqual(lines[1].reject_reason, "Ce n'est pas une formation")
        self.assertTrue(self.bilan.bilan_id.date_frozen)
        self.assertEqual(self.bilan.proof_ids.sorted("id")[-1:].kind, "bilan_handover")
        self.assertTrue(self.bilan.bilan_id._file().checksum)
