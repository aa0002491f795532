"""In charge of a line without leading the interview: that line, and nothing more."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .test_followup_activities import FollowupCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestOwnerAccess(FollowupCase):
    """The owner here is a colleague of the employee: he leads nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien.motif = "return"
        cls.need = cls._need(owner_id=cls.officer.id, answer_reason="In the plan")
        cls.action = cls._action(owner_id=cls.officer.id)
        cls.other_need = cls._need(name="Bilan de compétences")
        cls.other_action = cls._action(name="Talk to the doctor")
        cls.lines = (cls.need, cls.action)
        cls.user_owner = cls.user_officer

    def test_reads_his_line(self):
        for line in self.lines:
            found = self._as(self.user_owner, line)
            self.assertEqual(found.search([]), found)
            self.assertTrue(found.read(["name", "employee_id", "deadline"]))
            self.assertRecordValues(found, [{"can_decide": False, "can_follow": True}])

    def test_says_what_became_of_it(self):
        values = {"followup_state": "done", "followup_note": "Session of March"}
        for line in self.lines:
            self._as(self.user_owner, line).write(values)
            self.assertRecordValues(
                line, [{**values, "date_done": self._day("2026-03-02")}]
            )
        self._as(self.user_owner, self.action).done = False
        self.assertEqual(self.action.followup_state, "todo")

    def test_also_when_the_interview_is_closed(self):
        self.entretien.action_close()
        self._as(self.user_owner, self.need).followup_state = "progress"
        self.assertEqual(self.need.followup_state, "progress")

    def test_decides_nothing(self):
        refused = {
            "hr.entretien.besoin": (
                {"answer": "refused"},
                {"answer_reason": "x"},
                {"priority": "2"},
            ),
            "hr.entretien.action": ({"done": True, "deadline": "2027-01-01"},),
        }
        for line in self.lines:
            for values in (
                *refused[line._name],
                {"name": "Other"},
                {"owner_id": self.stranger.id},
                {"deadline": "2027-01-01"},
                {"sequence": 1},
                {"entretien_id": self.entretien.id},
                {"followup_state": "done", "name": "Other"},
                {"notified": "x"},
                {"activity_id": False},
            ):
                with self.subTest(line=line, values=values):
                    with self.assertRaises(AccessError):
                        self._as(self.user_owner, line).write(values)
            with self.assertRaises(AccessError):
                self._as(self.user_owner, line).unlink()

    def test_writes_no_line_of_his_own(self):
        for line in self.lines:
            with self.assertRaises(AccessError):
                self._as(self.user_owner, line.browse()).create(
                    {
                        "entretien_id": self.entretien.id,
                        "name": "Mine",
                        "owner_id": self.officer.id,
                    }
                )

    def test_does_not_open_the_interview(self):
        entretien = self._as(self.user_owner, self.entretien)
        self.assertFalse(entretien.search([("id", "=", self.entretien.id)]))
        for names in (["motif"], ["display_name"], ["besoin_ids"], ["conclusion"]):
            with self.subTest(names=names), self.assertRaises(AccessError):
                self._as(self.user_owner, self.entretien).read(names)
        with self.assertRaises(AccessError):
            self._as(self.user_owner, self.need).entretien_id.motif  # noqa: B018
        with self.assertRaises(AccessError):
            self._as(self.user_owner, self.entretien).message_post(body="x")

    def test_does_not_learn_the_motif_from_its_name(self):
        """“Return from absence” in a name would say too much."""
        row = self._as(self.user_owner, self.need).read(["entretien_id"])[0]
        self.assertEqual(row["entretien_id"][1], "Entretien professionnel")
        row = self._as(self.user_manager, self.need).read(["entretien_id"])[0]
        self.assertIn("Return", row["entretien_id"][1])

    def test_does_not_see_the_other_lines(self):
        for line in (self.other_need, self.other_action):
            with self.subTest(line=line):
                with self.assertRaises(AccessError):
                    self._as(self.user_owner, line).read(["name"])
                with self.assertRaises(AccessError):
                    self._as(self.user_owner, line).write({"followup_state": "done"})

    def test_finds_nothing_through_the_line(self):
        """A search or a group tells as much as a reading."""
        for domain in (
            [("entretien_id.motif", "=", "return")],
            [("entretien_id.besoin_ids.name", "ilike", "bilan")],
            [("entretien_id.state", "=", "held")],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(self._as(self.user_owner, self.need).search(domain))
        groups = self._as(self.user_owner, self.need)._read_group(
            [], ["entretien_id.motif"], ["__count"]
        )
        self.assertEqual(groups, [(False, 1)])

    def test_exports_nothing_more(self):
        self.user_owner.group_ids += self.env.ref("base.group_allow_export")
        for path in ("entretien_id/motif", "entretien_id/conclusion"):
            with self.subTest(path=path), self.assertRaises(AccessError):
                self._as(self.user_owner, self.need).export_data([path])
        datas = self._as(self.user_owner, self.need).export_data(["name"])["datas"]
        self.assertEqual(datas, [["Welding licence"]])

    def test_not_before_the_interview_is_held(self):
        """Notes of a talk to come are nobody's business yet."""
        opened = self._entretien(self.stranger)
        line = self._need(entretien_id=opened.id, owner_id=self.officer.id)
        with self.assertRaises(AccessError):
            self._as(self.user_owner, line).read(["name"])
        with self.assertRaises(AccessError):
            self._as(self.user_owner, line).write({"followup_state": "done"})

    def test_nobody_else_gets_in_by_that_door(self):
        for user in (
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            for line in self.lines:
                with self.subTest(login=user.login, line=line):
                    with self.assertRaises(AccessError):
                        self._as(user, line).read(["name"])
                    with self.assertRaises(AccessError):
                        self._as(user, line).write({"followup_state": "done"})

    def test_the_employee_follows_his_own_line_only(self):
        """He reads them all once it is held, and writes where he is in charge."""
        self.assertFalse(self._as(self.user_employee, self.need).can_follow)
        with self.assertRaises(AccessError):
            self._as(self.user_employee, self.need).followup_state = "done"
        mine = self._need(owner_id=self.employee.id, answer="pending")
        self._as(self.user_employee, mine).followup_state = "progress"
        with self.assertRaises(AccessError):
            self._as(self.user_employee, mine).answer = "accepted"

    def test_private_columns(self):
        """What moves activities about is not HR's to write either."""
        for values in ({"notified": "x"}, {"activity_id": 1}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._as(self.user_hr, self.need).write(values)
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.need).read(["activity_id"])
