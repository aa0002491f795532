"""The physician's measures come up again at every later interview (L.4624-3)."""

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .report_common import ReportCase

MEASURES = "Siège réglable, pas de port au-delà de 10 kg"
SECRET = "Envisage de partir chez un concurrent"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestMeasures(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mid = cls._held(
            cls.employee,
            "2025-01-10",
            motif="mid_career",
            interviewer_id=cls.n2.id,
            physician_measures=MEASURES,
            mid_career_notes=SECRET,
            prospects=SECRET,
        )
        cls.new = cls._entretien(cls.employee, interviewer_id=cls.other_manager.id)

    def _recalled(self, entretien):
        self.env.invalidate_all()
        return entretien.measures_recalled or ""

    def test_they_stand_on_every_later_interview(self):
        self.assertEqual(self._recalled(self.new), MEASURES)
        self.assertEqual(self.new.measures_recalled_date, self._day("2025-01-10"))
        later = self._held(self.employee, "2026-02-01")
        self.assertEqual(self._recalled(later), MEASURES)
        self.assertEqual(self._recalled(self.new), MEASURES)

    def test_neither_on_its_own_nor_on_earlier_ones_nor_somebody_elses(self):
        earlier = self._held(self.employee, "2023-02-01")
        theirs = self._entretien(self.colleague)
        for entretien in (self.mid, earlier, theirs):
            self.assertEqual(self._recalled(entretien), "")
        both = self.new | theirs
        self.env.invalidate_all()
        self.assertEqual(
            both.mapped("measures_recalled"), [MEASURES, False], "several at once"
        )

    def test_the_last_ones_recorded(self):
        self._held(self.employee, "2025-06-01", physician_measures="Télétravail")
        self._held(self.employee, "2025-09-01", motif="mid_career")
        self.assertEqual(self._recalled(self.new), "Télétravail")

    def test_not_of_an_interview_that_was_cancelled(self):
        self.mid.action_reopen("Entered by mistake")
        self.mid.action_cancel("Entered by mistake")
        self.assertEqual(self._recalled(self.new), "")

    def test_what_was_said_of_them_since(self):
        self._held(self.employee, "2025-06-01", measures_state="followed")
        self._held(self.employee, "2025-09-01", measures_state="partly")
        self.env.invalidate_all()
        self.assertEqual(
            self.new.measures_recalled_state, "Followed in part (09/01/2025)"
        )
        self._held(self.employee, "2026-01-05", physician_measures="Télétravail")
        self.env.invalidate_all()
        self.assertFalse(self.new.measures_recalled_state, "that was of others")

    def test_the_interviewer_reads_the_measures_and_nothing_else(self):
        """Who conducts the later interview may not open the one that recorded them."""
        here = self._as(self.user_other_manager, self.new)
        self.assertEqual(here.measures_recalled, MEASURES)
        self.assertFalse(here.previous_id)
        read = str(here.read())
        self.assertIn(MEASURES, read)
        self.assertNotIn(SECRET, read)
        for name in ("physician_measures", "mid_career_notes", "date_held"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self._as(self.user_other_manager, self.mid).read([name])

    def test_who_may_not_read_the_interview_reads_no_measures(self):
        for user in (
            self.user_colleague,
            self.user_employee,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.new).read(["measures_recalled"])

    def test_no_form_gives_them_to_who_does_not_lead_the_employee(self):
        Entretien = self._as(self.user_other_manager, self.env["hr.entretien"])
        with self.assertRaises(AccessError):
            Entretien.onchange(
                {"employee_id": self.employee.id},
                ["employee_id"],
                {"employee_id": {}, "measures_recalled": {}},
            )

    def test_they_cannot_be_rewritten_there(self):
        """What became of them is said in the form; they stay as they were."""
        with Form(self._as(self.user_other_manager, self.new)) as form:
            with self.assertRaises(AssertionError):
                form.measures_recalled = "Other"
            form.measures_state = "changed"
            form.measures_note = "Nouveau siège"
        self.assertEqual(self.new.measures_state, "changed")
        self.assertEqual(self.mid.physician_measures, MEASURES)

    def test_printed_with_what_became_of_them(self):
        entretien = self._rich(measures_state="followed", measures_note="Siège livré")
        said = self._said(self._page(self.user_manager, entretien))
        self.assertIn(
            "Measures of the occupational physician Recorded at the interview of "
            f"01/10/2025 {MEASURES} What became of them Still followed Siège livré",
            said,
        )
        self.assertNotIn(SECRET, said)
        form = self._said(self._page(self.user_other_manager, self.new))
        self.assertIn(MEASURES, form)
        self.assertNotIn(SECRET, form)

    def test_nothing_is_printed_without_any(self):
        entretien = self._entretien(self.colleague)
        said = self._said(self._page(self.user_manager, entretien))
        self.assertNotIn("occupational physician", said)
