"""Why this date: one sentence with its day and its article, for each way to a date."""

from odoo.tests import freeze_time, tagged

from ..models.employee.entretien_reason import reason_sentence
from .common import EntretienCase


class ReasonCase(EntretienCase):
    """Both languages are there, whatever the database was created with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in ("en_US", "fr_FR"):
            cls.env["res.lang"]._activate_lang(lang)

    def _sentence(self, employee, name="entretien_next_reason", lang="en_US"):
        self.env.flush_all()
        self.env.invalidate_all()
        return employee.with_context(lang=lang)[name]


@tagged("post_install", "-at_install")
@freeze_time("2027-06-01")
class TestReason(ReasonCase):
    """The English source sentences, one per code and per change of law."""

    def test_first_interview(self):
        employee = self._employee("New", "2026-02-02")
        self.assertEqual(
            self._sentence(employee),
            "1 year after the hire of 02/02/2026 (art. L.6315-1, law of 24 October "
            "2025)",
        )

    def test_after_an_interview(self):
        """The sentence of the brief: 4 years after the interview of 15/06/2024."""
        self._held(self.employee, "2024-06-15")
        self.assertEqual(
            self._sentence(self.employee),
            "4 years after the interview of 06/15/2024 (art. L.6315-1, law of 24 "
            "October 2025)",
        )

    def test_after_a_refusal(self):
        self._entretien(self.employee, state="declined", date_declined="2026-01-05")
        self.assertIn(
            "4 years after the written refusal of 01/05/2026",
            self._sentence(self.employee),
        )

    def test_hired_before_the_law(self):
        """2004 + 2 years is not 2016: the sentence must say what it counts from."""
        self.company.entretien_rhythm = "two_six"
        employee = self._employee("Old", "2004-04-13")
        self.assertEqual(
            self._sentence(employee),
            "2 years after the law took effect on 03/07/2014, hired on 04/13/2004, a "
            "period that had expired before the change of law of 10/26/2025 "
            "(art. L.6315-1, law of 5 March 2014; art. 2222 C. civ.)",
        )
        self.assertEqual(
            self._sentence(employee, "entretien_bilan_reason"),
            "État des lieux 6 years after the law took effect on 03/07/2014, hired on "
            "04/13/2004 (art. L.6315-1, law of 5 March 2014)",
        )

    def test_seniority_set_by_hr(self):
        employee = self._employee("Transfer", "2026-02-02")
        employee.entretien_seniority_date = "2026-01-05"
        self.assertIn(
            "1 year after the seniority date of 01/05/2026", self._sentence(employee)
        )

    def test_seniority_from_before_the_law_is_no_hire(self):
        """Taken over with a transfer of 2025: nobody was hired in 2012."""
        employee = self._employee("Transfer", "2025-11-03")
        employee.entretien_seniority_date = "2012-03-31"
        for name in ("entretien_next_reason", "entretien_bilan_reason"):
            sentence = self._sentence(employee, name)
            self.assertIn("03/07/2014, seniority since 03/31/2012", sentence)
            self.assertNotIn("hired", sentence)
        self.assertNotIn("Hired", self._explained(employee))

    def test_a_shortened_delay_from_the_law_names_no_interview(self):
        """An agreement so long that the period runs still when the law shortens it."""
        self.company.write(
            {
                "entretien_rhythm": "agreement",
                "entretien_old_agreement_months": 200,
            }
        )
        text = self._explained(self._employee("Old", "2004-04-13"))
        self.assertIn(
            "1 year after the change of law of 10/26/2025, hired on 04/13/2004", text
        )
        self.assertNotIn("last interview", text)

    def test_what_another_one_carries_is_said_after_it(self):
        employee = self._employee("Sixty", "2019-06-03", birthday="1967-07-01")
        self._held(employee, "2025-06-03")
        self.assertRegex(
            self._sentence(employee),
            "^État des lieux at 8 years .+; with its end-of-career section",
        )

    def test_delay_that_a_law_shortened(self):
        """The date is neither hire + 2 years nor hire + 1 year: say where from."""
        employee = self._employee("Between", "2024-12-02")
        self.assertEqual(employee.entretien_next_date, self._day("2026-10-26"))
        self.assertEqual(
            self._sentence(employee),
            "1 year after the change of law of 10/26/2025, hired on 12/02/2024 (art. "
            "L.6315-1, law of 24 October 2025; art. 2222 C. civ.)",
        )

    def test_delay_that_a_law_shortened_from_the_seniority_of_hr(self):
        employee = self._employee("Seasonal", "2026-03-02")
        employee.entretien_seniority_date = "2024-12-22"
        self.assertIn(
            "1 year after the change of law of 10/26/2025, seniority since 12/22/2024",
            self._sentence(employee),
        )

    def test_a_revised_agreement_is_no_change_of_law(self):
        self.company.write(
            {
                "entretien_rhythm": "agreement",
                "entretien_old_agreement_months": 36,
                "entretien_agreement_months": 30,
                "entretien_agreement_date": "2027-03-01",
            }
        )
        self._held(self.employee, "2024-02-05")
        self.assertIn(
            "3 years after the interview of 02/05/2024, a period that ends before the "
            "change of schedule of 03/01/2027",
            self._sentence(self.employee),
        )
        self._held(self.employee, "2026-02-02")
        self.company.entretien_agreement_months = 18
        self.company.entretien_agreement_date = "2027-07-01"
        self.assertIn(
            "18 months after the change of schedule of 07/01/2027, counted from "
            "02/02/2026",
            self._sentence(self.employee),
        )

    def test_an_article_is_cited_once(self):
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.employee.id,
                "type_id": self.env.ref(
                    "hr_entretien_professionnel.absence_type_mandat_syndical"
                ).id,
                "date_from": "2025-11-03",
                "date_to": "2026-11-02",
            }
        )
        duty = self._duty(self.employee, "return")
        names = self.env["hr.entretien.regime"]._reason_names()
        text = reason_sentence(self.env, duty["reason"], names)
        self.assertEqual(text.count("L.6315-1"), 1)

    def test_delay_that_the_old_law_ends_sooner(self):
        employee = self._employee("Before", "2023-12-01")
        self.assertEqual(
            self._sentence(employee),
            "2 years after the hire of 12/01/2023, sooner than the new period counted "
            "from 10/26/2025 (art. L.6315-1, law of 5 March 2014; art. 2222 C. civ.)",
        )

    def test_delay_that_had_expired(self):
        employee = self._employee("Late", "2016-09-01")
        self._held(employee, "2022-09-01", with_bilan=True)
        self._held(employee, "2023-10-25")
        self.assertEqual(
            self._sentence(employee),
            "2 years after the interview of 10/25/2023, a period that had expired "
            "before the change of law of 10/26/2025 (art. L.6315-1, law of 5 March "
            "2014; art. 2222 C. civ.)",
        )

    def test_delay_that_a_law_shortened_after_an_interview(self):
        self._held(self.employee, "2026-03-01")
        self.env["hr.entretien.regime"].create(
            {
                "name": "law of 2027",
                "code": "law_2027",
                "interview_name": "Entretien",
                "date_from": "2027-01-01",
                "first_months": 6,
                "period_months": 30,
                "bilan_months": 60,
            }
        )
        self.assertEqual(
            self._sentence(self.employee),
            "30 months after the change of law of 01/01/2027, last interview on "
            "03/01/2026 (art. L.6315-1, law of 2027; art. 2222 C. civ.)",
        )
        self.assertIn(
            "État des lieux 5 years after the change of law of 01/01/2027, counted "
            "from 02/02/2026",
            self._sentence(
                self._employee("New", "2026-02-02"), "entretien_bilan_reason"
            ),
        )

    def _explained(self, employee):
        pages = self.env["hr.entretien.explanation"].with_context(lang="en_US")
        page = pages.create({"employee_id": employee.id})
        return f"{page.facts}{page.rules}{page.result}"

    def test_a_law_to_come_explains_no_date_before_it(self):
        """Entered two years ahead, it would be said of everybody."""
        self.env["hr.entretien.regime"].create(
            {
                "name": "law of 2028",
                "code": "law_2028",
                "interview_name": "Entretien",
                "date_from": "2028-01-01",
                "first_months": 18,
                "period_months": 36,
                "bilan_months": 72,
            }
        )
        new = self._employee("New", "2026-02-02")
        before = self._employee("Before", "2023-12-01")
        with freeze_time("2026-11-30"):
            self.assertEqual(
                self._sentence(new),
                "1 year after the hire of 02/02/2026 (art. L.6315-1, law of 24 October "
                "2025)",
            )
            self.assertNotIn("First interview, change of law", self._explained(new))
        for today in ("2026-11-30", "2028-01-02"):
            with freeze_time(today):
                self.assertIn(
                    "sooner than the new period counted from 10/26/2025",
                    self._sentence(before),
                )
                self.assertIn("change of law of 10/26/2025", self._explained(before))
        with freeze_time("2028-01-02"):
            self.assertIn(
                "a period that had expired before the change of law of 01/01/2028",
                self._sentence(new),
            )
            self.assertIn(
                "First interview, change of law of 01/01/2028: the period had expired",
                self._explained(new),
            )

    def test_what_a_law_changes_for_returns_alone_is_told(self):
        law = self.env.ref("hr_entretien_professionnel.regime_law_2025")
        law.copy(
            {
                "name": "decree of 2027",
                "code": "decree",
                "date_from": "2027-01-01",
                "return_window_months": 6,
            }
        )
        said = self._explained(self._employee("New", "2026-02-02"))
        self.assertIn("held less than 1 year before.", said)
        self.assertIn("held less than 6 months before.", said)

    def test_bilan_by_seniority(self):
        employee = self._employee("New", "2026-02-02")
        self.assertEqual(
            self._sentence(employee, "entretien_bilan_reason"),
            "État des lieux at 8 years of seniority, counted from 02/02/2026 (art. "
            "L.6315-1, law of 24 October 2025)",
        )

    def test_bilan_after_a_bilan(self):
        employee = self._employee("Bilan", "2019-05-14")
        self._held(employee, "2025-05-20", with_bilan=True)
        self.assertEqual(
            self._sentence(employee, "entretien_bilan_reason"),
            "État des lieux 8 years after the end of the former cycle on 05/14/2025, "
            "last one held on 05/20/2025 (art. L.6315-1, law of 24 October 2025)",
        )

    def test_the_deadline_is_that_of_another_obligation(self):
        """The état des lieux comes first and may wait a year: the periodic may not."""
        employee = self._employee("Both", "2022-02-28")
        self._held(employee, "2026-03-03")
        self.assertEqual(employee.entretien_next_date, self._day("2030-02-28"))
        self.assertEqual(employee.entretien_next_limit, self._day("2030-03-03"))
        self.assertEqual(
            self._sentence(employee),
            "État des lieux at 8 years of seniority, counted from 02/28/2022 (art. "
            "L.6315-1, law of 24 October 2025); 4 years after the interview of "
            "03/03/2026 (art. L.6315-1, law of 24 October 2025)",
        )

    def test_two_obligations_on_the_same_day(self):
        """One day, two reasons: none hides the other."""
        self.company.entretien_rhythm = "two_six"
        employee = self._employee("Both", "2020-02-03")
        self._held(employee, "2024-02-03")
        sentence = self._sentence(employee)
        self.assertIn("2 years after the interview of 02/03/2024", sentence)
        self.assertIn("; état des lieux at 6 years of seniority", sentence)

    def test_no_date_no_sentence(self):
        for kw in ({"hired": None}, {"employee_type": "trainee"}):
            employee = self._employee("Nobody", **kw)
            self.assertFalse(self._sentence(employee))
            self.assertFalse(self._sentence(employee, "entretien_bilan_reason"))

    def test_interview_keeps_the_sentence_of_its_day(self):
        """The interview says why it was opened, whatever the plan says afterwards."""
        employee = self._employee("New", "2026-08-03", parent_id=self.manager.id)
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        entretien = employee.entretien_ids
        expected = "1 year after the hire of 08/03/2026"
        self.assertIn(expected, self._sentence(entretien, "reason"))
        entretien.action_mark_held()
        self.assertIn("after the interview of", self._sentence(employee))
        self.assertIn(expected, self._sentence(entretien, "reason"))

    def test_law_that_was_deleted_is_named_by_its_code(self):
        """An old interview quotes a law whose row is gone: no traceback."""
        entretien = self._entretien(
            self.employee,
            reason_data=[
                {
                    "code": "after_hire",
                    "start": "2022-01-10",
                    "months": 24,
                    "regime": "law_gone",
                    "change": None,
                    "change_date": None,
                }
            ],
        )
        self.assertIn("law_gone", entretien.reason)


@tagged("post_install", "-at_install")
@freeze_time("2027-06-01")
class TestEmployeeReason(ReasonCase):
    """What the employee reads: neither article nor lateness."""

    def _sentence_of(self, **vals):
        entretien = self._entretien(self.employee, **{"date_due": False, **vals})
        sentence = entretien.with_context(lang="en_US")._employee_reason()
        entretien.unlink()
        return sentence

    def _bilan_reason(self, **figures):
        return [{"code": "bilan_after_start", "months": 96, **figures}]

    def test_every_motif_has_its_sentence(self):
        for motif, _label in self.env["hr.entretien"]._fields["motif"].selection:
            with self.subTest(motif):
                sentence = self._sentence_of(motif=motif)
                self.assertRegex(sentence, r"^[A-Z].+\.$")
                self.assertNotRegex(sentence, r"\d")

    def test_it_names_what_the_interview_carries(self):
        self.assertEqual(
            self._sentence_of(
                motif="periodic",
                with_bilan=True,
                with_end_career=True,
                reason_data=self._bilan_reason(),
            ),
            "Your periodic interview, with the review of your 8 years in the company "
            "and the end of your career.",
        )

    def test_a_later_review_is_of_the_last_years(self):
        """Who is there for 16 years, or since before the law, has not 8 in all."""
        for code in ("bilan_after_bilan", "bilan_after_law"):
            sentence = self._sentence_of(
                motif="periodic",
                with_bilan=True,
                reason_data=self._bilan_reason(code=code),
            )
            self.assertIn("the review of your last 8 years in the company", sentence)

    def test_what_it_is_about_is_said_once(self):
        for motif, section, sentence in (
            ("mid_career", "with_mid_career", "Your mid-career interview."),
            ("end_career", "with_end_career", "Your end-of-career interview."),
        ):
            with self.subTest(motif):
                self.assertEqual(
                    self._sentence_of(motif=motif, **{section: True}), sentence
                )

    def test_first_is_not_said_years_later(self):
        """Nor the period that had expired before a change of law."""
        sentence = self._sentence_of(
            motif="first",
            with_bilan=True,
            reason_data=self._bilan_reason(change="expired"),
        )
        self.assertEqual(
            sentence,
            "Your periodic interview, with the review of your 8 years in the company.",
        )

    def test_the_company_may_give_the_article(self):
        self.company.entretien_show_article = True
        reasons = [{"code": "after_return", "article": "L.1225-57", "months": 0}]
        self.assertIn(
            "(art. L.6315-1, L.1225-57 of the Code du travail).",
            self._sentence_of(motif="return", reason_data=reasons),
        )
        self.assertNotIn("art.", self._sentence_of(motif="on_request"))


@tagged("post_install", "-at_install")
@freeze_time("2027-06-01")
class TestReasonInFrench(ReasonCase):
    """The screen that is read: French dates and the article, in every sentence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        module = cls.env["ir.module.module"].search(
            [("name", "=", "hr_entretien_professionnel")]
        )
        module._update_translations("fr_FR")

    def test_every_sentence_has_its_day_and_its_article(self):
        cases = {
            "02/02/2026": self._employee("Hire", "2026-02-02"),
            "26/10/2025": self._employee("Change", "2024-12-02"),
            "13/04/2004": self._employee("Old", "2004-04-13"),
            "15/06/2024": self.employee,
        }
        self._held(self.employee, "2024-06-15")
        for day, employee in cases.items():
            sentence = self._sentence(employee, lang="fr_FR")
            self.assertIn(day, sentence)
            self.assertIn("L.6315-1", sentence)

    def test_two_readers_two_languages(self):
        """The sentence is not stored: each reader has his own."""
        english = self.employee.with_context(lang="en_US").entretien_next_reason
        french = self.employee.with_context(lang="fr_FR").entretien_next_reason
        self.assertIn("01/10/2022", english)
        self.assertIn("10/01/2022", french)

    def test_interview_in_the_readers_language(self):
        entretien = self._entretien(
            self.employee,
            reason_data=[self._duty(self.employee, "periodic")["reason"]],
        )
        reason = entretien.with_context(lang="fr_FR").reason
        self.assertIn("10/01/2022", reason)
        self.assertIn("L.6315-1", reason)
