"""What nobody said is asked, what stays out is said, and what is asked can be
answered on the screen."""

import io
from contextlib import suppress
from datetime import date
from unittest.mock import patch

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from ..wizard import hr_entretien_import
from .import_common import ImportCase

ABSENCES = "Matricule;Type;Du;Au"
BILANS = "Matricule;Dernier entretien pro;Dernier bilan"


def _workbook(*sheets):
    """An xlsx of sheets called 1, 2…, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(str(place))
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestImportRemedies(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lea = cls._employee("Léa Martin", "2010-01-04", barcode="123")
        cls.zoe = cls._employee("Zoé Le Roux", "2010-01-04", barcode="124")

    def test_a_word_of_absences_says_nothing_of_interviews(self):
        """“Type” and “Congé maternité” were learnt in a file of absences."""
        self._import("123;Congé maternité;01/03/2024;31/08/2024", header=ABSENCES)
        assistant = self._read("123;Congé maternité;05/09/2024", header="Badge;Type;Le")
        self.assertEqual(self._said(assistant), [(2, "ask", "unknown_kind")])

    def test_an_absence_that_was_left_aside_is_remembered_so(self):
        assistant = self._read("123;Maternité;01/03/2024;31/08/2024", header=ABSENCES)
        assistant.word_ids.what = "other"
        assistant.action_read()
        assistant._remember_choices()
        again = self._read("124;Maternité;01/03/2024;31/08/2024", header=ABSENCES)
        self.assertEqual(self._said(again), [(2, "left_aside", "other_absence")])

    def test_an_absence_without_its_kind_or_its_end(self):
        assistant = self._read(
            "123;Maladie;01/02/2026;",
            "124;;01/02/2026;30/09/2026",
            header=ABSENCES,
        )
        self.assertEqual(
            self._said(assistant), [(2, "ask", "no_end"), (3, "ask", "no_absence")]
        )
        assistant.line_ids.filtered(lambda line: line.line == 2).date_to = "2026-12-31"
        assistant.action_read()
        self.assertEqual(self._said(assistant)[0], (2, "absence", ""))
        self.assertEqual(assistant.word_ids.mapped("label")[-1], "(nothing)")

    def test_an_empty_kind_among_others_is_asked(self):
        assistant = self._read("123;;;;01/02/2020;EP;;", "124;;;;01/02/2020;;;")
        self.assertEqual(
            self._said(assistant), [(2, "held", ""), (3, "ask", "no_kind")]
        )
        assistant.word_ids.filtered(lambda word: not word.name).what = "held"
        assistant.action_read()
        self.assertEqual(self._said(assistant)[1], (3, "held", ""))

    def test_last_interview_and_last_bilan_of_one_day_are_one(self):
        line = "123;02/11/2021;02/11/2021"
        self._import(line, header=BILANS)
        self.assertRecordValues(self._past(self.lea), [{"with_bilan": True}])
        again = self._read(line, header=BILANS)
        self.assertFalse(again.ready_count or again.problem_count)

    def test_the_bilan_that_odoo_does_not_have_is_asked(self):
        self._import("123;;;;01/02/2020;EP;;")
        assistant = self._read("123;;;;01/02/2020;Bilan;;")
        self.assertEqual(self._said(assistant), [(2, "ask", "known_otherwise")])

    def test_two_dates_of_one_person_are_asked(self):
        assistant = self._read(
            "123;06/05/1980", "123;06/05/1981", header="Matricule;Date de naissance"
        )
        self.assertEqual(self._said(assistant)[1], (3, "ask", "dates_otherwise"))
        first = assistant.line_ids.filtered(lambda line: line.line == 2)
        self.assertTrue(first.written)
        first.action_leave_aside()
        self.assertEqual(
            self._said(assistant), [(2, "left_aside", "by_hand"), (3, "dates", "")]
        )
        aside = assistant.line_ids.filtered(lambda line: line.line == 2)
        aside.action_take_back()
        self.assertEqual(self._said(assistant)[0], (2, "dates", ""))

    def test_what_stays_out_is_said(self):
        assistant = self._read("123;01/02/2020;EP;8", header="Badge;Le;Type;Machin")
        self.assertIn("Machin", assistant.not_read)
        assistant.column_ids.filtered(lambda item: item.name == "Machin").field = "date"
        with self.assertRaisesRegex(UserError, "“Le”, “Machin”"):
            assistant.action_read()

    def test_what_is_understood_and_of_no_use_is_said_to_stay_out(self):
        """A file as HR keeps it: of “ignored” and of remarks nothing is said."""
        header = (
            "Badge;Nom;Date de naissance;Date d'entrée;Service;Type d'entretien;"
            "Date entretien;Mené par;Visite médicale;Observations"
        )
        line = "123;Martin;06/05/1980;04/01/2010;Usine;EP;01/02/2020;;;RAS"
        assistant = self._read(line, header=header)
        self.assertEqual(
            assistant.not_read,
            "Columns of no use to “Past interviews”, which stay out: Date de "
            "naissance, Visite médicale. To bring them in, import this file once more "
            "and say under “What It Holds” what they are about.",
        )
        assistant.content = "dates"
        assistant.action_read()
        self.assertIn("Type d'entretien, Date entretien", assistant.not_read)
        self.assertNotIn("naissance", assistant.not_read)

    def test_years_alone_are_columns_of_interviews(self):
        assistant = self._read(
            "123;04/03/2019;X;", "124;non réalisé;;", header="Badge;2019;2021;2023"
        )
        self.assertEqual(
            self._said(assistant),
            [(2, "held", ""), (3, "left_aside", "not_held")],
        )
        self.assertIn("2021", assistant.not_read)

    def test_sheets_without_headers_and_rows_above_are_said_to_stay_out(self):
        assistant = self._assistant(
            _workbook(
                [
                    ("Badge", "Nom", "Date"),
                    (123, "Martin", "01/02/2018"),
                    ("Badge", "Nom", "Prénom", "Date", "Type"),
                    (123, "Martin", "Léa", "01/02/2020", "EP"),
                ],
                [(124, "01/02/2021")],
            ),
            name="deux.xlsx",
        )
        assistant.action_read()
        self.assertEqual(
            assistant.not_read.split("\n"),
            [
                "Rows above the headers that are not read: 2. If they hold lines to "
                "import, give the “Row of the Headers” that is theirs.",
                "Other sheets of this file are not read: 2. Import this one, then "
                "choose the next as the sheet.",
            ],
        )

    def test_a_column_without_header_is_named_by_its_cells(self):
        assistant = self._read("123;01/02/2020;EP;abc", header="Badge;Le;Type;")
        self.assertIn("stay out: abc.", assistant.not_read)

    def test_two_columns_remembered_for_one_thing_are_no_dead_end(self):
        for header in ("Rdv", "Vu le jour"):
            assistant = self._read("123;;EP", header=f"Badge;{header};Type")
            column = assistant.column_ids.filtered(
                lambda c, name=header: c.name == name
            )
            column.field = "date"
            assistant._remember_choices()
        assistant = self._read(
            "123;01/02/2020;01/02/2021;EP", header="Badge;Rdv;Vu le jour;Type"
        )
        self.assertEqual(self._said(assistant), [(2, "held", "")])
        self.assertIn("Vu le jour", assistant.not_read)

    def test_a_year_remembered_leaves_the_other_years(self):
        assistant = self._read("123;vu", header="Badge;Formation 2018")
        assistant.column_ids.filtered(lambda c: c.place == 1).field = "yearly"
        assistant._remember_choices()
        assistant = self._read(
            "123;01/02/2018;01/02/2020", header="Badge;Formation 2018;EP 2020"
        )
        self.assertEqual(
            assistant.column_ids.mapped("field"), ["number", "yearly", "yearly"]
        )

    def test_one_of_two_columns_of_one_header_is_no_habit(self):
        header = "Badge;Type;Date;Date"
        assistant = self._read("123;EP;01/02/2018;03/02/2018", header=header)
        assistant.column_ids.filtered(lambda c: c.place == 3).field = "ignored"
        assistant._remember_choices()
        again = self._read("123;EP;01/02/2018;03/02/2018", header=header)
        self.assertEqual(self._said(again), [(2, "held", "")])

    def test_another_sheet_is_read_from_its_own_headers(self):
        assistant = self._assistant(
            _workbook(
                [("Suivi",), (), ("Badge", "Date", "Type"), (123, "01/02/2020", "EP")],
                [("Badge", "Date", "Type"), (124, "31/02/2021", "EP")],
            ),
            name="deux.xlsx",
        )
        assistant.action_read()
        self.assertIn("2", assistant.not_read)
        self.assertEqual(assistant.header_row, 3)
        assistant.line_ids.action_leave_aside()
        assistant.sheet_id = assistant.sheet_ids.sorted("id")[1]
        assistant.action_read()
        self.assertEqual(assistant.header_row, 1)
        self.assertEqual(self._said(assistant), [(2, "refused", "bad_day")])

    def test_the_result_shows_each_line_that_stays_out(self):
        assistant = self._import(
            "123;;;;01/02/2020;EP;;",
            "124;;;;01/02/2020;Non réalisé;;",
            "124;;;;31/02/2020;EP;;",
        )
        self.assertIn("Lines left aside: 1.", assistant.result)
        self.assertIn("Lines that stay out: 1.", assistant.result)
        form = Form(assistant)
        self.assertFalse(form._get_modifier("line_ids", "invisible"))
        self.assertTrue(form._get_modifier("line_ids", "readonly"))
        # First those that stay out, each with its reason.
        self.assertEqual(
            [line.code for line in assistant.line_ids], ["bad_day", "not_held", False]
        )
        assistant.action_read()
        self.assertFalse(assistant.result, "what came in before is no warning")

    def test_the_background_speaks_the_language_of_who_imports(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.user_hr.lang = "fr_FR"
        self.patch(hr_entretien_import, "IN_BACKGROUND", 0)
        langs = []
        self.patch(
            type(self.env["hr.entretien.import"]),
            "_finish",
            lambda assistant, outcome: (
                langs.append(assistant.env.lang)
                or assistant.write({"state": "done", "result": "–"})
            ),
        )
        self.patch(
            type(self.env["hr.entretien.import"]),
            "_show_progress",
            lambda *args, **values: None,
        )
        self._import("123;;;;01/02/2020;EP;;")
        with self._quiet_cron():
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(langs, ["fr_FR"])

    def test_a_file_goes_on_once_imported(self):
        assistant = self._import("123;;;;01/02/2020;EP;;", "124;;;;01/02/2020;Divers;;")
        self.assertEqual(assistant.state, "done")
        assistant.action_read()
        assistant.word_ids.filtered(lambda word: word.what == "ask").what = "held"
        assistant.action_import()
        self.assertEqual(
            [len(self._past(item)) for item in (self.lea, self.zoe)], [1, 1]
        )

    def test_a_status_says_which_were_held(self):
        assistant = self._read(
            "123;01/02/2020;Réalisé",
            "124;01/02/2020;Non réalisé",
            "124;01/02/2021;Refus signé",
            "123;;Reporté",
            header="Matricule;Date entretien;Statut",
        )
        self.assertEqual(
            self._said(assistant),
            [(2, "held", ""), (3, "left_aside", "not_held"), (4, "declined", ""),
             (5, "left_aside", "not_held")],
        )  # fmt: skip
        # What the file does not say of interviews is no habit of the company.
        assistant.action_import()
        again = self._read("123;01/02/2022;Cadre", header="Matricule;Date;Statut")
        self.assertEqual(self._said(again), [(2, "held", "")])

    def test_what_stands_beside_each_year_is_of_that_year(self):
        boss = self._employee("Anne Durand", "2010-01-04", barcode="77")
        self._import(
            ";Date;Par;Date;Par",
            "123;01/02/2019;;01/02/2021;Anne Durand",
            header="Badge;EP 2019;;EDL 2021;",
        )
        first, second = self._past(self.lea).sorted("date_held")
        self.assertFalse(first.interviewer_id)
        self.assertEqual((second.interviewer_id, second.with_bilan), (boss, True))

    def test_the_days_of_a_line_are_corrected_in_place(self):
        assistant = self._read(
            "123;;;;31/02/2020;EP;;",
            "123;;;;01/02/2021;EP;;15/01/2021",
            "123;;;;01/02/2022;EP;;chez lui",
        )
        day, copy, nowhere = assistant.line_ids.sorted("line")
        self.assertEqual(
            self._said(assistant),
            [(2, "refused", "bad_day"), (3, "ask", "copy_before"),
             (4, "ask", "bad_copy")],
        )  # fmt: skip
        day.date = "2020-02-28"
        copy.date_copy = "2021-02-15"
        nowhere.action_without_copy()
        # Of a line that was understood too.
        assistant.line_ids.sorted("line")[0].date = "2020-02-29"
        assistant.action_import()
        self.assertRecordValues(
            self._past(self.lea).sorted("date_held"),
            [
                {"date_held": date(2020, 2, 29), "date_copy_delivered": False},
                {
                    "date_held": date(2021, 2, 1),
                    "date_copy_delivered": date(2021, 2, 15),
                },
                {"date_held": date(2022, 2, 1), "date_copy_delivered": False},
            ],
        )
        self.assertIn("chez lui", self._past(self.lea).sorted("date_held")[2].hr_note)

    def test_a_refusal_names_the_lines_that_wait(self):
        assistant = self._read("123;;;;31/02/2020;EP;;", "555;;;;01/02/2020;EP;;")
        with self.assertRaisesRegex(UserError, "To Settle(.|\n)*Line 2:(.|\n)*Line 3:"):
            assistant.action_import()

    def test_what_was_only_proposed_is_no_habit(self):
        self._import("123;01/02/2020;EP;8", header="Badge;Le;Type;Machin")
        kept = self.env["base_import.mapping"].search(
            [("res_model", "=", "hr.entretien.import,interviews")]
        )
        self.assertFalse(kept)

    def test_a_large_import_is_stopped_and_leaves_nothing(self):
        self.patch(hr_entretien_import, "IN_BACKGROUND", 1)
        self.patch(hr_entretien_import, "BATCH", 1)
        assistant = self._import("123;;;;01/02/2020;EP;;", "123;;;;01/02/2022;EP;;")
        seen = []

        def show(item, share, **values):
            seen.append((share, len(self._past(self.lea))))
            if share:
                item.action_stop()
                raise UserError(item.env._("Stopped"))

        self.patch(type(assistant), "_show_progress", show)
        with self._quiet_cron():
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(seen, [(0, 0), (50, 1)])
        self.assertEqual((assistant.state, assistant.result), ("check", "Stopped"))
        self.assertFalse(self._past(self.lea))

    def test_what_came_in_does_not_come_in_twice(self):
        """Killed between the commit of the lines and that of the result."""
        self.patch(hr_entretien_import, "IN_BACKGROUND", 0)
        assistant = self._import("123;;;;01/02/2020;EP;;")
        self.patch(
            type(assistant),
            "_show_progress",
            lambda item, share, **values: item.write(values),
        )
        killed = patch.object(type(assistant), "_finish", side_effect=SystemExit)
        with self._quiet_cron(), killed, suppress(SystemExit):
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(assistant.state, "running")
        self.assertEqual(len(self._past(self.lea)), 1)
        with self._quiet_cron():
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(assistant.state, "done")
        self.assertIn("Lines that came in: 1", assistant.result)
        self.assertIn("Next due dates that moved: 1", assistant.result)
        self.assertEqual(len(self._past(self.lea)), 1)

    def test_an_import_stopped_in_its_last_batch_leaves_nothing(self):
        self.patch(hr_entretien_import, "IN_BACKGROUND", 0)
        assistant = self._import("123;;;;01/02/2020;EP;;")
        seen = []

        def show(item, share, **values):
            seen.append((share, len(self._past(self.lea))))
            if item.state != "running":
                raise UserError(item.env._("Stopped"))
            item.action_stop()

        self.patch(type(assistant), "_show_progress", show)
        with self._quiet_cron():
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(seen, [(0, 0), (100, 1)])
        self.assertEqual((assistant.state, assistant.result), ("check", "Stopped"))
        self.assertFalse(self._past(self.lea))

    def test_a_large_import_that_fails_says_so(self):
        self.patch(hr_entretien_import, "IN_BACKGROUND", 0)
        assistant = self._import("123;;;;01/02/2020;EP;;")

        def fail(item, share, **values):
            raise ZeroDivisionError

        self.patch(type(assistant), "_show_progress", fail)
        with (
            self._quiet_cron(),
            self.assertLogs("odoo.addons.hr_entretien_professionnel.wizard", "ERROR"),
        ):
            self.env["hr.entretien.import"]._cron_import()
        self.assertEqual(assistant.state, "check")
        self.assertIn("nothing came in", assistant.result)
