"""Who signed what: drawn signatures, reservations and refusals to sign."""

import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError

from odoo import api, fields, models
from odoo.exceptions import UserError

MAX_IMAGE = 1024 * 1024
PROOFS = {
    "signed": "signature",
    "reserved": "reservation",
    "refused": "signature_refused",
}


class HrEntretienSignature(models.Model):
    """One person's answer to the document presented: signed, with reserve, refused.

    The digest is that of the content at that moment: the interview only closes with the
    same content. Nobody creates, changes or deletes one by hand; withdrawn signatures
    stay, marked as such.
    """

    _name = "hr.entretien.signature"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Signature of an Entretien"
    _order = "id"

    # It is withdrawn by the steps of the interview.
    _changing = frozenset({"void", "void_reason"})

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="restrict", readonly=True
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    role = fields.Selection(
        [("employee", "The employee"), ("interviewer", "The interviewer")],
        required=True,
        readonly=True,
    )
    kind = fields.Selection(
        [
            ("signed", "Signed"),
            ("reserved", "Signed with a reservation"),
            ("refused", "Refused to sign"),
        ],
        string="Answer",
        required=True,
        readonly=True,
    )
    name = fields.Char(string="Signatory", required=True, readonly=True)
    image = fields.Binary(string="Signature", attachment=True, readonly=True)
    text = fields.Text(string="Reservation or Reason", readonly=True)
    date = fields.Datetime(
        string="Signed On", required=True, default=fields.Datetime.now, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="On the Account Of",
        readonly=True,
        ondelete="restrict",
        help="Empty when the employee signed on his page, without an account.",
    )
    via = fields.Selection(
        [
            ("page", "The employee's page"),
            ("tablet", "The interviewer's tablet"),
            ("office", "Odoo"),
        ],
        string="Where",
        required=True,
        readonly=True,
    )
    file_id = fields.Many2one(
        "hr.entretien.file",
        string="Document Presented",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    digest = fields.Char(string="Digest of the Content", required=True, readonly=True)
    void = fields.Boolean(string="Withdrawn", readonly=True)
    void_reason = fields.Text(string="Why Withdrawn", readonly=True)

    _one_each = models.UniqueIndex(
        "(entretien_id, role) WHERE void IS NOT TRUE",
        "This person has already signed, or refused to.",
    )

    @api.model
    def _kept_message(self):
        return self.env._("A signature is neither changed nor deleted.")

    @api.model
    def _check_answer(self, kind, name, image, text):
        """What was given is enough for that answer.

        :param image: the drawing, as base64 or as a data address
        :returns: the drawing, as base64, or False
        :raises UserError: what is missing, in words
        """
        if kind not in list(PROOFS):
            raise UserError(self.env._("Sign, sign with a reservation, or refuse."))
        if not (name or "").strip():
            raise UserError(self.env._("Write the name of the person who signs."))
        if kind != "signed" and not (text or "").strip():
            raise UserError(
                self.env._("Write the reservation, or why the signature is refused.")
            )
        if kind == "refused":
            return False
        return self._check_image(image)

    @api.model
    def _check_image(self, image):
        """A picture with ink on it: an empty pad is no signature."""
        if isinstance(image, str):
            image = image.encode()
        payload = image.rpartition(b",")[2] if isinstance(image, bytes) else b""
        try:
            raw = base64.b64decode(payload, validate=True)
            picture = Image.open(io.BytesIO(raw), formats=["PNG", "JPEG"])
            if len(raw) > MAX_IMAGE or picture.width * picture.height > 8_000_000:
                raise UserError(self.env._("The picture of the signature is too big."))
            picture = picture.convert("RGBA")
        except (
            binascii.Error,
            Image.DecompressionBombError,
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
        ):
            picture = None
        if picture is None or not self._has_ink(picture):
            raise UserError(self.env._("Draw the signature in its frame first."))
        return base64.b64encode(raw)

    @api.model
    def _has_ink(self, picture):
        paper = Image.new("RGBA", picture.size, "white")
        darkest, _lightest = (
            Image.alpha_composite(paper, picture).convert("L").getextrema()
        )
        return darkest < 200
