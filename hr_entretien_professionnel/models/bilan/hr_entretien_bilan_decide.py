"""Who writes the lines of an état des lieux, and who says that they count."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Written by the buttons alone, and by the server when it fills the section.
STEP_FIELDS = {
    "state",
    "confirmed_by",
    "confirmed_on",
    "reject_reason",
    "source",
    "source_model",
    "source_id",
    "source_label",
    "entretien_id",
}
# What may still be written once a line counts.
FREE_FIELDS = {"attachment_ids"}


class HrEntretienBilanLine(models.Model):
    """HR writes, confirms and rejects all lines; who leads the interview reads them and
    proposes some by hand, his to correct until HR has said; the employee reads what
    was confirmed once it is held. Handed over, nothing changes."""

    _inherit = "hr.entretien.bilan.line"

    _closed_fields = {"steps": STEP_FIELDS}

    can_edit = fields.Boolean(compute="_compute_can_edit")
    bilan_frozen = fields.Boolean(compute="_compute_can_edit")

    @api.depends("state", "source", "entretien_id.date_bilan_frozen")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        hr = self._user_decides()
        led = self.entretien_id._led_by_user()
        for line in self:
            open_ = line.entretien_id in led and not line.entretien_id.date_bilan_frozen
            theirs = line.state != "confirmed" if hr else line._is_own_proposal()
            line.can_edit = open_ and theirs
            line.bilan_frozen = bool(line.sudo().entretien_id.date_bilan_frozen)

    def _user_decides(self):
        return self.env.su or self.env["hr.entretien"]._user_is_hr()

    def _is_own_proposal(self):
        """Written by hand by the user, and HR has not said yet."""
        self.ensure_one()
        mine = self.create_uid in (self.env.user, self.env["res.users"])
        return self.source == "hand" and self.state == "proposed" and mine

    # -- written by hand ---------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        for vals in vals_list:
            self._check_readable(vals)
        vals_list = [self._prepare_by_hand(vals) for vals in vals_list]
        lines = super().create(vals_list)
        lines.entretien_id._check_lead()
        lines._check_open()
        lines._file_documents()
        return lines

    @api.model
    def _prepare_by_hand(self, vals):
        """What people say of a line; its source and its state are set here."""
        said = {
            name: value
            for name, value in vals.items()
            if name not in STEP_FIELDS - {"entretien_id"}
        }
        carrying = self.env["hr.entretien"].sudo().browse(vals.get("entretien_id"))
        company = carrying.company_id or self.env.company
        speaking = self.with_context(lang=company._entretien_lang())
        told = speaking.env._("Written by hand by %(user)s", user=self.env.user.name)
        return {**said, "source": "hand", "source_label": told, "state": "proposed"}

    def write(self, vals):
        if not self.env.su:
            self._check_write(vals)
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._file_documents()
        return result

    @api.model
    def _closed_to_user(self, new=False):
        """What is said of a new line is set by ``_prepare_by_hand``."""
        closed = super()._closed_to_user(new)
        return {key: closed[key] for key in closed if not new or key != "steps"}

    @api.model
    def _closed_text(self, key, names):
        if key == "steps":
            return self.env._("A line is confirmed or rejected with its buttons.")
        return super()._closed_text(key, names)

    def _check_write(self, vals):
        """
        :raises AccessError: a line that is not the user's to change
        :raises UserError: a step, or a line that counts already
        """
        self.check_access("write")
        self._check_closed(vals.keys())
        self._check_may_change()
        if vals.keys() - FREE_FIELDS and "confirmed" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "A confirmed line counts as it is: put it back first, then "
                    "correct it."
                )
            )

    def _check_may_change(self):
        self.entretien_id._check_lead()
        self._check_open()
        own = all(line._is_own_proposal() for line in self)
        if not (self._user_decides() or own):
            raise AccessError(
                self.env._(
                    "You may change the lines that you proposed yourself, until HR has "
                    "confirmed or rejected them."
                )
            )

    def _file_documents(self):
        """The documents go with their line: who reads it reads them.

        :raises AccessError: one of them is not the user's to file
        """
        for line in self:
            loose = line.attachment_ids.filtered(
                lambda item, line=line: (
                    (item.sudo().res_model, item.sudo().res_id) != (line._name, line.id)
                )
            )
            if loose:
                loose._check_free_for_proof()
                loose.sudo().write({"res_model": line._name, "res_id": line.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_by_hand(self):
        self._check_may_change()
        if any(item.source != "hand" or item.state == "confirmed" for item in self):
            raise UserError(
                self.env._(
                    "What comes from Odoo is rejected, not deleted: it would come back."
                )
            )

    # -- decided by HR -----------------------------------------------------------------

    def action_confirm(self):
        """These facts are true: they count. What was written needs its document."""
        self._check_decide()
        self._check_complete()
        self._decide("confirmed")

    def action_reject(self, reason=None):
        """These are no proof; they stay shown, and are not proposed again.

        :param str reason: why; without it, ask
        """
        self._check_decide()
        if not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Why Do They Not Count?"),
                "res_model": "hr.entretien.bilan.reject",
                "view_mode": "form",
                "target": "new",
                "context": {"default_line_ids": self.ids},
            }
        self._decide("rejected", reason.strip())

    def action_reset(self):
        """To be confirmed again."""
        self._check_decide()
        self._decide("proposed")

    def action_open_source(self):
        """The record of Odoo that the line was taken from, in HR's own screens.

        :raises UserError: it was written by hand, or the record is gone
        """
        self.ensure_one()
        self._check_decide_rights()
        record = self.source_id and self.env[self.source_model].browse(self.source_id)
        if not (record and record.exists()):
            raise UserError(
                self.env._("What this line was taken from is not there any more.")
            )
        shown = record.entretien_id if self.source == "need" else self.employee_id
        return {
            "type": "ir.actions.act_window",
            "res_model": shown._name,
            "res_id": shown.id,
            "view_mode": "form",
        }

    def _decide(self, state, reason=False):
        by = state != "proposed"
        self.sudo().write(
            {
                "state": state,
                "confirmed_by": by and self.env.uid,
                "confirmed_on": by and fields.Date.context_today(self),
                "reject_reason": reason,
            }
        )

    def _check_decide(self):
        """
        :raises AccessError: not HR, or HR of another company
        :raises UserError: the état des lieux is handed over
        """
        self._check_decide_rights()
        self._check_open()

    def _check_decide_rights(self):
        if not self._user_decides():
            raise AccessError(
                self.env._("HR alone confirms what an état des lieux counts.")
            )
        self.check_access("write")

    def _check_open(self):
        """
        :raises UserError: the état des lieux is handed over; who writes at the same
            time as it is waits, and reads it again
        """
        self.entretien_id._lock_steps()
        frozen = self.sudo().entretien_id.filtered("date_bilan_frozen")
        if frozen:
            raise UserError(
                self.env._(
                    "%(name)s: the état des lieux is handed over, its lines do not "
                    "change any more.",
                    name=frozen[0].display_name,
                )
            )


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def action_bilan_confirm_all(self):
        """HR: all that waits to be confirmed counts."""
        self.ensure_one()
        self.bilan_line_ids.filtered(lambda x: x.state == "proposed").action_confirm()

    def action_bilan_lines(self):
        """Its lines in a list of their own, where several are taken at once."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_entretien_professionnel.hr_entretien_bilan_line_action"
        )
        return {
            **action,
            "domain": [("entretien_id", "=", self.id)],
            "context": {"search_default_proposed": 1, "default_entretien_id": self.id},
        }


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _kept_as_proof(self):
        """The documents of an état des lieux handed over stay as they were."""
        kept = super()._kept_as_proof()
        lines = self.env["hr.entretien.bilan.line"].sudo()
        there = self.sudo().filtered(
            lambda item: item.res_model == lines._name and item.res_id
        )
        frozen = lines.browse(there.mapped("res_id")).exists()
        frozen = frozen.filtered("entretien_id.date_bilan_frozen")
        kept |= there.filtered_domain([("res_id", "in", frozen.ids)]).with_env(self.env)
        return kept
