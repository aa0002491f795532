"""Of a value that came over RPC: whether a form could send it, and what it says."""

import base64
from functools import partial

from odoo import fields, models
from odoo.api import NewId
from odoo.fields import Command

# The days and the numbers that calendars, time zones and the database reckon with.
FIRST_YEAR, LAST_YEAR = 1900, 2150
MAX_INTEGER = 2**31 - 1
MAX_NUMBER = 1e12
WITH_ID = (Command.UPDATE, Command.DELETE, Command.UNLINK, Command.LINK)
WITH_VALUES = (Command.CREATE, Command.UPDATE)


def is_readable(field, value, env, form=False):
    """
    :param env: in which the choices of a selection are read
    :param bool form: what a form shows, which gives a record by its values
    """
    if value is None or value is False:
        return True
    reads = READERS.get(field.type)
    try:
        if isinstance(value, dict) and field.type == "many2one":
            # What a form shows of a record; one that is not saved yet has no id.
            known = {"id", *env[field.comodel_name]._fields}
            return form and value.keys() <= known and _id(value.get("id"))
        if field.type == "selection":
            return value in field.get_values(env)
        return not reads or bool(reads(value))
    except (LookupError, TypeError, ValueError, OverflowError):
        return False


def typed_text(value):
    """
    :param value: what was given as a reason; over RPC it may be no text
    :returns: it, without the blanks around it; empty when it says nothing
    """
    return value.strip() if isinstance(value, str) else ""


def _text(value):
    return isinstance(value, str) and "\x00" not in value


def _day(parse, value):
    day = parse(value)
    return not day or FIRST_YEAR <= day.year <= LAST_YEAR


def _number(value):
    """Of neither NaN nor infinity is that true."""
    return abs(float(value)) < MAX_NUMBER


def _integer(value):
    return abs(int(value)) <= MAX_INTEGER


def _id(value):
    """Of a record, or of one that the form has not saved yet."""
    if isinstance(value, str):
        return value.startswith("virtual_")
    return not value or (isinstance(value, int) and 0 < value <= MAX_INTEGER)


def _record(value):
    if isinstance(value, (models.BaseModel, NewId)):
        return True
    return isinstance(value, int) and not isinstance(value, bool) and _id(value)


def _lines(value):
    if isinstance(value, models.BaseModel):
        return True
    return isinstance(value, (list, tuple)) and all(map(_command, value))


def _commands(value):
    return _lines(value) and not any(isinstance(item, int) for item in value)


def _command(item):
    if isinstance(item, (int, NewId)):
        return _record(item)
    code = Command(item[0])
    if code in WITH_ID and not (_record(item[1]) or _id(item[1])):
        return False
    if code in WITH_VALUES:
        return isinstance(item[2], dict)
    return code != Command.SET or all(map(_record, item[2]))


def _answers(value):
    """The properties of a record: a list of definitions, or values by name."""
    if isinstance(value, dict):
        return all(map(_text, value))
    return all(isinstance(item, dict) and _text(item.get("name")) for item in value)


def _content(value):
    return isinstance(value, (bytes, str)) and base64.b64decode(value) is not None


READERS = {
    "binary": _content,
    "char": _text,
    "date": partial(_day, fields.Date.to_date),
    "datetime": partial(_day, fields.Datetime.to_datetime),
    "float": _number,
    "html": _text,
    "image": _content,
    "integer": _integer,
    "many2many": _lines,
    "many2one": _record,
    "many2one_reference": _integer,
    "monetary": _number,
    "one2many": _commands,
    "properties": _answers,
    "text": _text,
}
