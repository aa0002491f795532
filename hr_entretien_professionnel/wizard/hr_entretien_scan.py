import base64

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.mimetypes import guess_mimetype

from ..models.proof.ir_actions_report import INTERVIEW_WORDS

KINDS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
MAX_SIZE = 25 * 1024 * 1024


class HrEntretienScan(models.TransientModel):
    """File the paper that was signed by hand: a scan, or a photograph of it."""

    _name = "hr.entretien.scan"
    _inherit = "hr.entretien.window"
    _description = "Signed Paper of an Interview"

    content = fields.Binary(string="Scan", attachment=False)
    file_name = fields.Char()
    day = fields.Date("Signed On", required=True, default=fields.Date.context_today)
    note = fields.Text()

    def action_apply(self):
        """Put the scan in the proof file, with what it is a scan of.

        :raises UserError: no paper, or signed before the interview was held
        """
        self.ensure_one()
        entretien = self.entretien_id
        entretien._check_step("scan")
        if entretien.date_held and self.day < entretien.date_held:
            raise UserError(
                self.env._(
                    "Signed before the interview was held, on %(day)s: check the date.",
                    day=format_date(self.env, entretien.date_held),
                )
            )
        raw, extension = self._read_scan()
        name = entretien.env[INTERVIEW_WORDS]._file_name(entretien)
        pieces = self.env["ir.attachment"].sudo()
        entretien._add_proof(
            "scan",
            note=self.note,
            day=self.day,
            attachments=pieces.create({"name": f"{name}.{extension}", "raw": raw}),
            document=entretien._frozen_file(),
        )
        self.content = False

    def _read_scan(self):
        """The file, recognised by its content and not by its name.

        :returns: its bytes and its extension
        :raises UserError: it is neither a PDF nor a picture
        """
        raw = base64.b64decode(self.content or b"")
        extension = KINDS.get(guess_mimetype(raw))
        if not extension:
            raise UserError(self.env._("Choose a PDF, or a JPEG or PNG picture."))
        if len(raw) > MAX_SIZE:
            raise UserError(self.env._("This file is too big: 25 MB at the most."))
        return raw, extension
