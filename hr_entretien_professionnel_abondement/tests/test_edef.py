"""The list for the Caisse des dépôts: what is in it, what is wrong, who gets it."""

import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..wizard.entretien_edef import HEADER
from .abondement_common import AbondementCase

EXPORT = "hr.entretien.abondement.export"
GOOD = {"ssnid": "2 95 10 99 126 111 93", "entretien_birth_name": "=Le Goff"}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestEdef(AbondementCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee.write(GOOD)
        cls.colleague.write(
            {"ssnid": "253072A07300443", "entretien_birth_name": "Casanova"}
        )
        cls.stranger.write({"ssnid": "2951099126111", "entretien_birth_name": False})
        cls.good = cls._abondement(cls, cls.employee, amount=3000.5)
        cls.corsican = cls._abondement(cls, cls.colleague)
        cls.bad = cls._abondement(cls, cls.stranger)
        cls.later = cls._abondement(cls, cls.manager, pay_by="2026-09-30")
        cls.there = cls._abondement(cls, cls.other_hr)
        cls.three = cls.good | cls.corsican | cls.bad

    def setUp(self):
        super().setUp()
        self.taken_out = []

        def after_export(people, kind, note=False):
            self.taken_out.append((people.env.user, kind, people.sudo(), note))

        employees = self.env.registry["hr.employee"]
        self.patch(employees, "_entretien_after_export", after_export)

    def _window(self, records=None, user=None, **kw):
        """The window that HR opens, of a selection or of all that is to pay."""
        if records is None:
            records = self.env["hr.entretien.abondement"]
        mine = self._as(user or self.user_hr, records)
        context = mine.action_edef_list()["context"]
        model = mine.env[EXPORT].with_context(**context)
        with Form(model.with_context(lang="en_US")) as form:
            for name, value in kw.items():
                form[name] = value
        return form.record

    def _get(self, window, user=None):
        user = user or self.user_hr
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        return self.url_open(f"/entretiens/abondements/{window.id}/xlsx")

    def test_the_columns_are_named_as_on_the_screens(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        names = ("edef_nir", "edef_birth_name", "employee_id", "amount", "bilan_date")
        names += ("pay_by",)
        mine = self._as(self.user_hr, self.good).with_context(lang="fr_FR")
        labels = mine.fields_get(names, ["string"])
        self.assertEqual(HEADER, tuple(labels[name]["string"] for name in names))
        bilan = self._as(self.user_hr, self.env["hr.entretien.bilan"])
        bilan = bilan.with_context(lang="fr_FR").fields_get(["pay_by"], ["string"])
        self.assertEqual(bilan["pay_by"]["string"], HEADER[-1])

    def test_each_error_is_named(self):
        lines = self._as(self.user_hr, self.three).with_context(lang="en_US")
        self.assertEqual(lines.mapped("edef_problem")[:2], ["", ""])
        self.assertIn("13 characters", lines[2].edef_problem)
        self.assertIn("birth name is missing", lines[2].edef_problem)
        self.assertEqual(lines[0].edef_nir, "295109912611193")

    def test_without_a_selection_it_previews_all_that_is_to_pay(self):
        window = self._window()
        self.assertEqual(window.abondement_ids, self.three | self.later)
        self.assertNotIn(self.there, window.abondement_ids)
        self.corsican._pay(self._day("2026-03-01"), "VIR 1")
        self.assertNotIn(self.corsican, self._window().abondement_ids)

    def test_what_the_file_comes_to_is_said(self):
        window = self._window(self.three)
        self.assertEqual((window.line_count, window.error_count), (3, 1))
        self.assertEqual(window.total, 6000.5)
        self.assertIn("2 in the file", window.summary)

    def test_with_nothing_to_pay_the_window_says_so(self):
        (self.three | self.later)._pay(self._day("2026-03-01"), "VIR 1")
        window = self._window()
        self.assertFalse(window.abondement_ids)
        self.assertIn("0 in the file", window.summary)

    def test_what_is_paid_is_not_listed_again(self):
        """Selected with the others, or paid since the list was previewed."""
        window = self._window(self.good | self.corsican)
        self.good._pay(self._day("2026-03-01"), "VIR 1")
        with self.assertRaisesRegex(UserError, "“Paid”"):
            self._window(self.good | self.corsican)
        with self.assertRaisesRegex(UserError, "“Paid”"):
            window.action_download()
        self.assertEqual(self._get(window).status_code, 422)
        self.assertFalse(self.taken_out)

    def test_errors_are_left_out_only_when_hr_says_so(self):
        window = self._window(self.three)
        with self.assertRaisesRegex(UserError, "Lines in error: 1"):
            window.action_download()
        self.assertEqual(self._get(window).status_code, 422)
        self.assertFalse(self.taken_out)
        window.leave_out = True
        self.assertIn("xlsx", window.action_download()["url"])
        self.assertEqual(self._get(window).status_code, 200)
        with self.assertRaisesRegex(UserError, "No line"):
            self._window(self.bad, leave_out=True).action_download()

    def test_the_xlsx_read_back(self):
        answer = self._get(self._window(self.three, leave_out=True))
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        sheet = load_workbook(io.BytesIO(answer.content)).active
        self.assertEqual(sheet["A1"].value, "NIR")
        self.assertEqual(sheet["A2"].value, "295109912611193")
        self.assertEqual(sheet["A2"].data_type, "s")
        self.assertEqual(sheet["B2"].value, "=Le Goff")
        self.assertEqual(sheet["B2"].data_type, "s")
        self.assertEqual(sheet["D2"].value, 3000.5)
        self.assertEqual(sheet["F2"].value.date(), self._day("2026-06-30"))
        self.assertEqual(sheet.max_row, 3)

    def test_each_download_says_who_is_in_it(self):
        self._get(self._window(self.three, leave_out=True))
        [(user, kind, taken, note)] = self.taken_out
        self.assertEqual((user.id, kind), (self.user_hr.id, "nir_export"))
        self.assertEqual(set(taken.ids), set((self.employee | self.colleague).ids))
        self.assertIn(".xlsx", note)

    def test_nothing_is_kept(self):
        before = self.env["ir.attachment"].sudo().search_count([])
        self._get(self._window(self.three, leave_out=True))
        self.assertEqual(self.env["ir.attachment"].sudo().search_count([]), before)

    def test_nobody_else_gets_the_file(self):
        window = self._window(self.three, leave_out=True)
        for user in (
            self.user_manager,
            self.user_employee,
            self.user_system,
            self.user_portal,
            self.user_other_hr,
            self.user_hr_manager,
        ):
            with self.subTest(login=user.login):
                answer = self._get(window, user)
                self.assertEqual(answer.status_code, 404)
                self.assertNotIn(b"295109912611193", answer.content)
        self.authenticate(None, None)
        answer = self.url_open(f"/entretiens/abondements/{window.id}/xlsx")
        self.assertNotIn(b"295109912611193", answer.content)
        self.assertFalse(self.taken_out)

    def test_addresses_that_lead_nowhere(self):
        self.authenticate(self.user_hr.login, self.user_hr.login)
        for address in (f"{2**62}/xlsx", "1/exe"):
            with self.subTest(address=address), mute_logger("odoo.http"):
                answer = self.url_open(f"/entretiens/abondements/{address}")
                self.assertLess(answer.status_code, 500)

    def test_hr_who_no_longer_is_gets_nothing(self):
        window = self._window(self.three, leave_out=True)
        self.user_hr.group_ids -= self.env.ref("hr.group_hr_user")
        self.assertEqual(self._get(window).status_code, 404)

    def test_ids_of_another_company_are_refused(self):
        model = self._as(self.user_other_hr, self.env[EXPORT])
        for command in ([(6, 0, self.good.ids)], [(4, self.good.id)]):
            with self.assertRaises(UserError):
                model.create({"abondement_ids": command}).action_download()
        # Put in all the same, they do not go out.
        window = model.create({})
        window.sudo().abondement_ids = self.good
        answer = self._get(window, self.user_other_hr)
        self.assertNotIn(b"295109912611193", answer.content)
        self.assertNotEqual(answer.status_code, 200)
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.env[EXPORT]).create({})

    def test_one_company_in_a_list(self):
        self.user_hr.company_ids |= self.other_company
        mixed = self._as(self.user_hr, self.good | self.there)
        with self.assertRaisesRegex(UserError, "one company"):
            mixed.action_edef_list()

    def test_the_nir_does_not_leave_by_odoos_export(self):
        fields = self.env["hr.entretien.abondement"].with_user(self.user_hr)
        info = fields.fields_get(["edef_nir"], ["exportable"])
        self.assertFalse(info["edef_nir"].get("exportable", True))
