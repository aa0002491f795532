"""What is past its term, deleted in a browser. Time is not frozen: it has its own."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase
from odoo.addons.hr_entretien_professionnel.tests.demo_common import MODULE, DemoCase


@tagged("post_install", "-at_install")
class TestRetentionTour(EntretienCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        user = cls.user_hr_manager
        user.write({"password": user.login, "lang": "fr_FR"})
        user.tour_enabled = False
        cls.company.entretien_retention_months = 72
        cls.gone = cls._left("Gone", 90)
        cls.recent = cls._left("Recent", 30)

    @classmethod
    def _left(cls, name, months):
        today = fields.Date.today()
        last = today - relativedelta(months=months)
        person = cls._employee(
            name,
            str(last - relativedelta(months=60)),
            contract_date_end=last,
            active=False,
        )
        cls._held(person, str(last - relativedelta(months=40)))
        return person

    def test_hr_deletes_what_is_past_its_term(self):
        self.start_tour(
            "/odoo/entretiens-conservation",
            "entretien_erase_tour",
            login=self.user_hr_manager.login,
        )
        self.env.invalidate_all()
        self.assertTrue(self.gone.exists())
        self.assertFalse(self.gone.entretien_ids)
        self.assertTrue(self.recent.entretien_ids)
        self.start_tour(
            f"/odoo/hr.employee/{self.gone.id}",
            "entretien_erased_card_tour",
            login=self.user_hr_manager.login,
        )


@tagged("post_install", "-at_install")
class TestRetentionDemo(DemoCase):
    modules = (MODULE, "hr_entretien_professionnel_rgpd")

    def test_somebody_is_past_the_term(self):
        self.load_demo()
        lines = self.env["hr.entretien.purge"]
        due = lines.search(
            [("state", "=", "due"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(due.entretien_count, 2)
        card = due.employee_id
        administrator = self.env.ref("base.user_admin")
        administrator.company_ids |= self.company
        due.with_user(administrator).unlink()
        self.env.invalidate_all()
        self.assertTrue(card.exists())
        self.assertFalse(card.with_context(active_test=False).entretien_ids)
