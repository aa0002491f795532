"""The BDESE sheet: what each line counts, on histories of one employee."""

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

from ..models import hr_entretien_bdese_figures


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestBdese(EntretienCase):
    def _sheet(self, year="2025", **kw):
        sheets = self._as(self.user_hr, self.env["hr.entretien.bdese"])
        return sheets.create({"year": year, **kw})

    def _totals(self, section, year="2025"):
        """The lines of a section that count something."""
        lines = self._sheet(year)[f"{section}_ids"]
        return {line.code: line.total for line in lines if line.total}

    def _line(self, section, code, year="2025"):
        lines = self._sheet(year)[f"{section}_ids"]
        return lines.filtered(lambda line: line.code == code)

    def test_a_past_year_is_whole_and_the_running_one_stops_today(self):
        past, running = self._sheet("2025"), self._sheet("2026")
        self.assertEqual(str(past.date_to), "2025-12-31")
        self.assertEqual(str(running.date_to), "2026-11-24")

    def test_it_opens_on_the_last_full_year_of_the_own_company(self):
        sheets = self._as(self.user_hr, self.env["hr.entretien.bdese"])
        action = sheets.action_open_sheet()
        sheet = sheets.browse(action["res_id"])
        self.assertEqual((sheet.year, sheet.company_id), ("2025", self.company))
        self.assertEqual(sheet.held_ids[0].code, "total")

    def test_each_type_of_interview_is_a_line(self):
        sheet = self._sheet()
        types = self.env["hr.entretien"]._fields["motif"].selection
        for ends, lines in (("bilan", sheet.held_ids), ("oral", sheet.refused_ids)):
            first, *middle, last = lines
            self.assertEqual((first.code, last.code), ("total", ends))
            self.assertEqual([(line.code, line.label) for line in middle], types)

    def test_each_category_of_the_card_is_a_line(self):
        sheet = self._sheet()
        known = self.env["hr.employee"]._fields["entretien_category"].selection
        for lines in (sheet.category_ids, sheet.headcount_ids):
            shown = [(line.code, line.label) for line in lines[1 : len(known) + 1]]
            self.assertEqual(shown, known)
            self.assertEqual(lines[len(known) + 1].code, "unknown")

    def test_choosing_a_year_shows_its_figures_at_once(self):
        self._held(self.employee, "2024-05-06")
        sheets = self._as(self.user_hr, self.env["hr.entretien.bdese"])
        spec = {"held_ids": {"fields": {"code": {}, "label": {}, "total": {}}}}
        for year, number in (("2024", 1), ("2023", 0)):
            values = {"company_id": self.company.id, "year": year}
            shown = sheets.onchange(values, ["year"], spec)["value"]["held_ids"]
            first = shown[0][2]
            self.assertEqual((first["code"], first["total"]), ("total", number))
            self.assertTrue(first["label"])

    def test_a_refusal_is_told_apart(self):
        self._entretien(
            self.employee,
            state="declined",
            date_due="2025-03-01",
            date_limit="2025-03-01",
            date_declined="2025-02-10",
        )
        self.assertEqual(self._totals("refused"), {"total": 1, "periodic": 1})
        self.assertFalse(self._totals("held"))
        self.assertEqual(self._totals("due"), {"total": 1, "refused": 1})

    def test_an_offer_declined_by_word_of_mouth_is_no_written_refusal(self):
        self._entretien(
            self.employee,
            motif="return",
            with_bilan=True,
            state="declined",
            date_due="2025-03-01",
            date_limit="2025-03-31",
            date_declined="2025-03-10",
            declined_how="oral",
        )
        self.assertEqual(self._totals("refused"), {"oral": 1})
        self.assertEqual(self._totals("due"), {"total": 1, "oral": 1})
        self.assertFalse(self._totals("bilan"))

    def test_held_on_its_limit_is_in_time_and_the_day_after_is_late(self):
        due = {"date_due": "2025-06-02", "date_limit": "2025-06-02"}
        self._held(self.employee, "2025-06-02", **due)
        self._held(self.colleague, "2025-06-03", **due)
        self.assertEqual(self._totals("due"), {"total": 2, "in_time": 1, "late": 1})

    def test_held_after_the_year_was_overdue_when_it_ended(self):
        due = {"date_due": "2025-12-31", "date_limit": "2025-12-31"}
        self._held(self.employee, "2026-01-15", **due)
        self.assertEqual(self._totals("due"), {"total": 1, "overdue": 1, "backlog": 1})
        self.assertFalse(self._totals("due", "2026").get("backlog"))

    def test_the_limit_of_today_is_still_in_time(self):
        self._entretien(
            self.employee,
            state="planned",
            date_planned="2026-11-24 14:00:00",
            date_due="2026-11-24",
            date_limit="2026-11-24",
        )
        self.assertEqual(self._totals("due", "2026"), {"total": 1, "running": 1})

    def test_history_without_a_due_date_is_told_apart(self):
        self._held(self.employee, "2025-06-02")
        self.assertEqual(self._totals("due"), {"unknown": 1})

    def test_on_request_is_held_but_never_due(self):
        self._held(
            self.employee, "2025-06-02", motif="on_request", date_due="2025-01-01"
        )
        self.assertEqual(self._totals("held"), {"total": 1, "on_request": 1})
        self.assertFalse(self._totals("due"))

    def test_a_cancelled_interview_counts_nowhere(self):
        self._entretien(self.employee, state="cancelled", date_due="2025-02-01")
        self.assertFalse(self._totals("due"))

    def test_category_and_sex_are_never_guessed(self):
        self.employee.write({"sex": "female", "entretien_category": "manager"})
        self._held(self.employee, "2025-06-02")
        self._held(self.colleague, "2025-06-02")
        known, unknown = (
            self._line("category", code) for code in ("manager", "unknown")
        )
        self.assertEqual((known.female, known.total), (1, 1))
        self.assertEqual((unknown.unknown, unknown.total), (1, 1))
        self.assertTrue(unknown.note)

    def test_headcount_is_that_of_the_last_day(self):
        """The CDD ended on 30 December; the one hired on 31 December is there."""
        before = self._line("headcount", "total").total
        self._employee("Parti", "2025-01-06", contract_date_end="2025-12-30")
        self._employee("Arrivée", "2025-12-31", sex="female")
        self._employee("Après", "2026-01-02")
        self._employee("Stagiaire", "2025-01-06", employee_type="trainee")
        line = self._line("headcount", "total")
        self.assertEqual((line.total - before, line.female), (1, 1))

    def test_headcount_counts_a_contract_entered_afterwards(self):
        """HR types a contract of 2020 today: its version begins today only."""
        before = self._line("headcount", "total").total
        self._employee("Saisi", "2020-03-02", date_version="2026-11-24")
        self.assertEqual(self._line("headcount", "total").total, before + 1)

    def test_who_has_no_contract_date_is_listed_not_guessed(self):
        lost = self._employee("Sans date", hired=None)
        line = self._line("headcount", "undated")
        self.assertIn(("id", "in", [lost.id]), line.action_open()["domain"])

    def test_training_started_after_an_interview(self):
        held = self._held(self.employee, "2025-06-02")
        needs = self.env["hr.entretien.besoin"]
        for state in ("todo", "progress", "done", "dropped"):
            needs.create(
                {"entretien_id": held.id, "name": state, "followup_state": state}
            )
        self.assertEqual(self._totals("training"), {"total": 2, "done": 1})

    def test_corrective_payments_in_number_and_euros(self):
        self._require("hr.entretien.abondement")
        values = {"company_id": self.company.id, "pay_by": "2026-03-31"}
        payments = self.env["hr.entretien.abondement"]
        for person, state, paid_on in (
            (self.employee, "to_pay", False),
            (self.colleague, "paid", "2026-01-15"),
            (self.manager, "cancelled", False),
        ):
            payments.create(
                {
                    **values,
                    "employee_id": person.id,
                    "period_start": "2017-11-03",
                    "bilan_date": "2025-11-03",
                    "amount": 3000,
                    "state": state,
                    "paid_on": paid_on,
                }
            )
        total = self._line("corrective", "total")
        self.assertEqual((total.total, total.amount), (2, 6000))
        self.assertEqual(self._line("corrective", "to_pay").amount, 6000)
        flow = self._line("corrective", "flow", "2026")
        self.assertEqual((flow.total, flow.amount), (1, 3000))

    def test_without_corrective_payments_the_sheet_has_no_such_table(self):
        """Another add-on follows them up: a zero would say that none is owed."""
        self.patch(hr_entretien_bdese_figures, "CORRECTIVES", "hr.entretien.absent")
        sheet = self._sheet()
        self.assertFalse(sheet.corrective_ids)
        titles = [table[0] for table in sheet._tables()]
        names = [name for name in sheet._table_names() if name != "corrective_ids"]
        self.assertEqual(titles, [sheet._table_title(name) for name in names])
        self.assertNotIn("Corrective payments", titles)

    def test_the_form_shows_every_table(self):
        sheet = self._sheet()
        arch = etree.fromstring(sheet.get_view(view_type="form")["arch"])
        names = arch.xpath("//field[not(ancestor::field)]/@name")
        shown = [name for name in names if sheet._fields[name].type == "one2many"]
        self.assertEqual(shown, sheet._table_names())

    def test_counting_again_sees_what_changed(self):
        sheet = self._sheet()
        self._held(self.employee, "2025-06-02")
        self.assertEqual(sheet.held_ids[0].total, 0)
        sheet.action_refresh()
        self.assertEqual(sheet.held_ids[0].total, 1)

    def test_every_line_has_a_name_and_every_total_its_definition(self):
        for _title, columns, lines in self._sheet()._tables():
            self.assertTrue(columns)
            for line in lines:
                self.assertTrue(line.label, f"{line.section} {line.code}")
            self.assertTrue(lines[0].note, lines[0].section)

    def test_a_year_outside_the_law_is_refused(self):
        for year in ("2013", "2027", "x"):
            with self.assertRaises(UserError):
                self._sheet(year)

    def test_queries_do_not_grow_with_the_employees(self):
        for day in ("2023-05-02", "2024-05-02", "2025-05-02"):
            self._held(self.employee, day, date_due=day)
        self._count_queries()
        few = self._count_queries()
        for number in range(20):
            person = self._employee(f"Personne {number}", "2020-01-06")
            self._held(person, "2025-05-02", date_due="2025-05-02")
        self.assertEqual(self._count_queries(), few)
        self.assertLessEqual(few, 8)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        figures = self.env["hr.entretien.bdese.figures"]
        company = self.company.sudo()
        company.read(["entretien_employee_types"])
        start = self.env.cr.sql_log_count
        figures._figures(company, 2025, self._day("2026-11-24"))
        return self.env.cr.sql_log_count - start
