"""What comes of a line: who it is about, when, what; and who may import."""

import ast
import inspect
from datetime import date

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from ..spreadsheet import lines as spreadsheet_lines
from ..spreadsheet.layout import CONTENTS, HEADERS
from ..wizard import hr_entretien_import
from ..wizard.hr_entretien_import_line import PROBLEMS
from .import_common import HEADER, ImportCase

TEMPLATE = "hr_entretien_professionnel/static/import/entretiens_historique.xlsx"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestImportLines(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lea = cls._employee(
            "Léa Martin", "2018-01-08", barcode="00123", work_email="Lea@exemple.fr"
        )
        cls.zoe = cls._employee("Zoé Le Roux", "2018-01-08", barcode="0A7")
        cls.twins = cls._employee("Paul Petit", "2018-01-08", barcode="900")
        cls.twins |= cls._employee("Paul Petit", "2018-01-08", barcode="901")
        cls.boss = cls._employee("Anne Durand", "2010-01-04", barcode="77")

    def test_a_line_becomes_a_closed_interview(self):
        self._import(
            "00123;MARTIN;Léa;;12/03/2020;Bilan à 6 ans;Anne DURAND;20/03/2020"
        )
        entretien = self._past(self.lea)
        self.assertRecordValues(
            entretien,
            [
                {
                    "state": "closed",
                    "motif": "periodic",
                    "with_bilan": True,
                    "date_held": date(2020, 3, 12),
                    "date_copy_delivered": date(2020, 3, 20),
                    "interviewer_id": self.boss.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertIn("historique.csv, line 2", entretien.hr_note)
        # Nobody gave the texts of today on that day.
        self.assertFalse(entretien.info_vae)

    def test_sections_come_with_their_kind(self):
        self._import(
            "123;;;;12/03/2020;Mi-carrière;;",
            "123;;;;12/03/2024;Fin de carrière + bilan;;",
        )
        mid, end = self._past(self.lea).sorted("date_held")
        self.assertEqual((mid.motif, mid.with_mid_career), ("mid_career", True))
        self.assertEqual((end.motif, end.with_end_career), ("end_career", True))
        self.assertTrue(end.with_bilan)

    def test_unknown_interviewer_is_written_down_not_replaced(self):
        self.lea.parent_id = self.boss
        self._import("123;;;;12/03/2020;Retour de congé parental;Jean PARTI;")
        entretien = self._past(self.lea)
        self.assertFalse(entretien.interviewer_id)
        self.assertFalse(entretien.date_copy_delivered)
        self.assertEqual(entretien.motif, "return")
        for word in ("Jean PARTI", "Retour de congé parental"):
            self.assertIn(word, entretien.hr_note)

    def test_nobody_conducted_their_own_interview(self):
        self._import("123;;;;12/03/2020;EP;Léa MARTIN;")
        self.assertFalse(self._past(self.lea).interviewer_id)

    def test_a_new_manager_did_not_conduct_the_interviews_of_the_past(self):
        self._import("123;;;;12/03/2020;Entretien professionnel;Jean PARTI;")
        self.lea.parent_id = self.boss
        self.env.flush_all()
        entretien = self._past(self.lea)
        self.assertEqual(entretien.manager_id, self.boss)
        self.assertFalse(entretien.interviewer_id)

    def test_people_who_are_asked(self):
        assistant = self._read(
            "555;;;;01/02/2019;EP;;",
            ";;;nobody@exemple.fr;01/02/2019;EP;;",
            ";PETIT;Paul;;01/02/2019;EP;;",
            ";;;;01/02/2019;EP;;",
            "00123;DURAND;Anne;;01/02/2019;EP;;",
        )
        self.assertEqual(
            self._said(assistant),
            [
                (2, "ask", "unknown"),
                (3, "ask", "unknown"),
                (4, "ask", "two"),
                (5, "ask", "nobody"),
                (6, "ask", "other_name"),
            ],
        )
        self.assertFalse(assistant.line_ids.employee_id)
        with self.assertRaisesRegex(UserError, "Nothing is settled"):
            assistant.action_import()

    def test_the_same_reason_is_said_once_with_its_lines(self):
        """Of 137 lines too: each of them stays in the list, to be settled."""
        many = [f"9{number:03};;;;01/02/2019;EP;;" for number in range(137)]
        assistant = self._read("00123;;;;01/02/2019;EP;;", *many, "00123;;;;;EP;;")
        texts = assistant.same_text.split("\n")
        self.assertEqual(len(texts), 2)
        self.assertIn("Lines 3–139 (137): Nobody here has this name", texts[0])
        self.assertIn("Line 140: The date is missing", texts[1])
        self.assertFalse(assistant.nobody_text, "somebody is known")
        self.assertEqual(len(assistant.problem_ids), 138)
        assistant.problem_ids.filtered("employee_id").action_leave_aside()
        self.assertEqual(len(assistant.same_text.split("\n")), 1)
        assistant = self._read("00123;;;;;EP;;", "999;;;;01/02/2019;EP;;")
        self.assertFalse(assistant.same_text, "no two lines have the same reason")

    def test_a_file_of_which_nobody_is_known_says_what_to_do_first(self):
        lines = [f"8{number:02};;;;01/02/2019;EP;;" for number in range(50)]
        assistant = self._read(*lines, "Total;;;;;;;")
        for said in (
            "Nobody in this file is known here. First create or import",
            "“Matricule” (800 · 801 · 802) was read as the employee number",
        ):
            self.assertIn(said, assistant.nobody_text)
        with self.assertRaises(UserError) as refused:
            assistant.action_import()
        self.assertIn("First create or import", str(refused.exception))
        assistant.line_ids[0].employee_id = self.employee
        self.assertFalse(assistant.nobody_text, "one was chosen by hand")
        header = "Nom;Prénom;Date de l'entretien;Type d'entretien"
        assistant = self._read("PERSONNE;Paul;01/02/2019;EP", header=header)
        self.assertIn("no column was read as the employee", assistant.nobody_text)

    def test_nobody_known_is_not_said_of_people_to_choose_among(self):
        assistant = self._read("00123;DURAND;Anne;;01/02/2019;EP;;", "9;;;;;EP;;")
        self.assertEqual(assistant.line_ids.mapped("code"), ["other_name", "unknown"])
        self.assertFalse(assistant.nobody_text)

    def test_two_badges_without_their_zeros_are_asked(self):
        self._employee("Other Person", "2018-01-08", barcode="0123")
        assistant = self._read("123;;;;01/02/2019;EP;;", "0123;;;;01/02/2020;EP;;")
        self.assertEqual(self._said(assistant), [(2, "ask", "two"), (3, "held", "")])

    def test_every_problem_says_what_to_do(self):
        lines = {
            "00123;;;;31/02/2020;EP;;": ("refused", "bad_day", "31/02/2020"),
            "00123;;;;01/12/2026;EP;;": ("refused", "future", "01/12/2026"),
            "00123;;;;01/12/2017;EP;;": ("ask", "before_hire", "08/01/2018"),
            "00123;;;;;Bilan;;": ("ask", "no_day", "missing"),
            "00123;;;;01/02/2021;Divers;;": ("ask", "unknown_kind", "Divers"),
            "00123;;;;01/02/2022;EP;;30/01/2022": ("ask", "copy_before", "30/01/2022"),
            "00123;;;;01/02/2023;EP;;chez lui": ("ask", "bad_copy", "chez lui"),
            "00123;;;;01/02/2024;EP;;01/12/2026": ("ask", "future_copy", "01/12/2026"),
            "00123;;;;01/02/2025;Entretien annuel;;": ("left_aside", "other", "Not"),
        }
        assistant = self._read(*lines)
        for line in assistant.line_ids:
            what, code, words = list(lines.values())[line.line - 2]
            self.assertEqual((line.what, line.code), (what, code))
            self.assertIn(words, line.problem)
        self.assertFalse(assistant.ready_count)
        self.assertEqual((assistant.problem_count, assistant.aside_count), (8, 1))

    def test_every_code_of_the_reader_has_its_sentence(self):
        codes = set()
        for node in ast.walk(ast.parse(inspect.getsource(spreadsheet_lines))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("stop", "end"):
                    said = ast.walk(node.args[1])
                    codes |= {n.value for n in said if isinstance(n, ast.Constant)}
        self.assertGreater(len(codes), 20)
        self.assertLessEqual(codes, PROBLEMS.keys())

    def test_every_field_of_the_reader_is_a_choice_and_is_shown(self):
        column = self.env["hr.entretien.import.column"]
        choices = dict(column._fields["field"].selection).keys()
        self.assertLessEqual({name for name, _words in HEADERS}, choices)
        used = {name for content in CONTENTS.values() for name in content.fields}
        self.assertLessEqual(used, choices)
        assistant = self._read(
            "123;01/02/2020;Bilan;Anne Durand;oui;Réalisé;04/01/2010",
            header="Matricule;Le;Type;Mené par;Copie;Statut;Date d'ancienneté",
        )
        self.assertEqual(
            assistant.line_ids.written,
            "01/02/2020 · Bilan · Anne Durand · oui · 04/01/2010",
        )

    def test_all_lines_show_what_is_settled_on_a_line(self):
        view = self.env["hr.entretien.import"].get_view(view_type="form")
        arch = etree.fromstring(view["arch"])

        def columns(name):
            nodes = arch.xpath(f"//field[@name='{name}']/list/field")
            found = {(n.get("name"), n.get("column_invisible")) for n in nodes}
            return {(name, hidden) for name, hidden in found if hidden != "1"}

        self.assertLessEqual(columns("problem_ids"), columns("line_ids"))

    def test_what_hr_settles_on_a_line_is_kept(self):
        assistant = self._read(
            ";PETIT;Paul;;01/02/2019;EP;;",
            "00123;;;;31/02/2020;EP;;",
            "00123;;;;01/02/2021;Divers;;",
            "00123;;;;31/02/2022;EP;;",
        )
        twin, day, kind, out = assistant.problem_ids.sorted("line")
        twin.employee_id = self.twins[1]
        day.date = "2020-02-28"
        kind.motif = "on_request"
        out.action_leave_aside()
        self.assertEqual((assistant.ready_count, assistant.problem_count), (3, 0))
        assistant.action_import()
        self.assertEqual(len(self._past(self.twins[1])), 1)
        self.assertEqual(
            self._past(self.lea).sorted("date_held").mapped("motif"),
            ["periodic", "on_request"],
        )
        self.assertEqual(str(self._past(self.lea)[-1:].date_held), "2020-02-28")

    def test_what_a_word_means_is_said_once_and_remembered(self):
        lines = ("123;;;;01/02/2019;Rdv carrière;;", "0a7;;;;01/02/2019;RDV Carrière;;")
        assistant = self._read(*lines)
        (word,) = assistant.word_ids
        self.assertEqual((word.count, word.what), (2, "ask"))
        word.write({"what": "held", "with_bilan": True})
        assistant.action_import()
        self.assertTrue(self._past(self.lea).with_bilan)
        again = self._read("77;;;;01/02/2019;rdv carrière;;")
        self.assertEqual(again.line_ids.what, "held")
        self.assertTrue(again.line_ids.with_bilan)

    def test_what_a_column_is_is_said_once_and_remembered(self):
        header = "Matricule;Truc;Type"
        assistant = self._read("123;01/02/2019;EP", header=header)
        column = assistant.column_ids.filtered(lambda item: item.name == "Truc")
        self.assertEqual(column.field, "date")
        self.assertIn("01/02/2019", column.sample)
        column.field = "remark"
        assistant.action_read()
        self.assertEqual(assistant.line_ids.code, "no_day")
        column.field = "date"
        assistant.action_import()
        kept = self.env["base_import.mapping"].search(
            [("res_model", "=", "hr.entretien.import,interviews")]
        )
        self.assertIn(("truc", "date"), [(k.column_name, k.field_name) for k in kept])

    def test_another_sheet_and_another_row(self):
        assistant = self._read(
            "Liste;;", "Matricule;Date;Type", "123;01/02/2019;EP", header="Titre;;"
        )
        self.assertEqual(assistant.header_row, 3)
        assistant.header_row = 4
        assistant.action_read()
        self.assertFalse(assistant.line_ids)
        assistant.header_row = 3
        assistant.action_read()
        self.assertEqual(assistant.line_ids.what, "held")

    def test_seniority_settled_by_hr_allows_interviews_before_the_contract(self):
        self.lea.entretien_seniority_date = "2015-01-05"
        assistant = self._read("00123;;;;01/12/2017;EP;;")
        self.assertEqual(assistant.line_ids.what, "held")

    def test_repeats_and_contradictions_in_a_file(self):
        line = "00123;;;;01/02/2020;EP;Anne DURAND;03/02/2020"
        same = "123;MARTIN;;;2020-02-01;EP;anne durand;03/02/2020"
        assistant = self._import(line, line, same)
        self.assertEqual(
            self._said(assistant),
            [(2, "held", ""), (3, "left_aside", "repeated"),
             (4, "left_aside", "repeated")],
        )  # fmt: skip
        self.assertEqual(len(self._past(self.lea)), 1)
        other = "00123;;;;01/02/2021;EP;;03/02/2021"
        assistant = self._read(other, other.replace("03/02/2021", "04/02/2021"))
        self.assertEqual(self._said(assistant)[1], (3, "ask", "said_otherwise"))

    def test_a_second_import_creates_nothing_and_says_so(self):
        lines = ("123;;;;01/02/2020;Premier entretien;;", "123;;;;01/02/2022;Bilan;;")
        self._import(*lines)
        again = self._read(*lines, "123;;;;01/02/2024;Bilan;;")
        self.assertEqual(
            self._said(again),
            [(2, "left_aside", "known"), (3, "left_aside", "known"), (4, "held", "")],
        )
        again.action_import()
        self.assertEqual(len(self._past(self.lea)), 3)

    def test_all_or_nothing(self):
        """One interview that Odoo refuses keeps the others out."""
        assistant = self._read("123;;;;01/02/2020;EP;;", "0a7;;;;01/02/2020;EP;;")
        self.zoe.version_ids.contract_date_start = "2021-01-01"
        self.zoe.version_ids.flush_recordset()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            assistant._bring_in()
        self.env.invalidate_all()
        self.assertFalse(self._past(self.lea))

    def test_a_line_that_brings_nothing_in_is_not_said_to_have_come_in(self):
        assistant = self._read("123;;;;01/02/2020;EP;;")
        assistant.line_ids.with_context(reading=True).what = "contract"
        with self.assertRaises(KeyError):
            assistant._bring_in()

    def test_reading_and_previewing_write_nothing(self):
        assistant = self._read("123;;;;01/02/2025;EP;;")
        before = self.lea.entretien_next_date
        assistant.action_preview()
        self.assertEqual(assistant.preview["moved_count"], 1)
        self.env.invalidate_all()
        self.assertFalse(self._past(self.lea))
        self.assertEqual(self.lea.entretien_next_date, before)

    def test_an_absence_known_until_another_day_is_asked(self):
        header = "Matricule;Type;Du;Au"
        line = "123;Congé maternité;01/03/2024;31/08/2024"
        self._import(line, header=header)
        assistant = self._read(
            line, line.replace("31/08", "30/09"), line.replace("/2024", "/2020"),
            header=header,
        )  # fmt: skip
        self.assertEqual(
            self._said(assistant),
            [(2, "left_aside", "known"), (3, "ask", "absence_otherwise"),
             (4, "absence", "")],
        )  # fmt: skip
        self.assertIn("from 01/03/2024 to 31/08/2024", assistant.problem_ids.problem)

    def test_an_absence_is_known_beside_one_that_overlaps_it(self):
        header = "Matricule;Type;Du;Au"
        line = "123;Congé maternité;01/03/2024;31/08/2024"
        self._import(line, header=header)
        absence = self.env["hr.entretien.absence"].search(
            [("employee_id", "=", self.lea.id)]
        )
        absence.copy({"date_from": "2024-08-01", "date_to": "2024-09-30"})
        assistant = self._read(line, header=header)
        self.assertEqual(self._said(assistant), [(2, "left_aside", "known")])

    def test_the_dates_of_the_employees(self):
        assistant = self._import(
            "123;01/09/2015;15/06/68;",
            "0a7;2018-01-08;;31/02/2020",
            "77;;;12/05/2025",
            header="Matricule;Date d'ancienneté;Date de naissance;Visite mi-carrière",
        )
        self.assertEqual(assistant.content, "dates")
        self.assertEqual(str(self.lea.entretien_seniority_date), "2015-09-01")
        self.assertEqual(str(self.lea.birthday), "1968-06-15")
        self.assertEqual(str(self.boss.entretien_visit_date), "2025-05-12")
        self.assertEqual(assistant.problem_ids.mapped("line"), [3])

    def test_files_that_cannot_be_read(self):
        for content, words in (
            (b"", "no line"),
            (b"%PDF-1.7", "not a spreadsheet"),
            (b"PK\x03\x04oops", "damaged"),
            (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ):
            assistant = self._assistant(content)
            with self.assertRaisesRegex(UserError, words):
                assistant.action_read()

    def test_the_spreadsheet_to_fill_in_comes_in_by_itself(self):
        with file_open(TEMPLATE, "rb") as source:
            assistant = self._assistant(source.read(), name="x.xlsx")
        self._employee("Hugo Bernard", "2018-01-08", barcode="00456")
        assistant.action_import()
        self.assertFalse(assistant.problem_ids)
        days = {str(item.date_held) for item in self._past(self.lea)}
        self.assertEqual(days, {"2020-03-12", "2024-03-05"})

    def test_a_large_file_comes_in_in_the_background(self):
        self.patch(hr_entretien_import, "IN_BACKGROUND", 1)
        assistant = self._import("123;;;;01/02/2020;EP;;", "123;;;;01/02/2022;EP;;")
        self.assertEqual(assistant.state, "running")
        self.assertFalse(self._past(self.lea))
        self.patch(type(assistant), "_show_progress", lambda *args, **kwargs: None)
        with self._quiet_cron():
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(assistant.state, "done")
        self.assertEqual(len(self._past(self.lea)), 2)
        self.assertEqual(self._past(self.lea).create_uid, self.user_hr)

    def test_only_hr_imports_and_in_their_own_companies(self):
        line = "00123;;;;01/02/2020;EP;;"
        for role in ("manager", "colleague", "employee", "system"):
            with self.subTest(role), self.assertRaises(AccessError):
                self._assistant(
                    HEADER + "\n" + line, user=getattr(self, f"user_{role}")
                )
        other = self._read(line, user=self.user_other_hr)
        self.assertEqual(self._said(other), [(2, "ask", "unknown")])
        mine = self._read(line)
        for name in (".line", ".word", ".column", ".sheet", ""):
            rows = self.env[f"hr.entretien.import{name}"].sudo().search([])
            self.assertTrue(rows)
            with self.subTest(name), self.assertRaises(AccessError):
                self._as(self.user_hr_manager, rows).read(["create_date"])
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, mine).action_import()

    def test_somebody_elsewhere_is_said_to_be_there(self):
        elsewhere = self._employee("Rémi Loin", "2018-01-08", barcode="555")
        elsewhere.company_id = self.other_company
        line = "555;;;;01/02/2020;EP;;"
        self.assertEqual(self._said(self._read(line)), [(2, "ask", "unknown")])
        self.user_hr.company_ids |= self.other_company
        here = self._as(self.user_hr, self._assistant(f"{HEADER}\n{line}"))
        here.company_ids = self.company
        here.action_read()
        self.assertEqual(self._said(here), [(2, "ask", "elsewhere")])

    def test_queries_do_not_grow_with_the_lines(self):
        def bring_in(size, year):
            lines = [
                f"123;;;;{1 + i % 28:02}/{1 + i // 28:02}/{year};EP;Anne Durand;"
                for i in range(size)
            ]
            assistant = self._import(*lines)
            self.assertEqual(len(assistant.line_ids), size)

        bring_in(1, 2019)
        few = self._queries(bring_in, 10, 2020)
        many = self._queries(bring_in, 200, 2021)
        # Odoo inserts by hundreds.
        self.assertLessEqual(many - few, 3)

    def test_an_open_interview_that_moves_says_so(self):
        opened = self._entretien(self.lea)
        self.env.cr.flush()
        before, day = opened.message_ids, opened.date_due
        self._import("123;;;;05/01/2026;EP;;")
        self.env.cr.flush()
        self.assertGreater(opened.date_due, day)
        changed = (opened.message_ids - before).tracking_value_ids
        self.assertIn("date_due", changed.field_id.mapped("name"))

    def test_the_dates_of_each_person_are_worked_out_once(self):
        self.patch(hr_entretien_import, "BATCH", 10)
        model, computed = type(self.env["hr.employee"]), []
        compute = model._compute_entretien_plan
        self.patch(
            model,
            "_compute_entretien_plan",
            lambda people: computed.extend(people.ids) or compute(people),
        )
        lines = [
            f"{who};;;;01/02/{year};EP;;"
            for year in range(2018, 2026)
            for who in ("123", "0a7", "77", "900", "901")
        ]
        assistant = self._read(*lines, early="seniority")
        computed.clear()
        assistant.action_import()
        self.assertEqual(len(self._past(self.boss)), 8)
        # Of 40 lines in 4 batches, each parts one person from the next.
        self.assertLessEqual(len(computed), 5 + 3 + 5)

    def test_a_person_chosen_by_hand_is_one_of_theirs(self):
        elsewhere = self._employee("Rémi Loin", "2018-01-08", barcode="555")
        elsewhere.company_id = self.other_company
        assistant = self._read("999;;;;01/02/2012;EP;;", early="seniority")
        assistant.line_ids.sudo().write({"employee_id": elsewhere.id})
        with self.assertRaises(UserError):
            assistant.action_import()
        self.env.invalidate_all()
        self.assertFalse(elsewhere.entretien_seniority_date)
        self.assertFalse(elsewhere.entretien_ids)

    def test_what_a_colleague_puts_in_the_memory_counts_for_nothing(self):
        """Odoo's memory of imports is open to every user."""
        memory = self._as(self.user_colleague, self.env["base_import.mapping"])
        for name, text, value in (
            ("hr.entretien.import", "date de l entretien", "ignored"),
            ("hr.entretien.import.word", "ep", "not_held,periodic,0"),
            ("hr.entretien.import.word", "bilan", "nonsense"),
        ):
            memory.create(
                {
                    "res_model": f"{name},interviews",
                    "column_name": text,
                    "field_name": value,
                }
            )
        lines = ("123;;;;01/02/2020;EP;;", "123;;;;01/02/2022;Bilan;;")
        self.assertEqual(
            self._said(self._read(*lines)), [(2, "held", ""), (3, "held", "")]
        )

    def test_the_dates_of_somebody_elsewhere_are_not_compared(self):
        """Whether a date is known already would say which one it is."""
        elsewhere = self._employee("Rémi Loin", "2018-01-08", birthday="1980-05-04")
        elsewhere.company_id = self.other_company
        header = "Matricule;Date de naissance"
        assistant = self._read("999;04/05/1980", "998;05/05/1980", header=header)
        assistant.line_ids.write({"employee_id": elsewhere.id})
        assistant.action_read()
        self.assertNotIn("known", assistant.line_ids.mapped("code"))
        with self.assertRaises(AccessError):
            assistant.action_import()
