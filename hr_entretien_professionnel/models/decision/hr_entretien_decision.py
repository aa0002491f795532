"""What was decided in an interview, and what became of what was decided before."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain

from ..interview.hr_entretien import HELD_STATES

DECISIONS = ("hr.entretien.besoin", "hr.entretien.action")
PREVIOUS = {
    "previous_besoin_ids": "hr.entretien.besoin",
    "previous_action_ids": "hr.entretien.action",
    "previous_souhait_ids": "hr.entretien.souhait",
}


class HrEntretien(models.Model):
    """What was decided, and what comes back of it at the next interview.

    That is all that comes from the interview held before this one, and from older ones
    what was still open on that day. The lines stay those of their interview: what
    became of them is written on them, by whom they let write.
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
        before = self.env["hr.entretien.previous"]._held_before(self.sudo())
        for name, model in PREVIOUS.items():
            lines = self.env[model].search(
                Domain("employee_id", "in", self.employee_id.ids)
                & Domain("entretien_id.state", "in", HELD_STATES),
                order="date_held desc, sequence, id",
            )
            for entretien in self:
                entretien[name] = lines.filtered(
                    lambda line, past=before[entretien]: line._comes_back(past)
                )
        for entretien in self:
            entretien.has_previous = any(entretien[name] for name in PREVIOUS)

    @api.depends_context("uid")
    def _compute_display_name(self):
        """Who is in charge of a line, and reads no more, does not learn the motif."""
        super()._compute_display_name()
        if self.env.uid == api.SUPERUSER_ID:
            return
        stored = self.filtered("id")
        if self._user_is_hr():
            companies = self.env.user.sudo().company_ids
            stored = stored.filtered(
                lambda item: item.sudo().company_id not in companies
            )
        for entretien in stored - stored._readable_by(self.env.user):
            entretien.display_name = self.env._("Entretien professionnel")

    # -- written from the new interview ----------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        entretiens = super().create(
            [self._without_previous(vals) for vals in vals_list]
        )
        for entretien, vals in zip(entretiens, vals_list, strict=True):
            entretien._write_previous(vals)
        return entretiens

    def write(self, vals):
        rest = self._without_previous(vals)
        if len(rest) < len(vals):
            for entretien in self:
                entretien._write_previous(vals)
            if not rest:
                return True
        written = super().write(rest)
        if rest.keys() & {"state", "interviewer_id"}:
            self._sync_followup()
        return written

    @api.model
    def _without_previous(self, vals):
        return {name: value for name, value in vals.items() if name not in PREVIOUS}

    def _write_previous(self, vals):
        """Write what became of the lines, on the lines and by their own rights.

        :param dict vals: of the form, with its commands on these lines
        :raises AccessError: a line does not come from an earlier interview
        :raises UserError: this interview is presented, or closed: it says what became
            of them on its day
        """
        for name in PREVIOUS.keys() & vals.keys():
            # Others are shorter: the client links what it read with ``[4, id]``.
            updates = [item for item in vals[name] if item[0] == Command.UPDATE]
            if updates and not self.env.su:
                self._check_write({name: updates})
            for _code, line_id, values in updates:
                line = self[name].filtered(lambda item, i=line_id: item.id == i)
                if not line:
                    raise AccessError(line._owner_message())
                line.write(values)

    # -- printed ---------------------------------------------------------------------

    def _keep_previous(self):
        """The employee's page says it as the document does, that they sign."""
        for entretien in self.filtered(lambda item: not item.previous_presented):
            speaking = entretien.with_context(lang=entretien._report_lang())
            # Rows in a box: a field keeps no empty list, and none is an answer too.
            rows = {"rows": speaking._report_previous()}
            entretien.sudo().previous_presented = rows

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

    # -- followed up, night after night ----------------------------------------------

    def _sync_followup(self):
        """The activities of what was decided stand while the interview counts."""
        for model in DECISIONS:
            lines = self.env[model].sudo()
            lines.search([("entretien_id", "in", self.ids)])._sync_activities()

    def _followup_lines_of(self, person):
        """What is left to do by somebody in these interviews, for their message.

        :param person: ``hr.employee``
        :returns: the needs and the actions, two recordsets
        """
        return [
            self.env[model]
            .sudo()
            .search(
                self.env[model]._followed_domain()
                & Domain("entretien_id", "in", self.ids)
                & Domain("owner_id", "=", person.id),
                order="deadline, id",
            )
            for model in DECISIONS
        ]

    def _readable_by(self, user):
        """Those that the user may open, in the companies that are theirs."""
        if not user or not user.active or user.share:
            return self.browse()
        theirs = self.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
        return theirs._filtered_access("read").with_env(self.env)
