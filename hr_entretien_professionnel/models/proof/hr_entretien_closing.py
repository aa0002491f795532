"""Closing an interview: its document is frozen, the copy handed over."""

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..interview.alone import lock_at_once
from .ir_actions_report import REPORT

_logger = logging.getLogger(__name__)


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def action_close(self):
        """The copy is handed over today, or on the day written: nothing changes now."""
        self._close()

    def action_hand_over(self):
        """Ask how and when the copy is handed over, and say what is missing."""
        self.ensure_one()
        self._check_step(("held",))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over the Copy"),
            "res_model": "hr.entretien.handover",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entretien_id": self.id},
        }

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
        self._check_signed_content()
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        for entretien in self:
            handed = day or entretien.date_copy_delivered or today
            entretien._check_handed_day(handed)
            entretien._step(
                {"state": "closed", "date_copy_delivered": handed, "date_frozen": now}
            )
            document = entretien._freeze_copy()
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
        self._sync_followup()
        self.filtered(lambda item: not item.previous_presented)._keep_previous()

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

    def _check_handed_day(self, day):
        """
        :raises UserError: before the interview was held
        """
        self.ensure_one()
        if self.date_held and day < self.date_held:
            raise UserError(
                self.env._(
                    "The copy cannot be handed over before the interview is held."
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

    def _render_document(self, report=REPORT):
        """The document as it is now.

        :param str report: the name of the report that prints it
        :returns: its bytes and what they are: ``pdf``, or ``html`` where Odoo itself
            does not print (its tests)
        :rtype: tuple(bytes, str)
        :raises UserError: it could not be made
        """
        self.ensure_one()
        try:
            content, kind = self.env["ir.actions.report"]._render_qweb_pdf(
                report, self.ids
            )
        except AccessError:
            raise
        except (UserError, OSError) as error:
            raise UserError(self._no_document_message(error)) from error
        if kind == "pdf" and not content.startswith(b"%PDF-"):
            raise UserError(self._no_document_message("wkhtmltopdf"))
        return content, kind

    @api.model
    def _no_document_message(self, error):
        return self.env._(
            "The PDF could not be made: nothing was closed, nothing is lost. Try again "
            "in a moment; if it goes on, tell whoever looks after Odoo.\n\n%(error)s",
            error=error,
        )

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
        if self.sudo().proof_ids.filtered(lambda proof: proof.kind == "scan"):
            return missing
        if not self.employee_answered:
            missing.append(self.env._("The employee has not signed, nor refused to."))
        if not self.interviewer_answered:
            missing.append(self.env._("The interviewer has not signed."))
        return missing
