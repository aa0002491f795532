"""An employee's whole file, machine readable, as he may ask for it (RGPD, art. 15)."""

import base64
import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import html2plaintext
from odoo.tools.misc import format_date

# Keys of the database, and what Odoo keeps to do its work.
TECHNICAL = {
    "id",
    "create_uid",
    "write_uid",
    "write_date",
    "sealed",
    "warned_of",
    "deadline_told",
    "digest",
    "access_token",
    "activity_id",
    "event_id",
    "mail_mail_id",
    "mail_message_id",
    "message_main_attachment_id",
}
IDENTITY = (
    "name",
    "entretien_birth_name",
    "registration_number",
    "birthday",
    "sex",
    "ssnid",
    "work_email",
    "work_phone",
    "job_title",
    "job_id",
    "department_id",
    "parent_id",
    "company_id",
    "entretien_category",
    "departure_date",
)
FORMATS = ("pdf", "json", "zip")


class HrEmployee(models.Model):
    """The export is HR's: they hand it to the employee, who asked for it."""

    _inherit = "hr.employee"

    @api.model
    def _entretien_file_parts(self):
        """The models that hold an employee's file; an add-on adds its own at the end.

        Each is exported whole, under its name: a field that is added to it is exported
        without anything to write here. A file past its term is deleted in the opposite
        order: what points to another part comes after it.

        :returns: dict of a model with ``employee_id`` or ``entretien_id`` → its name in
            the file
        """
        return {
            "hr.entretien.absence": "absences",
            "hr.entretien": "interviews",
            "hr.entretien.action": "actions",
            "hr.entretien.besoin": "needs",
            "hr.entretien.souhait": "wishes",
            "hr.entretien.preparation": "preparations",
            "hr.entretien.file": "documents",
            "hr.entretien.proof": "proofs",
            "hr.entretien.signature": "signatures",
            "hr.entretien.bilan": "bilans",
            "hr.entretien.bilan.line": "bilan_lines",
            "hr.entretien.abondement": "abondements",
            "hr.entretien.exposure": "exposure",
            "hr.entretien.link": "links",
        }

    @api.model
    def _entretien_file_exceptions(self):
        """What points to an employee or an interview and is no part of the file.

        :returns: dict of model → why: exported otherwise, or not of that person
        """
        return {
            "hr.entretien.compliance": "a view on the dates and the status told here",
            "hr.entretien.message": "told with what they said: see _messages",
            "hr.entretien.export.log": "who exported the lists of HR: about them",
            "hr.entretien.purge": "a view on the counts of what is told here",
        }

    def _entretien_export(self, kind):
        """The employee's whole file, to be handed to him; it is logged.

        :param str kind: one of ``FORMATS``
        :returns: name of the file and its bytes
        :raises AccessError: the user is not HR of the employee's company
        """
        self._entretien_check_export()
        make = {
            "pdf": self._entretien_export_pdf,
            "json": self._entretien_export_json,
            "zip": self._entretien_export_zip,
        }[kind]
        content = make()
        name = f"{self._entretien_export_name()}.{kind}"
        self.env["hr.entretien.export.log"]._log("file_export", self, name)
        return name, content

    def _entretien_check_export(self):
        self.ensure_one()
        if not self.env.user.has_group("hr.group_hr_user"):
            raise AccessError(self.env._("Only HR may do this."))
        self.check_access("read")

    def _entretien_export_name(self):
        day = format_date(
            self.env, fields.Date.context_today(self), date_format="yyyy-MM-dd"
        )
        name = self.env._(
            "Interview file - %(name)s - %(day)s", name=self.sudo().name, day=day
        )
        return name.replace("/", "-")

    def _entretien_export_json(self):
        """
        :rtype: bytes
        """
        content = self._entretien_export_content()
        text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
        return text.encode()

    # -- what it says ------------------------------------------------------------------

    def _entretien_export_content(self):
        """The file as JSON values; with the server's rights, once asked for by HR.

        :rtype: dict
        """
        person = self.sudo().with_context(active_test=False, bin_size=False)
        return {
            "about": person._entretien_export_about(),
            "identity": person._entretien_card_values(IDENTITY),
            "follow_up": person._entretien_export_follow_up(),
            "timeline": [
                {name: row[name] for name in ("date", "label", "status")}
                | {"date": fields.Date.to_string(row["date"])}
                for row in self.env["hr.entretien.timeline"]._placed(person)
            ],
            **{
                key: [told(record) for record in person._entretien_records(model)]
                for model, key in self._entretien_file_parts().items()
            },
            "messages": person._entretien_export_messages(),
            "discussions": person._entretien_export_discussions(),
        }

    def _entretien_export_about(self):
        return {
            "employee": self.name,
            "company": self.company_id.name,
            "exported_on": fields.Datetime.to_string(fields.Datetime.now()),
            "exported_by": self.env.user.name,
            "format": "hr_entretien_professionnel 1",
            "drafts": self.env._(
                "What you are writing to prepare an interview, before you send it, is "
                "sealed: nobody but you reads it, and it is not in this file. You find "
                "it on your page."
            ),
            "pictures": self.env._(
                "The drawn signatures are in the documents (PDF), not in this file."
            ),
        }

    def _entretien_card_values(self, names):
        """These fields of the employee, those that this Odoo has."""
        return {
            name: value(self, self._fields[name])
            for name in names
            if name in self._fields
        }

    def _entretien_export_follow_up(self):
        """Every stored choice and date of the add-on, and the reasons in words."""
        names = [
            name
            for name, field in sorted(self._fields.items())
            if name.startswith("entretien_") and field.store and not field.relational
        ]
        reasons = ("entretien_next_reason", "entretien_bilan_reason")
        return self._entretien_card_values(
            [*names, *reasons, "entretien_blocking_reason"]
        )

    def _entretien_records(self, model):
        records = self.env[model].sudo().with_context(**self.env.context)
        path = "employee_id" if "employee_id" in records else "entretien_id.employee_id"
        return records.search([(path, "in", self.ids)], order="id")

    def _entretien_export_messages(self):
        """The messages about their interviews and their hire, to them or to others."""
        messages = self.env["hr.entretien.message"]
        messages = messages.search(messages._about_domain(self), order="id")
        own = messages.filtered("is_own")
        return [
            {**told(item), "text": plain(item in own and item.mail_message_id.body)}
            for item in messages
        ]

    def _entretien_export_discussions(self):
        """What was written beside the records, and which values were changed."""
        parts = self._entretien_file_parts()
        posts = self.env["mail.message"].search(
            Domain.OR(
                Domain("model", "=", model)
                & Domain("res_id", "in", self._entretien_records(model).ids)
                for model in parts
                if "message_ids" in self.env[model]
            ),
            order="id",
        )
        return [
            {
                "about": parts[item.model],
                "id": item.res_id,
                "date": fields.Datetime.to_string(item.date),
                "author": item.author_id.name or item.email_from or "",
                "text": plain(item.body),
                "changes": [
                    {
                        "field": change["fieldInfo"]["changedField"],
                        "before": change["oldValue"],
                        "after": change["newValue"],
                    }
                    for change in item.tracking_value_ids._tracking_value_format()
                ],
            }
            for item in posts
        ]


