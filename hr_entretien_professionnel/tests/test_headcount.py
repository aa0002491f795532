"""How many employees: the contracts of a day, or the figure HR set."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestHeadcount(EntretienCase):
    def setUp(self):
        super().setUp()
        self.env.user.group_ids += self.env.ref("hr.group_hr_user")
        self.before = self._count()

    def _count(self, day="2026-11-24"):
        self.env.flush_all()
        self.env.invalidate_all()
        day = self._day(day)
        return self.company._entretien_headcounts([day]).get((self.company.id, day), 0)

    def test_contracts_that_run_on_the_day(self):
        self._employee("Here", "2026-11-24")
        self._employee("Later", "2026-11-25")
        self._employee("Last day", "2020-01-06", contract_date_end="2026-11-24")
        self._employee("Gone", "2020-01-06", contract_date_end="2026-11-23")
        self._employee("Trainee", "2020-01-06", employee_type="trainee")
        self._employee("No contract", None)
        self._employee("Elsewhere", "2020-01-06", company_id=self.other_company.id)
        self.assertEqual(self._count(), self.before + 2)
        self.assertEqual(self._count("2026-11-25"), self.before + 2)
        self.assertEqual(self._count("2019-12-31"), 0)

    def test_two_contracts_are_one_employee(self):
        employee = self._employee("Twice", "2020-01-06", contract_date_end="2026-12-31")
        employee.with_context(tracking_disable=True).create_version(
            {"date_version": "2026-11-01"}
        )
        self.assertEqual(self._count(), self.before + 1)

    def test_departed_and_archived(self):
        employee = self._employee("Leaver", "2020-01-06")
        employee.departure_date = "2026-11-20"
        self.assertEqual(self._count(), self.before)
        self.assertEqual(self._count("2026-11-20"), self.before + 1)
        archived = self._employee("Archived", "2020-01-06")
        archived.active = False
        self.assertEqual(self._count(), self.before)

    def test_archived_after_a_fixed_term_that_is_over(self):
        """He was there while it lasted; of one that still runs the day is not known."""
        over = self._employee("Over", "2020-01-06", contract_date_end="2026-06-30")
        runs = self._employee("Runs", "2020-01-06", contract_date_end="2027-06-30")
        (over | runs).active = False
        self.assertEqual(self._count(), self.before)
        self.assertEqual(self._count("2026-06-30"), self.before + 1)

    def test_hired_again_after_a_departure(self):
        employee = self._employee("Back", "2020-01-06", contract_date_end="2022-12-31")
        employee.departure_date = "2022-12-31"
        employee.with_context(tracking_disable=True).create_version(
            {
                "date_version": "2024-03-01",
                "contract_date_start": "2024-03-01",
                "contract_date_end": False,
            }
        )
        employee.departure_date = "2022-12-31"
        self.assertEqual(self._count("2022-12-31"), self._others("2022-12-31") + 1)
        self.assertEqual(self._count("2023-06-01"), self._others("2023-06-01"))
        self.assertEqual(self._count(), self.before + 1)

    def _others(self, day):
        """How many of the usual company were hired by that day, by raw rows."""
        self.env.cr.execute(
            """
            SELECT count(DISTINCT employee_id)
              FROM hr_version version JOIN hr_employee ON hr_employee.id = employee_id
             WHERE hr_employee.company_id = %s AND hr_employee.name != 'Back'
               AND contract_date_start <= %s
            """,
            [self.company.id, day],
        )
        return self.env.cr.fetchone()[0]

    def test_the_seniority_date_of_hr_stands_for_a_contract_without_dates(self):
        known = self._employee("Known", None, entretien_seniority_date="2019-04-01")
        self.assertEqual(self._count(), self.before + 1)
        self.assertEqual(self._count("2019-03-31"), 0)
        known.active = False
        self.assertEqual(self._count(), self.before)

    def test_a_seniority_date_never_prolongs_a_dated_contract(self):
        employee = self._employee(
            "CDD",
            "2020-01-06",
            contract_date_end="2020-12-31",
            entretien_seniority_date="2019-04-01",
        )
        employee.with_context(tracking_disable=True).create_version(
            {
                "date_version": "2021-01-01",
                "contract_date_start": False,
                "contract_date_end": False,
            }
        )
        self.assertEqual(self._count(), self.before)

    def test_the_figure_of_hr_prevails(self):
        self.assertFalse(self.company._entretien_concerned())
        self.company.entretien_headcount = 50
        self.assertTrue(self.company._entretien_concerned())
        self.company.entretien_headcount = 49
        self.assertFalse(self.company._entretien_concerned())

    def test_negative_figures_are_refused(self):
        for name in (
            "entretien_headcount",
            "entretien_corrective_amount",
            "entretien_retention_months",
        ):
            with self.assertRaisesRegex(ValidationError, "cannot be negative"):
                self.company[name] = -1

    def test_settings_screen(self):
        Settings = self.env["hr.entretien.settings"].with_user(self.user_hr)
        with Form(Settings) as form:
            self.assertEqual(form.headcount_computed, self.before)
            form.entretien_headcount = 62
            form.entretien_headcount_date = "2026-10-31"
            form.entretien_corrective_amount = 3000
            form.entretien_retention_months = 36
            form.entretien_late_counts = False
        form.record.action_review()
        company = self.company
        self.assertEqual(company.entretien_headcount, 62)
        self.assertEqual(str(company.entretien_headcount_date), "2026-10-31")
        self.assertEqual(company.entretien_retention_months, 36)
        self.assertFalse(company.entretien_late_counts)
