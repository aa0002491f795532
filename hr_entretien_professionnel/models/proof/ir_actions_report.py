"""Printing an interview that was frozen serves its stored bytes."""

import io

from odoo import models
from odoo.exceptions import UserError

from .printed_html import attachment_ids, without_remote

REPORT = "hr_entretien_professionnel.report_hr_entretien"
# The words of an interview, in its documents and on the employee's page.
INTERVIEW_WORDS = f"report.{REPORT}"
SIGNATURES_REPORT = "hr_entretien_professionnel.report_hr_entretien_signatures"
BILAN_REPORT = "hr_entretien_professionnel.report_hr_entretien_bilan"
OURS = "hr_entretien_professionnel."


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        """The page of signatures is printed of a document that was presented.

        :raises UserError: it would be signed alone
        """
        if report.report_name == SIGNATURES_REPORT:
            entretiens = self.env["hr.entretien"].browse(docids)
            entretiens.check_access("read")
            for entretien in entretiens:
                if not entretien._frozen_file("presented"):
                    raise UserError(entretien._not_presented_message())
        return super()._get_rendering_context(report, docids, data)

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Each frozen interview as its stored file, the others rendered, in order."""
        ids = [res_ids] if isinstance(res_ids, int) else list(res_ids or ())
        frozen = self._entretien_frozen(report_ref, ids)
        if not frozen:
            return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        streams = {}
        for res_id in dict.fromkeys(ids):
            if res_id in frozen:
                stream = io.BytesIO(frozen[res_id])
                streams[res_id] = {"stream": stream, "attachment": None}
                continue
            rendered, kind = super()._pre_render_qweb_pdf(
                report_ref, res_ids=[res_id], data=data
            )
            if kind != "pdf":
                return rendered, kind
            streams.update(rendered)
        return streams, "pdf"

    def _entretien_frozen(self, report_ref, ids):
        """The stored documents of those interviews that the user may read.

        :rtype: dict of id of ``hr.entretien`` → bytes
        """
        name = ids and self._get_report(report_ref).report_name
        if name not in (REPORT, BILAN_REPORT):
            return {}
        documents = self.env["hr.entretien.file"]
        entretiens = self.env["hr.entretien"].browse(ids)
        entretiens.check_access("read")
        files = {
            item.id: documents._printed(item)
            if name == REPORT
            else item._frozen_file("bilan")
            for item in entretiens
        }
        return {res_id: file._bytes() for res_id, file in files.items() if file}

    def _run_wkhtmltopdf(self, bodies, report_ref=False, *args, **kwargs):
        """What people wrote makes the server fetch nothing from elsewhere.

        Private, and overridden: Odoo has no hook between the page and the engine.
        """
        report = report_ref and self._get_report(report_ref)
        if report and report.report_name.startswith(OURS):
            bodies = [self._entretien_local(body) for body in bodies]
        return super()._run_wkhtmltopdf(bodies, report_ref, *args, **kwargs)

    def _entretien_local(self, body):
        """The page; of attachments, those that are no address of something else."""
        named = [("id", "in", list(attachment_ids(body))), ("type", "=", "binary")]
        pieces = self.env["ir.attachment"].sudo().search(named)
        return without_remote(body, set(pieces.ids))
