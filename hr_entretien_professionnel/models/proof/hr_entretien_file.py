import base64
import hashlib

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.pdf import merge_pdf

from .ir_actions_report import INTERVIEW_WORDS, REPORT, SIGNATURES_REPORT
from .pdf_pages import finish_pdf

# The documents of the talk itself; the état des lieux has its own.
INTERVIEW_ROLES = ("presented", "final")
BILAN_ROLE = "bilan"


class HrEntretienFile(models.Model):
    """A document frozen byte for byte, with its checksum.

    ``presented``: what is read and signed; ``final``: the copy handed over; ``bilan``:
    the état des lieux, handed over on its own. Nobody creates, changes or deletes one:
    closing again makes the next version, and the first stays.
    """

    _name = "hr.entretien.file"
    _inherit = ["hr.entretien.append.only.mixin", "hr.entretien.about.mixin"]
    _description = "Frozen Document of an Interview"
    _order = "id desc"

    # The only thing that happens to a file afterwards: another one takes its place.
    _changing = frozenset({"superseded"})

    entretien_id = fields.Many2one(ondelete="restrict")
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

    def action_download(self):
        """The stored bytes; that the employee opens their own copy is noted."""
        self.ensure_one()
        self.check_access("read")
        if self.entretien_id.sudo()._is_own():
            self.sudo()._note_opened()
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

    def _note_opened(self):
        """A line of proof, once for each copy, that the employee opened it."""
        opened = {"final": "copy_read", BILAN_ROLE: "bilan_read"}
        for document in self.filtered(lambda item: item.role in opened):
            kind, entretien = opened[document.role], document.entretien_id
            known = [("kind", "=", kind), ("file_id", "=", document.id)]
            if not entretien.sudo().proof_ids.filtered_domain(known):
                account = self.env["hr.entretien.signature"]._account()
                entretien._add_proof(kind, document=document, user=account)

    def _freeze(self, entretien, role, report=REPORT, name=None):
        """Render the document as it is now and keep its bytes.

        :param str role: ``presented``, ``final`` or ``bilan``
        :param str report: the name of the report that prints it
        :param str name: of the file, that of the interview by default
        :rtype: hr.entretien.file, in sudo
        :raises UserError: the PDF could not be made
        """
        content, kind = self._render(entretien, report)
        return self._keep(entretien, role, content, kind, name)

    def _freeze_copy(self, entretien):
        """The copy handed over: what was presented, and a page that says who signed.

        Nothing of what was read and signed is printed again. Without a document in
        force for signature, the copy is the document as it is now.

        :rtype: hr.entretien.file, in sudo
        :raises UserError: the PDF could not be made
        """
        presented = entretien._frozen_file("presented")
        if not presented:
            return self._freeze(entretien, "final")
        page, kind = self._render(entretien, SIGNATURES_REPORT)
        content = presented._bytes()
        if page.startswith(b"%PDF-"):
            title = entretien.env[INTERVIEW_WORDS]._file_name(entretien)
            content = merge_pdf([content, page])
            lang = entretien._report_lang()
            content = finish_pdf(content, title, lang, numbered=False)
        else:
            content += page
        return self._keep(entretien, "final", content, kind)

    def _keep(self, entretien, role, content, kind, name=None):
        files = self.sudo()
        version = 1 + files.search_count(
            [("entretien_id", "=", entretien.id), ("role", "=", role)]
        )
        # E.g. “Entretien professionnel - Anne Le Goff - 2026-06-15”.
        speaking = entretien.with_context(lang=entretien._report_lang())
        parts = [name or speaking.env[INTERVIEW_WORDS]._file_name(speaking)]
        if role == "presented":
            parts.append(speaking.env._("to sign"))
        if version > 1:
            parts.append(f"v{version}")
        return files.create(
            {
                "entretien_id": entretien.id,
                "role": role,
                "version": version,
                "name": f"{' - '.join(parts)}.{kind}",
                "content": base64.b64encode(content),
                "checksum": hashlib.sha256(content).hexdigest(),
            }
        )

    def _render(self, entretien, report):
        """
        :returns: the bytes of the document as it is now, and what they are: ``pdf``, or
            ``html`` where Odoo itself does not print (its tests)
        :rtype: tuple(bytes, str)
        """
        reports = entretien.env["ir.actions.report"]
        try:
            content, kind = reports._render_qweb_pdf(report, entretien.ids)
            if kind == "pdf" and not content.startswith(b"%PDF-"):
                raise OSError("wkhtmltopdf")
        except AccessError:
            raise
        except (UserError, OSError) as error:
            raise UserError(
                self.env._(
                    "The PDF could not be made: nothing was closed, nothing is lost. "
                    "Try again in a moment; if it goes on, tell your IT department."
                    "\n\n%(error)s",
                    error=error,
                )
            ) from error
        return content, kind

    def _printed(self, entretien):
        """What printing must serve: the bytes that were handed over, or presented."""
        role = {"closed": "final", "held": "presented"}.get(entretien.state)
        return entretien._frozen_file(role) if role else self.browse()
