"""What an état des lieux costs or would cost, row by row."""

from itertools import product

from lxml import etree

from odoo.tests import freeze_time, tagged
from odoo.tools.misc import format_amount
from odoo.tools.safe_eval import safe_eval

from odoo.addons.hr_entretien_professionnel.schedule import cumulative

from ..models.hr_entretien_exposure_reason import WORDS
from .exposure_common import ExposureCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestExposureOutcome(ExposureCase):
    """One employee for each outcome; the figures are worked out by hand."""

    def test_saved_by_the_interviews(self):
        employee, bilan = self._old("Awa", "2020-03-06", "2022-03-04")
        row = self._row(employee, bilan)
        self.assertEqual(row.outcome, "saved_interviews")
        self.assertEqual((row.required_count, row.held_count), (3, 3))
        self.assertEqual(row.amount, 0)
        # Due on 4 March 2024, the last one was held with the bilan, three days late.
        amount = format_amount(row.env, 3000, self.env.ref("base.EUR"))
        self.assertEqual(
            row.summary,
            "The corrective payment is not due: the interviews were held. It is due "
            "only when they are missing and no non-mandatory training was followed "
            "(art. L.6323-13 ; Cass. soc., 21/01/2026, n° 24-12.972). Strict "
            f"reading, where an interview held late does not count: {amount}.",
        )

    def test_saved_by_one_training(self):
        employee, bilan = self._old("Bruno", "2020-03-06")
        self._line(bilan)
        row = self._row(employee, bilan)
        self.assertEqual(row.outcome, "saved_training")
        self.assertEqual(row.amount, 0)
        self.assertIn("1 of 3 interviews is missing, of those asked for", row.summary)
        self.assertIn("on-mandatory training was followed", row.summary)
        self.assertIn("art. L.6323-13", row.summary)

    def test_both_missing(self):
        employee, bilan = self._old("Chloé")
        row = self._row(employee, bilan)
        self.assertEqual(row.outcome, "exposed")
        self.assertEqual(row.amount, 3000)
        self.assertEqual(str(row.pay_by), "2024-06-30")
        self.assertFalse(row.act_by)

    def test_saved_by_both(self):
        employee, bilan = self._old("Denis", "2020-03-06", "2022-03-04")
        self._line(bilan)
        self.assertEqual(self._row(employee, bilan).outcome, "saved_both")

    def test_mandatory_training_only(self):
        employee, bilan = self._old("Élise", "2020-03-06")
        line = self._line(bilan, mandatory=True)
        row = self._row(employee, bilan)
        self.assertEqual(row.outcome, "exposed")
        self.assertTrue(row.training_ok)
        self.assertFalse(row.training_free_ok)
        self.assertIn("Only mandatory training is confirmed", row.summary)
        line.cpf_cofunded = True
        self.assertEqual(self._row(employee, bilan).outcome, "exposed")
        line.write({"mandatory": False, "payer": "cpf", "cpf_cofunded": False})
        self.assertEqual(self._row(employee, bilan).outcome, "exposed")
        line.cpf_cofunded = True
        self.assertEqual(self._row(employee, bilan).outcome, "saved_training")

    def test_history_is_not_examined_here(self):
        """Entered afterwards, without its lines: what it found is not known."""
        employee = self._employee("Ivo", "2018-03-07")
        bilan = self._held(employee, "2024-03-07", with_bilan=True)
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.amount), ("unknown", 0))
        self.assertIn("entered as history", row.summary)
        self.assertIn("confirm them", row.advice)
        self._line(bilan, mandatory=True)
        self.assertEqual(self._row(employee, bilan).outcome, "exposed")

    def test_company_not_concerned(self):
        self._decide(None)
        employee, bilan = self._old("Farid")
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.amount), ("not_concerned", 0))
        self.assertEqual((row.lenient_amount, row.strict_amount), (0, 0))
        self.assertIn("the company is not concerned", row.summary)
        self.assertIn("L.130-1", row.summary)

    def test_mid_career_missing(self):
        employee = self._employee("Gisèle", "2022-01-10")
        self._held(employee, "2024-01-09")
        self.assertEqual(self._row(employee).outcome, "saved_interviews")
        employee.entretien_visit_date = "2026-02-02"
        row = self._row(employee)
        self.assertEqual(row.outcome, "exposed")
        self.assertIn(
            f"mid-career interview of {self._told(row, '2026-04-02')}", row.summary
        )
        self._held(employee, "2026-09-01", motif="mid_career")
        self.assertEqual(self._row(employee).outcome, "saved_interviews")

    def test_the_sentence_of_a_running_cycle(self):
        """Hired on 10 January 2022: first interview by 10 January 2024, bilan 2030."""
        row = self._row(self.employee)
        amount = format_amount(row.env, 3000, self.env.ref("base.EUR"))
        self.assertEqual(
            row.summary,
            f"As things stand: {amount} due. 1 of 2 interviews is missing, of those "
            f"asked for from {self._told(row, '2022-01-10')} to "
            f"{self._told(row, '2030-01-10')}: first interview of "
            f"{self._told(row, '2024-01-10')}. No non-mandatory training is "
            "confirmed.",
        )
        self.assertEqual(
            row.advice,
            "What avoids it: hold the first interview by "
            f"{self._told(row, '2028-01-10')} (art. L.6315-1), or "
            f"non-mandatory training, finished by {self._told(row, '2031-01-09')} "
            "(art. L.6323-13).",
        )
        # One date in the list: that of the one thing to do.
        self.assertEqual(str(row.act_by), "2028-01-10")
        self.assertEqual(row.to_do, "Hold the first interview")
        self.assertIn("1 of ", row.situation)
        self.assertEqual(str(row.pay_by), "2031-06-30")

    def test_the_epidemic_counts_in_the_day_to_act_by(self):
        """Due on 7 March 2020: in time until 30 June 2021, not 6 March."""
        row = self._row(self._employee("Thierry", "2010-01-04"))
        self.assertEqual(str(row.bilan_limit), "2021-06-30")
        self.assertEqual(str(row.act_by), "2021-06-30")
        self.assertIn(self._told(row, row.act_by), row.advice)

    def test_only_a_training_saves_what_was_missed_twice(self):
        self.company.entretien_rhythm = "two_six"
        row = self._row(self.employee)
        self.assertEqual(row.missing_count, 2)
        self.assertIn("can no longer be made up by an interview", row.advice)

    def test_a_new_hire_misses_nothing_yet(self):
        employee = self._employee("Hugo", "2026-10-05")
        row = self._row(employee)
        self.assertEqual((row.outcome, row.missing_count), ("saved_interviews", 0))
        self.assertIn("No interview is missing to date", row.summary)
        self.assertIn(
            f"first interview, by {self._told(row, '2027-10-05')}", row.advice
        )

    def test_what_it_would_cost_if_nothing_more_is_done(self):
        employee = self._employee("Hugo", "2026-10-05")
        row = self._row(employee)
        self.assertEqual((row.amount, row.projected_amount), (0, 3000))
        bilan = self._entretien(employee, with_bilan=True, motif="on_request")
        self._line(bilan)
        self.assertEqual(self._row(employee).projected_amount, 0)
        self._decide(None)
        self.assertEqual(self._row(self.employee).projected_amount, 0)
        self._decide()
        held, bilan = self._old("Awa", "2020-03-06", "2022-03-04")
        self.assertEqual(self._row(held, bilan).projected_amount, 0)

    def test_the_projection_keeps_who_is_past_the_target_but_not_the_limit(self):
        """He still costs within two years, if nothing is done."""
        favourite = self.env.ref(
            "hr_entretien_professionnel_abondement.ir_filters_exposure_quarter"
        )
        late = self._employee("Ève", "2018-11-12")
        past = self._employee("Noé", "2010-01-04")
        far = self._employee("Lou", "2026-10-05")
        rows = {person: self._row(person) for person in (late, past, far)}
        self.assertEqual(
            {person: row.projected_amount for person, row in rows.items()},
            {late: 3000, past: 0, far: 3000},
        )
        self.assertEqual(str(rows[late].bilan_limit), "2027-11-11")
        found = rows[late].search(safe_eval(favourite.domain))
        self.assertIn(rows[late], found)
        self.assertNotIn(rows[past], found, "to pay already")
        self.assertEqual((rows[past].owed_amount, rows[past].risk_amount), (3000, 0))
        self.assertNotIn(rows[far], found)

    def test_the_strict_reading(self):
        """Both amounts stand on the row; the company's choice says which is owed."""
        employee, bilan = self._old("Inès", "2020-09-01", "2022-03-04")
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.amount), ("saved_interviews", 0))
        self.assertEqual((row.lenient_amount, row.strict_amount), (0, 3000))
        self.assertIn("Strict reading, where an interview held late", row.summary)
        self.company.entretien_late_counts = False
        row = self._row(employee, bilan)
        self.assertEqual((row.outcome, row.amount), ("exposed", 3000))
        self.assertEqual((row.lenient_amount, row.strict_amount), (0, 3000))
        self.assertEqual(row.owed_amount, 3000)
        self.assertIn("If an interview held late counts", row.summary)

    def test_one_reading_where_both_say_the_same(self):
        employee, bilan = self._old("Chloé")
        row = self._row(employee, bilan)
        self.assertEqual((row.lenient_amount, row.strict_amount), (3000, 3000))
        self.assertNotIn("reading", row.summary)
        self._line(bilan)
        row = self._row(employee, bilan)
        self.assertEqual((row.lenient_amount, row.strict_amount), (0, 0))

    def test_owed_and_at_risk_are_two_figures(self):
        employee, bilan = self._old("Chloé")
        held, running = self._row(employee, bilan), self._row()
        self.assertEqual((held.owed_amount, held.risk_amount), (3000, 0))
        self.assertEqual((running.owed_amount, running.risk_amount), (0, 3000))
        for field in ("amount", "lenient_amount", "strict_amount"):
            self.assertFalse(self.Exposure._fields[field].aggregator, "never added")

    def test_paid_or_cancelled_it_is_owed_no_more(self):
        employee, bilan = self._old("Chloé")
        bilan.action_close()
        bilan.bilan_id._hand_over(self._day("2026-11-24"))
        row = self._row(employee, bilan)
        self.assertEqual((row.frozen, row.owed_amount), (True, 3000))
        opened = self.env["hr.entretien.abondement"].search(
            [("employee_id", "=", employee.id)]
        )
        opened._pay(self._day("2026-11-24"), "EDEF-1")
        self.assertEqual(self._row(employee, bilan).owed_amount, 0)
        self.assertEqual(self._row(employee, bilan).amount, 3000)
        opened._reopen("Sent back by the bank")
        self.assertEqual(self._row(employee, bilan).owed_amount, 3000)

    def test_each_outcome_is_said_and_shown_wherever_it_is(self):
        """Add a code to the law, and this names the places that do not know it."""
        both = (False, True)
        law = {cumulative(missing=m, trained=t) for m in both for t in both}
        codes = dict(self.Exposure._fields["outcome"].selection).keys()
        self.assertEqual(codes, law | {"not_concerned", "unknown"})
        reason, row = self.env["hr.entretien.exposure.reason"], self._row()
        for code in codes:
            running = self.Exposure.new({"outcome": code}, origin=row)
            with self.subTest(code):
                self.assertTrue(reason._due_text(running))
                self.assertTrue(reason._situation(running))
        words = self.env[WORDS]
        said = {words._outcome_text(code) for code in law | {"not_concerned"}}
        self.assertEqual(len(said), len(law) + 1)
        badges = self.env["ir.ui.view"].search(
            [
                ("model", "in", ("hr.employee", "hr.entretien.bilan")),
                ("arch_db", "like", 'outcome"'),
            ]
        )
        fields = [
            field
            for badge in badges
            for field in etree.fromstring(badge.arch).xpath("//field[@widget='badge']")
            if field.get("name").endswith("outcome")
        ]
        self.assertEqual(len(fields), 3)
        for field, code in product(fields, codes):
            shown = [field.get(name) for name in field.keys() if "decoration" in name]
            self.assertIn(f"'{code}'", " ".join(shown))

    def _followed(self, name):
        course = self.env["hr.resume.line.type"].create(
            {"name": "Formation", "is_course": True}
        )
        return self.env["hr.resume.line"].create(
            {
                "employee_id": self.employee.id,
                "name": name,
                "line_type_id": course.id,
                "date_start": "2025-03-03",
                "date_end": "2025-03-05",
            }
        )

    def test_proposed_training_saves_nothing_until_confirmed(self):
        self._followed("CACES R489")
        row = self._row()
        self.assertEqual(row.outcome, "exposed")
        self.assertIn("To be confirmed, would avoid it: CACES R489.", row.advice)
        bilan = self._entretien(self.employee, with_bilan=True)
        line = self._line(bilan, state="proposed", name="CACES R489")
        row = self._row()
        self.assertEqual(row.outcome, "exposed")
        self.assertEqual(row.details["proposed"], ["CACES R489"])
        line.state = "confirmed"
        self.assertEqual(self._row().outcome, "saved_training")
        line.state = "rejected"
        self.assertEqual(self._row().outcome, "exposed")

    def test_a_line_dated_before_the_period_saves_and_promises_nothing(self):
        bilan = self._entretien(self.employee, with_bilan=True)
        line = self._line(bilan, state="proposed", date_to="2026-01-15")
        self.assertEqual(self._row().details["proposed"], [line.name])
        line.date_to = "2010-01-15"
        self.assertEqual(self._row().details["proposed"], [])

    def test_what_hr_confirmed_as_mandatory_is_proposed_no_more(self):
        self._followed("CACES R489")
        bilan = self._entretien(self.employee, with_bilan=True)
        bilan.bilan_id._fill()
        line = bilan.bilan_id.line_ids
        self.assertEqual(self._row().details["proposed"], ["CACES R489"])
        line.write({"state": "confirmed", "mandatory": True})
        row = self._row()
        self.assertIn("Only mandatory training is confirmed", row.summary)
        self.assertNotIn("CACES R489", row.to_do)
        self.assertEqual(row.details["proposed"], [])
        bilan.with_bilan = False
        self.assertEqual(self._row().details["proposed"], ["CACES R489"])
        line.state = "rejected"
        self.assertEqual(self._row().details["proposed"], [])

    def test_what_was_in_one_declined_by_word_of_mouth_is_proposed(self):
        self._followed("CACES R489")
        offered = self._entretien(self.employee, motif="return", with_bilan=True)
        offered.bilan_id._fill()
        self.assertTrue(offered.bilan_id.line_ids)
        offered._decline("Not now", how="oral")
        self.assertEqual(self._row().details["proposed"], ["CACES R489"])

    def test_proposed_once_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self._followed("Driving").with_context(lang="fr_FR").name = "Conduite"
        bilan = self._entretien(self.employee, with_bilan=True)
        self.assertEqual(self._row().details["proposed"], ["Conduite"])
        bilan.bilan_id._fill()
        self.assertEqual(self._row().details["proposed"], ["Conduite"])

    def test_the_need_that_was_done_is_proposed(self):
        held = self._entretien(self.employee, state="held", date_held="2025-02-03")
        need = self.env["hr.entretien.besoin"].create(
            {"entretien_id": held.id, "name": "Anglais", "nature": "training"}
        )
        self.assertEqual(self._row().details["proposed"], [])
        need.write({"followup_state": "done", "date_done": "2026-01-15"})
        self.assertEqual(self._row().details["proposed"], ["Anglais"])

    def test_the_cycle_after_the_one_held(self):
        employee, bilan = self._old("Jules", "2020-03-06", "2022-03-04")
        self._settle()
        self.assertEqual(len(employee.entretien_exposure_ids), 2)
        row = self._row(employee)
        self.assertEqual(row.cycle, "running")
        self.assertEqual(row.bilan_target, employee.entretien_bilan_date)
        self.assertEqual(row.bilan_limit, employee.entretien_bilan_limit)
        self.assertTrue(self._row(employee, bilan).date_held)
