"""The file that puts the interview into any calendar, and moves it there."""

import pytz
import vobject

from odoo import fields

from ..proof.ir_actions_report import INTERVIEW_WORDS


def calendar_file(entretien):
    """The interview as an iCalendar file, in the language of its environment: bytes.
    Its identity is the interview's: a later file moves or removes the same entry."""
    env, start = entretien.env, moment_of(entretien)
    over = entretien.state in ("cancelled", "declined", "to_plan")
    interviewer = entretien.sudo().interviewer_id.name or ""
    lines = [env._("Held by %(name)s", name=interviewer)]
    if entretien.is_video and entretien.video_url:
        lines.append(entretien.video_url)
    database = env["ir.config_parameter"].sudo().get_param("database.uuid")
    now = pytz.utc.localize(fields.Datetime.now())
    end = fields.Datetime.add(start, hours=entretien.duration or 1.0)
    calendar = vobject.iCalendar()
    calendar.add("method").value = "CANCEL" if over else "PUBLISH"
    event = calendar.add("vevent")
    event.add("uid").value = f"entretien-{entretien.id}@{database}"
    event.add("sequence").value = str(int(now.timestamp()) // 60)
    event.add("dtstamp").value = now
    event.add("dtstart").value = pytz.utc.localize(start)
    event.add("dtend").value = pytz.utc.localize(end)
    event.add("status").value = "CANCELLED" if over else "CONFIRMED"
    event.add("summary").value = entretien.env[INTERVIEW_WORDS]._title(entretien)
    event.add("location").value = place_of(entretien)
    event.add("description").value = "\n".join(lines)
    return calendar.serialize().encode()


def moment_of(entretien):
    """When it is planned, or was before the date fell: naive UTC, or False."""
    return entretien.date_planned or entretien.date_fallen


def place_of(entretien):
    if entretien.is_video:
        return entretien.env._("By video")
    return entretien.location or ""
