"""Who works for another company by now: what was owed stays that of the first."""

from odoo.tests import freeze_time, tagged

from .abondement_common import AbondementCase

EXPORT = "hr.entretien.abondement.export"
GOOD = "295109912611193"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestAbondementMoved(AbondementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._decide()
        cls.veteran = cls._employee("Veteran", "2018-02-01")
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _moved(self):
        """To the other company, whose HR is another."""
        self.veteran.company_id = self.other_company
        self._catch_up()
        self.env.invalidate_all()

    def _owing(self):
        """The payment that the deadline opened in the first company."""
        rows = self.env["hr.entretien.exposure"]
        today = self._day("2026-03-02")
        rows._open_abondements(rows._to_pay(today), today)
        return self.veteran.sudo().entretien_abondement_ids

    def test_its_hr_pays_it_all_the_same(self):
        opened = self._owing()
        self.veteran.write({"ssnid": GOOD, "entretien_birth_name": "Le Goff"})
        self._moved()
        mine = self._as(self.user_hr, opened)
        [read] = mine.web_read({"display_name": {}, "edef_nir": {}, "edef_problem": {}})
        self.assertEqual(read["display_name"], "Veteran")
        self.assertEqual((read["edef_nir"], read["edef_problem"]), (GOOD, ""))
        window = mine.env[EXPORT].create({"abondement_ids": mine.ids})
        self.assertTrue(window._file())
        mine.action_mark_paid()
        mine._pay(self._day("2026-03-01"), "VIR 1")
        mine._reopen("The transfer came back")
        mine._cancel("Settled with the employee")
        self.assertEqual(opened.state, "cancelled")
        self.assertFalse(
            self._as(self.user_other_hr, opened.browse()).search(
                [("employee_id", "=", self.veteran.id)]
            )
        )

    def test_the_choice_of_the_other_company_withdraws_nothing(self):
        opened = self._owing()
        self._decide(None, self.other_company)
        self._moved()
        self.assertEqual(
            self.veteran.sudo().entretien_exposure_ids.outcome, "not_concerned"
        )
        self.assertEqual(opened.state, "to_pay")
        self.assertFalse(self._as(self.user_hr, opened).contradiction)

    def test_what_is_recorded_there_withdraws_it(self):
        opened = self._owing()
        self._decide(None, self.other_company)
        self._moved()
        for day in ("2020-01-15", "2022-01-14", "2024-01-15"):
            self._held(self.veteran, day, with_bilan=day == "2024-01-15")
        self._catch_up()
        self.assertEqual((opened.state, opened.withdrawn), ("cancelled", True))

    def test_an_etat_des_lieux_of_the_first_is_judged_by_its_choices(self):
        refused = self._entretien(
            self.veteran,
            state="declined",
            date_declined="2026-02-10",
            with_bilan=True,
        )
        self._catch_up()
        row = refused.sudo().exposure_ids
        self.assertRecordValues(row, [{"outcome": "exposed", "amount": 3000}])
        self._decide(None, self.other_company)
        self._moved()
        self.assertEqual(row.company_id, self.company)
        self.assertRecordValues(row, [{"outcome": "exposed", "amount": 3000}])
        self.assertEqual(self._as(self.user_hr, row).display_name, "Veteran")
