"""The file that puts the interview into any calendar, and moves it there; the one that
a calendar subscribes to."""

import pytz
import vobject

from odoo import fields

from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..selection_labels import selection_label
from .message_kinds import is_off

# An interview stays in a calendar that subscribes, days after it.
FEED_DAYS = 60


def calendar_file(entretien):
    """The interview as an iCalendar file, in the language of its environment: bytes.
    Its identity is the interview's: a later file moves or removes the same entry."""
    over = is_off(entretien)
    calendar = vobject.iCalendar()
    calendar.add("method").value = "CANCEL" if over else "PUBLISH"
    interviewer = entretien.sudo().interviewer_id.name or ""
    held_by = entretien.env._("Conducted by %(name)s", name=interviewer)
    title = entretien.env[INTERVIEW_WORDS]._title(entretien)
    _add_event(calendar, entretien, title, [held_by])
    calendar.vevent.add("status").value = "CANCELLED" if over else "CONFIRMED"
    return calendar.serialize().encode()


def calendar_feed(user):
    """What a calendar that subscribes to a user's interviews reads: bytes.

    Those that they conduct, as far as they may read them at this very moment, and their
    own: name, motif, place and hour alone.

    :param user: ``res.users``
    """
    lang = user._entretien_lang() or user.env.lang
    # A website says its own company, whoever asks: theirs are all of theirs.
    theirs = {"lang": lang, "allowed_company_ids": user._get_company_ids()}
    entretiens = user.env["hr.entretien"].with_user(user).with_context(**theirs)
    calendar = vobject.iCalendar()
    calendar.add("method").value = "PUBLISH"
    calendar.add("x-wr-calname").value = entretiens.env._("My interviews")
    since = fields.Datetime.subtract(fields.Datetime.now(), days=FEED_DAYS)
    planned = fields.Domain("state", "=", "planned")
    planned &= fields.Domain("date_planned", ">=", since)
    if entretiens.has_access("read"):
        led = fields.Domain("interviewer_id.user_id", "=", user.id)
        for entretien in entretiens.search(planned & led):
            words = entretien.env[INTERVIEW_WORDS]._full_title(entretien)
            title = f"{entretien.sudo().employee_id.name} – {words}"
            motif = selection_label(entretien, "motif")
            _add_event(calendar, entretien, title, [motif])
    for entretien in entretiens.sudo().search(planned & entretiens._own_domain()):
        title = entretien.env[INTERVIEW_WORDS]._full_title(entretien)
        _add_event(calendar, entretien, title, [])
    return calendar.serialize().encode()


def _add_event(calendar, entretien, title, lines):
    env, start = entretien.env, moment_of(entretien)
    lines = filter(None, (*lines, entretien._call_link()))
    database = env["ir.config_parameter"].sudo().get_param("database.uuid")
    now = pytz.utc.localize(fields.Datetime.now())
    event = calendar.add("vevent")
    event.add("uid").value = f"entretien-{entretien.id}@{database}"
    event.add("sequence").value = str(int(now.timestamp()) // 60)
    event.add("dtstamp").value = now
    event.add("dtstart").value = pytz.utc.localize(start)
    event.add("dtend").value = pytz.utc.localize(start + entretien._length())
    event.add("summary").value = title
    event.add("location").value = entretien._where()
    event.add("description").value = "\n".join(lines)


def moment_of(entretien):
    """When it is planned, or was before the date fell: naive UTC, or False."""
    return entretien.date_planned or entretien.date_fallen
