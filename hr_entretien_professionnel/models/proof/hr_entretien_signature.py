import base64
import hashlib
import io
import json

from PIL import Image

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

# Who signs, in the order of the boxes; ``<role>_id`` of the interview names them.
ROLES = {"employee": "The employee", "interviewer": "The interviewer"}
MAX_NAME = 200
MAX_IMAGE = 1024 * 1024
MAX_PIXELS = 8_000_000
# What a picture that is none may raise.
UNREADABLE = (Image.DecompressionBombError, OSError, SyntaxError, ValueError)
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
    _inherit = ["hr.entretien.append.only.mixin", "hr.entretien.about.mixin"]
    _description = "Signature of an Interview"
    _order = "id"

    # It is withdrawn by the steps of the interview.
    _changing = frozenset({"void", "void_reason"})

    entretien_id = fields.Many2one(ondelete="restrict")
    role = fields.Selection(list(ROLES.items()), required=True, readonly=True)
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
        help="Empty when the employee signed on their page, without an account.",
    )
    via = fields.Selection(
        [
            ("page", "The employee's page"),
            ("tablet", "The interviewer's tablet"),
            ("office", "Their own account"),
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

    def _record(
        self, entretien, role, kind, name, image=None, text=None, via="page", link=None
    ):
        """Keep somebody's answer to the document presented: the fields of the model.

        The employee's page calls it with the server's rights, once it knows them.

        :param image: the drawing (base64 PNG or JPEG), unless they refuse
        :param link: ``hr.entretien.link`` by which the page was reached
        :raises AccessError: somebody signs for somebody else
        :raises UserError: nothing is to be signed, or something is missing
        """
        entretien.ensure_one()
        self._check_signer(entretien, role, via)
        if via == "page":
            self.env["hr.entretien.way"]._check(entretien, link)
        entretien._lock_steps()
        entretien._check_presented()
        if entretien._valid_signatures(role):
            raise UserError(
                self.env._("This person has already signed, or refused to.")
            )
        self._check_answer(kind, name, text)
        signature = self.sudo().create(
            {
                "entretien_id": entretien.id,
                "role": role,
                "kind": kind,
                "name": name.strip(),
                "image": self._read_image(image) if kind != "refused" else False,
                "text": (text or "").strip() if kind != "signed" else False,
                "user_id": self._account().id,
                "via": via,
                "file_id": entretien._frozen_file("presented").id,
                "digest": self._digest(entretien, role),
            }
        )
        self._prove(entretien, signature, link)
        return signature

    def _prove(self, entretien, signature, link):
        """An answer goes to the proof file, and to the interviewer."""
        said = signature.with_context(lang=entretien._company_words().env.lang)
        labels = [
            said._fields[name].convert_to_export(said[name], said)
            for name in ("role", "name", "via", "text")
        ]
        if signature.via == "page":
            labels.append(self.env["hr.entretien.way"]._text(entretien, link))
        entretien._add_proof(
            PROOFS[signature.kind],
            note=" – ".join(filter(None, labels)),
            user=signature.user_id,
            document=signature.file_id,
        )
        interviewer = entretien.sudo().interviewer_id
        if signature.role == "employee" and interviewer and signature.via == "page":
            self.env["hr.entretien.message"]._queue(entretien, "signed", interviewer)

    def _check_signer(self, entretien, role, via):
        """Nobody signs in somebody else's place, but on the tablet handed over to them.

        :raises AccessError: the user may not give this answer from there
        """
        own = entretien._is_own()
        leads = entretien.has_access("read") and entretien == entretien._led_by_user()
        allowed = {
            ("employee", "page"): own or self.env.su,
            ("employee", "tablet"): leads and not own,
            ("interviewer", "office"): entretien._is_interviewer(),
        }
        if not allowed.get((role, via)):
            raise AccessError(
                self.env._(
                    "Everybody signs for themselves: the interviewer from their "
                    "own account, the employee on their page or on the tablet that "
                    "they are handed."
                )
            )

    def _account(self):
        """The account behind the gesture; none on a link."""
        user = self.env.user
        return self.env["res.users"] if user._is_public() else user

    def _digest(self, entretien, role):
        """Digest of the bytes presented, with the employee's comment when they sign.

        Not of the records: a department is renamed, the employee gets another manager,
        and what was read and signed is the same.
        """
        content = entretien._frozen_file("presented")._bytes()
        said = [hashlib.sha256(content).hexdigest()]
        if role == "employee":
            said.append(entretien.sudo().employee_comment or "")
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def _check_unchanged(self):
        """What was signed is what will be handed over.

        :raises UserError: the stored bytes, or the comment, are not those any more
        """
        for signature in self:
            entretien = signature.entretien_id
            if signature.digest != self._digest(entretien, signature.role):
                raise UserError(
                    self.env._(
                        "%(name)s is not any more what %(signatory)s signed: withdraw "
                        "the signatures and present the document again.",
                        name=entretien.display_name,
                        signatory=signature.name,
                    )
                )

    def _check_answer(self, kind, name, text):
        if kind not in list(PROOFS):
            raise UserError(self.env._("Sign, sign with a reservation, or refuse."))
        if not (isinstance(name, str) and 0 < len(name.strip()) <= MAX_NAME):
            raise UserError(
                self.env._(
                    "Write the name of the person who signs, in %(size)s characters at "
                    "most.",
                    size=MAX_NAME,
                )
            )
        if kind != "signed" and not (isinstance(text, str) and text.strip()):
            raise UserError(
                self.env._("Write the reservation, or why the signature is refused.")
            )

    def _read_image(self, image):
        """A picture with ink on it: an empty pad is no signature.

        :param image: the drawing, as base64 or as a data address
        :returns: the drawing, as base64
        :raises UserError: what is missing, in words
        """
        if isinstance(image, str):
            image = image.encode()
        payload = image.rpartition(b",")[2] if isinstance(image, bytes) else b""
        try:
            raw = base64.b64decode(payload, validate=True)
            picture = Image.open(io.BytesIO(raw), formats=["PNG", "JPEG"])
            if len(raw) > MAX_IMAGE or picture.width * picture.height > MAX_PIXELS:
                raise UserError(self.env._("The picture of the signature is too big."))
            picture = picture.convert("RGBA")
            paper = Image.new("RGBA", picture.size, "white")
            grey = Image.alpha_composite(paper, picture).convert("L")
            has_ink = grey.getextrema()[0] < 200
        except UNREADABLE:
            has_ink = False
        if not has_ink:
            raise UserError(self.env._("Draw the signature in its frame first."))
        return base64.b64encode(raw)
