"""What an employee leaves for good in an interview has a limit."""

from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from ..models.proof.hr_entretien_proof import MAX_BY_EMPLOYEE
from ..models.proof.ir_attachment import MAX_GIVEN
from .page_common import PageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCapped(PageCase, HttpCase):
    def _lines(self, kind):
        return self.entretien.proof_ids.filtered(lambda line: line.kind == kind)

    def test_not_available_so_many_times(self):
        mine = self._as(self.user_employee, self.entretien)
        for number in range(MAX_BY_EMPLOYEE):
            mine._declare_unavailable(f"Not that day, {number}")
        with self.assertRaisesRegex(UserError, "already done this"):
            mine._declare_unavailable("Not that day either")
        self.assertEqual(len(self._lines("unavailable")), MAX_BY_EMPLOYEE)

    def test_sent_so_many_times(self):
        with self._request_of(self.user_employee):
            mine = self._as(self.user_employee, self.preparation)
            for _time in range(MAX_BY_EMPLOYEE):
                mine._submit()
                mine._reopen_draft()
            with self.assertRaisesRegex(UserError, "already done this"):
                mine._submit()
        self.assertEqual(len(self._lines("preparation")), MAX_BY_EMPLOYEE)

    def _upload(self, record):
        return self.url_open(
            "/mail/attachment/upload",
            data={
                "csrf_token": Request.csrf_token(self),
                "thread_model": record._name,
                "thread_id": record.id,
            },
            files={"ufile": ("note.txt", b"x", "text/plain")},
        )

    def _pieces(self, record):
        return self.env["ir.attachment"].search_count(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def test_no_piece_of_the_employee_in_the_chatter(self):
        held = self._held(self.employee, "2025-03-02", motif="on_request")
        for user, status, number in (
            (self.user_employee, 404, 0),
            (self.user_manager, 200, 1),
        ):
            self.authenticate(user.login, user.login)
            self.assertEqual(self._upload(held).status_code, status)
            self.assertEqual(self._pieces(held), number)

    def test_pieces_of_who_is_in_charge_of_an_action(self):
        held = self._held(
            self.colleague,
            "2025-03-02",
            action_ids=[(0, 0, {"name": "Enrol", "owner_id": self.employee.id})],
        )
        values = {
            "name": "x",
            "raw": b"x",
            "res_model": "hr.entretien.action",
            "res_id": held.action_ids.id,
        }
        mine = self._as(self.user_employee, self.env["ir.attachment"])
        mine.create([values] * MAX_GIVEN)
        with self.assertRaisesRegex(UserError, "documents there"):
            mine.create(values)
        elsewhere = mine.create({"name": "x", "raw": b"x"})
        with self.assertRaisesRegex(UserError, "documents there"):
            elsewhere.write(
                {"res_model": values["res_model"], "res_id": values["res_id"]}
            )

    def test_who_leads_files_what_the_interview_needs(self):
        values = {"name": "x", "res_model": "hr.entretien", "res_id": self.entretien.id}
        mine = self._as(self.user_manager, self.env["ir.attachment"])
        self.assertTrue(mine.create([values] * (MAX_GIVEN + 1)))
