"""The documents of an interview as they were presented and handed over."""

import base64
import hashlib

from odoo import api, fields, models
from odoo.tools.pdf import merge_pdf

from .ir_actions_report import REPORT, SIGNATURES_REPORT

# The documents of the talk itself; the état des lieux has its own.
INTERVIEW_ROLES = ("presented", "final")
BILAN_ROLE = "bilan"


class HrEntretienFile(models.Model):
    """A document frozen byte for byte, with its checksum.

    ``presented``: what is read and signed; ``final``: the copy handed over. Nobody
    creates, changes or deletes one, HR and system administrator included: closing again
    makes the next version, and the first stays.
    """

    _name = "hr.entretien.file"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Frozen Document of an Entretien"
    _order = "id desc"

    # The only thing that happens to a file afterwards: another one takes its place.
    _changing = frozenset({"superseded"})

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="restrict", readonly=True
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    role = fields.Selection(
        [
            ("presented", "Presented for signature"),
            ("final", "Handed over"),
            (BILAN_ROLE, "État des lieux"),
        ],
        required=True,
        readonly=True,
    )
    version = fields.Integer(required=True, readonly=True)
    name = fields.Char(string="File", required=True, readonly=True)
    content = fields.Binary(required=True, attachment=True, readonly=True)
    checksum = fields.Char(string="SHA-256 Checksum", required=True, readonly=True)
    date = fields.Datetime(
        string="Frozen On", required=True, default=fields.Datetime.now, readonly=True
    )
    superseded = fields.Boolean(
        readonly=True, help="The interview was reopened, or its signatures withdrawn."
    )

    @api.model
    def _kept_message(self):
        return self.env._("A frozen document is neither changed nor deleted.")

    def action_download(self):
        """The stored bytes; the employee's own opening of his copy is noted."""
        self.ensure_one()
        self.check_access("read")
        entretien = self.entretien_id
        if entretien.sudo()._is_own():
            opened = {"final": "copy_read", "bilan": "bilan_read"}
            if kind := opened.get(self.role):
                entretien.sudo()._note_opened(kind, self.role)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/content/{self.name}"
            "?download=true",
            "target": "download",
        }

    def _bytes(self):
        """The document, as the day it was frozen.

        :rtype: bytes
        """
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).content)

    def _followed_by(self, page):
        """The document with a page after it: not one of its own is made again.

        :param bytes page: of the same kind as the document
        :rtype: bytes
        """
        content = self._bytes()
        if page.startswith(b"%PDF-"):
            return merge_pdf([content, page])
        return content + page


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    file_ids = fields.One2many(
        "hr.entretien.file", "entretien_id", string="Documents", copy=False
    )
    date_frozen = fields.Datetime(
        copy=False,
        readonly=True,
        help="When the document handed over was frozen; empty for history entered "
        "afterwards, which has none.",
    )

    frozen_checksum = fields.Char(
        string="Checksum of the Document (SHA-256)",
        compute="_compute_frozen_checksum",
        help="Of the document in force: handed over, else presented for signature.",
    )

    @api.depends("file_ids.superseded")
    def _compute_frozen_checksum(self):
        for entretien in self:
            entretien.frozen_checksum = entretien._frozen_file().checksum

    def _freeze(self, role, report=REPORT):
        """Render the document as it is now and keep its bytes.

        :param str role: ``presented``, ``final`` or ``bilan``
        :param str report: the name of the report that prints it
        :rtype: hr.entretien.file, in sudo
        :raises UserError: the PDF could not be made
        """
        self.ensure_one()
        return self._keep_document(role, *self._render_document(report))

    def _freeze_copy(self):
        """The copy handed over: what was presented, and a page that says who signed.

        Nothing of what was read and signed is printed again. Without a document in
        force for signature, the copy is the document as it is now.

        :rtype: hr.entretien.file, in sudo
        :raises UserError: the PDF could not be made
        """
        self.ensure_one()
        presented = self._frozen_file("presented")
        if not presented:
            return self._freeze("final")
        page, kind = self._render_document(SIGNATURES_REPORT)
        return self._keep_document("final", presented._followed_by(page), kind)

    def _keep_document(self, role, content, kind):
        """
        :param bytes content: the document
        :param str kind: ``pdf``, or ``html``
        """
        files = self.env["hr.entretien.file"].sudo()
        version = 1 + files.search_count(
            [("entretien_id", "=", self.id), ("role", "=", role)]
        )
        speaking = self.with_context(lang=self._report_lang())
        return files.create(
            {
                "entretien_id": self.id,
                "role": role,
                "version": version,
                "name": f"{speaking._frozen_name(role, version)}.{kind}",
                "content": base64.b64encode(content),
                "checksum": hashlib.sha256(content).hexdigest(),
            }
        )

    def _frozen_name(self, role, version):
        """E.g. “Entretien professionnel - Anne Le Goff - 2026-06-15 - v2”."""
        parts = [self._report_file_name()]
        if role == "presented":
            parts.append(self.env._("to sign"))
        if version > 1:
            parts.append(f"v{version}")
        return " - ".join(parts)

    def _frozen_file(self, role=None):
        """The document in force: what was handed over, else what is to be signed.

        :param str role: ``presented`` or ``final``; the latest of both by default
        :rtype: hr.entretien.file, in sudo; empty when there is none, or when the
            interview was reopened since
        """
        self.ensure_one()
        files = self.sudo().file_ids.filtered(
            lambda item: (
                not item.superseded
                and item.role in ((role,) if role else INTERVIEW_ROLES)
            )
        )
        return files.sorted("id")[-1:]

    def _printed_file(self):
        """What printing must serve: the bytes that were handed over, or presented."""
        self.ensure_one()
        if self.state == "closed":
            return self._frozen_file("final")
        if self.state == "held" and self.date_presented:
            return self._frozen_file("presented")
        return self.env["hr.entretien.file"]

    def _supersede_files(self):
        """Other documents will take the place of these; they stay all the same."""
        self.sudo().file_ids.filtered(
            lambda item: not item.superseded and item.role in INTERVIEW_ROLES
        ).write({"superseded": True})

    def _copy_opened(self):
        """Note, once for each document, that the employee opened his copy."""
        self._note_opened("copy_read", "final")

    def _note_opened(self, kind, role):
        """A line of proof, once for each document, that the employee opened it.

        :param str kind: of the line
        :param str role: of the document in force
        """
        for entretien in self:
            document = entretien._frozen_file(role)
            known = entretien.sudo().proof_ids.filtered(
                lambda proof, document=document: (
                    proof.kind == kind and proof.file_id == document
                )
            )
            if document and not known:
                entretien._add_proof(
                    kind, document=document, user=entretien._signing_user()
                )
