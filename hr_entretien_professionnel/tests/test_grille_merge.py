"""Several grids apply to one interview: each question is asked once."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from ..models.grille.hr_entretien_grille import merge_questions as merge
from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from .test_grille import GrilleCase


def item(label, kind="text", name=None, **more):
    return {"name": name or label.lower(), "string": label, "type": kind, **more}


def labels(items):
    return [each["string"] for each in items]


@tagged("post_install", "-at_install")
class TestMerge(BaseCase):
    def test_one_grid_stays_as_it_was_written(self):
        alone = [
            item("Job", "separator"),
            item("Comments", name="a"),
            item("Comments", name="b"),
            item("Empty", "separator"),
        ]
        self.assertEqual(merge([alone]), alone)
        self.assertEqual(merge([]), [])

    def test_in_the_order_of_the_grids_under_their_headings(self):
        first = [item("Before"), item("Path", "separator"), item("Wishes")]
        second = [item("Age"), item("End", "separator"), item("Passing on")]
        self.assertEqual(
            labels(merge([first, second])),
            ["Before", "Age", "Path", "Wishes", "End", "Passing on"],
        )

    def test_same_question_once_whatever_its_case_and_spaces(self):
        first = [item("Which  training?", name="a"), item("Free", name="b")]
        second = [item("which training? ", name="c"), item("Other", name="d")]
        self.assertEqual([x["name"] for x in merge([first, second])], ["a", "b", "d"])

    def test_same_wording_asked_otherwise_is_another_question(self):
        yes_no = [["y", "Yes"], ["n", "No"]]
        other = [["y", "Yes"], ["l", "Later"]]
        first = [item("Move?", name="a"), item("Ready?", "selection", "b")]
        first[1]["selection"] = yes_no
        second = [item("Move?", "boolean", "c"), item("Ready?", "selection", "d")]
        second[1]["selection"] = other
        third = [item("Ready?", "selection", "e", selection=list(reversed(yes_no)))]
        merged = merge([first, second, third])
        self.assertEqual([x["name"] for x in merged], ["a", "b", "c", "d"])

    def test_shared_heading_stands_once_and_an_empty_one_nowhere(self):
        first = [item("The years to come", "separator"), item("Project")]
        second = [
            item("the years to come", "separator", "h2"),
            item("Part time"),
            item("Known already", "separator", "h3"),
            item("Project", name="again"),
        ]
        self.assertEqual(
            labels(merge([first, second])),
            ["The years to come", "Project", "Part time"],
        )

    def test_twice_in_one_grid_is_meant(self):
        first = [item("Comments", name="a"), item("Comments", name="b")]
        self.assertEqual(len(merge([first, [item("Other")]])), 3)

    def test_two_questions_never_share_a_name(self):
        """The answer to one would stand under the other."""
        first, second = [item("One", name="same")], [item("Two", name="same")]
        once, twice = merge([first, second]), merge([first, second])
        self.assertEqual(len({x["name"] for x in once}), 2)
        self.assertEqual(once, twice, "the same each time")
        self.assertRegex(once[1]["name"], r"^[0-9a-z]{8,32}$")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestGrillesTogether(GrilleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grille.active = False
        cls.bilan = cls._grille(
            "Looking back",
            (
                ("employee", "text", "What became of your wishes?"),
                ("employee", "text", "Which training next?"),
                ("interviewer", "text", "What the company commits itself to"),
            ),
            for_bilan=True,
            introduction="<p>Six years</p>",
        )
        cls.end = cls._grille(
            "End of career",
            (
                ("employee", "text", "Which training next?"),
                ("employee", "boolean", "Part-time work?"),
                ("interviewer", "text", "Passing on"),
            ),
            for_end_career=True,
            introduction="<p>Staying in work</p>",
        )

    def _archive_for(self, occasion):
        domain = [(f"for_{occasion}", "=", True)]
        self.env["hr.entretien.grille"].search(domain).active = False

    def _both(self, employee=None, **kw):
        return self._planned(employee, with_bilan=True, with_end_career=True, **kw)

    def _asked(self, entretien):
        version = entretien.grille_version_id
        return labels(version.employee_definition), labels(
            version.interviewer_definition
        )

    def test_both_are_asked_once_each(self):
        entretien = self._both()
        self.assertEqual(
            self._asked(entretien),
            (
                [
                    "What became of your wishes?",
                    "Which training next?",
                    "Part-time work?",
                ],
                ["What the company commits itself to", "Passing on"],
            ),
        )
        version = entretien.grille_version_id
        self.assertEqual(version.name, "Looking back · End of career")
        self.assertIn("Six years", version.introduction)
        self.assertIn("Staying in work", version.introduction)
        self.assertEqual(entretien.grille_id, self.bilan)

    def test_the_sheet_to_prepare_on_paper_says_the_same(self):
        entretien = self._entretien(
            self.employee, with_bilan=True, with_end_career=True, motif="periodic"
        )
        before = entretien.env["hr.entretien.grille"]._content_for(entretien)
        entretien.write({"date_planned": "2026-04-01 09:00:00", "state": "planned"})
        self.assertEqual(
            entretien.env["hr.entretien.grille"]._content_for(entretien), before
        )
        self.assertEqual(
            labels(before["employee_definition"]), self._asked(entretien)[0]
        )

    def test_answers_are_given_and_kept(self):
        entretien = self._both()
        code = self.end.interviewer_question_ids.code
        self._as(self.user_manager, entretien).questions = {code: "The looms"}
        self.end.interviewer_question_ids.unlink()
        self.bilan.write({"name": "New", "for_bilan": False})
        entretien._ensure_grille_version()
        self.env.invalidate_all()
        answers = entretien.env[INTERVIEW_WORDS]._question_rows(entretien)
        self.assertIn(("Passing on", "The looms", False), answers)

    def test_the_employee_prepares_them_all(self):
        entretien = self._both()
        entretien._ensure_preparation()
        preparation = entretien.preparation_id.sudo()
        asked = labels(preparation.grille_version_id.employee_definition)
        self.assertEqual(asked, self._asked(entretien)[0])

    def test_a_section_added_to_a_planned_interview_asks_its_questions(self):
        entretien = self._planned(with_bilan=True)
        commits = self.bilan.interviewer_question_ids.code
        self._as(self.user_manager, entretien).questions = {commits: "A course"}
        entretien._ensure_preparation()
        self._as(self.user_hr, entretien).with_end_career = True
        self.env.invalidate_all()
        both = self._both(self.colleague)
        self.assertEqual(self._asked(entretien), self._asked(both))
        self.assertEqual(entretien.questions[commits], "A course", "kept")
        self.assertEqual(
            entretien.preparation_id.grille_version_id, entretien.grille_version_id
        )
        text = entretien.grille_version_id.introduction
        self.assertIn("Six years", text)
        self.assertIn("Staying in work", text)

    def test_a_section_added_leaves_the_questions_as_they_were_asked(self):
        entretien = self._planned(with_bilan=True)
        self.bilan.interviewer_question_ids.label = "Reworded since"
        entretien.with_end_career = True
        self.assertEqual(
            self._asked(entretien)[1],
            ["What the company commits itself to", "Passing on"],
        )

    def test_a_section_without_grid_of_its_own_changes_nothing(self):
        self._archive_for("mid_career")
        entretien = self._planned(with_bilan=True)
        version = entretien.grille_version_id
        entretien.write({"with_bilan": True, "with_mid_career": True})
        self.assertEqual(entretien.grille_version_id, version)

    def test_a_section_taken_away_takes_no_question(self):
        entretien = self._both()
        version = entretien.grille_version_id
        entretien.with_end_career = False
        entretien.with_end_career = True
        self.assertEqual(entretien.grille_version_id, version)

    def test_a_section_added_to_one_that_had_no_grid_takes_it_up(self):
        self._archive_for("first")
        entretien = self._planned(motif="first")
        self.assertFalse(entretien.grille_version_id)
        entretien.with_end_career = True
        self.assertEqual(entretien.grille_version_id.name, "End of career")

    def test_one_version_for_all_who_take_the_same(self):
        entretiens = self._both() | self._both(self.colleague)
        self.assertEqual(len(entretiens.grille_version_id), 1)
        alone = self._planned(self.stranger, with_bilan=True)
        self.assertNotEqual(alone.grille_version_id, entretiens.grille_version_id)
        self.assertEqual(alone.grille_version_id.name, "Looking back")

    def test_return_of_who_ends_his_career(self):
        self._grille("Back", [("employee", "text", "Your return?")], for_return=True)
        entretien = self._planned(motif="return", with_end_career=True)
        self.assertEqual(
            self._asked(entretien)[0],
            ["Which training next?", "Part-time work?", "Your return?"],
        )

    def test_the_general_grid_gives_way_to_a_particular_one(self):
        self._grille("All", [("employee", "text", "General?")], for_periodic=True)
        self.assertNotIn("General?", self._asked(self._both())[0])

    def test_one_grid_for_both_is_taken_up_once(self):
        self.end.active = False
        self.bilan.for_end_career = True
        entretien = self._both()
        self.assertEqual(entretien.grille_version_id.name, "Looking back")
        self.assertEqual(len(self._asked(entretien)[0]), 2)

    def test_the_one_that_was_chosen_stands_alone(self):
        other = self._grille("Office")
        self.assertEqual(self._asked(self._both(grille_id=other.id))[1], [])

    def test_a_companys_questions_stay_its_own(self):
        """Merged with a shared grid, the version is filed under the company's."""
        self.bilan.active = False
        version = self._both().grille_version_id
        self.assertEqual(version.grille_id, self.end)
        self.assertIn("Part-time work?", labels(version.employee_definition))
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, version).read(["employee_definition"])
