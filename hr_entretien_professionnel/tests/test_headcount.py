"""How many employees by civil year."""

from decimal import Decimal

from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24")
class TestHeadcount(EntretienCase):
    def setUp(self):
        super().setUp()
        self.env.user.group_ids += self.env.ref("hr.group_hr_user")
        self.headcount = self.env["hr.entretien.headcount"]
        self.before = self._count()

    def _there(self, day="2026-11-24"):
        """Who is counted from on a day: ``schedule.Presence``."""
        self.env.invalidate_all()
        day = self._day(day)
        return [
            item
            for item in self.headcount._presences(self.company)[self.company.id]
            if item.first <= day and (item.last is None or day <= item.last)
        ]

    def _count(self, day="2026-11-24"):
        return len(self._there(day))

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

    # -- for how much --------------------------------------------------------------

    def _calendar(self, hours, full_time=35):
        return self.env["resource.calendar"].create(
            {
                "name": f"{hours} h",
                "company_id": self.company.id,
                "schedule_type": "flexible",
                "hours_per_week": hours,
                "full_time_required_hours": full_time,
            }
        )

    def _shares(self, *values):
        """Share and whether counted, of people hired that day with these values."""
        for number, kw in enumerate(values):
            self._employee(f"Shared {number}", "2026-11-20", **kw)
        self.env.invalidate_all()
        presences = self.headcount._presences(self.company)[self.company.id]
        hired = self._day("2026-11-20")
        return sorted(
            (float(item.share), item.counted)
            for item in presences
            if item.first == hired
        )

    def test_part_time_counts_for_its_hours(self):
        found = self._shares(
            {"resource_calendar_id": self._calendar(28).id},
            {"resource_calendar_id": self._calendar(35).id},
            {"resource_calendar_id": self._calendar(39).id},
            {"resource_calendar_id": False},
        )
        self.assertEqual([share for share, _counted in found], [0.8, 1, 1, 1])

    def test_apprentices_and_the_types_that_hr_ticks_are_left_out(self):
        pro = self.env["hr.contract.type"].create(
            {"name": "Contrat de professionnalisation", "entretien_left_out": True}
        )
        apprenticeship = self.env.ref("hr.contract_type_apprenticeship")
        self.assertTrue(apprenticeship.entretien_left_out, "ticked at installation")
        found = self._shares(
            {"employee_type": "student"},
            {"contract_type_id": pro.id},
            {"contract_type_id": apprenticeship.id},
            {"contract_type_id": self.env.ref("hr.contract_type_permanent").id},
        )
        self.assertEqual([counted for _share, counted in found], [False] * 3 + [True])

    def test_each_version_counts_on_its_own_days(self):
        """Full time, then 80 % from 1 November: no day is counted twice."""
        employee = self._employee("Part", "2020-01-06")
        employee.with_context(tracking_disable=True).create_version(
            {
                "date_version": "2026-11-01",
                "resource_calendar_id": self._calendar(28).id,
            }
        )
        for day, share in (
            ("2026-10-31", 1),
            ("2026-11-01", 0.8),
            ("2019-12-31", None),
        ):
            here = self._there(day)
            usual = [item for item in here if item.first == self._day("2022-01-10")]
            mine = [float(item.share) for item in here if item not in usual]
            self.assertEqual(mine, [share] if share else [])

    # -- the averages ------------------------------------------------------------------

    def test_averages_of_the_years_that_are_over(self):
        """All the usual company came on 10 January 2022: 22 days of 31."""
        self.company._entretien_update_averages()
        usual = self.before
        first = Decimal(int(usual * (11 * 31 + 22) / 31 / 12 * 100)) / 100
        self.assertEqual(
            self.company.entretien_averages,
            {"2022": float(first), "2023": usual, "2024": usual, "2025": usual},
        )

    def test_a_day_that_python_cannot_read(self):
        """A year typed with a digit too many: a contract without an end, or none."""
        people = [self._employee(name, "2022-01-10") for name in ("Start", "End")]
        self.env.flush_all()
        for who, name in zip(people, ("start", "end"), strict=True):
            self.env.cr.execute(
                f"UPDATE hr_version SET contract_date_{name} = '12025-01-10' "
                "WHERE employee_id = %s",
                who.ids,
            )
        self.env.invalidate_all()
        self.company._entretien_update_averages()
        self.assertEqual(self.company.entretien_averages["2025"], self.before + 1)

    def test_a_new_year_is_counted_at_night(self):
        Company = self.env["res.company"]
        Company._cron_entretien_headcount()
        self.assertEqual(self.company.entretien_averages["2025"], self.before)
        with freeze_time("2027-01-01"):
            Company._cron_entretien_headcount()
        self.assertEqual(self.company.entretien_averages["2026"], self.before)

    def test_one_query_whatever_the_number_of_companies(self):
        both = self.company | self.other_company
        self.headcount._presences(both)
        with self.assertQueryCount(1):
            self.headcount._presences(both)

    def test_the_300_of_the_adviser_is_the_average_of_the_last_year(self):
        """Not the cards, nor an older year, nor the one that runs."""
        for known, small in (
            (False, True),
            ({"2025": 299.99}, True),
            ({"2025": 300}, False),
            ({"2024": 300}, True),
            ({"2024": 300, "2025": 299}, True),
        ):
            self.company.entretien_averages = known
            self.assertEqual(self.headcount._is_small(self.company), small, known)
        with freeze_time("2027-01-01"):
            self.company.entretien_averages = {"2025": 300, "2026": 10}
            self.assertTrue(self.headcount._is_small(self.company))
