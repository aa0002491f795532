"""Two people fill the same form: nothing that one wrote is lost.

The form sends what each changed field held when its user began. Another field changed
by somebody else: both changes stay. The same field: of a text both are kept, of a
choice or a date the one saved first; who saves second is informed at once.
"""

import re

from odoo.exceptions import UserError
from odoo.fields import Command

# Set by the form when it saves; whoever writes otherwise is not concerned.
STARTED_FROM = "entretien_started_from"
# Where a sentence may begin: after another one, on a line of its own, or joined.
BEGINNING = re.compile(r"[.!?…]\s+|\s*\n\s*| / ")


def join_saved(record, vals):
    """What a form is to save: its values, joined with what others saved meanwhile.

    :raises UserError: what the form says it started from cannot be read
    """
    started, labels = record.env.context.get(STARTED_FROM), []
    if not (record and isinstance(started, dict)):
        return vals
    try:
        record.ensure_one()
        record.check_access("read")
        vals = _join_record(record, vals, started, labels)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # What a form says it started from is of any shape over RPC.
        raise UserError(
            record.env._("This could not be read: load the page again.")
        ) from error
    if labels:
        _notify(record, labels)
    return vals


def _notify(record, labels):
    """Who saves second reads who changed the same fields, and what became of it."""
    env, writer = record.env, record.sudo().write_uid
    known = writer != env.user and not writer._is_superuser()
    message = env._(
        "While you were writing, %(who)s changed: %(labels)s. Both texts are kept; of "
        "a choice or a date, the one saved first.",
        who=writer.name if known else env._("somebody else"),
        labels=", ".join(dict.fromkeys(labels)),
    )
    env.user._bus_send(
        "simple_notification", {"type": "warning", "message": message, "sticky": True}
    )


def _join_record(record, vals, started, labels):
    """What to write, compared field by field with what others wrote meanwhile.

    :param dict started: what these fields held when the user began
    :param list labels: receives the label of each field that both changed
    """
    joined = dict(vals)
    for name in started.keys() & vals.keys() & record._fields.keys():
        field, base, mine = record._fields[name], started[name], vals[name]
        if field.type == "properties":
            joined[name] = _join_answers(record, name, mine, base, labels)
        elif field.type == "one2many":
            joined[name] = _join_lines(record[name], mine, base, labels)
        elif field.type != "many2many":
            stored = field.convert_to_write(record[name], record)
            if not (_same(base, stored) or _same(mine, stored)):
                joined[name] = _both(field.type, base, stored, mine)
                labels.append(field._description_string(record.env))
    return joined


def _join_lines(lines, commands, bases, labels):
    """The commands of a one2many; ``bases``: by id of the line, what it held."""
    stored = {line.id: line for line in lines}
    joined = []
    for command in commands:
        if command[0] == Command.UPDATE:
            _code, line_id, vals = command
            base, line = bases.get(str(line_id)), stored.get(line_id)
            if base and line:
                vals = _join_record(line, vals, base, labels)
                command = Command.update(line_id, vals)
        joined.append(command)
    return joined


def _join_answers(record, name, answers, bases, labels):
    stored = {item["name"]: item for item in record.read([name])[0][name] or ()}
    started = {item["name"]: item.get("value") for item in bases or ()}
    joined = []
    for item in answers or ():
        key, mine = item.get("name"), item.get("value")
        base, theirs = started.get(key), stored.get(key, {}).get("value")
        if key in stored and not (_same(base, theirs) or _same(mine, theirs)):
            if _same(base, mine):
                item = {**item, "value": theirs}
            else:
                both = _both(item.get("type"), base, theirs, mine)
                item = {**item, "value": both}
                labels.append(item.get("string") or "")
        joined.append(item)
    return joined


def _same(one, other):
    return _bare(one) == _bare(other)


def _bare(value):
    """A value without what formats add: a record's name, how lines end, seconds."""
    if isinstance(value, (list, tuple)):
        pair = len(value) == 2 and isinstance(value[0], int)
        return value[0] if pair else [_bare(item) for item in value]
    if isinstance(value, bool) or not value:
        return value or False
    if isinstance(value, (int, float)):
        return float(value)
    return str(value).replace("\r\n", "\n").strip()


def _both(kind, base, stored, mine):
    """Both texts, what they began with once, no sentence torn; else what is stored."""
    if kind not in ("char", "text"):
        return stored
    base, stored, mine = (str(text or "").rstrip() for text in (base, stored, mine))
    first, second = stored, mine
    if stored.startswith(base) and mine.startswith(base):
        theirs, ours = _new_from(stored, base), _new_from(mine, base)
        if theirs >= len(base) > ours:
            # The sentence goes on in mine; what the others added comes after it.
            first, second = mine, stored[theirs:]
        else:
            second = mine[ours:]
    joint = "\n" if kind == "text" else " / "
    return joint.join(filter(None, (first, second)))


def _new_from(text, base):
    """Where the sentences begin that a text does not share with what it began with:
    ``len(base)`` or more when none of the former ones goes on."""
    found = BEGINNING.finditer(text)
    return max((one.end() for one in found if one.start() <= len(base)), default=0)
