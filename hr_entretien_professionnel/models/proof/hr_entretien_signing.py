"""Presenting the document, signing it, handing the copy over, proving each step."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..interview.alone import lock_at_once
from ..window import open_dialog
from .hr_entretien_file import INTERVIEW_ROLES
from .hr_entretien_proof import MAX_BY_EMPLOYEE


class HrEntretien(models.Model):
    """From the document presented to the copy handed over: frozen, signed, proved.

    The documents are ``hr.entretien.file``, who signed is ``hr.entretien.signature``,
    each step leaves a line of ``hr.entretien.proof``.
    """

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
    proof_ids = fields.One2many(
        "hr.entretien.proof", "entretien_id", string="Proof File", copy=False
    )
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

    @api.depends("file_ids.superseded")
    def _compute_frozen_checksum(self):
        for entretien in self:
            entretien.frozen_checksum = entretien._frozen_file().checksum

    def write(self, vals):
        """The day it was held may be corrected: not without a line that says so."""
        held = self.filtered(lambda item: item.state == "held")
        before = {item: item.date_held for item in held if "date_held" in vals}
        result = super().write(vals)
        for entretien, day in before.items():
            if entretien.date_held != day:
                entretien._add_proof(
                    "held",
                    note=entretien._day_moved_note(day),
                    day=entretien.date_held,
                )
        return result

    def action_add_proof(self):
        """HR files a piece by hand: a letter, a mail, a receipt."""
        self.ensure_one()
        self._check_hr()
        self.check_access("read")
        return open_dialog(
            "hr.entretien.proof", self.env._("File a Piece"), entretien_id=self.id
        )

    # -- presenting ----------------------------------------------------------------

    def action_present(self):
        """Present for signature: freeze the document, lock its content."""
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
            document = self.env["hr.entretien.file"]._freeze(entretien, "presented")
            entretien._step({"date_presented": fields.Datetime.now()})
            entretien._add_proof("presented", document=document)
        self.env["hr.entretien.previous"]._keep(self)

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
        self.env["hr.entretien.file"]._supersede(self)
        self._step({"date_presented": False, "previous_presented": False})

    # -- signing -------------------------------------------------------------------

    def action_sign(self):
        """Open the pad: for the interviewer, or for the employee on their tablet."""
        self.ensure_one()
        self._check_step(("held",))
        self._check_presented()
        return open_dialog(
            "hr.entretien.sign", self.env._("Sign"), entretien_id=self.id
        )

    def _sign(self, role, kind, name, image=None, text=None, via="page", link=None):
        """Record somebody's answer to the document presented.

        The employee's page calls it with the server's rights, once it knows them.

        :param str role: ``employee`` or ``interviewer``
        :param str kind: ``signed``, ``reserved`` or ``refused``
        :param str name: who signs, as they write it
        :param image: the drawn signature (base64 PNG or JPEG), unless they refuse
        :param str text: the reservation, or the reason of the refusal
        :param str via: ``page``, ``tablet`` or ``office``
        :param link: ``hr.entretien.link`` by which the page was reached
        :returns: the signature
        :raises AccessError: somebody signs for somebody else
        :raises UserError: nothing is to be signed, or something is missing
        """
        self.ensure_one()
        return self.env["hr.entretien.signature"]._record(
            self, role, kind, name, image, text, via, link
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

    def _valid_signatures(self):
        """Those in force, in sudo."""
        return self.sudo().signature_ids.filtered(lambda item: not item.void)

    # -- handing over ----------------------------------------------------------------

    def action_close(self):
        """The copy is handed over today, or on the day written: nothing changes now."""
        self._close()

    def action_hand_over(self):
        """Ask how and when the copy is handed over, and say what is missing."""
        self.ensure_one()
        self._check_step(("held",))
        return open_dialog(
            "hr.entretien.handover",
            self.env._("Hand Over the Copy"),
            entretien_id=self.id,
        )

    def _close(self, day=None, mode="hand"):
        """Freeze the document, hand the copy over, lock the interview.

        When the PDF cannot be made nothing is written at all.

        :param date day: when the copy was handed over; by default the day written on
            the interview, else today
        :param str mode: ``hand``, or ``mail`` to send a link to it
        :raises UserError: not held, changed since it was signed, handed over before it
            was held or by mail to who has no address, or no PDF
        """
        self._check_step(("held",))
        self._check_handover(mode)
        self._lock_steps()
        self._valid_signatures()._check_unchanged()
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        for entretien in self:
            handed = day or entretien.date_copy_delivered or today
            if entretien.date_held and handed < entretien.date_held:
                raise UserError(
                    self.env._(
                        "The copy cannot be handed over before the interview is held."
                    )
                )
            entretien._step(
                {"state": "closed", "date_copy_delivered": handed, "date_frozen": now}
            )
            document = self.env["hr.entretien.file"]._freeze_copy(entretien)
            entretien._add_proof("closed", note=document.checksum, document=document)
            entretien._add_proof(
                "handover",
                note=entretien._handover_note(mode),
                day=handed,
                document=document,
            )
        self.activity_ids.sudo().unlink()
        if mode == "mail":
            self.env["hr.entretien.message"]._queue(self, "copy")
        self.env["hr.entretien.decision.mixin"]._sync_decided(self)
        self.env["hr.entretien.previous"]._keep(self)

    def _check_handover(self, mode):
        """A copy that cannot leave is not handed over, and nothing says that it was.

        :param str mode: ``hand`` or ``mail``
        :raises UserError: by mail, and one of the employees has no address
        """
        for entretien in self if mode == "mail" else ():
            employee = entretien.sudo().employee_id
            if not employee._entretien_address(own=True):
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address: hand the copy over by hand, "
                        "or have HR enter an address first.",
                        name=employee.name,
                    )
                )

    def _handover_note(self, mode):
        speaking = self.with_context(lang=self._report_lang())
        if mode == "mail":
            return speaking.env._("By e-mail, with a link to the document.")
        return speaking.env._("By hand.")

    def _reopen_document(self, motive):
        """What was handed over stays as it was; it will have a next version."""
        self._withdraw_document(motive)
        self._step({"date_frozen": False})

    def _lock_steps(self):
        lock_at_once(self, allow_referencing=True)

    def _handover_missing(self):
        """What a copy handed over now would lack, as sentences."""
        self.ensure_one()
        missing = []
        if self.missing_text:
            missing.append(
                self.env._(
                    "Information that the law asks to give, without its date: "
                    "%(texts)s.",
                    texts=self.missing_text,
                )
            )
        scan = self.sudo().proof_ids.filtered(lambda proof: proof.kind == "scan")
        if not (scan or self.employee_answered):
            missing.append(self.env._("The employee has not signed, nor refused to."))
        if not (scan or self.interviewer_answered):
            missing.append(self.env._("The interviewer has not signed."))
        if self.with_bilan and not self.sudo().bilan_id.date_frozen:
            missing.append(
                self.env._(
                    "The état des lieux récapitulatif is a document of its own: it is "
                    "still to be handed over."
                )
            )
        return missing

    # -- documents and proofs ----------------------------------------------------------

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

    def _day_moved_note(self, before):
        env = self._company_words().env
        return f"{format_date(env, before)} → {format_date(env, self.date_held)}"

    def _prove_once(self, kind, note, day, user=None):
        """Write a line, unless the same one stands there for that day already."""
        self.ensure_one()
        written = {
            (proof.kind, proof.note, proof.date) for proof in self.sudo().proof_ids
        }
        if (kind, note, day) not in written:
            self._add_proof(kind, note=note, day=day, user=user)

    def _add_proof_of_employee(self, kind, note=None, user=None):
        """A line for what the employee does, as often as a person would do it.

        :raises UserError: far more often
        """
        self.ensure_one()
        lines = [("entretien_id", "=", self.id), ("kind", "=", kind)]
        proofs = self.env["hr.entretien.proof"].sudo()
        if proofs.search_count(lines) >= MAX_BY_EMPLOYEE:
            raise UserError(
                self.env._(
                    "You have already done this %(count)s times for this interview: "
                    "speak to your HR department.",
                    count=MAX_BY_EMPLOYEE,
                )
            )
        return self._add_proof(kind, note=note, user=user)

    def _add_proof(
        self, kind, note=None, day=None, attachments=None, user=None, document=None
    ):
        """Write a line in the proof file of each interview.

        :param str kind: a code of ``KINDS``
        :param str note: what happened, in the company's language
        :param date day: today by default
        :param attachments: ``ir.attachment`` records that the line keeps
        :param user: ``res.users``; the present user by default, an empty record for
            somebody without an account
        :param document: ``hr.entretien.file`` that the line is about
        :returns: the lines
        """
        user = self.env.user if user is None else user
        return (
            self.env["hr.entretien.proof"]
            .sudo()
            .create(
                [
                    {
                        "entretien_id": entretien.id,
                        "kind": kind,
                        "note": note,
                        "date": day or fields.Date.context_today(self),
                        "user_id": user.id,
                        "attachment_ids": [(6, 0, attachments.ids)]
                        if attachments
                        else False,
                        "file_id": document.id if document else False,
                    }
                    for entretien in self
                ]
            )
        )
