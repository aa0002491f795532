"""A record as JSON values, whatever its model."""

import base64
import hashlib

from odoo import fields
from odoo.tools import html2plaintext

from odoo.addons.hr_entretien_professionnel.models.interview import (
    hr_entretien_technical_mixin as technical,
)
from odoo.addons.hr_entretien_professionnel.models.proof.ir_actions_report import (
    INTERVIEW_WORDS,
)

# Keys of the database, and what Odoo and the add-ons keep to do their work.
TECHNICAL = technical.REMEMBERED | {
    "create_uid",
    "write_uid",
    "write_date",
    "sealed",
    "access_token",
}


def record_values(record):
    """All that is stored of a record, as a dict of JSON values, with its id."""
    values = {"id": record.id}
    for name, field in sorted(record._fields.items()):
        ours = name in TECHNICAL or name.startswith(("message_", "activity_"))
        stored = field.store or name == "reason"
        if stored and not ours and field.type != "one2many":
            values[name] = json_value(record, name)
    return values


def json_value(record, name):
    """One field as a JSON value: dates in ISO, records by their names."""
    field, found = record._fields[name], record[name]
    if convert := CONVERTERS.get(field.type):
        return convert(record, field, found)
    return found if found or field.type in NUMBERS else None


def plain(html):
    return html2plaintext(html or "").strip()


def _many2many(_record, field, found):
    if field.comodel_name == "ir.attachment":
        return [
            {"name": item.name, "sha1": item.checksum, "bytes": item.file_size}
            for item in found
        ]
    return found.mapped("display_name")


def _binary(_record, _field, found):
    """Not the bytes, which are in the PDF or in the ZIP: what identifies them."""
    if not found:
        return None
    return {"sha256": hashlib.sha256(base64.b64decode(found)).hexdigest()}


def _selection(record, field, found):
    labels = dict(field._description_selection(record.env))
    return {"code": found, "label": labels.get(found, found)} if found else None


def _properties(record, field, found):
    # As it was stored: read, « no » and zero look like no answer.
    given = (found and found._values) or {}
    words = record.env[INTERVIEW_WORDS]
    answers = []
    for item in field.convert_to_read(found, record) or []:
        item = {**item, "value": given.get(item["name"])}
        answer = words._answer(record, item)
        answers.append({"question": item.get("string"), "answer": answer})
    return answers


NUMBERS = ("boolean", "integer", "float", "monetary")
CONVERTERS = {
    "many2one": lambda _record, _field, found: found.display_name or None,
    "many2many": _many2many,
    "binary": _binary,
    "selection": _selection,
    "properties": _properties,
    "html": lambda _record, _field, found: plain(found),
    "date": lambda _record, _field, found: fields.Date.to_string(found) or None,
    "datetime": lambda _record, _field, found: fields.Datetime.to_string(found) or None,
}
