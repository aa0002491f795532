"""The follow-up fields of the employee and the company's choices: HR's alone."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

# To a plain user ``hr.employee`` answers as ``hr.employee.public``, without the field.
REFUSED = (AccessError, ValueError)
COMPANY_CHOICES = {
    "entretien_rhythm": "two_six",
    "entretien_agreement_months": 36,
    "entretien_horizon_days": 10,
    "entretien_employee_types": "employee",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestFollowUpFields(EntretienCase):
    """A date on the employee says what HR alone may know: who is late, who is out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = [
            name for name in cls.employee._fields if name.startswith("entretien_")
        ]
        cls.not_hr = (
            cls.user_manager,
            cls.user_n2,
            cls.user_employee,
            cls.user_colleague,
            cls.user_system,
        )

    def test_every_field_has_the_group(self):
        """One without it, and no plain user can read a name any more."""
        self.assertGreater(len(self.names), 15)
        for name in self.names:
            with self.subTest(name=name):
                self.assertEqual(self.employee._fields[name].groups, "hr.group_hr_user")

    def test_hr_officer_reads_them_all(self):
        """Also where no date can be computed: those sentences read other fields."""
        unknown = self._employee("Unknown", hired=None)
        trainee = self._employee("Trainee", "2025-09-01", employee_type="trainee")
        left = self._employee("Left", "2020-01-10", contract_date_end="2025-12-31")
        for employee in (self.employee, unknown, trainee, left):
            with self.subTest(name=employee.name):
                values = self._as(self.user_hr, employee).read(self.names)[0]
                self.assertTrue(values["entretien_status"])
        self.assertEqual(
            self._as(self.user_hr, unknown).entretien_status, "not_computable"
        )

    def test_others_do_not_see_them(self):
        for user in self.not_hr:
            employee = self._as(user, self.employee)
            self.assertFalse(set(self.names) & set(employee.fields_get()))
            for name in ("entretien_next_date", "entretien_status", "entretien_plan"):
                with self.subTest(login=user.login, name=name):
                    with self.assertRaises(AccessError):
                        self._as(user, self.employee).read([name])
                    with self.assertRaises(AccessError):
                        self._as(user, self.employee)[name]

    def assertRefused(self, user, records, method, *args, **kwargs):
        try:
            getattr(self._as(user, records), method)(*args, **kwargs)
        except REFUSED:
            return
        self.fail(f"{user.login} gets an answer from {method} {args} {kwargs}")

    def test_others_do_not_find_them(self):
        """A search tells as much as a reading: late, or not followed up."""
        through = [("member_ids.entretien_next_date", "!=", False)]
        for user in self.not_hr:
            for domain in (
                [("entretien_next_date", "<", "2030-01-01")],
                [("entretien_status", "=", "overdue")],
                [("entretien_excluded", "=", True)],
                [("entretien_ids.state", "=", "closed")],
            ):
                with self.subTest(login=user.login, domain=domain):
                    self.assertRefused(user, self.employee, "search", domain)
            with self.subTest(login=user.login):
                order = "entretien_next_date"
                self.assertRefused(user, self.employee, "search", [], order=order)
                groupby = ["entretien_next_motif"]
                self.assertRefused(
                    user, self.employee, "formatted_read_group", [], groupby
                )
                self.assertRefused(user, self.department, "search", through)

    def test_others_do_not_write_them(self):
        for user in self.not_hr:
            for vals in (
                {"entretien_excluded": True, "entretien_excluded_reason": "x"},
                {"entretien_seniority_date": "2010-01-01"},
                {"entretien_next_date": "2040-01-01"},
            ):
                with self.subTest(login=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        self._as(user, self.employee).write(vals)
        self._as(self.user_hr, self.employee).write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Expatriate"}
        )
        self.assertEqual(self.employee.entretien_status, "not_concerned")

    def test_plain_users_still_read_their_colleagues(self):
        """The trap of extending ``hr.employee``: the name must come on a cold cache."""
        for user in self.not_hr:
            with self.subTest(login=user.login):
                for name in ("name", "display_name"):
                    employee = self._as(user, self.employee)
                    self.assertEqual(employee[name], "Employee")
                employees = self._as(user, self.employee)
                found = employees.search([("name", "=", "Employee")])
                self.assertIn(self.employee, found)
                public = self.env["hr.employee.public"].browse(self.employee.id)
                values = self._as(user, public).read(["name"])[0]
                self.assertEqual(values["name"], "Employee")

    def test_own_profile_still_opens(self):
        user = self._as(self.user_employee, self.user_employee)
        self.assertEqual(user.employee_id.name, "Employee")
        self.assertTrue(user.read(user.SELF_READABLE_FIELDS))

    def test_deleting_an_employee_tells_nothing_to_others(self):
        """The refusal names who has interviews: only HR comes that far."""
        self._held(self.employee, "2024-01-12")
        for user in (self.user_colleague, self.user_manager, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.employee).unlink()

    def test_another_company_s_hr_sees_no_employee(self):
        found = self._as(self.user_other_hr, self.employee).search(
            [("entretien_next_date", "!=", False)]
        )
        self.assertFalse(found & self.employee)
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, self.employee).read(["entretien_next_date"])


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCompanyChoices(EntretienCase):
    """Who administers Odoo has no say in what HR decides, through any door."""

    def test_system_administrator_writes_no_choice(self):
        for name, value in COMPANY_CHOICES.items():
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    self._as(self.user_system, self.company).write({name: value})
                with self.assertRaises(AccessError):
                    self._as(self.user_system, self.company).read([name])
        self._as(self.user_system, self.company).write({"phone": "0102030405"})

    def test_the_settings_screen_is_hr_s(self):
        for user in (
            self.user_system,
            self.user_manager,
            self.user_employee,
            self.user_portal,
        ):
            model = self._as(user, self.env["hr.entretien.settings"])
            with self.subTest(login=user.login):
                with self.assertRaises(AccessError):
                    model.create({"entretien_rhythm": "two_six"})
                with self.assertRaises(AccessError):
                    self._as(
                        user, self.env["hr.entretien.settings"].create({})
                    ).execute()

    def test_plain_users_still_read_their_company(self):
        for user in (self.user_employee, self.user_system, self.user_portal):
            company = self._as(user, self.company)
            self.assertEqual(company.name, "Ateliers Lemoine")
            self.assertNotIn("entretien_rhythm", company.fields_get())

    def test_laws_are_read_by_all_and_changed_by_hr_administrators(self):
        law = self.env.ref("hr_entretien_professionnel.regime_law_2025")
        self.assertTrue(self._as(self.user_employee, law).name)
        for user in (self.user_hr, self.user_manager, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, law).write({"period_months": 24})
        self._manages_all(self.user_hr_manager)
        self._as(self.user_hr_manager, law).write({"period_months": 36})
        self.assertEqual(law.period_months, 36)
