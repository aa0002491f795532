from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from ..interview.batch import lock_at_once
from ..interview.hr_entretien_todo_mixin import TAKEN_BACK
from ..privacy.readable import typed_text
from ..selection_labels import selection_label, selection_labels, within_sentence
from .hr_entretien_file import INTERVIEW_ROLES
from .hr_entretien_proof import MAX_BY_EMPLOYEE
from .hr_entretien_signature import ROLES


class HrEntretienDocumentMixin(models.AbstractModel):
    """From the document presented to the copy handed over: ``hr.entretien.file`` keeps
    it, ``hr.entretien.signature`` who signed, ``hr.entretien.proof`` each step."""

    _name = "hr.entretien.document.mixin"
    _description = "Document and Proof File of an Interview"

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
    can_sign = fields.Boolean(compute="_compute_can_sign")
    missing_signatures = fields.Char(
        compute="_compute_missing_signatures", compute_sudo=True
    )
    declined_text = fields.Char("Refusal", compute="_compute_declined_text")

    @api.depends("signature_ids.void", "signature_ids.role")
    def _compute_answered(self):
        for entretien in self:
            answered = entretien._valid_signatures().mapped("role")
            for role in ROLES:
                entretien[f"{role}_answered"] = role in answered

    @api.depends(
        "state",
        "date_presented",
        "signature_ids.void",
        "proof_ids",
        *(f"{role}_id" for role in ROLES),
    )
    @api.depends_context("lang")
    def _compute_missing_signatures(self):
        """Who has not answered yet, for whoever reads the interview."""
        roles = selection_labels(self.env["hr.entretien.signature"], "role")
        for entretien in self:
            missing = [
                (roles[role], entretien[f"{role}_id"].name)
                for role in entretien._roles_to_sign()
            ]
            entretien.missing_signatures = ", ".join(
                f"{name} ({within_sentence(role)})" if name else role
                for role, name in missing
            )

    @api.depends("state", "date_declined", "declined_how")
    @api.depends_context("lang")
    def _compute_declined_text(self):
        """How it was declined, and when."""
        for entretien in self:
            day = entretien.state == "declined" and entretien.date_declined
            entretien.declined_text = day and self.env._(
                "%(how)s on %(date)s",
                how=entretien._declined_way(),
                date=format_date(self.env, day),
            )

    def _declined_way(self):
        """In words; what is not offered around an absence is refused in writing."""
        way = selection_label(self, "declined_how")
        return way or self.env._("Declined in writing")

    @api.depends_context("uid")
    @api.depends(
        "state", "date_presented", "signature_ids.void", "proof_ids", "interviewer_id"
    )
    def _compute_can_sign(self):
        """The pad waits for somebody: the employee, or the user who conducts it."""
        for entretien in self:
            roles = entretien._roles_to_sign()
            conducts = roles == ["interviewer"] and entretien._is_interviewer()
            entretien.can_sign = conducts or "employee" in roles

    @api.depends("file_ids.superseded")
    def _compute_frozen_checksum(self):
        for entretien in self:
            entretien.frozen_checksum = entretien._frozen_file().checksum

    def _lock_steps(self):
        lock_at_once(self, allow_referencing=True)

    # -- presenting ----------------------------------------------------------------

    def action_present(self):
        """Present for signature: freeze the document, lock its content; the interviewer
        signs at once."""
        self._present()
        self.env["hr.entretien.message"]._queue(self, "to_sign")
        return self.action_sign() if len(self) == 1 and self._is_interviewer() else None

    def action_present_paper(self):
        """Present on paper: freeze the document and print it, to be signed by hand."""
        waiting = self.filtered(lambda item: not item.date_presented)
        (self - waiting)._check_step("present")
        waiting._present()
        return self.action_print()

    def _present(self):
        self._check_step("present")
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
            now = fields.Datetime.now()
            entretien._take_step("present", {"date_presented": now}, document=document)
        self._after_step("present")

    def action_void_signatures(self, motive=None):
        """Withdraw the document presented and its signatures, to correct the content.

        :param str motive: why; without it, ask
        """
        self._check_step("void")
        for entretien in self:
            if not entretien.date_presented:
                raise UserError(
                    self.env._(
                        "%(name)s is not presented for signature: there is nothing to "
                        "withdraw.",
                        name=entretien.display_name,
                    )
                )
        if not typed_text(motive):
            return self._ask_motive("void")
        self._lock_steps()
        for entretien in self:
            document = entretien._frozen_file("presented")
            entretien._take_step("void", note=motive, document=document)

    def action_print(self):
        """The document of the interview, as a PDF."""
        report = self.env.ref("hr_entretien_professionnel.hr_entretien_report")
        return report.report_action(self)

    # -- signing -------------------------------------------------------------------

    def action_sign(self):
        """Open the pad: for the interviewer, or for the employee on their tablet."""
        self._check_step("sign")
        self._check_presented()
        return self._ask_step("sign", self.env._("Sign"))

    def _sign(self, *answer, **where):
        """Somebody's answer to the document presented: see ``_record`` of
        ``hr.entretien.signature``."""
        return self.env["hr.entretien.signature"]._record(self, *answer, **where)

    def _is_presented(self):
        """The document waits for its signatures, and for the hand-over."""
        return self.state == "held" and bool(self.date_presented)

    def _check_presented(self):
        if not self._is_presented():
            raise UserError(self._not_presented_message())

    def _not_presented_message(self):
        return self.env._(
            "%(name)s: the document is not presented for signature, or it is closed.",
            name=self.sudo().display_name,
        )

    def _is_own(self):
        """The user is the employee concerned."""
        return bool(self.sudo().filtered_domain(self._own_domain()))

    def _is_interviewer(self):
        return self.sudo().interviewer_id in self._own_cards()

    def _valid_signatures(self, *roles):
        """Those in force, in sudo.

        :param str roles: codes of ``ROLES``, by default all
        """
        return self.sudo().signature_ids.filtered(
            lambda item: not item.void and item.role in (roles or ROLES)
        )

    def _scan_in_force(self):
        """The signed paper is of what stands: not withdrawn nor reopened since."""
        kinds = ("scan", *TAKEN_BACK)
        lines = self.sudo().proof_ids.filtered(lambda line: line.kind in kinds)
        return lines.sorted("id")[-1:].kind == "scan"

    def _roles_to_answer(self):
        """Who has not signed nor refused to; the signed paper answers for both."""
        self.ensure_one()
        if self._scan_in_force():
            return []
        answered = self._valid_signatures().mapped("role")
        return [role for role in ROLES if role not in answered]

    def _roles_to_sign(self):
        """The same, while there is a document to sign on screen."""
        return self._roles_to_answer() if self._is_presented() else []

    # -- handing over ----------------------------------------------------------------

    def action_close(self):
        """The copy is handed over today, or on the day written: nothing changes now."""
        self._close()

    def action_hand_over(self):
        """Ask how and when the copy is handed over, and say what is missing."""
        self._check_step("close")
        return self._ask_step("handover", self.env._("Hand Over the Copy"))

    def _close(self, day=None, mode="hand"):
        """Freeze the document, hand the copy over, lock the interview.

        When the PDF cannot be made nothing is written at all.

        :param date day: when the copy was handed over; by default the day written on
            the interview, else today
        :param str mode: ``hand``, or ``mail`` to send a link to it
        """
        self._check_step("close")
        self._check_address(mode)
        self._lock_steps()
        self._valid_signatures()._check_unchanged()
        # Those of what was decided are set anew as the state is written.
        self.activity_ids.sudo().unlink()
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        for entretien in self:
            handed = day or entretien.date_copy_delivered or today
            if entretien.date_held and handed < entretien.date_held:
                raise UserError(
                    self.env._(
                        "The copy cannot be handed over before the interview is held."
                    )
                )
            values = {"date_copy_delivered": handed, "date_frozen": now}
            entretien._take_step("close", values)
            document = self.env["hr.entretien.file"]._freeze_copy(entretien)
            entretien._prove_handover(document, handed, mode)
        self._after_step("close")

    def _check_address(self, mode):
        """A copy that cannot leave is not handed over, and nothing says that it was."""
        for employee in self.sudo().employee_id if mode == "mail" else ():
            if not employee._entretien_address(own=True):
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address: hand the copy over by hand, "
                        "or have HR enter an address first.",
                        name=employee.name,
                    )
                )

    def _prove_handover(self, document, day, mode, about=""):
        """The document and its copy in the proof file; by mail, the message that takes
        its link writes the line of the copy once it has left.

        :param str about: ``bilan_`` for the document of the état des lieux
        """
        self._add_proof(f"{about}closed", document.checksum, document=document)
        if mode == "mail":
            self.env["hr.entretien.message"]._queue(self, f"{about}copy")
            return
        note = self._company_words().env._("By hand.")
        self._add_proof(f"{about}handover", note, day, document=document)

    def _handover_missing(self):
        """What a copy handed over now would lack, as sentences."""
        self.ensure_one()
        waiting = self._roles_to_answer()
        lacks = (
            self.missing_text
            and self.env._(
                "Information that the law asks to give, without its date: %(texts)s.",
                texts=self.missing_text,
            ),
            "employee" in waiting
            and self.env._("The employee has not signed, nor refused to."),
            "interviewer" in waiting and self.env._("The interviewer has not signed."),
            self._bilan_to_hand_over()
            and self.env._(
                "The état des lieux récapitulatif is a document of its own, still to "
                "be handed over: it opens next."
            ),
        )
        return list(filter(None, lacks))

    def _bilan_to_hand_over(self):
        self.ensure_one()
        return self.with_bilan and not self.sudo().bilan_id.date_frozen

    # -- documents and proofs ----------------------------------------------------------

    def _frozen_file(self, role=None):
        """The document in force, in sudo: none once it is withdrawn or reopened.

        :param str role: ``presented``, ``final`` or ``bilan``; by default the latest
            of the first two
        """
        self.ensure_one()
        roles = (role,) if role else INTERVIEW_ROLES
        files = self.sudo().file_ids.filtered(
            lambda item: not item.superseded and item.role in roles
        )
        return files.sorted("id")[-1:]

    def action_add_proof(self):
        """HR files a piece by hand: a letter, a mail, a receipt."""
        self._check_hr()
        self.check_access("read")
        return self._ask_step("proof", self.env._("File a Document"))

    def _prove_once(self, kind, note, day, user=None):
        """Write a line, unless the same one stands there for that day already."""
        self.ensure_one()
        written = {(line.kind, line.note, line.date) for line in self.sudo().proof_ids}
        if (kind, note, day) not in written:
            self._add_proof(kind, note=note, day=day, user=user)

    def _add_proof_of_employee(self, kind, note=None, user=None):
        """A line for what the employee does, as often as a person would do it.

        :param user: whose account; by default the employee's, nobody's for a link
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
        account = self._own_account() if user is None else user
        return self._add_proof(kind, note=note, user=account)

    def _add_proof(
        self, kind, note=None, day=None, attachments=None, user=None, document=None
    ):
        """Write a line in the proof file of each interview.

        :param str kind: a code of ``KINDS``
        :param note: in the company's language; or a function of the interview
        :param date day: today by default
        :param user: the present user by default, an empty record for somebody without
            an account
        :param document: ``hr.entretien.file`` that the line is about
        """
        user = self.env.user if user is None else user
        values = {
            "kind": kind,
            "date": day or fields.Date.context_today(self),
            "user_id": user.id,
            "attachment_ids": [Command.set(attachments.ids if attachments else [])],
            "file_id": document.id if document else False,
        }
        proofs = self.env["hr.entretien.proof"].sudo()
        vals_list = [
            {
                **values,
                "entretien_id": entretien.id,
                "note": note(entretien) if callable(note) else note,
            }
            for entretien in self
        ]
        employees = self.sudo().employee_id
        told = self.pool.field_computed[employees._fields["entretien_told_date"]]
        # Of what was told at the hire, an interview says nothing.
        with self.env.protecting(told, employees):
            return proofs.create(vals_list)
