import re
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

SETTINGS = "odoo.addons.hr_entretien_professionnel.wizard.hr_entretien_settings"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSettingsPreview(EntretienCase):
    """The screen says what a choice changes before it is confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recent = cls._employee("Recent", "2025-11-03")
        cls.held = cls._employee("Held", "2019-05-14")
        cls._held(cls.held, "2023-12-05")

    def _settings(self, **choices):
        settings = self.env["hr.entretien.settings"].with_user(self.user_hr)
        settings = settings.with_company(self.company)
        return settings.create(choices)

    def _dates(self):
        employees = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)]
        )
        return {
            employee: [
                (duty["kind"], duty["target"], duty["limit"])
                for duty in employee._entretien_due()
            ]
            for employee in employees
        }

    def test_counts_are_those_of_what_happens(self):
        """A preview that says something else than what comes is worse than none."""
        before = self._dates()
        late = self.env["hr.employee"].search_count(
            [("company_id", "=", self.company.id), ("entretien_status", "=", "overdue")]
        )
        settings = self._settings(entretien_rhythm="two_six")
        text = settings.review({})
        self.assertEqual(self._dates(), before, "nothing is applied yet")
        moving, late_more, late_less = map(int, re.findall(r": (\d+)", text))
        counted = moving, late_more - late_less
        settings.execute()
        after = self._dates()
        moved = sum(before[employee] != after[employee] for employee in before)
        late_after = self.env["hr.employee"].search_count(
            [("company_id", "=", self.company.id), ("entretien_status", "=", "overdue")]
        )
        self.assertEqual(counted, (moved, late_after - late))
        self.assertEqual(moved, len(before), "the états des lieux at least")
        self.assertEqual(self.held.entretien_next_date, self._day("2025-05-14"))

    def test_what_is_written_is_said_before_and_after_a_first_try(self):
        """The page gives all that it has, then, once saved, what changed since."""
        settings = self._settings()
        text = settings.browse().review({"entretien_rhythm": "two_six"})
        self.assertIn(self.company.name, text)
        saved = self._settings(entretien_rhythm="two_six")
        self.assertFalse(saved.review({"entretien_rhythm": "legal"}))
        self.assertEqual(self.company.entretien_rhythm, "legal")

    def test_choice_that_moves_no_date_is_applied_at_once(self):
        settings = self._settings(entretien_horizon_days=45)
        self.assertFalse(settings.review({}))
        settings.execute()
        self.assertEqual(self.company.entretien_horizon_days, 45)

    def test_each_rhythm_says_what_it_changes(self):
        before = self._dates()
        sentences = self._settings().preview_rhythms({"entretien_notice_days": 20})
        self.assertEqual(sentences["legal"], "The schedule followed today.")
        self.assertIn(f"{len(before)} of {len(before)} emp", sentences["two_six"])
        self.assertIn("once the agreement is given", sentences["agreement"])
        sentences = self._settings().preview_rhythms(
            {"entretien_agreement_will": "own"}
        )
        self.assertIn(f"of {len(before)} employees", sentences["agreement"])
        self.assertEqual(self._dates(), before)
        with patch(f"{SETTINGS}.AT_ONCE", 1):
            sentences = self._settings().preview_rhythms({})
        self.assertIn("when you save", sentences["two_six"])

    def test_each_rhythm_counts_by_itself(self):
        """The company's own is counted too, when another choice changes."""
        self.company.write(
            {"entretien_rhythm": "agreement", "entretien_agreement_will": "own"}
        )
        for employee in (self.employee, self.recent, self.held):
            self._held(employee, "2026-03-01")
        values = {"entretien_gap_days": 5}
        self.assertIn("move: 0", self._settings().review(values))
        sentences = self._settings().preview_rhythms(values)
        self.assertIn("change: 0 of", sentences["agreement"])
        self.assertNotIn("change: 0 of", sentences["two_six"])

    def test_who_is_not_followed_is_not_counted(self):
        def counted():
            sentences = self._settings().preview_rhythms({})
            return int(re.search(r"of (\d+) employees", sentences["two_six"])[1])

        before = counted()
        self.held.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "No contract"}
        )
        self.env.flush_all()
        self.assertEqual(self.held.entretien_status, "not_concerned")
        self.assertEqual(counted(), before - 1)

    def test_impossible_agreement_is_refused_before_it_is_confirmed(self):
        settings = self._settings(
            entretien_rhythm="agreement", entretien_agreement_months=60
        )
        with self.assertRaisesRegex(ValidationError, "L.6315-1"):
            settings.review({})
        self.assertEqual(self.company.entretien_rhythm, "legal")

    def test_cost_does_not_grow_with_the_employees(self):
        """5,000 employees must be counted in seconds."""

        def cost():
            settings = self._settings(entretien_rhythm="two_six")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            settings.review({})
            return self.env.cr.sql_log_count - before

        few = cost()
        for number in range(30):
            self._employee(f"More {number}", "2024-03-04")
        self.assertLessEqual(cost(), few + 1)

    def test_choices_are_not_given_as_defaults_to_others(self):
        """Odoo answers ``default_get`` to whoever asks over RPC."""
        settings = self.env["hr.entretien.settings"]
        for user in (self.user_manager, self.user_employee, self.user_system):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, settings).default_get(["entretien_rhythm"])
        given = self._as(self.user_hr, settings).default_get(["entretien_rhythm"])
        self.assertEqual(given, {"entretien_rhythm": "legal"})

    def test_what_it_would_change_is_said_to_hr_alone(self):
        other = self._as(self.user_other_hr, self.env["hr.entretien.settings"])
        values = {"company_id": self.company.id, "entretien_rhythm": "two_six"}
        for user in (self.user_manager, self.user_employee, self.user_system):
            for name in ("review", "preview_rhythms"):
                asked = getattr(self._as(user, self._settings()), name)
                unsaved = getattr(self._as(user, other.browse()), name)
                with self.subTest(user=user.login, name=name):
                    with self.assertRaises(AccessError):
                        asked({})
                    with self.assertRaises(AccessError):
                        unsaved({"entretien_rhythm": "two_six"})
        for name in ("review", "preview_rhythms"):
            with self.assertRaises(AccessError):
                getattr(other, name)(values)

    def test_open_interviews_follow_the_law_and_texts_chosen(self):
        """The document would bear the name of a law that is not applied any more."""
        opened = self._entretien(self.held)
        closed = self._held(self.recent, "2026-02-02")
        texts = closed.info_cep
        self.assertEqual((opened | closed).regime_id.code, "law_2025")
        self.company.write(
            {"entretien_rhythm": "two_six", "entretien_info_cep": "<p>Our adviser</p>"}
        )
        self.assertEqual(opened.regime_id.code, "law_2025", "it stays the law")
        self.assertEqual(closed.regime_id.code, "law_2025")
        self.assertIn("Our adviser", str(opened.info_cep))
        self.assertEqual(closed.info_cep, texts)
