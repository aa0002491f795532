"""Who signed what: drawn signatures, reservations and refusals to sign."""

import base64
import binascii
import hashlib
import io
import json

from PIL import Image, UnidentifiedImageError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MAX_IMAGE = 1024 * 1024
PROOFS = {
    "signed": "signature",
    "reserved": "reservation",
    "refused": "signature_refused",
}
CHANGING = {"void", "void_reason"}
# What is read before it is signed: all that is printed, but what the employee may
# still add until he signs.
SIGNED_FIELDS = (
    "employee_id",
    "company_id",
    "department_id",
    "job_id",
    "seniority_date",
    "manager_id",
    "interviewer_id",
    "motif",
    "with_bilan",
    "regime_id",
    "date_held",
    "reason_data",
    "career",
    "job_notes",
    "skills_used",
    "skills_to_develop",
    "difficulties",
    "prospects",
    "mid_career_notes",
    "end_career_notes",
    "info_vae",
    "info_cpf",
    "info_cep",
    "info_vae_date",
    "info_cpf_date",
    "info_cep_date",
    "conclusion",
    "interviewer_comment",
    "grille_version_id",
    "questions",
)
SIGNED_LINES = {
    "souhait_ids": (
        "kind",
        "target_job_id",
        "target_department_id",
        "horizon",
        "note",
    ),
    "besoin_ids": (
        "name",
        "nature",
        "aim",
        "means",
        "priority",
        "horizon",
        "answer",
        "answer_reason",
    ),
    "action_ids": ("name", "owner_id", "deadline"),
}


