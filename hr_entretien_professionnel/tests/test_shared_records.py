"""What all companies share is changed by who manages all of them."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

NAME = "hr_entretien_professionnel"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSharedRecords(EntretienCase):
    """``user_hr_manager`` administers HR in one company; then in all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env.ref(f"{NAME}.absence_type_illness", False)
        cls.kind = cls.kind or cls.env["hr.entretien.absence.type"].search([], limit=1)
        cls.law = cls.env["hr.entretien.regime"].search([], limit=1, order="id desc")
        grilles = cls.env["hr.entretien.grille"]
        cls.grille = grilles.search([("company_id", "=", False)], limit=1)
        cls.question = cls.grille.question_ids[:1]
        cls.mail = cls.env["mail.template"].search(
            [("model", "=", "hr.entretien.message")], limit=1
        )
        cls.shared = {
            cls.law: {"name": "Ours"},
            cls.kind: {"name": "Ours"},
            cls.grille: {"name": "Ours"},
            cls.question: {"label": "Ours"},
            cls.mail: {"name": "Ours"},
        }
        cls.created = {
            "hr.entretien.regime": {
                "name": "Ours",
                "code": "ours",
                "interview_name": "Ours",
                "date_from": "2030-01-01",
                "first_months": 12,
                "period_months": 24,
                "bilan_months": 72,
            },
            "hr.entretien.absence.type": {"name": "Ours", "code": "ours"},
            "hr.entretien.grille": {"name": "Ours", "company_id": False},
            "hr.entretien.question": {"grille_id": cls.grille.id, "label": "Ours"},
        }

    def test_one_company_s_hr_changes_none(self):
        for record, vals in self.shared.items():
            self.assertTrue(record, "something is shipped")
            for user in (self.user_hr, self.user_hr_manager):
                with self.subTest(model=record._name, login=user.login):
                    self.assertTrue(self._as(user, record).display_name)
                    with self.assertRaises(AccessError):
                        self._as(user, record).write(vals)
                    with self.assertRaises(AccessError):
                        self._as(user, record).unlink()

    def test_nor_adds_one(self):
        for model, vals in self.created.items():
            with self.subTest(model=model), self.assertRaises(AccessError):
                self._as(self.user_hr_manager, self.env[model]).create(vals)

    def test_nor_gives_theirs_to_all(self):
        own = self.grille.copy({"company_id": self.company.id})
        self._as(self.user_hr, own).name = "Ours"
        with self.assertRaises(AccessError):
            self._as(self.user_hr_manager, own).company_id = False

    def test_who_manages_all_changes_them(self):
        self._manages_all(self.user_hr_manager)
        for record, vals in self.shared.items():
            with self.subTest(model=record._name):
                self._as(self.user_hr_manager, record).write(vals)
        for model, vals in self.created.items():
            with self.subTest(model=model):
                created = self._as(self.user_hr_manager, self.env[model]).create(vals)
                self.assertTrue(created)

    def test_a_new_company_takes_it_away_at_once(self):
        """What was allowed is not remembered."""
        self._manages_all(self.user_hr_manager)
        self._as(self.user_hr_manager, self.law).name = "Ours"
        self._company("Newly Bought")
        with self.assertRaises(AccessError):
            self._as(self.user_hr_manager, self.law).name = "Theirs"
