"""Mid-career, return from parental leave, end of a mandate: what is asked besides."""

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .report_common import ReportCase
from .test_events import EventCase

BILAN = "Mid-career review (bilan)"
MEASURES = "Measures Proposed by the Occupational Physician"
WRITTEN = {
    "physician_measures": "Siège réglable, pas de port au-delà de 10 kg",
    "job_adaptation": "Table élévatrice",
    "wear_prevention": "Rotation des postes",
    "mid_career_notes": "Transmettre le métier",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestReturnKind(EventCase):
    """Which return an interview is for, and what it asks then."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"

    def _back_from(self, kind):
        """The interview that the night opens for the return from such an absence."""
        worker = self._employee(f"Back from {kind}", "2019-05-14")
        self._held(worker, "2023-12-05")
        self._absence(worker, kind, "2024-01-01", "2026-10-31")
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        return worker.entretien_ids.filtered(lambda e: e.state == "to_plan")

    def _asked(self, entretien):
        content = self.env["hr.entretien.grille"]._content_for(entretien)
        return [
            item["string"]
            for audience in ("employee", "interviewer")
            for item in content[f"{audience}_definition"]
        ]

    def test_told_by_the_plan(self):
        for kind, expected in (
            ("parental", "parental"),
            ("parental_part_time", "parental"),
            ("mandat_syndical", "mandate"),
            ("sabbatical", False),
        ):
            with self.subTest(kind=kind):
                entretien = self._back_from(kind)
                self.assertEqual(entretien.motif, "return")
                self.assertEqual(entretien.return_kind, expected)

    def test_told_by_the_plan_under_another_motif(self):
        """The état des lieux is overdue: the interview carries the return besides."""
        worker = self._employee("Long ago", "2015-05-14")
        self._absence(worker, "parental", "2024-01-01", "2026-10-31")
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        entretien = worker.entretien_ids
        self.assertNotEqual(entretien.motif, "return")
        self.assertEqual(entretien.return_kind, "parental")

    def test_an_absence_corrected_corrects_it(self):
        entretien = self._back_from("parental")
        absence = entretien.employee_id.entretien_absence_ids
        absence.type_id = self._kind("sabbatical")
        self.assertFalse(entretien.return_kind)
        absence.type_id = self._kind("mandat_syndical")
        self.assertEqual(entretien.return_kind, "mandate")

    def test_it_stays_once_planned(self):
        entretien = self._back_from("parental")
        entretien.write({"date_planned": "2026-12-01 09:00:00", "state": "planned"})
        entretien.employee_id.entretien_absence_ids.unlink()
        self.assertEqual(entretien.return_kind, "parental")

    def test_chosen_when_it_is_created_by_hand(self):
        """By the manager too; it is nobody's when the motif is another."""
        Entretien = self._as(self.user_manager, self.env["hr.entretien"])
        with Form(Entretien) as form:
            form.employee_id = self.employee
            form.motif = "return"
            form.return_kind = "mandate"
        entretien = form.save()
        self.assertEqual(entretien.return_kind, "mandate")
        entretien.motif = "periodic"
        self.assertFalse(entretien.return_kind)

    def test_shipped_grids_ask_about_it(self):
        pay = "What would you like to know about what the leave did to your pay and "
        parental = self._asked(self._back_from("parental"))
        mandate = self._asked(self._back_from("mandat_syndical"))
        other = self._asked(self._back_from("sabbatical"))
        skills = "Which skills did you acquire or develop in your mandate?"
        general = "Which skills do you wish to bring up to date?"
        self.assertIn(f"{pay}your career?", parental)
        self.assertIn(skills, mandate)
        for asked in (parental, mandate, other):
            self.assertIn(general, asked)
        self.assertNotIn(skills, parental)
        self.assertFalse({skills, f"{pay}your career?"} & set(other))

    def test_the_preparation_asks_it(self):
        entretien = self._back_from("mandat_syndical")
        entretien.employee_id.parent_id = self.manager
        entretien.write({"date_planned": "2026-12-01 09:00:00", "state": "planned"})
        labels = [
            item["string"]
            for item in entretien.grille_version_id.sudo().employee_definition
        ]
        self.assertIn("The skills of your mandate", labels)

    def test_chosen_once_planned_it_adds_its_questions(self):
        entretien = self._entretien(
            self.employee,
            motif="return",
            state="planned",
            date_planned="2026-12-01 09:00:00",
        )
        as_manager = self._as(self.user_manager, entretien)
        as_manager.return_kind = "parental"
        names = entretien.grille_version_id.sudo().employee_definition
        self.assertIn("Organising your return", [item["string"] for item in names])


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestParticularDocument(ReportCase):
    def _text(self, entretien, user=None):
        return self._said(self._page(user or self.user_manager, entretien))

    def test_mid_career_is_summed_up(self):
        """All that was said, wherever it was written, under one title."""
        page = self._page(
            self.user_manager, self._rich(with_mid_career=True, **WRITTEN)
        )
        titles = self._titles(page)
        start = titles.index(BILAN)
        self.assertEqual(
            titles[start : start + 8],
            [
                BILAN,
                MEASURES,
                "Adaptation of the Job",
                "Prevention of Wear at Work",
                "Mid-career: What Was Said",
                "Training Needs",
                "Mobility, Retraining and Other Wishes",
                "Decisions",
            ],
        )
        said = self._said(page)
        bilan = said[said.index(BILAN) :]
        for text in (
            *WRITTEN.values(),
            "art. L.6315-1, IV",
            "never a diagnosis",
            "Training Needs Formation au réglage",
            "Wishes More responsibility, Tourneuse, Expédition",
            "Decisions Inscrire à la session d'automne",
        ):
            self.assertIn(text, bilan)

    def test_record_prints_of_it_only_what_was_said(self):
        entretien = self._entretien(
            self.employee,
            state="held",
            date_held="2026-02-15",
            with_mid_career=True,
            job_adaptation="Table élévatrice",
        )
        titles = self._titles(self._page(self.user_manager, entretien))
        self.assertEqual(
            titles, [BILAN, "Adaptation of the Job", "Hand-over of the copy"]
        )

    def test_form_has_room_for_each(self):
        for values, titles in (
            ({"motif": "mid_career"}, [BILAN, MEASURES, "Adaptation of the Job"]),
            (
                {"motif": "return", "return_kind": "parental"},
                [
                    "Return from parental leave",
                    "Organising the Return",
                    "What the Leave Did to Pay and Career",
                ],
            ),
            (
                {"motif": "return", "return_kind": "mandate"},
                [
                    "End of a union mandate",
                    "Skills Acquired in the Mandate",
                    "How This Experience Will Be Used",
                ],
            ),
        ):
            with self.subTest(values=values):
                entretien = self._entretien(self.colleague, **values)
                page = self._page(self.user_manager, entretien)
                printed = self._titles(page)
                start = printed.index(titles[0])
                self.assertEqual(printed[start : start + 3], titles)
                entretien.action_cancel("Next")

    def test_other_interviews_have_none_of_it(self):
        said = self._text(self._entretien(self.colleague, motif="on_request"))
        for title in (BILAN, "parental leave", "union mandate", "Measures of"):
            self.assertNotIn(title, said)

    def test_parental_leave_and_mandate_are_printed(self):
        said = self._text(
            self._rich(
                motif="return",
                return_kind="parental",
                return_organisation="Reprise à 80 %",
                return_pay_career="Augmentation générale appliquée",
            )
        )
        for text in (
            "art. L.1225-57",
            "Organising the Return Reprise à 80 %",
            "Pay and Career Augmentation générale appliquée",
            "Training Needs Formation au réglage",
        ):
            self.assertIn(text, said)
        self.assertNotIn(BILAN, said)

    def test_end_of_career_names_its_three_subjects(self):
        said = self._text(self._entretien(self.colleague, motif="end_career"))
        self.assertIn("staying in work, part-time, retraite progressive", said)

    def test_presented_it_does_not_change(self):
        entretien = self._rich(with_mid_career=True, **WRITTEN)
        entretien.write({"date_presented": "2026-02-16 09:00:00"})
        as_manager = self._as(self.user_manager, entretien)
        for name in (
            *WRITTEN,
            "return_organisation",
            "mandate_skills",
            "measures_note",
        ):
            with self.subTest(name=name), self.assertRaises(UserError):
                as_manager.write({name: "Autre chose"})
        with self.assertRaises(UserError):
            as_manager.return_kind = "mandate"