def told(record):
    """All that is stored of a record, as JSON values, with its id to tell it by.

    :rtype: dict
    """
    names = sorted(name for name in record._fields if _is_told(record, name))
    return {"id": record.id} | {
        name: value(record, record._fields[name]) for name in names
    }


def _is_told(record, name):
    field = record._fields[name]
    technical = name in TECHNICAL or name.startswith(("message_", "activity_"))
    stored = field.store or name == "reason"
    return stored and not technical and field.type != "one2many"


def value(record, field):
    """One field as a JSON value: dates in ISO, records by their names.

    :param field: ``odoo.fields.Field``
    """
    found = record[field.name]
    if tell := TELLERS.get(field.type):
        return tell(record, field, found)
    return found if found or field.type in NUMBERS else None


def plain(html):
    return html2plaintext(html or "").strip()


def _many2one(_record, _field, found):
    return found.display_name if found else None


def _many2many(_record, field, found):
    if field.comodel_name == "ir.attachment":
        return [
            {"name": item.name, "sha1": item.checksum, "bytes": item.file_size}
            for item in found
        ]
    return found.mapped("display_name")


def _binary(_record, _field, found):
    """Not the bytes: what tells which they are. They are in the PDF or in the ZIP."""
    if not found:
        return None
    return {"sha256": hashlib.sha256(base64.b64decode(found)).hexdigest()}


def _selection(record, field, found):
    labels = dict(field._description_selection(record.env))
    return {"code": found, "label": labels.get(found, found)} if found else None


def _properties(record, field, found):
    # As it was stored: read, « no » and zero are told from no answer no more.
    given = (found and found._values) or {}
    questionnaire = record.env["hr.entretien.questionnaire"]

    def text(item):
        if record._name == "hr.entretien":
            return questionnaire._answer(record, item)
        return record._answer_text(item)

    return [
        {
            "question": item.get("string"),
            "answer": text({**item, "value": given.get(item["name"])}),
        }
        for item in field.convert_to_read(found, record) or []
    ]


NUMBERS = ("boolean", "integer", "float", "monetary")
TELLERS = {
    "many2one": _many2one,
    "many2many": _many2many,
    "binary": _binary,
    "selection": _selection,
    "properties": _properties,
    "html": lambda _record, _field, found: plain(found),
    "date": lambda _record, _field, found: fields.Date.to_string(found) or None,
    "datetime": lambda _record, _field, found: fields.Datetime.to_string(found) or None,
}
