"""Presenting the document, signing it, withdrawing the signatures."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .hr_entretien_signature import PROOFS


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

    def _sign(self, role, kind, name, image=None, text=None, via="page", link=None):
        """Record somebody's answer to the document presented.

        The employee's page calls it with the server's rights, once it knows who he is.

        :param str role: ``employee`` or ``interviewer``
        :param str kind: ``signed``, ``reserved`` or ``refused``
        :param str name: who signs, as he writes it
        :param image: the drawn signature (base64 PNG or JPEG), unless he refuses
        :param str text: the reservation, or the reason of the refusal
        :param str via: ``page``, ``tablet`` or ``office``
        :param link: ``hr.entretien.link`` by which the page was reached
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
                "digest": self._signed_digest(role),
            }
        )
        self._signed(signature, link)
        return signature

    def _signed(self, signature, link=None):
        """The answer goes to the proof file, and to the interviewer."""
        said = signature.with_context(lang=self._report_lang())
        labels = [
            said._fields[name].convert_to_export(said[name], said)
            for name in ("role", "name", "via", "text")
        ]
        labels.append(link and link._source_text())
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
                    "Everybody signs for himself: the interviewer in Odoo, the "
                    "employee on his page or on the tablet that he is handed."
                )
            )

    def _check_presented(self):
        """
        :raises UserError: the document is not waiting for signatures
        """
        if self.state != "held" or not self.date_presented:
            raise UserError(self._not_presented_message())

    def _not_presented_message(self):
        self.ensure_one()
        return self.env._(
            "%(name)s: the document is not presented for signature, or it is closed.",
            name=self.sudo().display_name,
        )

    def _is_own(self):
        """The user is the employee concerned."""
        self.ensure_one()
        return bool(self.sudo().filtered_domain(self._own_domain()))

    def _is_interviewer(self):
        self.ensure_one()
        return self.sudo().interviewer_id in self._own_cards()

    def _signing_user(self):
        """The account behind the gesture; none on a link."""
        user = self.env.user
        return self.env["res.users"] if user._is_public() else user

    def _valid_signatures(self):
        """Those in force, in sudo."""
        return self.sudo().signature_ids.filtered(lambda item: not item.void)
