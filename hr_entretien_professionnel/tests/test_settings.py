"""HR changes a choice of the company: the employees' dates follow at once."""

from contextlib import contextmanager
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSettings(EntretienCase):
    @contextmanager
    def _settings(self, user=None, **context):
        """The settings screen as HR opens it, applied on leaving the block."""
        model = self._as(user or self.user_hr, self.env["hr.entretien.settings"])
        with Form(model.with_context(**context)) as form:
            yield form
        form.save().execute()
        self.env.invalidate_all()

    def test_shipped_texts_are_not_copied_onto_the_company(self):
        """Another choice, or the shipped text written again: later ones still come."""
        names = ("info_vae", "info_cpf", "info_cep")
        with self._settings() as form:
            form.entretien_notice_days = 21
        self.assertEqual(self.company.entretien_notice_days, 21)
        for name in names:
            self.assertFalse(self.company[f"entretien_{name}"], name)
        shipped = self.company._entretien_info_texts()["info_cep"]
        with self._settings() as form:
            form.entretien_info_cep = "<p>Ours</p>"
        self.assertIn("Ours", self.company._entretien_info_texts()["info_cep"])
        with self._settings() as form:
            form.entretien_info_cep = str(shipped)
        later = {name: "<p>Later</p>" for name in names}
        company = self.env.registry["res.company"]
        with patch.object(company, "_entretien_shipped_infos", lambda self: later):
            self.assertEqual(self.company._entretien_info_texts(), later)

    def assertDates(self, employee, periodic, bilan, limit):
        self.assertRecordValues(
            employee,
            [
                {
                    "entretien_periodic_date": self._day(periodic),
                    "entretien_bilan_date": self._day(bilan),
                    "entretien_bilan_limit": self._day(limit),
                }
            ],
        )

    def test_rhythm_of_two_and_six_years(self):
        """The leaflet's case: hired on 10/01/2022, no interview held."""
        with self._settings() as form:
            form.entretien_rhythm = "two_six"
        self.assertEqual(self.company.entretien_rhythm, "two_six")
        self.assertDates(self.employee, "2024-01-10", "2028-01-10", "2029-01-09")
        with self._settings() as form:
            form.entretien_rhythm = "legal"
        # Late under the law of 2014 when that of 2025 came: it stays late (art. 2222).
        # The état des lieux was not: 8 years instead of 6.
        self.assertDates(self.employee, "2024-01-10", "2030-01-10", "2031-01-09")

    def test_rhythm_after_an_interview(self):
        self._held(self.employee, "2024-01-12")
        self.assertDates(self.employee, "2028-01-12", "2030-01-10", "2031-01-09")
        with self._settings() as form:
            form.entretien_rhythm = "two_six"
        self.assertDates(self.employee, "2026-01-12", "2028-01-10", "2029-01-09")

    def test_rhythm_of_an_agreement(self):
        """Until the change-over the former period, then the one agreed."""
        self._held(self.employee, "2024-11-15")
        with self._settings() as form:
            form.entretien_rhythm = "agreement"
            form.entretien_agreement_months = 36
        self.assertDates(self.employee, "2027-11-15", "2030-01-10", "2031-01-09")
        with self._settings() as form:
            form.entretien_agreement_months = 48
        self.assertDates(self.employee, "2028-11-15", "2030-01-10", "2031-01-09")

    def test_change_over_date_of_an_agreement(self):
        """Late the day the new law came, it stays late; in time, it gains years."""
        self._held(self.employee, "2024-09-15")
        with self._settings() as form:
            form.entretien_rhythm = "agreement"
            form.entretien_agreement_months = 48
        self.assertEqual(self.employee.entretien_periodic_date, self._day("2026-09-15"))
        with self._settings() as form:
            form.entretien_agreement_date = "2026-09-01"
        self.assertEqual(self.employee.entretien_periodic_date, self._day("2028-09-15"))

    def test_agreement_goes_on_until_it_is_revised(self):
        """At 36 months nothing lapses on 1 October 2026; from 60 the law's 48 run then.

        Art. 2222 C. civ.: the shorter delay ends no later than the former one.
        """
        self._held(self.employee, "2024-09-15")
        for old, revised, day, expected in (
            (36, 0, False, "2027-09-15"),
            (36, 48, "2027-03-01", "2028-09-15"),
            (36, 48, "2027-10-01", "2027-09-15"),
            (60, 0, False, "2029-09-15"),
            (60, 48, "2027-03-01", "2029-09-15"),
        ):
            with self.subTest(old=old, revised=revised, day=day):
                self.company.write(
                    {
                        "entretien_rhythm": "agreement",
                        "entretien_old_agreement_months": old,
                        "entretien_agreement_months": revised,
                        "entretien_agreement_date": day,
                    }
                )
                found = self.employee.entretien_periodic_date
                self.assertEqual(found, self._day(expected))
                reason = self.employee.entretien_next_reason
                self.assertIn("III, agreement", reason)

    def test_agreement_beyond_four_years(self):
        """The law caps it: the message quotes it, and nothing is written."""
        for months in (49, 60, -1):
            with self.assertRaisesRegex(ValidationError, "L.6315-1, III.*48 months"):
                with self._settings() as form:
                    form.entretien_rhythm = "agreement"
                    form.entretien_agreement_months = months
        self.assertEqual(self.company.entretien_rhythm, "legal")

    def test_agreement_of_two_years_says_what_it_wanted(self):
        """24 months may be a choice or the law of 2014 copied: it is never guessed."""
        with self.assertRaisesRegex(AssertionError, "entretien_agreement_will"):
            with self._settings() as form:
                form.entretien_rhythm = "agreement"
        with self.assertRaisesRegex(ValidationError, "wanted an interview every two"):
            self.company.entretien_rhythm = "agreement"
        for will, code in (("own", "two years go on"), ("copy", "the law applies")):
            with self.subTest(code):
                with self._settings() as form:
                    form.entretien_rhythm = "agreement"
                    form.entretien_agreement_will = will
                self.assertEqual(self.company.entretien_agreement_will, will)
        with self._settings() as form:
            form.entretien_old_agreement_months = 36
        self.assertEqual(self.company.entretien_rhythm, "agreement")

    def test_revised_agreement_says_its_period(self):
        with self.assertRaisesRegex(ValidationError, "which period"):
            with self._settings() as form:
                form.entretien_rhythm = "agreement"
                form.entretien_old_agreement_months = 36
                form.entretien_agreement_date = "2027-03-01"

    def test_delays_are_not_negative(self):
        for name in (
            "entretien_horizon_days",
            "entretien_gap_days",
            "entretien_notice_days",
            "entretien_return_days",
        ):
            with self.subTest(name=name):
                with self.assertRaisesRegex(ValidationError, "negative"):
                    with self._settings() as form:
                        form[name] = -1

    def test_no_delay_is_longer_than_a_calendar(self):
        """The dates of every employee would be out of range, on every screen."""
        for name, value in (
            ("entretien_horizon_days", 9000000),
            ("entretien_gap_days", 3651),
            ("entretien_old_agreement_months", 1201),
            ("entretien_reminder_days", 9000000),
            ("entretien_link_days", 9000000),
        ):
            with self.subTest(name=name):
                with self.assertRaisesRegex(ValidationError, "at most"):
                    self.company.write({name: value})
        self.company.entretien_horizon_days = 3650
        self.assertTrue(self.employee.entretien_status)

    def test_horizon(self):
        """Due within 90 days is "to plan"; with a shorter horizon it can wait."""
        self._held(self.employee, "2022-05-10")
        self.company.entretien_rhythm = "two_six"
        self._held(self.employee, "2024-05-10")
        self.assertEqual(self.employee.entretien_status, "due_soon")
        with self._settings() as form:
            form.entretien_horizon_days = 30
        self.assertEqual(self.employee.entretien_status, "up_to_date")

    def test_gap_between_contracts(self):
        """Ten days between two contracts: two employments, or one by the setting."""
        employee = self._employee(
            "Seasonal", "2024-06-01", contract_date_end="2024-08-31"
        )
        self._version(employee, "2024-09-10")
        self.assertEqual(employee.entretien_start_date, self._day("2024-09-10"))
        with self._settings() as form:
            form.entretien_gap_days = 10
        self.assertEqual(employee.entretien_start_date, self._day("2024-06-01"))

    def test_covered_types(self):
        trainee = self._employee("Trainee", "2025-11-03", employee_type="trainee")
        self.assertEqual(trainee.entretien_status, "not_concerned")
        with self._settings() as form:
            self.assertTrue(form.covers_employee)
            self.assertFalse(form.covers_trainee)
            form.covers_trainee = True
        self.assertEqual(trainee.entretien_next_date, self._day("2026-11-03"))
        self.assertEqual(
            self.company._entretien_covered_types(),
            {"employee", "worker", "student", "trainee"},
        )
        with self.assertRaisesRegex(ValidationError, "Unknown employee types"):
            self.company.entretien_employee_types = "employee,salarié"

    def test_chain_of_the_etats_des_lieux(self):
        """Held a year late, the next one is counted from seniority, or from it."""
        self.company.entretien_rhythm = "two_six"
        early = self._employee("Early", "2014-03-07")
        self._held(early, "2020-12-01", with_bilan=True)
        self.assertEqual(early.entretien_bilan_date, self._day("2026-03-07"))
        with self._settings() as form:
            form.entretien_bilan_chain = "held"
        self.assertEqual(early.entretien_bilan_date, self._day("2026-12-01"))

    def test_opened_and_applied_unchanged(self):
        """HR who looks and confirms must not plan ten thousand people again."""
        planner = self.env.registry["hr.entretien.planner"]
        with patch.object(
            planner, "_cases", autospec=True, side_effect=planner._cases
        ) as computed:
            with self._settings():
                pass
            self.assertFalse(computed.called)
            with self._settings() as form:
                form.entretien_notice_days = 21
            self.assertFalse(computed.called)
            with self._settings() as form:
                form.entretien_gap_days = 7
            self.assertTrue(computed.called)
        self.assertEqual(self.company.entretien_notice_days, 21)

    def test_every_choice_stands_on_the_page(self):
        """Those of the add-ons that are installed too."""
        settings = self._as(self.user_hr, self.env["hr.entretien.settings"])
        page = etree.fromstring(settings.get_view(view_type="form")["arch"])
        choices = self.company.sudo()._entretien_choices()
        self.assertFalse(choices.keys() - set(page.xpath("//field/@name")))

    def test_shows_what_is_chosen(self):
        self.company.write(
            {
                "entretien_rhythm": "two_six",
                "entretien_horizon_days": 60,
                "entretien_responsible_id": self.user_hr.id,
            }
        )
        model = self._as(self.user_hr, self.env["hr.entretien.settings"])
        form = Form(model)
        self.assertEqual(form.entretien_rhythm, "two_six")
        self.assertEqual(form.entretien_horizon_days, 60)
        self.assertEqual(form.entretien_responsible_id, self.user_hr)

    def test_responsible_is_set_and_taken_back(self):
        with self._settings() as form:
            form.entretien_responsible_id = self.user_hr
        self.assertEqual(self.company.entretien_responsible_id, self.user_hr)
        with self._settings() as form:
            form.entretien_responsible_id = self.env["res.users"]
        self.assertFalse(self.company.entretien_responsible_id)

    def test_each_company_has_its_own(self):
        """Neither the other company's rhythm nor its employees' dates move."""
        before = self.other_hr.entretien_bilan_date
        with self._settings() as form:
            form.entretien_rhythm = "two_six"
        self.assertEqual(self.other_company.entretien_rhythm, "legal")
        self.assertEqual(self.other_hr.entretien_bilan_date, before)

    def test_choices_of_the_company_that_was_shown(self):
        """HR of two companies switches between opening and applying: not a mix."""
        self.user_hr.company_ids += self.other_company
        settings = self._as(self.user_hr, self.env["hr.entretien.settings"])
        shown = settings.with_company(self.company).create(
            {"entretien_rhythm": "two_six"}
        )
        shown.with_company(self.other_company).execute()
        self.assertEqual(self.company.entretien_rhythm, "two_six")
        self.assertEqual(self.other_company.entretien_rhythm, "legal")

    def test_another_company_s_hr(self):
        """The company of the form is a value like another: it opens no door."""
        model = self._as(self.user_other_hr, self.env["hr.entretien.settings"])
        forged = model.create(
            {"company_id": self.company.id, "entretien_rhythm": "two_six"}
        )
        with self.assertRaises(AccessError):
            forged.execute()
        self.assertEqual(self.company.entretien_rhythm, "legal")
