import io
import json
import zipfile

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    OPEN_STATES,
)
from odoo.addons.hr_entretien_professionnel.models.proof.ir_actions_report import (
    BILAN_REPORT,
    INTERVIEW_WORDS,
    REPORT,
)

from .record_values import json_value, plain, record_values

IDENTITY = (
    "name",
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
    "departure_date",
)
SUMMARY = "hr_entretien_professionnel_rgpd.report_hr_entretien_export"


class HrEmployee(models.Model):
    """The whole file of an employee, who may ask for it (RGPD, art. 15): HR exports it
    and hands it over."""

    _inherit = "hr.employee"

    def _entretien_after_export(self, kind, note=False):
        self.env["hr.entretien.export.log"]._log(kind, self, note)
        return super()._entretien_after_export(kind, note)

    def action_export_entretiens(self):
        """HR: the employee asked for their file; the controller checks and logs."""
        self._entretien_check_export()
        return {
            "type": "ir.actions.act_url",
            "url": f"/hr_entretien/export/{self.id}",
            "target": "download",
        }

    def _entretien_export(self):
        """The employee's whole file (ZIP), to be handed to them; it is logged.

        A summary to read and print, the data for another program (JSON), then each
        document and piece as it was filed.

        :returns: name of the file and its bytes
        :raises AccessError: the user is not HR of the employee's company
        :raises UserError: the summary could not be printed
        """
        self._entretien_check_export()
        name = self.env._(
            "Interview file - %(name)s - %(day)s",
            name=self.sudo().name,
            day=fields.Date.context_today(self).isoformat(),
        ).replace("/", "-")
        pieces = list(self._entretien_documents())
        summary, kind = self._entretien_summary([piece for piece, _raw in pieces])
        data = self._entretien_export_content()
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{name}.{kind}", summary)
            text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
            archive.writestr(f"{name}.json", text)
            for number, (piece, content) in enumerate(pieces, 1):
                safe = piece.replace("/", "-").replace("\\", "-")
                archive.writestr(f"{number:03d} {safe}", content)
        name = f"{name}.zip"
        self.env["hr.entretien.export.log"]._log("file_export", self, name)
        return name, target.getvalue()

    def _entretien_check_export(self):
        self.ensure_one()
        if not self.env.user.has_group("hr.group_hr_user"):
            raise AccessError(self.env._("Only HR may do this."))
        self.check_access("read")

    def _entretien_check_summary(self):
        """Printed by its address, without the window, it is an export all the same.

        :raises AccessError: the user is not HR of the employee's company
        """
        self._entretien_check_export()
        if not (self.env.su and self.env.context.get("entretien_export")):
            self.env["hr.entretien.export.log"]._log("file_export", self, SUMMARY)

    # -- what it says ------------------------------------------------------------------

    def _entretien_export_content(self):
        """The file as a dict of JSON values; in sudo, once asked for by HR."""
        person = self.sudo().with_context(active_test=False, bin_size=False)
        # Every stored choice and date of the add-on, and the reasons in words.
        follow_up = [
            name
            for name, field in sorted(self._fields.items())
            if name.startswith("entretien_") and field.store and not field.relational
        ]
        follow_up += [
            "entretien_next_reason",
            "entretien_bilan_reason",
            "entretien_blocking_reason",
        ]
        return {
            "about": person._entretien_export_about(),
            "identity": person._entretien_card_values(IDENTITY),
            "follow_up": person._entretien_card_values(follow_up),
            "timeline": [
                {name: row[name] for name in ("date", "label", "status")}
                | {"date": fields.Date.to_string(row["date"])}
                for row in self.env["hr.entretien.timeline"]._rows(person)[person.id]
            ],
            **{
                key: [record_values(item) for item in person._entretien_records(model)]
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
        return {name: json_value(self, name) for name in names if name in self._fields}

    def _entretien_records(self, model):
        records = self.env[model].sudo()
        path = "employee_id" if "employee_id" in records else "entretien_id.employee_id"
        return records.search([(path, "in", self.ids)], order="id")

    def _entretien_export_messages(self):
        """The messages about their interviews and their hire, to them or to others."""
        messages = self.env["hr.entretien.message"]
        messages = messages.search(messages._about_domain(self), order="id")
        return [
            record_values(one)
            | {"text": plain(one.is_own and one.mail_message_id.body)}
            for one in messages
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

    # -- on paper ----------------------------------------------------------------------

    def _entretien_summary(self, documents):
        """Who, when, what is in the file, and the names of these documents."""
        lang = self.sudo().company_id._entretien_lang() or self.env.lang
        # The export writes its own line; only code in sudo says so.
        person = self.sudo().with_context(
            lang=lang, entretien_export=True, documents=documents
        )
        return person.env["hr.entretien.file"]._render(person, SUMMARY)

    def _entretien_documents(self):
        """The pieces of the hire, every document of the interviews, their pieces, then
        the documents of before.

        :returns: iterator of (name, bytes), by interview
        """
        person = self.sudo().with_context(active_test=False)
        render = self.env["ir.actions.report"]._render_qweb_pdf
        for piece in person.entretien_hire_proof_ids.attachment_ids.sorted("id"):
            yield piece.name, piece.raw or b""
        for entretien in person._entretien_records("hr.entretien").sorted("date_sort"):
            if entretien.state not in OPEN_STATES:
                content, kind = render(REPORT, entretien.ids)
                name = self.env[INTERVIEW_WORDS]._file_name(entretien)
                yield f"{name}.{kind}", content
            if entretien.with_bilan and entretien.date_held:
                documents = entretien.env["hr.entretien.file"]
                content, kind = documents._render(entretien, BILAN_REPORT)
                yield f"{entretien.bilan_id._file_name()}.{kind}", content
            pieces = entretien.proof_ids.attachment_ids
            pieces |= entretien.bilan_id.line_ids.attachment_ids
            for piece in pieces.sorted("id"):
                yield piece.name, piece.raw or b""
        files = person._entretien_records("hr.entretien.file")
        for older in files.filtered("superseded"):
            yield older.name, older._bytes()

    # -- for the template --------------------------------------------------------------

    def _report_export_motif(self, entretien):
        """E.g. “Périodique, état des lieux”."""
        motifs = entretien._fields["motif"]._description_selection(self.env)
        bilan = self.env._("état des lieux") if entretien.with_bilan else None
        return ", ".join(filter(None, (dict(motifs).get(entretien.motif), bilan)))

    def _report_export_identity(self):
        """What is written of the person, as (label, text)."""
        person = self.sudo()
        names = (
            "entretien_birth_name",
            "registration_number",
            "birthday",
            "job_id",
            "department_id",
            "entretien_start_date",
            "entretien_end_date",
            "departure_date",
        )
        for name in names:
            field = person._fields.get(name)
            if found := field and person[name]:
                label = field._description_string(self.env)
                if name == "birthday":
                    label = self.env._("Born on")
                if field.type == "date":
                    found = format_date(self.env, found)
                yield label, found.display_name if field.relational else found

    def _report_export_imprint(self):
        return self.env._(
            "%(company)s – file of %(name)s – exported on %(date)s",
            company=self.sudo().company_id.name,
            name=self.sudo().name,
            date=format_date(self.env, fields.Date.context_today(self)),
        )

    # -- deleted -----------------------------------------------------------------------

    def _entretien_erase_around(self):
        """What the file left elsewhere: meetings, mails, tracked values of the card.

        A digest that is about others too stays until the last of them goes.
        """
        entretiens = self.env["hr.entretien"].search([("employee_id", "in", self.ids)])
        events = entretiens.event_id
        entretiens.event_id = False
        events.unlink()
        Message = self.env["hr.entretien.message"]
        messages = Message.search(Message._about_domain(self))
        copies = messages.mail_message_id
        messages.mail_mail_id.unlink()
        messages.unlink()
        shared = Message.search([("mail_message_id", "in", copies.ids)])
        (copies - shared.mail_message_id).unlink()
        names = [name for name in self._fields if name.startswith("entretien_")]
        tracked = Domain("mail_message_id.model", "=", "hr.employee")
        tracked &= Domain("mail_message_id.res_id", "in", self.ids)
        tracked &= Domain("field_id.model", "=", "hr.employee")
        tracked &= Domain("field_id.name", "in", names)
        self.env["mail.tracking.value"].search(tracked).unlink()
