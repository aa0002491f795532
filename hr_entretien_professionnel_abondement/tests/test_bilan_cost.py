from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.bilan_common import BilanCase

from .abondement_common import DecidedMixin

COST = ("outcome", "amount", "pay_by")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanCost(DecidedMixin, BilanCase):
    """What an état des lieux costs is for HR."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide()
        cls.bilan = cls._bilan().bilan_id
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.env.invalidate_all()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )

    def test_hr_reads_outcome_amount_and_date(self):
        mine = self._as(self.user_hr, self.bilan)
        self.assertEqual(mine.outcome, "exposed")
        self.assertEqual(mine.amount, self.company.entretien_corrective_amount)
        self.assertEqual(str(mine.pay_by), "2026-06-30")

    def test_one_to_hold_shows_the_running_cycle(self):
        person = self._employee("Waiting", "2018-02-12")
        bilan = self._entretien(person, with_bilan=True).bilan_id
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        row = person.entretien_exposure_ids.filtered(lambda x: not x.entretien_id)
        self.assertTrue(row)
        mine = self._as(self.user_hr, bilan)
        self.assertEqual(mine.outcome, row.outcome)
        self.assertEqual(mine.amount, row.amount)

    def test_what_is_not_owed_names_no_period(self):
        person = self._employee("New", "2025-09-01")
        bilan = self._entretien(person, with_bilan=True).bilan_id
        self.env.flush_all()
        self.env.cr.precommit.run()
        mine = self._as(self.user_hr, bilan)
        self.assertTrue(mine.outcome)
        self.assertEqual((mine.amount, mine.owed_for), (0.0, False))

    def test_nobody_but_hr(self):
        for user in (self.user_manager, self.user_n2, self.user_system):
            mine = self._as(user, self.bilan)
            for name in COST:
                with self.subTest(login=user.login, name=name):
                    with self.assertRaises(AccessError):
                        mine.read([name])
                    with self.assertRaises(AccessError):
                        mine.export_data([name])
        other = self._as(self.user_other_hr, self.bilan)
        with self.assertRaises(AccessError):
            other.read(["amount"])

    def test_not_even_the_employee_once_it_is_handed_over(self):
        bilan = self._held(self.employee, "2026-03-02", with_bilan=True).bilan_id
        bilan.date_frozen = "2026-03-02 09:00:00"
        mine = self._as(self.user_employee, bilan)
        self.assertTrue(mine.read(["conclusion"]))
        for name in COST:
            with self.subTest(name=name), self.assertRaises(AccessError):
                mine.read([name])

    def test_the_list_costs_the_same_for_all(self):
        spec = {
            "employee_id": {"fields": {"display_name": {}}},
            "interviews_text": {},
            "training_text": {},
            "outcome": {},
            "amount": {},
            "problem": {},
        }

        def cost(count):
            people = self.env["hr.employee"]
            for number in range(count):
                people |= self._employee(f"L{count}-{number}", "2018-01-10")
            bilans = self.env["hr.entretien.bilan"]
            for person in people:
                bilans |= self._entretien(person, with_bilan=True).bilan_id
            self.env.flush_all()
            self.env.cr.precommit.run()
            mine = self._as(self.user_hr, bilans)
            before = self.cr.sql_log_count
            mine.web_search_read([("id", "in", bilans.ids)], spec)
            return self.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(12), cost(2) + 2)
