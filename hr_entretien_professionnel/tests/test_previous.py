"""At the next interview: what became of what was said at the last one."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools.misc import format_date

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestPrevious(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.older = cls._held(cls.employee, "2023-01-10")
        cls.last = cls._held(cls.employee, "2025-01-10")
        cls.new = cls._entretien(cls.employee)

    def _need(self, entretien, name, **kw):
        values = {"entretien_id": entretien.id, "name": name, **kw}
        return self.env["hr.entretien.besoin"].create(values)

    def _names(self, entretien, name="previous_besoin_ids"):
        return entretien[name].mapped("name")

    def _said(self, day):
        return format_date(self.env, self._day(day))

    def test_all_of_the_last_and_what_was_open_of_older_ones(self):
        self._need(self.last, "Open")
        self._need(self.last, "Done", followup_state="done", date_done="2024-02-01")
        self._need(self.last, "Refused", answer="refused")
        self._need(self.older, "Still open", followup_state="progress")
        self._need(self.older, "Since", followup_state="done", date_done="2025-03-01")
        self._need(
            self.older, "Long ago", followup_state="done", date_done="2023-06-01"
        )
        self._need(self.older, "Refused then", answer="refused")
        self.assertEqual(
            self._names(self.new),
            ["Open", "Done", "Refused", "Still open", "Since"],
        )

    def test_actions_and_wishes_too(self):
        action = self.env["hr.entretien.action"].create(
            {"entretien_id": self.last.id, "name": "Ask the OPCO"}
        )
        wish = self.env["hr.entretien.souhait"].create(
            {"entretien_id": self.last.id, "kind": "mobility"}
        )
        self.assertEqual(self.new.previous_action_ids, action)
        self.assertEqual(self.new.previous_souhait_ids, wish)

    def test_only_of_interviews_held_before(self):
        """Not its own, not later ones, not cancelled ones, not somebody else's."""
        self._need(self.last, "Last")
        self._need(self.older, "Older")
        self._need(self.new, "Its own")
        cancelled = self._entretien(self.employee, state="cancelled")
        self._need(cancelled, "Cancelled")
        self._need(self._held(self.colleague, "2025-02-01"), "Somebody else's")
        self.assertEqual(self._names(self.new), ["Last", "Older"])
        self.assertEqual(self._names(self.last), ["Older"])
        self.assertFalse(self._names(self.older))

    def test_the_page_recalls_the_one_before(self):
        """Of an interview that was held: not the one that came after."""
        both = self.new | self.last | self.older
        held = self.env["hr.entretien.previous"]._held_before(both.sudo())
        self.assertEqual(held[self.new][:1], self.last)
        self.assertEqual(held[self.last][:1], self.older)
        self.assertFalse(held[self.older])

    def test_several_at_once(self):
        other = self._entretien(self.colleague)
        self._need(self._held(self.colleague, "2025-02-01"), "Theirs")
        self._need(self.last, "His")
        both = self.new | other
        self.env.invalidate_all()
        self.assertEqual([self._names(item) for item in both], [["His"], ["Theirs"]])

    def test_written_in_the_form_of_the_new_interview(self):
        """The present manager writes on the line of an interview long closed."""
        need = self._need(self.last, "Welding licence")
        with Form(self._as(self.user_manager, self.new)) as form:
            with form.previous_besoin_ids.edit(0) as line:
                line.followup_state = "done"
                line.followup_note = "Passed in June"
        self.assertRecordValues(
            need,
            [
                {
                    "followup_state": "done",
                    "followup_note": "Passed in June",
                    "date_done": self._day("2026-03-02"),
                    "entretien_id": self.last.id,
                }
            ],
        )
        self.assertEqual(self.last.state, "closed")

    def test_written_while_the_interview_is_created(self):
        need = self._need(self.last, "Welding licence")
        self.new.unlink()
        self._as(self.user_hr, self.env["hr.entretien"]).create(
            {
                "employee_id": self.employee.id,
                "previous_besoin_ids": [
                    Command.update(need.id, {"followup_state": "progress"})
                ],
            }
        )
        self.assertEqual(need.followup_state, "progress")

    def test_what_was_said_then_does_not_change(self):
        need = self._need(self.last, "Welding licence")
        update = [Command.update(need.id, {"name": "Other"})]
        for user in (self.user_manager, self.user_hr):
            with self.subTest(login=user.login), self.assertRaises(Exception) as caught:
                self._as(user, self.new).write({"previous_besoin_ids": update})
            self.assertIn("closed", str(caught.exception))

    def test_no_other_line_by_that_door(self):
        """Neither of another interview, nor by people who lead neither."""
        theirs = self._need(self._held(self.colleague, "2025-02-01"), "Theirs")
        update = [Command.update(theirs.id, {"followup_state": "done"})]
        with self.assertRaises(AccessError):
            self._as(self.user_manager, self.new).write({"previous_besoin_ids": update})
        need = self._need(self.last, "Welding licence")
        update = [Command.update(need.id, {"followup_state": "done"})]
        for user in (
            self.user_colleague,
            self.user_employee,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.new).write({"previous_besoin_ids": update})
        self.assertEqual(need.followup_state, "todo")

    def test_lines_are_neither_deleted_nor_added(self):
        need = self._need(self.last, "Welding licence")
        self._as(self.user_hr, self.new).write(
            {
                "previous_besoin_ids": [
                    Command.delete(need.id),
                    Command.create({"name": "New"}),
                ]
            }
        )
        self.assertEqual(self.last.besoin_ids, need)

    def test_printed(self):
        """As text, whatever the reader may open."""
        self._need(
            self.last,
            "Welding licence",
            answer="accepted",
            owner_id=self.hr.id,
            deadline="2025-06-30",
            followup_state="done",
            date_done="2025-06-12",
            followup_note="Passed",
        )
        self._need(self.last, "Studies", answer="refused")
        new = self._as(self.user_manager, self.new)
        rows = new.env["hr.entretien.previous"]._rows(new)
        self.assertEqual(
            rows,
            [
                {
                    "kind": "Need",
                    "name": "Welding licence",
                    "day": self._said("2025-01-10"),
                    "who": "Hr",
                    "when": self._said("2025-06-30"),
                    "state": f"Accepted – Done, {self._said('2025-06-12')}",
                    "note": "Passed",
                },
                {
                    "kind": "Need",
                    "name": "Studies",
                    "day": self._said("2025-01-10"),
                    "who": "",
                    "when": "",
                    "state": "Refused",
                    "note": "",
                },
            ],
        )

    def test_a_wish_is_printed_in_words(self):
        wish = self.env["hr.entretien.souhait"].create(
            {
                "entretien_id": self.last.id,
                "kind": "other_job",
                "target_job_id": self.job.id,
            }
        )
        new = self._as(self.user_manager, self.new)
        for state, said in (("todo", ""), ("progress", "In Progress")):
            wish.followup_state = state
            (row,) = new.env["hr.entretien.previous"]._rows(new)
            self.assertEqual(
                (row["kind"], row["name"], row["state"]),
                ("Wish", "Another job, Tourneuse", said),
            )

    def test_printed_table(self):
        self._need(self.last, "Welding licence", followup_note="Passed in June")
        html = self.env["ir.qweb"]._render(
            "hr_entretien_professionnel.report_hr_entretien_previous",
            {"doc": self.new},
        )
        for text in ("What became of", "Welding licence", "Passed in June", "To Do"):
            self.assertIn(text, html)
        self.assertFalse(
            self.env["ir.qweb"]
            ._render(
                "hr_entretien_professionnel.report_hr_entretien_previous",
                {"doc": self.older},
            )
            .strip()
        )
