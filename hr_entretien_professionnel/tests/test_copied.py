"""What is copied from the employee, or computed, is written by nobody."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCopied(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee, motif="on_request")
        cls.absence = cls.env["hr.entretien.absence"].create(
            {
                "employee_id": cls.employee.id,
                "type_id": cls.env["hr.entretien.absence.type"].search([], limit=1).id,
                "date_from": "2026-01-05",
                "date_to": "2026-01-30",
            }
        )
        grille = cls.env["hr.entretien.grille"].create(
            {"name": "Ours", "company_id": cls.company.id}
        )
        cls.question = cls.env["hr.entretien.question"].create(
            {"grille_id": grille.id, "label": "Why?"}
        )

    def test_hr_gives_no_interview_away(self):
        """Neither to another company nor to another manager, nor on paper."""
        forged = {
            "company_id": self.other_company.id,
            "department_id": self.other_department.id,
            "manager_id": self.other_manager.id,
            "seniority_date": "2010-01-01",
            "employee_sex": "female",
            "employee_category": "manager",
            "date_sort": "2010-01-01",
            "regime_id": False,
            "info_vae": "<p>Forged</p>",
            "bilan_id": False,
        }
        for name, value in forged.items():
            for user in (self.user_hr, self.user_hr_manager, self.user_manager):
                with self.subTest(name=name, login=user.login):
                    with self.assertRaises(AccessError):
                        self._as(user, self.entretien).write({name: value})
                    with self.assertRaises(AccessError):
                        self._as(user, self.entretien.browse()).create(
                            {
                                "employee_id": self.colleague.id,
                                "motif": "on_request",
                                name: value,
                            }
                        )

    def test_what_is_read_only_is_closed_without_being_named(self):
        """The code of a question: another one, and its answers are nobody's."""
        question = self._as(self.user_hr_manager, self.question)
        with self.assertRaisesRegex(AccessError, "nobody writes this"):
            question.with_context(lang="en_US").code = "0123456789abcdef"

    def test_the_import_names_the_lines_that_it_creates(self):
        """Odoo passes over the ``id`` that it gives them."""
        grilles = self._as(self.user_hr_manager, self.env["hr.entretien.grille"])
        columns = ["name", "question_ids/id", "question_ids/label"]
        result = grilles.load(columns, [["Imported", "ours.first", "Which tools?"]])
        self.assertTrue(result["ids"], result["messages"])

    def test_nor_by_defaults(self):
        """Those of the context, and the user's own."""
        entretiens = self._as(self.user_hr, self.env["hr.entretien"])
        defaults = entretiens.env["ir.default"]
        defaults.set("hr.entretien", "manager_id", self.other_manager.id, user_id=True)
        opened = entretiens.with_context(
            default_company_id=self.other_company.id,
            default_department_id=self.other_department.id,
        ).create({"employee_id": self.employee.id, "motif": "on_request"})
        self.assertEqual(opened.company_id, self.company)
        self.assertEqual(opened.department_id, self.department)
        self.assertEqual(opened.sudo().manager_id, self.manager)

    def test_the_same_of_what_stands_beside(self):
        for record, forged in (
            (self.absence, {"company_id": self.other_company.id}),
            (self.question, {"company_id": self.other_company.id}),
            (self.employee, {"entretien_next_date": "2030-01-01"}),
            (self.employee, {"entretien_start_date": "2020-01-01"}),
        ):
            for user in (self.user_hr, self.user_hr_manager):
                with self.subTest(model=record._name, login=user.login):
                    with self.assertRaises(AccessError):
                        self._as(user, record).write(forged)

    def test_no_stored_copy_of_ours_is_open(self):
        """Whatever field is added: no model that people write lets one through."""
        for name in self.env.registry:
            model = self.env[name].with_user(self.user_hr_manager)
            if not name.startswith("hr.entretien") or model._transient:
                continue
            copied = {
                field.name
                for field in model._fields.values()
                if field.store and field.compute and field.readonly
            }
            if not copied or model._abstract or not model.has_access("write"):
                continue
            for field in sorted(copied):
                record = model.sudo().search([], limit=1).sudo(False)
                with self.subTest(model=name, field=field):
                    if record:
                        with self.assertRaises(AccessError):
                            record.write({field: False})
                    with self.assertRaises(AccessError):
                        model.create({field: False})
