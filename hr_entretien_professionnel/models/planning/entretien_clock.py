"""Hours, days and slots on somebody's clock, and in words.

Moments are UTC without a time zone, as Odoo stores them; ``tz`` is a ``pytz`` zone.
Nothing in it reads a record.
"""

from datetime import datetime, time, timedelta

import pytz
from babel.dates import get_timezone_location

from odoo.tools.intervals import Intervals
from odoo.tools.misc import babel_locale_parse, format_date, get_lang

DAY = timedelta(days=1)


def to_utc(moment):
    """A moment with a time zone, as Odoo stores it."""
    return moment.astimezone(pytz.utc).replace(tzinfo=None)


def local(moment, tz):
    """A stored moment on the clock of a time zone, which it carries."""
    return pytz.utc.localize(moment).astimezone(tz)


def moment_at(day, hours, tz):
    """When a clock shows so many hours (a float, 24 for the midnight that ends it)."""
    clock = datetime.combine(day, time.min) + timedelta(minutes=round(hours * 60))
    return to_utc(tz.localize(clock))


def day_span(first, last, tz):
    """From the midnight that begins a day to the one that ends another."""
    return moment_at(first, 0, tz), moment_at(last, 24, tz)


def days_between(start, end, tz):
    """The days that two moments fall on, and those between, in order."""
    first, last = (local(moment, tz).date() for moment in (start, end))
    return [first + DAY * gap for gap in range((last - first).days + 1)]


def spans(pairs):
    """A set of intervals from pairs of moments."""
    return Intervals([(start, end, frozenset()) for start, end in pairs])


# -- in words ------------------------------------------------------------------------


def day_text(env, day, date_format="EEEE d MMMM y"):
    """E.g. “Tuesday 12 May 2026”, in the language of the environment."""
    return format_date(env, day, date_format=date_format)


def hours_text(start, end, tz, dash="–"):
    """E.g. “10:00–11:00”."""
    return dash.join(f"{local(moment, tz):%H:%M}" for moment in (start, end))


def clocks_text(env, start, end, tz, others, dash="–", **kw):
    """E.g. “10:00–11:00 (Paris time), 12:00–13:00 (Réunion time)”: on all these clocks
    where one of the ``others`` shows another hour; empty where none does."""
    zones = {}
    for zone in (tz, *others):
        zones.setdefault(local(start, zone).utcoffset(), zone)
    if len(zones) == 1:
        return ""
    here, locale = local(start, tz).date(), babel_locale_parse(get_lang(env).code)
    texts = []
    for zone in zones.values():
        hours, day = hours_text(start, end, zone, dash), local(start, zone).date()
        city = get_timezone_location(zone, locale=locale, return_city=True)
        text = env._("%(hours)s (%(city)s time)", hours=hours, city=city)
        texts.append(text if day == here else f"{day_text(env, day, **kw)} {text}")
    return ", ".join(texts)


def slot_text(env, start, end, tz, others=(), **kw):
    """E.g. “Tuesday 12 May 2026, 10:00–11:00”; options as ``day_text`` takes them.

    :param others: time zones of who else reads it or is there, see ``clocks_text``
    """
    hours = clocks_text(env, start, end, tz, others, **kw)
    day = day_text(env, local(start, tz).date(), **kw)
    return f"{day}, {hours or hours_text(start, end, tz)}"
