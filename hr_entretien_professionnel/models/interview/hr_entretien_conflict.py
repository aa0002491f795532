"""Two people fill the same interview: nothing that one wrote is lost silently."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_datetime

# Set by the form when it saves; whoever writes otherwise is not concerned.
STARTED_FROM = "entretien_started_from"
LEAVING = "entretien_leaving"
TEXT_TYPES = ("char", "text")


class EntretienConflict(UserError):
    """Somebody else changed the same fields meanwhile; the form offers the choice.

    :param list clashes: ``{"path", "label", "theirs", "value", "is_text"}``, where the
        path is ``field``, ``lines.id.field`` or ``properties.name``
    """

    def __init__(self, message, clashes):
        super().__init__(message)
        self.context = {"entretien_conflict": {"message": message, "fields": clashes}}


class HrEntretien(models.Model):
    """The form sends what each changed field held when its user began.

    * another field was changed by somebody else: both changes stay;
    * the same field: the save is refused and says who, when and what. When the browser
      is being closed nobody would read the answer: both texts stay, and a choice or a
      date stays as the other one left it.
    """

    _inherit = "hr.entretien"

    def web_save(self, vals, specification, next_id=None):
        self._check_readable(vals)
        started = self.env.context.get(STARTED_FROM)
        if self and isinstance(started, dict):
            try:
                vals = self._merge_with_others(vals, started)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                # What a form says it started from is of any shape over RPC.
                raise UserError(
                    self.env._("This could not be read: load the page again.")
                ) from error
        return super().web_save(vals, specification, next_id=next_id)

    def _merge_with_others(self, vals, started):
        """The values to write, once compared with what others wrote meanwhile.

        :param dict vals: what the form writes
        :param dict started: what these fields held when the user began
        :raises EntretienConflict: the same field was changed by somebody else
        """
        self.ensure_one()
        self.check_access("read")
        merged, clashes = _merge_record(self, vals, started)
        for name, bases in started.items():
            is_lines = name in merged and self._fields[name].type == "one2many"
            if is_lines and isinstance(bases, dict):
                merged[name], found = self._merge_lines(name, merged[name], bases)
                clashes += found
        if clashes:
            raise EntretienConflict(self._conflict_message(clashes), clashes)
        return merged

    def _merge_lines(self, name, commands, bases):
        """The same for the lines that the form updates.

        :param list commands: what the form writes in the one2many
        :param dict bases: by id of the line, what its fields held
        """
        merged, clashes = [], []
        lines = {line.id: line for line in self[name]}
        for command in commands:
            if command[0] == Command.UPDATE:
                _code, line_id, vals = command
                base, line = bases.get(str(line_id)), lines.get(line_id)
                if base and line:
                    path = f"{name}.{line.id}."
                    vals, found = _merge_record(line, vals, base, path)
                    clashes += found
                    command = Command.update(line.id, vals)
            merged.append(command)
        return merged, clashes

    def _conflict_message(self, clashes):
        """Who changed what, when, and the text, for the one who is refused."""
        record = self._conflict_record(clashes[0]["path"])
        writer = record.sudo().write_uid
        who = self.env._("somebody else")
        if writer == self.env.user:
            who = self.env._("yourself, in another window")
        elif not writer._is_superuser():
            who = writer.name
        texts = "\n".join(f"{item['label']} : {item['theirs']}" for item in clashes)
        return self.env._(
            "While you were writing, this was changed by %(who)s on %(when)s:\n"
            "%(texts)s\n"
            "Nothing was overwritten. Keep both texts, or take the other one.",
            who=who,
            when=format_datetime(self.env, record.write_date, dt_format="short"),
            texts=texts,
        )

    def _conflict_record(self, path):
        """The line that a clash is about, else the interview."""
        name, _dot, rest = path.partition(".")
        line_id = rest.partition(".")[0]
        if self._fields[name].type != "one2many":
            return self
        return self[name].filtered(lambda line: line.id == int(line_id))


def _merge_record(record, vals, started, prefix=""):
    """Compare a record with what the user started from, field by field.

    :returns: the values to write, and the clashes as ``EntretienConflict`` has them
    """
    merged, clashes = dict(vals), []
    leaving = record.env.context.get(LEAVING)
    for name in started.keys() & vals.keys() & record._fields.keys():
        field, base, mine = record._fields[name], started[name], vals[name]
        if field.type == "properties":
            merged[name], found = _merge_answers(record, name, mine, base)
            clashes += found
        if field.type in ("properties", "one2many", "many2many"):
            continue
        stored = field.convert_to_write(record[name], record)
        if _same(base, stored) or _same(mine, stored):
            continue
        if not leaving:
            clashes.append(_clash(record, field, prefix))
        else:
            merged[name] = _both(field.type, base, stored, mine)
    return merged, clashes


def _merge_answers(record, name, answers, base):
    """Each answer to the company's questions stands for itself.

    What this user did not change takes what is stored; what both changed clashes.
    """
    stored = {item["name"]: item for item in record.read([name])[0][name] or ()}
    started = {item["name"]: item.get("value") for item in base or ()}
    leaving = record.env.context.get(LEAVING)
    merged, clashes = [], []
    for item in answers or ():
        key, mine = item.get("name"), item.get("value")
        theirs = stored.get(key, {}).get("value")
        untouched = _same(started.get(key), theirs) or _same(mine, theirs)
        if key in stored and not untouched:
            if _same(started.get(key), mine):
                item = {**item, "value": theirs}
            elif leaving:
                both = _both(item.get("type"), started.get(key), theirs, mine)
                item = {**item, "value": both}
            else:
                clashes.append(_answer_clash(name, item, theirs))
        merged.append(item)
    return merged, clashes


def _same(one, other):
    """Whether two values of a field say the same, whatever their format."""
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
    """Both texts, what they began with once; what is no text stays as it is stored."""
    if kind not in TEXT_TYPES:
        return stored
    base, stored, mine = base or "", stored or "", mine or ""
    if stored.startswith(base) and mine.startswith(base):
        mine = mine[len(base) :].lstrip()
    joint = "\n" if kind == "text" else " / "
    return joint.join(filter(None, (stored, mine)))


def _clash(record, field, prefix):
    spec = {"fields": {"display_name": {}}} if field.type == "many2one" else {}
    value = shown = record.web_read({field.name: spec})[0][field.name]
    if field.type == "selection":
        shown = dict(field._description_selection(record.env)).get(value)
    elif field.type == "many2one" and value:
        shown = value["display_name"]
    return {
        "path": prefix + field.name,
        "label": field._description_string(record.env),
        "theirs": str(shown or ""),
        "value": value,
        "is_text": field.type in TEXT_TYPES,
    }


def _answer_clash(name, item, theirs):
    return {
        "path": f"{name}.{item['name']}",
        "label": item.get("string") or "",
        "theirs": str(theirs or ""),
        "value": theirs,
        "is_text": item.get("type") in TEXT_TYPES,
    }
