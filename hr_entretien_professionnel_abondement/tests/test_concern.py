"""What the averages of the headcount propose, and what HR decides."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

from .abondement_common import DecidedMixin

# Choices that neither a date nor an amount follows from.
HARMLESS = """
    horizon_days notice_days responsible_id first_run_over info_vae info_cpf info_cep
    reminder_days reminder_max link_days offer_slots manager_weekly show_article
    retention_months
"""


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestConcern(DecidedMixin, EntretienCase):
    def setUp(self):
        super().setUp()
        self.env.user.group_ids += self.env.ref("hr.group_hr_user")
        headcount = self.env["hr.entretien.headcount"]
        self.before = len(headcount._presences(self.company)[self.company.id])

    def _team(self, number, hired, **kw):
        return [self._employee(f"Team {hired} {n}", hired, **kw) for n in range(number)]

    def _proposal(self, company):
        """The sentence of what was stored last."""
        years = {
            int(key): each for key, each in (company.entretien_averages or {}).items()
        }
        return company._entretien_proposal_text(years, company.entretien_proposed_since)

    def test_grown_to_52_in_2024_is_not_concerned(self):
        """The contracts of today are 52: the company has two years of the five."""
        self._team(52 - self.before, "2024-01-01")
        self.company._entretien_update_averages()
        self.assertEqual(self.company.entretien_averages["2024"], 52)
        self.assertEqual(self.company.entretien_averages["2025"], 52)
        self.assertFalse(self.company.entretien_proposed_since)
        self.assertFalse(self.company._entretien_concerned(self._day("2026-11-24")))
        text = self._proposal(self.company)
        self.assertIn("since 2024 only", text)
        self.assertIn("2030", text)

    def test_at_50_in_2019_already_is_proposed_since_2020(self):
        self._team(50, "2010-01-04")
        self.company._entretien_update_averages()
        self.assertEqual(str(self.company.entretien_proposed_since), "2020-01-01")
        self.assertIn("in 2019 already", self._proposal(self.company))

    def test_five_years_then_the_next_one(self):
        self._team(1, "2018-01-01")
        self._team(49, "2019-01-01")
        self.company._entretien_update_averages()
        self.assertEqual(str(self.company.entretien_proposed_since), "2025-01-01")
        self.assertIn("5 civil years in a row", self._proposal(self.company))

    def test_born_at_50_is_told_so_whatever_its_year(self):
        company = self._company("Verger neuf")
        self._team(60, "2025-01-01", company_id=company.id)
        company._entretien_update_averages()
        self.assertEqual(str(company.entretien_proposed_since), "2025-01-01")
        self.assertIn("born with 50 employees", self._proposal(company))

    def test_nobody_yet_proposes_nothing(self):
        company = self._company("Neuve")
        company._entretien_update_averages()
        self.assertFalse(company.entretien_averages)
        self.assertIn("No contract is known", self._proposal(company))

    def test_counted_at_night_until_decided_then_in_a_new_year(self):
        Company = self.env["res.company"]
        Company._cron_entretien_headcount()
        before = self.company.entretien_averages["2025"]
        self._team(3, "2025-01-01")
        Company._cron_entretien_headcount()
        self.assertEqual(self.company.entretien_averages["2025"], before + 3)
        self._decide()
        self._team(3, "2025-01-01")
        Company._cron_entretien_headcount()
        self.assertEqual(self.company.entretien_averages["2025"], before + 3)
        with freeze_time("2027-01-01"):
            Company._cron_entretien_headcount()
        self.assertEqual(self.company.entretien_averages["2026"], before + 6)

    def test_what_hr_decides_prevails(self):
        company, today = self.company, self._day("2026-11-24")
        company.entretien_proposed_since = "2020-01-01"
        self.assertTrue(company._entretien_concerned(today), "what is proposed")
        self._decide(None)
        self.assertFalse(company._entretien_concerned(today))
        self._decide("2026-11-24")
        self.assertTrue(company._entretien_concerned(today))
        self.assertFalse(company._entretien_concerned(self._day("2026-11-23")))

    def test_a_date_goes_with_concerned_and_with_nothing_else(self):
        for concern, since in (
            ("concerned", False),
            ("not_concerned", "2020-01-01"),
            ("undecided", "2020-01-01"),
        ):
            with self.assertRaisesRegex(ValidationError, "since when"):
                self.company.write(
                    {"entretien_concern": concern, "entretien_concerned_since": since}
                )

    def test_negative_figures_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be negative"):
            self.company.entretien_corrective_amount = -1

    def _settings(self, user):
        Settings = self.env["hr.entretien.settings"].with_user(user)
        return Form(Settings.with_context(lang="en_US"))

    def test_settings_screen(self):
        self._team(52 - self.before, "2024-01-01")
        with self._settings(self.user_hr) as form:
            self.assertEqual(form.entretien_concern, "undecided")
            self.assertIn("2024", form.headcount_table)
            self.assertRegex(form.headcount_table, r"52[.,]00")
            self.assertIn("Proposed: not concerned", form.headcount_proposal)
            self.assertIn("Not decided yet", form.headcount_decided)
            form.entretien_concern = "concerned"
            form.entretien_concerned_since = "2026-01-01"
            form.entretien_corrective_amount = 3000
            form.entretien_late_counts = False
        form.record.execute()
        company = self.company
        self.assertEqual(company.entretien_concern, "concerned")
        self.assertEqual(str(company.entretien_concerned_since), "2026-01-01")
        self.assertEqual(company.entretien_concern_by, self.user_hr)
        self.assertEqual(str(company.entretien_concern_on), "2026-11-24")
        self.assertEqual(company.entretien_averages["2024"], 52)
        self.assertFalse(company.entretien_late_counts)
        with self._settings(self.user_hr) as form:
            self.assertIn(self.user_hr.name, form.headcount_decided)
            form.entretien_concern = "not_concerned"
            self.assertFalse(form.entretien_concerned_since)

    def test_the_date_proposed_is_the_one_offered(self):
        self.company.entretien_proposed_since = "2020-01-01"
        with self._settings(self.user_hr) as form:
            form.entretien_concern = "concerned"
            self.assertEqual(str(form.entretien_concerned_since), "2020-01-01")

    def test_another_company_s_hr_counts_nobody(self):
        """The company of the form is a value like another: it opens no door."""
        model = self._as(self.user_other_hr, self.env["hr.entretien.settings"])
        forged = model.create({"company_id": self.company.id})
        with self.assertRaises(AccessError):
            forged.read(["headcount_table", "headcount_proposal"])

    def test_every_choice_is_decisive_or_known_not_to_be(self):
        """One left out of ``_entretien_decisive`` would move no date, no amount."""
        choices = self.company.sudo()._entretien_choices().keys()
        harmless = {f"entretien_{name}" for name in HARMLESS.split()}
        decisive = self.company._entretien_decisive()
        self.assertFalse(choices - decisive - harmless)
        self.assertFalse(decisive & harmless)
