"""Whether a value that came over RPC is one that a form could send for a field."""

import base64
import binascii
import math

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
    except (TypeError, ValueError, OverflowError):
        return False


def _text(value):
    return isinstance(value, str) and "\x00" not in value


def _day(value):
    day = fields.Date.to_date(value)
    return not day or FIRST_YEAR <= day.year <= LAST_YEAR


def _moment(value):
    moment = fields.Datetime.to_datetime(value)
    return not moment or FIRST_YEAR <= moment.year <= LAST_YEAR


def _number(value):
    return math.isfinite(float(value)) and abs(float(value)) < MAX_NUMBER


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
    code, *rest = item
    if not isinstance(code, int) or code not in [command.value for command in Command]:
        return False
    if code in WITH_ID and not (rest and (_record(rest[0]) or _id(rest[0]))):
        return False
    if code in WITH_VALUES:
        return len(rest) == 2 and isinstance(rest[1], dict)
    if code == Command.SET:
        return len(rest) == 2 and all(map(_record, rest[1]))
    return True


def _answers(value):
    """The properties of a record: a list of definitions, or values by name."""
    if isinstance(value, dict):
        return all(map(_text, value))
    return all(isinstance(item, dict) and _text(item.get("name")) for item in value)


def _content(value):
    try:
        return isinstance(value, (bytes, str)) and bool(base64.b64decode(value) or True)
    except binascii.Error:
        return False


READERS = {
    "binary": _content,
    "char": _text,
    "date": _day,
    "datetime": _moment,
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
