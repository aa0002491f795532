from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_of,
    translated,
)

from .entretien_nir import PROBLEMS, nir_problem
from .hr_entretien_exposure import TO_DO

HR = "hr.group_hr_user"
# For so long a card may have been entered by mistake, what it costs included.
MISTAKE_DAYS = 31
# What the exposure rests on, beside the plan.
LINE_FACTS = (
    "kind",
    "name",
    "date_from",
    "date_to",
    "state",
    "mandatory",
    "payer",
    "cpf_cofunded",
)
NEED_FACTS = ("followup_state", "date_done", "nature", "name", "means")
COURSE_FACTS = ("line_type_id", "name", "date_start", "date_end")


class HrEmployee(models.Model):
    """What their états des lieux would cost, and their NIR."""

    _inherit = "hr.employee"
    _entretien_logged = {
        "entretien_exposure_outcome": "exposure_export",
        "entretien_exposure_summary": "exposure_export",
        "entretien_exposure_advice": "exposure_export",
        "ssnid": "nir_export",
    }

    # Never true: computed when a fact that the exposure rests on changes.
    entretien_exposure_due = fields.Boolean(
        string="Exposure to Compute Again",
        compute="_compute_entretien_exposure_due",
        store=True,
        groups=HR,
        exportable=False,
    )
    # Not by their interviews: Odoo takes the way there and back for one step, and each
    # change of an interview without état des lieux would compute the exposure anew.
    entretien_bilan_ids = fields.One2many(
        "hr.entretien.bilan",
        "employee_id",
        string="États des Lieux",
        groups=HR,
        exportable=False,
    )
    entretien_abondement_ids = fields.One2many(
        "hr.entretien.abondement",
        "employee_id",
        string="Corrective CPF Payments",
        groups=HR,
    )
    entretien_exposure_ids = fields.One2many(
        "hr.entretien.exposure", "employee_id", string="Exposure", groups=HR
    )
    entretien_exposure_outcome = fields.Selection(
        selection=selection_of("hr.entretien.exposure", "outcome"),
        string="As Things Stand",
        compute="_compute_entretien_exposure",
        groups=HR,
    )
    entretien_exposure_summary = fields.Char(
        string="What an État des Lieux Would Cost",
        compute="_compute_entretien_exposure",
        groups=HR,
    )
    entretien_exposure_advice = fields.Char(
        string="What Avoids It", compute="_compute_entretien_exposure", groups=HR
    )
    entretien_birth_name = fields.Char(
        string="Birth Name",
        groups=HR,
        help="The name at birth, which the Caisse des dépôts asks for with the NIR.",
    )
    entretien_nir_warning = fields.Char(
        string="About the NIR",
        compute="_compute_entretien_nir_warning",
        groups=HR,
        exportable=False,
    )

    @api.depends(
        "entretien_exposure_ids.entretien_id",
        "entretien_exposure_ids.outcome",
        "entretien_exposure_ids.details",
    )
    @api.depends_context("lang")
    def _compute_entretien_exposure(self):
        """What the row of the running cycle says."""
        for employee in self:
            rows = employee.entretien_exposure_ids
            row = rows.filtered(lambda row: not row.entretien_id)
            for name in ("outcome", "summary", "advice"):
                employee[f"entretien_exposure_{name}"] = row[name]

    @api.depends("ssnid")
    @api.depends_context("lang")
    def _compute_entretien_nir_warning(self):
        """Say what is wrong with the number; that there is none is no news here."""
        for employee in self:
            code = nir_problem(employee.ssnid)
            text = code and translated(self.env, PROBLEMS[code])
            employee.entretien_nir_warning = code != "missing" and text

    def _entretien_follow_plans(self, cases):
        """Dates that change may change what the états des lieux cost."""
        result = super()._entretien_follow_plans(cases)
        self._note_exposure({case.employee.id: case for case in cases})
        return result

    @api.depends(
        "active",
        "entretien_bilan_ids.date_frozen",
        "entretien_bilan_ids.period_to",
        *(f"entretien_bilan_ids.line_ids.{name}" for name in LINE_FACTS),
        *(f"entretien_ids.besoin_ids.{name}" for name in NEED_FACTS),
        *(f"resume_line_ids.{name}" for name in COURSE_FACTS),
        "entretien_abondement_ids.state",
        "entretien_abondement_ids.formal_notice_date",
    )
    def _compute_entretien_exposure_due(self):
        """What the exposure rests on beside the plan: the rows follow."""
        self._note_exposure()
        self.entretien_exposure_due = False

    def _entretien_keep_plans(self):
        result = super()._entretien_keep_plans()
        self.env.remove_to_compute(self._fields["entretien_exposure_due"], self)
        return result

    def _entretien_drop_unseen(self):
        """The payment that a limit long past opened, too, for a card just entered: that
        of somebody here for longer is owed."""
        result = super()._entretien_drop_unseen()
        since = fields.Datetime.subtract(fields.Datetime.now(), days=MISTAKE_DAYS)
        entered = self.filtered(lambda card: card.create_date >= since)
        opened = entered.sudo().entretien_abondement_ids
        opened.filtered(lambda item: item._is_of_nobody()).unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_abondements(self):
        """What is owed, paid or cancelled names the employee."""
        if kept := self.sudo().entretien_abondement_ids.employee_id:
            raise UserError(
                self.env._(
                    "%(names)s: the corrective payment is kept. Archive the employee "
                    "instead.",
                    names=", ".join(kept.mapped("name")),
                )
            )

    def _entretien_file_parts(self):
        return {
            **super()._entretien_file_parts(),
            "hr.entretien.abondement": "abondements",
            "hr.entretien.exposure": "exposure",
        }

    def _note_exposure(self, cases=None):
        """Have the exposure of these employees reconciled when the transaction ends.

        A change often touches several facts: they are read once, all written.
        ``cases``, by id, are those that their plans have just been found from.
        While modules are loaded nothing is noted: the installation does it at its end.
        """
        ids = self._origin.ids
        if not ids or not self.pool.ready:
            return
        precommit = self.env.cr.precommit
        if TO_DO not in precommit.data:
            precommit.data[TO_DO] = {}
            env = api.Environment(self.env.cr, SUPERUSER_ID, {})
            precommit.add(env["hr.entretien.exposure"]._catch_up)
        noted, cases = precommit.data[TO_DO], cases or {}
        # Noted without a case, what was gathered before is void.
        noted.update({each: cases.get(each) for each in ids})
