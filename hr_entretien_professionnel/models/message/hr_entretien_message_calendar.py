"""The file that puts the interview into any calendar, and moves it there."""

import pytz
import vobject

from odoo import fields, models

WITH_FILE = ("invitation", "reinvitation", "moved", "cancelled")


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _calendar_file(self):
        """The interview as an iCalendar file, in the language of the environment.

        Its identity is the interview's: a later file moves or removes the same entry.

        :rtype: bytes
        """
        self.ensure_one()
        over = self.state in ("cancelled", "declined", "to_plan")
        start = self._mail_moment()
        end = fields.Datetime.add(start, hours=self.duration or 1.0)
        calendar = vobject.iCalendar()
        calendar.add("method").value = "CANCEL" if over else "PUBLISH"
        event = calendar.add("vevent")
        now = pytz.utc.localize(fields.Datetime.now())
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        event.add("uid").value = f"entretien-{self.id}@{database}"
        event.add("sequence").value = str(int(now.timestamp()) // 60)
        event.add("dtstamp").value = now
        event.add("dtstart").value = pytz.utc.localize(start)
        event.add("dtend").value = pytz.utc.localize(end)
        event.add("status").value = "CANCELLED" if over else "CONFIRMED"
        event.add("summary").value = self._report_title()
        event.add("location").value = self._mail_place()
        event.add("description").value = self._calendar_description()
        return calendar.serialize().encode()

    def _calendar_description(self):
        self.ensure_one()
        held_by = self.env._("Held by %(name)s", name=self._mail_interviewer())
        return "\n".join(filter(None, (held_by, self.is_video and self.video_url)))


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    def _attach_calendar_files(self, mail_message):
        """Attach the file of each interview that is given, moved or taken away.

        :param mail_message: the ``mail.message`` that keeps them
        """
        vals_list = [
            {
                "name": f"{message.entretien_id._report_title()}.ics",
                "raw": message.entretien_id._calendar_file(),
                "mimetype": "text/calendar",
                "res_model": "mail.message",
                "res_id": mail_message.id,
            }
            for message in self
            if message.kind in WITH_FILE
            and message.is_own
            and message.entretien_id._mail_moment()
        ]
        files = self.env["ir.attachment"].sudo().create(vals_list)
        mail_message.attachment_ids |= files
