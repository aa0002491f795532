"""Somebody writes on the employee while the mail of the hire leaves."""

from psycopg2.errors import LockNotAvailable

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import QUIET
from .concurrent_common import ConcurrentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestHireConcurrent(ConcurrentCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            employees = env["hr.employee"].with_context(**QUIET)
            employee = employees.create(
                {"name": "Hired", "work_email": "hired@example.com"}
            )
            queue = env["hr.entretien.message"]
            sender = env["hr.entretien.sender"]
            mail = sender._deliver([queue._queue_hire(employee)])
            self.employee_id, self.mail_id = employee.id, mail.id
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            message = env["mail.mail"].browse(self.mail_id).mail_message_id
            env["mail.mail"].browse(self.mail_id).unlink()
            message.unlink()
            self._forget(env, env["hr.employee"].browse(self.employee_id))

    @mute_logger("odoo.sql_db")
    def test_the_card_is_held_until_it_is_noted_that_it_left(self):
        """What is noted is stored on the card: refused, the mail would leave again."""
        with self._transaction() as sending, self._transaction() as other:
            mail = sending["mail.mail"].browse(self.mail_id)
            mail._hold_interviews(mail._entretien_messages())
            with self.assertRaises(LockNotAvailable):
                other.cr.execute(
                    "SELECT FROM hr_employee WHERE id = %s FOR NO KEY UPDATE NOWAIT",
                    [self.employee_id],
                )
            other.cr.rollback()
