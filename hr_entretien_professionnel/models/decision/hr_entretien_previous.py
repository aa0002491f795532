"""At the next interview: what became of what was said and decided at the last one."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tools.misc import format_date

from .hr_entretien_decision_mixin import DECIDED_STATES

PREVIOUS = {
    "previous_besoin_ids": "hr.entretien.besoin",
    "previous_action_ids": "hr.entretien.action",
    "previous_souhait_ids": "hr.entretien.souhait",
}


class HrEntretien(models.Model):
    """All that comes from the interview held before this one, and from older ones what
    was still open on that day.

    The lines stay those of their interview: what became of them is written on them, by
    whom they let write.
    """

    _inherit = "hr.entretien"

    previous_besoin_ids = fields.One2many(
        "hr.entretien.besoin",
        compute="_compute_previous",
        readonly=False,
        string="Needs of the Last Interviews",
    )
    previous_action_ids = fields.One2many(
        "hr.entretien.action",
        compute="_compute_previous",
        readonly=False,
        string="Actions of the Last Interviews",
    )
    previous_souhait_ids = fields.One2many(
        "hr.entretien.souhait",
        compute="_compute_previous",
        readonly=False,
        string="Wishes of the Last Interviews",
    )
    has_previous = fields.Boolean(compute="_compute_previous")
    previous_presented = fields.Json(
        string="Past Requests, as Presented",
        copy=False,
        readonly=True,
    )

    @api.depends("employee_id", "date_held")
    @api.depends_context("uid")
    def _compute_previous(self):
        before = self.sudo()._held_before()
        for name, model in PREVIOUS.items():
            lines = self.env[model].search(
                Domain("employee_id", "in", self.employee_id.ids)
                & Domain("entretien_id.state", "in", DECIDED_STATES),
                order="date_held desc, sequence, id",
            )
            for entretien in self:
                entretien[name] = lines.filtered(
                    lambda line, past=before[entretien]: line._comes_back(past)
                )
        for entretien in self:
            entretien.has_previous = any(entretien[name] for name in PREVIOUS)

    # -- written from the new interview ----------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        told = [
            {name: vals[name] for name in PREVIOUS if name in vals}
            for vals in vals_list
        ]
        entretiens = super().create(
            [
                {name: value for name, value in vals.items() if name not in PREVIOUS}
                for vals in vals_list
            ]
        )
        for entretien, commands in zip(entretiens, told, strict=True):
            entretien._write_previous(commands)
        return entretiens

    def write(self, vals):
        told = {name: vals[name] for name in PREVIOUS if name in vals}
        if not told:
            return super().write(vals)
        for entretien in self:
            entretien._write_previous(told)
        rest = {name: value for name, value in vals.items() if name not in PREVIOUS}
        return super().write(rest) if rest else True

    def _write_previous(self, told):
        """Write what became of the lines, on the lines and by their own rights.

        :param dict told: the commands of the form, by name of the field
        :raises AccessError: a line does not come from an earlier interview
        :raises UserError: this interview is presented, or closed: it says what became
            of them on its day
        """
        for name, commands in told.items():
            # Others are shorter: the client links what it read with ``[4, id]``.
            updates = [item for item in commands if item[0] == Command.UPDATE]
            if updates and not self.env.su:
                self._check_write({name: updates})
            for _code, line_id, vals in updates:
                line = self[name].filtered(lambda item, i=line_id: item.id == i)
                if not line:
                    raise AccessError(line._owner_message())
                line.write(vals)

    # -- printed ---------------------------------------------------------------------

    def _present(self):
        result = super()._present()
        self._keep_previous()
        return result

    def _close(self, day=None, mode="hand"):
        result = super()._close(day, mode)
        self.filtered(lambda item: not item.previous_presented)._keep_previous()
        return result

    def _withdraw_document(self, motive):
        self._step({"previous_presented": False})
        return super()._withdraw_document(motive)

    def _keep_previous(self):
        """The employee's page tells it as the document does, that they sign."""
        for entretien in self:
            speaking = entretien.with_context(lang=entretien._report_lang())
            # Rows in a box: a field keeps no empty list, and none is an answer too.
            rows = {"rows": speaking._report_previous()}
            entretien._step({"previous_presented": rows})

    def _report_previous(self):
        """What became of it, line by line, for the document: as it was presented,
        from then on.

        :returns: a list of dictionaries: ``kind``, ``name``, ``day`` it was said,
            ``who`` and by ``when``, ``state``, ``note``; all of them text
        """
        self.ensure_one()
        if self.previous_presented:
            return self.previous_presented["rows"]
        return [line._report_previous_row() for name in PREVIOUS for line in self[name]]


class HrEntretienLineMixin(models.AbstractModel):
    _inherit = "hr.entretien.line.mixin"

    def _comes_back(self, past):
        """Whether it is talked of after the interviews held before.

        :param past: ``hr.entretien``, the last one first
        """
        self.ensure_one()
        if self.entretien_id not in past:
            return False
        last = past[:1]
        if self.entretien_id == last or not self._is_finished():
            return True
        return bool(self.date_done) and self.date_done >= last.date_held

    def _report_previous_row(self):
        self.ensure_one()
        return {
            "kind": self._report_kind(),
            "name": self.display_name,
            "day": self.date_held and format_date(self.env, self.date_held),
            "who": "",
            "when": "",
            "state": self._report_became(),
            "note": self.followup_note or "",
        }

    def _report_label(self, name):
        """A selection field in words."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")

    def _report_became(self):
        """E.g. “Done, 12/03/2026”."""
        day = self.date_done and format_date(self.env, self.date_done)
        return ", ".join(filter(None, (self._report_label("followup_state"), day)))


class HrEntretienDecisionMixin(models.AbstractModel):
    _inherit = "hr.entretien.decision.mixin"

    def _report_previous_row(self):
        return {
            **super()._report_previous_row(),
            "who": self.owner_id.sudo().name or "",
            "when": self.deadline and format_date(self.env, self.deadline) or "",
        }


class HrEntretienBesoin(models.Model):
    _inherit = "hr.entretien.besoin"

    def _report_kind(self):
        return self.env._("Need")

    def _report_became(self):
        """What the employer answered, then what became of it."""
        answer = self._report_label("answer")
        if self.answer == "refused":
            return answer
        return " – ".join((answer, super()._report_became()))


class HrEntretienAction(models.Model):
    _inherit = "hr.entretien.action"

    def _report_kind(self):
        return self.env._("Action")


class HrEntretienSouhait(models.Model):
    _inherit = "hr.entretien.souhait"

    def _report_kind(self):
        return self.env._("Wish")

    def _report_previous_row(self):
        aimed = (self.target_job_id, self.target_department_id)
        names = [
            self._report_label("kind"),
            *(target.sudo().name for target in aimed),
        ]
        return {
            **super()._report_previous_row(),
            "name": ", ".join(filter(None, names)),
        }
