"""The document of the état des lieux: frozen and handed over on its own."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from ..proof.ir_actions_report import BILAN_REPORT
from .hr_entretien_bilan import HELD_STATES

# Its own document, besides those of the interview.
BILAN_ROLE = "bilan"
# What an état des lieux handed over stands on.
BASIS = {"with_bilan", "motif", "date_held"}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def action_bilan_hand_over(self):
        """Ask how and when the état des lieux is handed over."""
        self.ensure_one()
        self._check_bilan_step()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over the État des Lieux"),
            "res_model": "hr.entretien.bilan.handover",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entretien_id": self.id},
        }

    def action_bilan_print(self):
        """The document: the stored bytes once it is handed over."""
        self.ensure_one()
        self.check_access("read")
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_bilan_report"
        ).report_action(self)

    def action_bilan_reopen(self, motive=None):
        """HR corrects an état des lieux handed over; its first document stays.

        :param str motive: why; without it, ask
        """
        self._check_hr()
        self.check_access("read")
        if any(not item.date_bilan_frozen for item in self):
            raise UserError(self.env._("This état des lieux was not handed over."))
        if not motive:
            return self._ask_motive("bilan")
        for entretien in self.sudo():
            document = entretien._bilan_file()
            document.write({"superseded": True})
            entretien.write(
                {"date_bilan_frozen": False, "date_bilan_copy_delivered": False}
            )
            entretien.with_env(self.env)._add_proof(
                "bilan_reopened", note=motive, document=document
            )

    def _bilan_hand_over(self, day, mode="hand"):
        """Freeze the état des lieux, keep its bytes, note that it was handed over.

        :param date day: when it was handed over
        :param str mode: ``hand``, or ``mail`` for a link to the employee's page
        :raises UserError: not held, lines to confirm, no period computed, a date in
            the future, by mail to who has no address, or no PDF
        """
        self.ensure_one()
        self._check_bilan_step()
        self._check_handover(mode)
        self._lock_steps()
        self.sudo()._refresh_bilan_period()
        self._check_bilan_ready(day)
        self.sudo().write(
            {
                "date_bilan_frozen": fields.Datetime.now(),
                "date_bilan_copy_delivered": day,
            }
        )
        document = self._freeze(BILAN_ROLE, BILAN_REPORT)
        note = self._handover_note(mode)
        self._add_proof("bilan_closed", note=document.checksum, document=document)
        self._add_proof("bilan_handover", note=note, day=day, document=document)
        if mode == "mail":
            self.env["hr.entretien.message"]._queue(self, "bilan_copy")

    def _check_bilan_step(self):
        """
        :raises AccessError: somebody who does not lead the interview
        :raises UserError: without an état des lieux, not held, or handed over already
        """
        self._check_lead()
        for entretien in self:
            if not entretien.with_bilan or entretien.state not in HELD_STATES:
                raise UserError(
                    self.env._(
                        "%(name)s: the état des lieux is handed over once the "
                        "interview that carries it is held.",
                        name=entretien.display_name,
                    )
                )
            if entretien.date_bilan_copy_delivered:
                raise UserError(
                    self.env._("This état des lieux was handed over already.")
                )

    def action_cancel(self, motive=None):
        """What has an état des lieux handed over took place."""
        self._check_bilan_not_frozen()
        return super().action_cancel(motive)

    def _check_write(self, vals):
        if BASIS & vals.keys():
            self._check_bilan_not_frozen()
        return super()._check_write(vals)

    def _check_bilan_not_frozen(self):
        """
        :raises UserError: the état des lieux of one of them was handed over
        """
        for entretien in self.filtered("date_bilan_frozen"):
            raise UserError(
                self.env._(
                    "%(name)s: the état des lieux was handed over. HR may reopen it, "
                    "with a reason.",
                    name=entretien.display_name,
                )
            )

    def _check_bilan_ready(self, day):
        today = fields.Date.context_today(self)
        if not self.date_held <= day <= today:
            raise UserError(
                self.env._(
                    "The état des lieux is handed over between the interview and today."
                )
            )
        if self.bilan_problem:
            raise UserError(self.bilan_problem)
        if self.bilan_to_confirm:
            raise UserError(
                self.env._(
                    "%(count)s lines are still to be confirmed or rejected by HR: the "
                    "état des lieux counts confirmed lines only.",
                    count=self.bilan_to_confirm,
                )
            )

    def _frozen_name(self, role, version):
        if role != BILAN_ROLE:
            return super()._frozen_name(role, version)
        again = f"v{version}" if version > 1 else None
        return " - ".join(filter(None, (self._bilan_file_name(), again)))

    def _bilan_file(self):
        """The état des lieux in force, in sudo; empty when it is not handed over."""
        self.ensure_one()
        return self._frozen_file(BILAN_ROLE)

    def _bilan_file_name(self):
        """E.g. “État des lieux récapitulatif - Anne Le Goff - 2026-06-15”."""
        self.ensure_one()
        day = self.date_held or self.date_due
        parts = [
            self.env._("État des lieux récapitulatif"),
            self.sudo().employee_id.name,
            day and fields.Date.to_string(day),
        ]
        return " - ".join(filter(None, parts)).replace("/", "-")

    def _is_worth_telling(self, kind):
        if kind == "bilan_copy":
            return bool(self.date_bilan_frozen)
        return super()._is_worth_telling(kind)

    def _bilan_opened(self):
        """Note, once for each document, that the employee opened it."""
        self._note_opened("bilan_read", BILAN_ROLE)

    def _handover_missing(self):
        """The état des lieux has its own document, which may come later."""
        missing = super()._handover_missing()
        if self.with_bilan and not self.date_bilan_frozen:
            missing.append(
                self.env._(
                    "The état des lieux récapitulatif is a document of its own: it is "
                    "still to be handed over."
                )
            )
        return missing

    # -- what its document says ------------------------------------------------------

    def _bilan_report_lines(self, *kinds):
        """Confirmed lines of these kinds, by date; read with the interview."""
        self.ensure_one()
        self.check_access("read")
        return self._bilan_confirmed(*kinds)

    def _bilan_report_dates(self, line):
        """E.g. “03/02/2025 – 05/02/2025”."""
        days = dict.fromkeys(filter(None, (line.date_from, line.date_to)))
        return " – ".join(format_date(self.env, day) for day in days)

    def _bilan_imprint(self):
        """The last line: whose document, printed when."""
        return self.env._(
            "%(company)s – état des lieux récapitulatif – printed on %(date)s",
            company=self.company_id.sudo().name,
            date=format_date(self.env, fields.Date.context_today(self)),
        )

    def _bilan_report_details(self, line):
        """What else a line says, in words."""
        named = ("payer", "certification_kind", "progression")
        words = [
            dict(line._fields[name]._description_selection(self.env))[line[name]]
            for name in named
            if line[name]
        ]
        if line.mandatory:
            words.append(self.env._("mandatory (art. L.6321-2)"))
        if line.cpf_cofunded:
            words.append(self.env._("CPF with the employer's top-up"))
        if line.hours:
            hours = formatLang(self.env, line.hours, digits=2 * bool(line.hours % 1))
            words.append(self.env._("%(hours)s hours", hours=hours))
        return ", ".join(words)


class HrEntretienFile(models.Model):
    _inherit = "hr.entretien.file"

    role = fields.Selection(
        selection_add=[("bilan", "État des lieux")], ondelete={"bilan": "cascade"}
    )
