from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
class TestHoldTour(EntretienCase, HttpCase):
    """The manager fills the form while talking, in a real browser.

    Time is not frozen: the browser has its own. Dates are relative to today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.today = fields.Date.today()
        # The day of who fills the form: another one than that of UTC in the evening.
        here = cls.env.user.with_context(tz=cls.user_manager.tz)
        cls.manager_today = fields.Date.context_today(here)
        cls.user_manager.password = cls.user_manager.login
        cls.user_manager.lang = "fr_FR"
        cls.user_manager.tour_enabled = False

    def test_another_date_is_not_sent_by_itself(self):
        planned = fields.Datetime.now() + relativedelta(days=3)
        if planned.year != self.today.year:
            planned += relativedelta(years=2)
        entretien = self._entretien(
            self.employee,
            state="planned",
            date_planned=planned,
            date_invited=self.today,
        )
        entretien._add_proof("invitation")
        self.start_tour(
            f"/odoo/hr.entretien/{entretien.id}",
            "entretien_moved_tour",
            login=self.user_manager.login,
        )
        self.assertEqual(entretien.date_planned, planned.replace(microsecond=0))
        self.assertFalse(entretien.entretien_message_ids)

    def _hold_sign_and_hand_over(self):
        self._held(
            self.employee,
            self.today - relativedelta(years=4),
            career="Tourneuse depuis 2022",
        )
        entretien = self._entretien(
            self.employee,
            state="planned",
            date_due=self.today,
            date_limit=self.today,
            date_planned=fields.Datetime.now() - relativedelta(hours=2),
            date_invited=self.today - relativedelta(days=10),
        )
        entretien._add_proof("invitation")
        self.start_tour(
            f"/odoo/hr.entretien/{entretien.id}",
            "entretien_sign_tour",
            login=self.user_manager.login,
        )
        self.assertEqual(entretien.state, "closed")
        self.assertEqual(entretien.info_cep_date, self.manager_today)
        self.assertEqual(
            set(entretien.signature_ids.mapped(lambda item: (item.role, item.kind))),
            {("interviewer", "signed"), ("employee", "signed")},
        )

    def test_from_the_hour_to_the_copy_in_ten_clicks(self):
        self._hold_sign_and_hand_over()

    def test_the_same_on_a_tablet(self):
        with patch.object(type(self), "browser_size", "820x1180"):
            self._hold_sign_and_hand_over()

    def test_the_same_on_a_telephone(self):
        with patch.multiple(type(self), browser_size="390x844", touch_enabled=True):
            self._hold_sign_and_hand_over()

    def test_nothing_typed_is_lost(self):
        self._held(
            self.employee,
            self.today - relativedelta(years=4),
            prospects="Passer régleuse",
        )
        entretien = self._entretien(self.employee, state="held", date_held=self.today)
        preparation = self.env["hr.entretien.preparation"].create(
            {
                "entretien_id": entretien.id,
                "state": "submitted",
                "career": "Tourneuse depuis 2022",
            }
        )
        entretien.preparation_id = preparation
        self.start_tour(
            f"/odoo/hr.entretien/{entretien.id}",
            "entretien_hold_tour",
            login=self.user_manager.login,
        )
        self.assertRecordValues(
            entretien,
            [
                {
                    "career": "Parle de ses débuts\n\nTourneuse depuis 2022",
                    "conclusion": "Tout est dit",
                    "info_vae_date": self.manager_today,
                    "info_cpf_date": self.manager_today,
                    "info_cep_date": self.manager_today,
                }
            ],
        )
        self.assertEqual(entretien.besoin_ids.mapped("name"), ["Formation au réglage"])
