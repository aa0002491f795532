"""Why a number is not a NIR, and what HR reads of it on the employee's card."""

import base64

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, Form, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

from ..models.entretien_nir import nir_problem

GOOD = "295109912611193"


@tagged("post_install", "-at_install")
class TestNir(BaseCase):
    def test_well_formed(self):
        for number in (
            GOOD,
            "2 95 10 99 126 111 93",
            " 2.95.10.99.126.111.93 ",
            "253072B07300470",
            "253072b07300470",
            "2 53 07 2A 073 004 43",
        ):
            with self.subTest(number=number):
                self.assertIsNone(nir_problem(number))

    def test_each_reason(self):
        for number, code in (
            (None, "missing"),
            (False, "missing"),
            ("   ", "missing"),
            ("2951099126111", "no_key"),
            ("29510991261119", "length"),
            ("2951099126111930", "length"),
            ("29510991261119X", "format"),
            ("253072C07300443", "format"),
            ("٢95109912611193", "format"),
            ("795109912611193", "sex"),
            ("095109912611193", "sex"),
            ("295139912611193", "month"),
            ("295009912611193", "month"),
            ("295100012611193", "department"),
            ("295109900011193", "department"),
            ("295109912600093", "department"),
            ("295109912611199", "key"),
            ("253072A07300470", "key"),
        ):
            with self.subTest(number=number):
                self.assertEqual(nir_problem(number), code)

    def test_unknown_month_of_birth_is_no_error(self):
        """The directory gives months 20, 30 to 42 and 50 to 99 to such people."""
        body = "2953099126111"
        key = f"{97 - int(body) % 97:02d}"
        self.assertIsNone(nir_problem(body + key))


@tagged("post_install", "-at_install")
class TestNirOnCard(EntretienCase):
    def test_hr_is_warned_and_not_stopped(self):
        card = self._as(self.user_hr, self.employee).with_context(lang="en_US")
        self.assertFalse(card.entretien_nir_warning)
        with Form(card) as form:
            form.ssnid = "295109912611199"
            self.assertIn("key", form.entretien_nir_warning)
            form.entretien_birth_name = "Le Goff"
            form.entretien_category = "technician"
        self.assertEqual(card.ssnid, "295109912611199")
        card.ssnid = GOOD
        self.assertFalse(card.entretien_nir_warning)

    def test_nobody_else_reads_it(self):
        self.employee.ssnid = GOOD[:-1]
        names = ("ssnid", "entretien_nir_warning", "entretien_birth_name")
        for user in (self.user_manager, self.user_employee, self.user_system):
            for name in names:
                with self.subTest(login=user.login, field=name):
                    with self.assertRaises(AccessError):
                        self._as(user, self.employee).read([name])


@tagged("post_install", "-at_install")
class TestNirImported(EntretienCase):
    def test_the_numbers_come_in_from_a_file(self):
        employee = self._employee("Léa Martin", "2018-01-08", barcode="123")
        lines = f"Matricule;N° de sécurité sociale\n123;{GOOD}\n"
        assistant = self._as(self.user_hr, self.env["hr.entretien.import"]).create(
            {"file": base64.b64encode(lines.encode()), "file_name": "nir.csv"}
        )
        assistant.action_import()
        self.assertEqual(employee.ssnid, GOOD)
