"""What was presented and signed is handed over, whatever changes in between."""

import io

from psycopg2.errors import ForeignKeyViolation
from pypdf import PdfReader

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .close_common import CloseCase


@tagged("post_install", "-at_install", "pdf_rendering")
@freeze_time("2026-03-16 09:00:00")
class TestHandedOver(CloseCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.print_delay", "0")
        cls.company.partner_id.lang = "en_US"
        cls.env["res.lang"]._activate_lang("en_US").date_format = "%m/%d/%Y"
        cls.last = cls._held(
            cls.employee,
            "2025-01-10",
            besoin_ids=[
                Command.create({"name": "Welding licence", "answer": "accepted"})
            ],
        )
        cls.need = cls.last.besoin_ids

    def _step(self, name):
        mine = self._as(self.user_manager, self.entretien)
        getattr(mine.with_context(force_report_rendering=True), name)()
        return self.entretien._frozen_file()

    def _pages(self, document):
        return PdfReader(io.BytesIO(document._bytes())).pages

    def _text(self, page):
        return " ".join(page.extract_text().split())

    def _change_everything_around(self):
        self.need.write({"followup_state": "done", "followup_note": "Passed in June"})
        self.department.name = "Assembly"
        self.job.name = "Fitter"
        self.employee.write(
            {
                "name": "Another name",
                "parent_id": self.other_manager.id,
                "department_id": self.other_department.id,
                "job_id": False,
            }
        )
        self.manager.job_title = "Head of another workshop"
        self.company.write(
            {
                "name": "Another company",
                "entretien_rhythm": "two_six",
                "entretien_info_cpf": "<p>Another text</p>",
            }
        )

    def test_pages_presented_are_the_pages_handed_over(self):
        """Each as it was drawn, followed by the one that says who signed."""
        presented = self._step("action_present")
        self._answer("interviewer")
        self._answer("employee", "reserved", "Not on the deadline", via="page")
        self._change_everything_around()
        copy = self._step("action_close")
        before, after = self._pages(presented), self._pages(copy)
        self.assertEqual(len(after), len(before) + 1)
        for read, handed in zip(before, after[:-1], strict=True):
            self.assertEqual(
                read.get_contents().get_data(), handed.get_contents().get_data()
            )
            self.assertEqual(self._text(read), self._text(handed))
        self.assertIn("Usinage", self._text(after[0]))
        said = self._text(after[-1])
        for text in (
            "presented for signature on 03/16/2026",
            "The employee signs with a reservation",
            "Not on the deadline",
            "Signed on 03/16/2026",
            "handed over to the employee on 03/16/2026",
        ):
            self.assertIn(text, said)
        self.assertIn(presented.checksum, said.replace(" ", ""))
        self.assertEqual(len(after[-1].images), 2)

    def test_signed_on_paper_the_copy_is_the_paper(self):
        """Nobody signed in Odoo: the day of the hand-over follows all the same."""
        presented = self._step("action_present_paper")
        self._change_everything_around()
        copy = self._step("action_close")
        before, after = self._pages(presented), self._pages(copy)
        read = [self._text(page) for page in before]
        self.assertEqual(read, [self._text(page) for page in after[:-1]])
        self.assertIn("Date and signature", self._text(after[-1]))

    def _rows(self):
        return self.env["hr.entretien.previous"]._rows(self.entretien)

    def _comment(self, time, comment):
        with freeze_time(f"2026-03-16 {time}"):
            self._as(self.user_employee, self.entretien).employee_comment = comment

    def _page_after(self, presented):
        """What the copy handed over adds to the document presented."""
        self._answer("employee", via="page")
        self._as(self.user_manager, self.entretien).action_close()
        copy = self.entretien._frozen_file("final")._bytes()
        self.assertTrue(copy.startswith(presented._bytes()))
        return copy[len(presented._bytes()) :].decode()

    def test_a_comment_written_since_is_on_the_page_of_the_signatures(self):
        presented = self._present()
        self._comment("10:00:00", "I keep my project")
        self.assertIn("I keep my project", self._page_after(presented))

    def test_a_comment_that_was_presented_is_not_printed_twice(self):
        self._comment("08:00:00", "I keep my project")
        presented = self._present()
        self.assertIn("I keep my project", presented._bytes().decode())
        self.assertNotIn("I keep my project", self._page_after(presented))

    def test_a_comment_taken_back_is_told(self):
        self._comment("08:00:00", "I keep my project")
        presented = self._present()
        self._comment("10:00:00", False)
        self.assertIn("took their comment back", self._page_after(presented))

    def test_what_became_of_the_past_is_not_written_there_any_more(self):
        """Neither presented nor closed, by nobody; on its own interview it goes on."""
        update = {
            "previous_besoin_ids": [
                Command.update(self.need.id, {"followup_note": "Too late"})
            ]
        }
        self._present()
        for step in ("presented", "closed"):
            for user in (self.user_manager, self.user_hr, self.user_hr_manager):
                with self.subTest(step=step, login=user.login):
                    with self.assertRaisesRegex(UserError, step):
                        self._as(user, self.entretien).write(update)
            self.entretien.action_close() if step == "presented" else None
        self.assertFalse(self.need.followup_note)
        self._as(self.user_manager, self.need).followup_note = "Passed in June"
        self.entretien.action_reopen("A need was forgotten")
        self._as(self.user_manager, self.entretien).write(update)
        self.assertEqual(self.need.followup_note, "Too late")

    def test_the_employee_reads_what_was_presented(self):
        """On his page and in previews, until it is withdrawn: he signs what he read."""
        for step in ("_present", "action_close"):
            with self.subTest(step=step):
                self.need.followup_state = "todo"
                getattr(self.entretien, step)()
                (row,) = self._rows()
                self.need.followup_state = "done"
                self.env.invalidate_all()
                self.assertEqual(self._rows(), [row])
                self.assertIn("To Do", row["state"])
                if step == "_present":
                    self.entretien.action_void_signatures("A slip")
                    (row,) = self._rows()
                    self.assertIn("Done", row["state"])

    def test_nothing_to_tell_when_presented_stays_nothing(self):
        self.need.sudo().unlink()
        self.env.invalidate_all()
        self._step("action_present")
        self.last.sudo().besoin_ids = [
            Command.create({"name": "Entered since", "answer": "accepted"})
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._rows(), [])

    def test_employee_moved_to_another_manager_while_it_is_signed(self):
        """Neither the move nor a new name takes the signature away."""
        self._present()
        signature = self._answer("interviewer")
        self._change_everything_around()
        self._as(self.user_hr, self.entretien).action_close()
        self.assertFalse(signature.void)
        self.assertRecordValues(
            self.entretien,
            [
                {
                    "state": "closed",
                    "department_id": self.department.id,
                    "job_id": self.job.id,
                }
            ],
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestNamed(CloseCase):
    """A closed interview keeps the department, the job and the people that it names."""

    def test_what_an_interview_names_is_archived(self):
        wished = self.env["hr.job"].create({"name": "Fitter"})
        aimed = self.env["hr.department"].create({"name": "Assembly"})
        owner = self._employee("Owner")
        self.entretien.souhait_ids.write(
            {"target_job_id": wished.id, "target_department_id": aimed.id}
        )
        self.entretien.action_ids.owner_id = owner
        self._present()
        for step in ("presented", "closed"):
            for record in (self.department, self.job, wished, aimed, owner):
                with self.subTest(step=step, record=record.name):
                    noisy = mute_logger("odoo.sql_db")
                    with self.assertRaises(ForeignKeyViolation), noisy:
                        self._as(self.user_hr_manager, record).unlink()
            if step == "presented":
                self._answer("interviewer")
                self._as(self.user_manager, self.entretien).action_close()
        self._as(self.user_hr_manager, self.department).active = False
        self.env.invalidate_all()
        self.assertEqual(self.entretien.department_id, self.department)
        self.assertEqual(self.entretien.souhait_ids.target_job_id, wished)

    def test_an_open_interview_follows_its_employee(self):
        """It keeps nothing: the department that nobody names any more goes."""
        department = self.env["hr.department"].create({"name": "Short-lived"})
        person = self._employee("Person", department_id=department.id)
        entretien = self._entretien(person)
        self.assertEqual(entretien.department_id, department)
        person.department_id = self.department
        self._as(self.user_hr_manager, department).unlink()
        self.assertEqual(entretien.department_id, self.department)
