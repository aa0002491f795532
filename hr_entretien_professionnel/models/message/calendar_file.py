"""The file that puts the interview into any calendar, and moves it there."""

import pytz
import vobject

from odoo import fields

from ..proof.ir_actions_report import INTERVIEW_WORDS

GONE = ("cancelled", "declined", "to_plan")


def calendar_file(entretien):
    """The interview as an iCalendar file, in the language of its environment.

    Its identity is the interview's: a later file moves or removes the same entry.

    :rtype: bytes
    """
    over = entretien.state in GONE
    start = moment_of(entretien)
    calendar = vobject.iCalendar()
    calendar.add("method").value = "CANCEL" if over else "PUBLISH"
    event = calendar.add("vevent")
    now = pytz.utc.localize(fields.Datetime.now())
    end = fields.Datetime.add(start, hours=entretien.duration or 1.0)
    database = entretien.env["ir.config_parameter"].sudo().get_param("database.uuid")
    event.add("uid").value = f"entretien-{entretien.id}@{database}"
    event.add("sequence").value = str(int(now.timestamp()) // 60)
    event.add("dtstamp").value = now
    event.add("dtstart").value = pytz.utc.localize(start)
    event.add("dtend").value = pytz.utc.localize(end)
    event.add("status").value = "CANCELLED" if over else "CONFIRMED"
    event.add("summary").value = entretien.env[INTERVIEW_WORDS]._title(entretien)
    event.add("location").value = place_of(entretien)
    event.add("description").value = _description(entretien)
    return calendar.serialize().encode()


def moment_of(entretien):
    """When it is planned, or was before the date fell.

    :rtype: datetime, naive UTC, or False
    """
    return entretien.date_planned or entretien.date_fallen


def place_of(entretien):
    """The room, or that it is by video, or nothing."""
    if entretien.is_video:
        return entretien.env._("By video")
    return entretien.location or ""


def _description(entretien):
    name = entretien.sudo().interviewer_id.name or ""
    lines = (
        entretien.env._("Held by %(name)s", name=name),
        entretien.is_video and entretien.video_url,
    )
    return "\n".join(filter(None, lines))
