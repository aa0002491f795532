"""The interview before this one, as far as its reader may go."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

PLAN = {"date_planned": "2026-03-20 08:00:00"}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestBeside(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._held(cls.employee, "2022-03-01", prospects="Learn")
        cls.last = cls._held(
            cls.employee,
            "2024-03-01",
            prospects="Become a setter",
            conclusion="A course was asked for",
            interviewer_id=cls.manager.id,
            souhait_ids=[(0, 0, {"kind": "other_job", "note": "Setter"})],
            besoin_ids=[
                (0, 0, {"name": "English", "answer": "accepted"}),
                (
                    0,
                    0,
                    {"name": "Car", "answer": "refused", "answer_reason": "No use"},
                ),
            ],
        )
        cls.declined = cls._entretien(
            cls.employee, state="declined", date_declined="2025-03-01"
        )
        cls.entretien = cls._entretien(cls.employee, date_due="2026-04-01")

    def test_the_last_one_held(self):
        """A refusal is no interview; an interview is not its own past."""
        for entretien, previous in (
            (self.entretien, self.last),
            (self.last, self.old),
            (self.old, self.env["hr.entretien"]),
        ):
            entretien = self._as(self.user_manager, entretien)
            self.assertEqual(entretien.previous_id, previous)

    def test_many_at_once(self):
        """One search for all of them, with what the user's rights cost: whose cards
        and team are theirs is asked anew each time."""
        entretiens = self.entretien | self.last | self.old
        entretiens |= self._entretien(self.colleague)
        self._as(self.user_hr, entretiens).fetch(["employee_id", "date_held"])
        with self.assertQueryCount(6):
            entretiens.with_user(self.user_hr).mapped("previous_id")

    def test_what_was_said_stands_beside(self):
        beside = self._as(self.user_manager, self.entretien).beside
        sections = {item["name"]: item["previous"] for item in beside["sections"]}
        self.assertEqual(sections["prospects"], "Become a setter")
        self.assertEqual(sections["wishes"], "Another job – Setter")
        self.assertEqual(
            sections["needs"], "English – Accepted – To Do\nCar – Refused – No use"
        )
        self.assertRegex(beside["previous"], r"0[13]/0[13]/2024 – Manager$")
        self.assertEqual(sections["conclusion"], "A course was asked for")

    def test_what_was_said_is_taken_again(self):
        """A text, once; what was decided is followed up instead."""
        entretien = self._as(self.user_manager, self.entretien)
        entretien.prospects = "Nothing new."
        for _once in range(2):
            entretien.action_take_section("prospects", True)
            self.assertEqual(entretien.prospects, "Nothing new.\n\nBecome a setter")
        taken = {
            item["name"]: item["previous_taken"]
            for item in entretien.beside["sections"]
        }
        self.assertTrue(all(taken.values()))
        for name in ("wishes", "conclusion"):
            with self.assertRaises(UserError):
                entretien.action_take_section(name, True)
        for user in (self.user_colleague, self.user_employee, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).action_take_section("prospects", True)

    def test_the_supplied_questions_follow_the_talk(self):
        """None of the general grid waits for the conclusion; those of an occasion
        stand with it."""
        grille = self.env.ref("hr_entretien_professionnel.grille_periodic")
        talk = {"career", "job", "wishes", "needs", "information"}
        self.assertEqual(set(grille.question_ids.mapped("tab")), talk)
        occasion = self.env.ref("hr_entretien_professionnel.grille_mid_career")
        self.assertEqual(set(occasion.question_ids.mapped("tab")), {"particular"})

    def test_questions_stand_in_the_tab_they_concern(self):
        """One about what the interview carries goes with the conclusion of another."""
        grille = self.env["hr.entretien.grille"].create(
            {"name": "Mid-career", "for_mid_career": True}
        )
        asked = {
            tab: self.env["hr.entretien.question"].create(
                {
                    "grille_id": grille.id,
                    "label": tab or "Which tools?",
                    "audience": "interviewer",
                    **({"tab": tab} if tab else {}),
                }
            )
            for tab in (None, "job")
        }
        self.assertEqual(asked[None].tab, "particular")
        self.entretien.write({"grille_id": grille.id, "state": "planned"} | PLAN)
        for carried, shown in ((True, "mid_career"), (False, "conclusion")):
            self.entretien.with_mid_career = carried
            tabs = self._as(self.user_manager, self.entretien).beside["tabs"]
            self.assertEqual(tabs, {asked[None].code: shown, asked["job"].code: "job"})

    def test_the_present_manager_reads_what_the_former_one_held(self):
        self.last.sudo().interviewer_id = self.other_manager
        self.employee.parent_id = self.other_manager
        entretien = self._as(self.user_other_manager, self.entretien)
        self.assertEqual(entretien.previous_id, self.last)
        self.assertTrue(entretien.beside["sections"])

    def test_an_interviewer_reads_no_more_than_his_own(self):
        """He conducts this one and led nothing before: the past stays closed to him."""
        self.entretien.interviewer_id = self.other_manager
        entretien = self._as(self.user_other_manager, self.entretien)
        self.assertFalse(entretien.previous_id)
        self.assertEqual(entretien.beside["sections"], [])
        with self.assertRaisesRegex(UserError, "nothing to reuse"):
            entretien.action_take_section("prospects", True)
        self.assertEqual(entretien.beside["previous"], "")

    def test_hr_s_note_is_not_carried_over(self):
        self.last.sudo().hr_note = "For HR alone"
        for user in (self.user_manager, self.user_hr):
            beside = self._as(user, self.entretien).beside
            self.assertNotIn("For HR alone", str(beside))

    def test_nobody_else(self):
        for user in (self.user_colleague, self.user_system, self.user_other_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.entretien).read(["previous_id", "beside"])
