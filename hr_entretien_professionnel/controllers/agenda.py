"""The interview as a file that every calendar reads."""

import vobject
from dateutil.tz import UTC

from odoo import fields


def agenda(entretien):
    """One event: when, where, with whom. Nothing of what is said there.

    :param entretien: planned, in the employee's language
    :rtype: str
    """
    calendar = vobject.iCalendar()
    event = calendar.add("vevent")
    company = entretien.company_id
    event.add("uid").value = f"entretien-{entretien.id}@{company.id}.odoo"
    event.add("dtstamp").value = fields.Datetime.now().replace(tzinfo=UTC)
    event.add("dtstart").value = entretien.date_planned.replace(tzinfo=UTC)
    event.add("dtend").value = entretien.date_planned_end.replace(tzinfo=UTC)
    event.add("summary").value = " – ".join(
        filter(None, (entretien._report_title(), entretien.interviewer_id.name))
    )
    place = entretien.video_url or entretien.location
    if place:
        event.add("location").value = place
    return calendar.serialize()
