from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_entretien_professionnel.tests.bilan_common import BilanCase

from .abondement_common import DecidedMixin


@tagged("post_install", "-at_install")
class TestAbondementTour(DecidedMixin, BilanCase, HttpCase):
    """The costs in a real browser. Time is not frozen: it has its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.partner_id.lang = "fr_FR"
        cls._decide()
        for user in (cls.user_hr, cls.user_manager):
            user.password = user.login
            user.lang = "fr_FR"
            user.tour_enabled = False
        day = fields.Date.today()
        cls.bilan = cls._bilan(date_held=day - relativedelta(days=3))
        cls.env["hr.entretien.bilan.line"].create(
            {
                "bilan_id": cls.bilan.bilan_id.id,
                "date_from": day - relativedelta(years=2),
                "source": "resume",
                "name": "Soudure TIG",
            }
        )
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def test_hr_opens_what_is_owed_and_at_risk(self):
        self.start_tour(
            "/odoo/entretiens-accueil",
            "entretien_abondement_tour",
            login=self.user_hr.login,
        )

    def test_the_list_says_what_each_costs(self):
        self.start_tour(
            "/odoo/etats-des-lieux",
            "entretien_bilan_cost_tour",
            login=self.user_hr.login,
        )

    def test_a_manager_sees_no_cost(self):
        self.start_tour(
            f"/odoo/hr.entretien/{self.bilan.id}",
            "entretien_bilan_no_cost_tour",
            login=self.user_manager.login,
        )
