"""The whole file on paper: a summary, then every document that there is as a PDF."""

import io
import zipfile

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date
from odoo.tools.pdf import merge_pdf

from ..proof.ir_actions_report import BILAN_REPORT, REPORT

SUMMARY = "hr_entretien_professionnel.report_hr_entretien_export"
# What a PDF that cannot be read raises depends on the library and on the damage.
UNREADABLE = (Exception,)


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_export_pdf(self):
        """
        :rtype: bytes
        :raises UserError: the summary could not be printed
        """
        documents, left_out = [], []
        for name, content in self._entretien_documents():
            mergeable = content.startswith(b"%PDF-") and _merged([content])
            if mergeable:
                documents.append((name, content))
            else:
                left_out.append(name)
        summary = self._entretien_summary([name for name, _c in documents], left_out)
        if not summary.startswith(b"%PDF-"):
            # Odoo itself does not print in its tests.
            return summary
        return _merged([summary, *(content for _name, content in documents)])

    def _entretien_summary(self, merged, left_out):
        """The first pages: who, when, what is in the file and what is not.

        :param list merged: names of the documents that follow
        :param list left_out: names of the pieces that cannot be bound in
        :rtype: bytes
        """
        reports = self.env["ir.actions.report"].with_context(
            lang=self._entretien_summary_lang()
        )
        data = {"merged": merged, "left_out": left_out}
        try:
            content, _kind = reports._render_qweb_pdf(SUMMARY, self.ids, data=data)
        except AccessError:
            raise
        except (UserError, OSError) as error:
            raise UserError(
                self.env._(
                    "The PDF could not be made. Try again in a moment; if it goes on, "
                    "tell whoever looks after Odoo.\n\n%(error)s",
                    error=error,
                )
            ) from error
        return content

    def _entretien_summary_lang(self):
        return self.sudo().company_id._entretien_lang() or self.env.lang

    def _entretien_documents(self):
        """The pieces of the hire, every document of the interviews, their pieces.

        :returns: iterator of (name, bytes), by interview
        """
        person = self.sudo().with_context(active_test=False)
        for piece in person.entretien_hire_proof_ids.attachment_ids.sorted("id"):
            yield piece.name, piece.raw or b""
        for entretien in person._entretien_records("hr.entretien").sorted("date_sort"):
            if entretien.state not in ("to_plan", "planned"):
                content, kind = self.env["ir.actions.report"]._render_qweb_pdf(
                    REPORT, entretien.ids
                )
                yield f"{entretien._report_file_name()}.{kind}", content
            if entretien.with_bilan and entretien.date_held:
                content, kind = entretien._render_document(BILAN_REPORT)
                yield f"{entretien.bilan_id._file_name()}.{kind}", content
            for piece in self._entretien_pieces(entretien):
                yield piece.name, piece.raw or b""

    def _entretien_pieces(self, entretien):
        """What was filed with the proofs and with the lines of the état des lieux."""
        entretien.ensure_one()
        pieces = entretien.proof_ids.attachment_ids
        return (pieces | entretien.bilan_id.line_ids.attachment_ids).sorted("id")

    def _entretien_older_documents(self):
        """The frozen documents that others took the place of.

        :returns: iterator of (name, bytes)
        """
        for item in self.sudo()._entretien_records("hr.entretien.file"):
            if item.superseded:
                yield item.name, item._bytes()

    def _entretien_export_zip(self):
        """The PDF, the JSON file, and every piece as it was filed.

        :rtype: bytes
        """
        target = io.BytesIO()
        name = self._entretien_export_name()
        pieces = [*self._entretien_documents(), *self._entretien_older_documents()]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{name}.pdf", self._entretien_export_pdf())
            archive.writestr(f"{name}.json", self._entretien_export_json())
            for number, (piece, content) in enumerate(pieces, 1):
                safe = piece.replace("/", "-").replace("\\", "-")
                archive.writestr(f"{number:03d} {safe}", content)
        return target.getvalue()

    # -- for the template --------------------------------------------------------------

    def _report_export_told(self):
        """What was told at the hire, oldest first, in sudo."""
        self.ensure_one()
        return self.sudo().entretien_hire_proof_ids.sorted("id")

    def _report_export_entretiens(self):
        """The interviews to list, oldest first, in sudo."""
        self.ensure_one()
        return self.sudo()._entretien_records("hr.entretien").sorted("date_sort")

    def _report_export_motif(self, entretien):
        """E.g. “Périodique, état des lieux”."""
        motifs = entretien._fields["motif"]._description_selection(self.env)
        bilan = self.env._("état des lieux") if entretien.with_bilan else None
        return ", ".join(filter(None, (dict(motifs).get(entretien.motif), bilan)))

    def _report_export_identity(self):
        """What is written of the person, as (label, text)."""
        self.ensure_one()
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
            found = field and person[name]
            if found:
                label = field._description_string(self.env)
                if name == "birthday":
                    label = self.env._("Born on")
                yield label, self._report_export_text(field, found)

    def _report_export_text(self, field, found):
        if field.type == "date":
            return format_date(self.env, found)
        return found.display_name if field.relational else found

    def _report_export_imprint(self):
        self.ensure_one()
        return self.env._(
            "%(company)s – file of %(name)s – exported on %(date)s",
            company=self.sudo().company_id.name,
            name=self.sudo().name,
            date=format_date(self.env, fields.Date.context_today(self)),
        )


def _merged(documents):
    """The documents as one, or None when one of them cannot be read.

    :rtype: bytes | None
    """
    try:
        return merge_pdf(documents)
    except UNREADABLE:
        return None