class HrEntretienSignature(models.Model):
    """One person's answer to the document presented: signed, with reserve, refused.

    The digest is that of the content at that moment: the interview only closes with the
    same content. Nobody creates, changes or deletes one by hand; withdrawn signatures
    stay, marked as such.
    """

    _name = "hr.entretien.signature"
    _description = "Signature of an Entretien"
    _order = "id"

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

    def write(self, vals):
        """A signature is withdrawn by the steps of the interview, never changed.

        :raises UserError: anything else is written, by whoever it is
        """
        if not (self.env.su and vals.keys() <= CHANGING):
            raise UserError(self._kept_message())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self._kept_message())

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
        if kind not in PROOFS:
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
        payload = (image or b"").rpartition(b",")[2]
        try:
            raw = base64.b64decode(payload, validate=True)
            picture = Image.open(io.BytesIO(raw), formats=["PNG", "JPEG"])
            if len(raw) > MAX_IMAGE or picture.width * picture.height > 8_000_000:
                raise UserError(self.env._("The picture of the signature is too big."))
            picture = picture.convert("RGBA")
        except (binascii.Error, UnidentifiedImageError, OSError):
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


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    signature_ids = fields.One2many(
        "hr.entretien.signature", "entretien_id", string="Signatures", copy=False
    )
    date_presented = fields.Datetime(
        string="Presented for Signature On",
        copy=False,
        readonly=True,
        tracking=True,
        help="From then on the content does not change, unless the signatures are "
        "withdrawn.",
    )
    employee_answered = fields.Boolean(compute="_compute_answered")
    interviewer_answered = fields.Boolean(compute="_compute_answered")

    @api.depends("signature_ids.void", "signature_ids.role")
    def _compute_answered(self):
        for entretien in self:
            roles = set(entretien._valid_signatures().mapped("role"))
            entretien.employee_answered = "employee" in roles
            entretien.interviewer_answered = "interviewer" in roles

    # -- presenting ----------------------------------------------------------------

    def action_present(self):
        """Present for signature: freeze the document, lock its content, tell him."""
        self._present()
        self.env["hr.entretien.message"]._queue(self, "to_sign")

    def action_present_paper(self):
        """Present on paper: freeze the document and print it, to be signed by hand."""
        waiting = self.filtered(lambda item: not item.date_presented)
        (self - waiting)._check_step(("held",))
        waiting._present()
        return self.action_print()

    def _present(self):
        """Freeze what will be read and signed.

        :raises UserError: it is not held, or presented already
        """
        self._check_step(("held",))
        self._lock_steps()
        for entretien in self:
            if entretien.date_presented:
                raise UserError(
                    self.env._(
                        "%(name)s is already presented for signature.",
                        name=entretien.display_name,
                    )
                )
            document = entretien._freeze("presented")
            entretien._step({"date_presented": fields.Datetime.now()})
            entretien._add_proof("presented", document=document)

    def action_void_signatures(self, motive=None):
        """Withdraw the document presented and its signatures, to correct the content.

        :param str motive: why; without it, ask
        """
        self._check_step(("held",))
        for entretien in self:
            if not entretien.date_presented:
                raise UserError(
                    self.env._(
                        "%(name)s is not presented for signature: there is nothing to "
                        "withdraw.",
                        name=entretien.display_name,
                    )
                )
        if not motive:
            return self._ask_motive("void")
        self._lock_steps()
        for entretien in self:
            document = entretien._frozen_file("presented")
            entretien._withdraw_document(motive)
            entretien._add_proof("signature_void", note=motive, document=document)

    def _withdraw_document(self, motive):
        """Nothing is in force any more; documents and signatures stay, marked."""
        self._valid_signatures().write({"void": True, "void_reason": motive})
        self._supersede_files()
        self._step({"date_presented": False})

    # -- signing -------------------------------------------------------------------

    def action_sign(self):
        """Open the pad: for the interviewer, or for the employee on his tablet."""
        self.ensure_one()
        self._check_step(("held",))
        self._check_presented()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign"),
            "res_model": "hr.entretien.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entretien_id": self.id},
        }

    def _sign(self, role, kind, name, image=None, text=None, via="page"):
        """Record somebody's answer to the document presented.

        The employee's page calls it with the server's rights, once it knows who he is.

        :param str role: ``employee`` or ``interviewer``
        :param str kind: ``signed``, ``reserved`` or ``refused``
        :param str name: who signs, as he writes it
        :param image: the drawn signature (base64 PNG or JPEG), unless he refuses
        :param str text: the reservation, or the reason of the refusal
        :param str via: ``page``, ``tablet`` or ``office``
        :returns: the signature
        :raises AccessError: somebody signs for somebody else
        :raises UserError: nothing is to be signed, or something is missing
        """
        self.ensure_one()
        self._check_signer(role, via)
        self._lock_steps()
        self._check_presented()
        if role in self._valid_signatures().mapped("role"):
            raise UserError(
                self.env._("This person has already signed, or refused to.")
            )
        signatures = self.env["hr.entretien.signature"].sudo()
        image = signatures._check_answer(kind, name, image, text)
        signature = signatures.create(
            {
                "entretien_id": self.id,
                "role": role,
                "kind": kind,
                "name": name.strip(),
                "image": image,
                "text": (text or "").strip() if kind != "signed" else False,
                "user_id": self._signing_user().id,
                "via": via,
                "file_id": self._frozen_file("presented").id,
                "digest": self._content_digest(role),
            }
        )
        self._signed(signature)
        return signature

    def _signed(self, signature):
        """The answer goes to the proof file, and to the interviewer."""
        said = signature.with_context(lang=self._report_lang())
        labels = [
            said._fields[name].convert_to_export(said[name], said)
            for name in ("role", "name", "via", "text")
        ]
        self._add_proof(
            PROOFS[signature.kind],
            note=" – ".join(filter(None, labels)),
            user=signature.user_id,
            document=signature.file_id,
        )
        interviewer = self.sudo().interviewer_id
        if signature.role == "employee" and interviewer and signature.via == "page":
            self.env["hr.entretien.message"]._queue(self, "signed", interviewer)

    def _check_signer(self, role, via):
        """Nobody signs in somebody else's place, but on the tablet handed to him.

        :raises AccessError: the user may not give this answer from there
        """
        own = self._is_own()
        leads = self.has_access("read") and self == self._led_by_user()
        allowed = {
            ("employee", "page"): own or self.env.su,
            ("employee", "tablet"): leads and not own,
            ("interviewer", "office"): self._is_interviewer(),
        }
        if not allowed.get((role, via)):
            raise AccessError(
                self.env._(
                    "Everybody signs for himself: the interviewer in Odoo, the employee "
                    "on his page or on the tablet that he is handed."
                )
            )

    def _check_presented(self):
        """
        :raises UserError: the document is not waiting for signatures
        """
        if self.state != "held" or not self.date_presented:
            raise UserError(
                self.env._(
                    "%(name)s: the document is not presented for signature, or it is "
                    "closed.",
                    name=self.sudo().display_name,
                )
            )

    def _is_own(self):
        """The user is the employee concerned."""
        self.ensure_one()
        return self.sudo().employee_id in self.env.user.sudo().employee_ids

    def _is_interviewer(self):
        self.ensure_one()
        return self.sudo().interviewer_id in self.env.user.sudo().employee_ids

    def _signing_user(self):
        """The account behind the gesture; none on a link."""
        user = self.env.user
        return self.env["res.users"] if user._is_public() else user

    def _valid_signatures(self):
        """Those in force, in sudo."""
        return self.sudo().signature_ids.filtered(lambda item: not item.void)

    # -- the content signed ----------------------------------------------------------

    def _content_digest(self, role):
        """Digest of all that is printed, with the employee's comment when he signs.

        :param str role: whose signature it stands under
        :rtype: str
        """
        self.ensure_one()
        entretien = self.sudo().with_context(lang=None, active_test=False)
        names = (*SIGNED_FIELDS, *(("employee_comment",) if role == "employee" else ()))
        content = entretien.read(names, load="")
        for name, fields_read in SIGNED_LINES.items():
            content += entretien[name].sorted("id").read(fields_read, load="")
        written = json.dumps(content, sort_keys=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()

    def _check_signed_content(self):
        """What was signed is what will be printed.

        :raises UserError: something was changed since a signature
        """
        for signature in self._valid_signatures():
            entretien = signature.entretien_id
            if signature.digest != entretien._content_digest(signature.role):
                raise UserError(
                    self.env._(
                        "%(name)s is not any more what %(signatory)s signed: withdraw "
                        "the signatures and present the document again.",
                        name=entretien.display_name,
                        signatory=signature.name,
                    )
                )


class HrEntretienLineMixin(models.AbstractModel):
    _inherit = "hr.entretien.line.mixin"

    def write(self, vals):
        """What becomes of a line stays open, but not while it is being signed."""
        signed = {name for names in SIGNED_LINES.values() for name in names}
        if not self.env.su and vals.keys() & signed:
            self._check_not_presented()
        return super().write(vals)

    def _check_lines(self):
        res = super()._check_lines()
        if not self.env.su:
            self._check_not_presented()
        return res

    def _check_not_presented(self):
        presented = self.entretien_id.filtered(
            lambda item: item.state == "held" and item.date_presented
        )
        if presented:
            raise UserError(presented[0]._presented_message())
