from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .bilan_common import BilanCase

COST = ("bilan_outcome", "bilan_amount", "bilan_pay_by")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanCost(BilanCase):
    """What an état des lieux costs is for HR, and reading it leaves a line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide()
        cls.bilan = cls._bilan()
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.env.invalidate_all()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )

    def _lines(self):
        return self.env["hr.entretien.access.log"].sudo().search([])

    def test_hr_reads_outcome_amount_and_date(self):
        mine = self._as(self.user_hr, self.bilan)
        self.assertEqual(mine.bilan_outcome, "exposed")
        self.assertEqual(mine.bilan_amount, self.company.entretien_corrective_amount)
        self.assertEqual(str(mine.bilan_pay_by), "2026-06-30")

    def test_one_to_hold_shows_the_running_cycle(self):
        person = self._employee("Waiting", "2018-02-12")
        bilan = self._entretien(person, with_bilan=True)
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        row = person.entretien_exposure_ids.filtered(lambda x: not x.entretien_id)
        self.assertTrue(row)
        mine = self._as(self.user_hr, bilan)
        self.assertEqual(mine.bilan_outcome, row.outcome)
        self.assertEqual(mine.bilan_amount, row.amount)

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
            other.read(["bilan_amount"])

    def test_every_way_to_it_is_logged(self):
        domain = [("id", "=", self.bilan.id)]
        ways = {
            "read": lambda mine: mine.read(["bilan_amount"]),
            "form": lambda mine: mine.web_read({"bilan_outcome": {}}),
            "list": lambda mine: mine.web_search_read(domain, {"bilan_pay_by": {}}),
            "rpc": lambda mine: mine.search_read(domain, ["bilan_amount"]),
            "onchange": lambda mine: mine.onchange(
                {"with_bilan": True}, ["with_bilan"], {"bilan_amount": {}}
            ),
        }
        for name, way in ways.items():
            with self.subTest(way=name):
                before = self._lines()
                way(self._as(self.user_hr, self.bilan))
                line = self._lines() - before
                self.assertEqual(line.mapped("kind"), ["exposure_read"])
                self.assertEqual(line.employee_ids, self.veteran)
            # The next way starts afresh, on another day.
            self.env.cr.execute(
                "UPDATE hr_entretien_access_log SET day = day - interval '1 day'"
            )
            self.env.invalidate_all()

    def test_an_export_is_logged_each_time_by_whatever_model(self):
        mine = self._as(self.user_hr, self.bilan)
        before = self._lines()
        mine.export_data(["employee_id", "bilan_amount"])
        self._as(self.user_hr, self.veteran).export_data(["entretien_ids/bilan_amount"])
        lines = self._lines() - before
        self.assertEqual(lines.mapped("kind"), ["exposure_export"] * 2)
        self.assertEqual(lines.employee_ids, self.veteran)

    def test_reading_anything_else_leaves_none(self):
        before = self._lines()
        mine = self._as(self.user_hr, self.bilan)
        mine.read(["state", "bilan_interviews_ok"])
        mine.export_data(["employee_id"])
        self.assertFalse(self._lines() - before)

    def test_the_list_costs_the_same_for_all(self):
        spec = {
            "employee_id": {"fields": {"display_name": {}}},
            "bilan_interviews_text": {},
            "bilan_training_text": {},
            "bilan_outcome": {},
            "bilan_amount": {},
            "bilan_problem": {},
        }

        def cost(count):
            people = self.env["hr.employee"]
            for number in range(count):
                people |= self._employee(f"L{count}-{number}", "2018-01-10")
            bilans = self.env["hr.entretien"]
            for person in people:
                bilans |= self._entretien(person, with_bilan=True)
            self.env.flush_all()
            self.env.cr.precommit.run()
            mine = self._as(self.user_hr, bilans)
            before = self.cr.sql_log_count
            mine.web_search_read([("id", "in", bilans.ids)], spec)
            return self.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(12), cost(2) + 2)
