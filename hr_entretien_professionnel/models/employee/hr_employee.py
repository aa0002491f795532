from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ...schedule import Contract, seasonal_seniority

HR = "hr.group_hr_user"


class HrEmployee(models.Model):
    """The follow-up of an employee's entretiens: what to hold next, by when and why.

    Every field is HR's alone. The dates are stored answers of ``schedule/`` (see
    ``hr_employee_plan.py``); the status compares them with today and is therefore
    computed when it is read (see ``hr_employee_status.py``).
    """

    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.entretien.copied.mixin"]

    entretien_ids = fields.One2many(
        "hr.entretien", "employee_id", string="Entretiens", groups=HR
    )
    entretien_seniority_date = fields.Date(
        string="Seniority Date (override)",
        groups=HR,
        tracking=True,
        copy=False,
        help="Fill it in when seniority is older than the contract. A legal transfer "
        "(art. L.1224-1) keeps it by law. Another transfer, or a move within the "
        "group, keeps it only when a clause of the contract or of the agreement says "
        "so. Empty: the contracts decide.",
    )
    entretien_seasonal_date = fields.Date(
        string="Seniority Date With the Seasonal Contracts",
        compute="_compute_entretien_seasonal",
        groups=HR,
    )
    entretien_seasonal_hint = fields.Char(
        string="Seasonal Contracts",
        compute="_compute_entretien_seasonal",
        groups=HR,
    )
    entretien_absence_ids = fields.One2many(
        "hr.entretien.absence",
        "employee_id",
        string="Absences for the Entretiens",
        groups=HR,
    )
    entretien_visit_date = fields.Date(
        string="Mid-career Medical Visit",
        groups=HR,
        tracking=True,
        copy=False,
        help="Day of the visite médicale de mi-carrière (about 45 years old): the "
        "mid-career interview is held within the two months that follow.",
    )
    entretien_excluded = fields.Boolean(
        string="Not Followed Up", groups=HR, tracking=True, copy=False
    )
    entretien_excluded_reason = fields.Char(
        string="Why Not Followed Up", groups=HR, tracking=True, copy=False
    )

    entretien_plan = fields.Json(
        string="Plan of the Entretiens",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
        help="The engine's whole answer: obligations, their reasons, what was set "
        "aside.",
    )
    entretien_block_code = fields.Char(
        string="Why There Is No Date (code)",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_start_date = fields.Date(
        string="Seniority Since",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
        help="First day of the unbroken employment that the entretiens count from.",
    )
    entretien_hire_date = fields.Date(
        string="Hired On",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
        help="First day of the present unbroken employment, whatever seniority was "
        "accepted from before.",
    )
    entretien_end_date = fields.Date(
        string="Employment Ends",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_periodic_date = fields.Date(
        string="Next Periodic Entretien",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_bilan_date = fields.Date(
        string="État des Lieux: Due Date",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_bilan_limit = fields.Date(
        string="État des Lieux: Deadline",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_next_date = fields.Date(
        string="Next Due Date",
        compute="_compute_entretien_plan",
        store=True,
        index=True,
        groups=HR,
    )
    entretien_next_limit = fields.Date(
        string="Next Deadline",
        compute="_compute_entretien_plan",
        store=True,
        index=True,
        groups=HR,
        help="The day after which the law is no longer met.",
    )
    entretien_next_motif = fields.Selection(
        selection="_get_entretien_motifs",
        string="Next Motif",
        compute="_compute_entretien_plan",
        store=True,
        groups=HR,
    )
    entretien_next_reason = fields.Char(
        string="Why This Date",
        compute="_compute_entretien_next_reason",
        groups=HR,
    )
    entretien_bilan_reason = fields.Char(
        string="Why This État des Lieux",
        compute="_compute_entretien_next_reason",
        groups=HR,
    )

    @api.depends(
        "entretien_seniority_date",
        "version_ids.contract_type_id",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
    )
    @api.depends_context("lang")
    def _compute_entretien_seasonal(self):
        """What the seasonal contracts of the past add up to: told, never applied."""
        self.entretien_seasonal_date = self.entretien_seasonal_hint = False
        kind = self.env.ref("hr.contract_type_seasonal", raise_if_not_found=False)
        versions = self.env["hr.version"].sudo()
        of_people = [("employee_id", "in", self._origin.ids)]
        seasonal = kind and versions.search(
            Domain(of_people) & Domain("contract_type_id", "=", kind.id)
        )
        for employee in self.filtered(
            lambda one: seasonal and one._origin in seasonal.employee_id
        ):
            found = employee._entretien_seasonal(kind)
            if found and found[1] != employee.entretien_seniority_date:
                employee.entretien_seasonal_date = found[1]
                employee.entretien_seasonal_hint = self.env._(
                    "%(days)s days of earlier seasonal contracts add up to seniority "
                    "(art. L.1244-2): they suggest %(date)s as seniority date.",
                    days=found[0],
                    date=format_date(self.env, found[1]),
                )

    def _entretien_seasonal(self, kind):
        """The days of the earlier seasonal contracts, and the date they suggest.

        :param kind: ``hr.contract.type`` of seasonal work
        """
        self.ensure_one()
        versions = self.sudo().version_ids.filtered("contract_date_start")
        try:
            contracts = {
                version: Contract(
                    version.contract_date_start, version.contract_date_end or None
                )
                for version in versions
            }
        except ValueError:
            # A contract that ends before it starts: the blocking reason says so.
            return None
        return seasonal_seniority(
            contracts.values(),
            [
                item
                for version, item in contracts.items()
                if version.contract_type_id == kind
            ],
            self.company_id.sudo().entretien_gap_days,
        )

    def action_take_seasonal_seniority(self):
        """Accept the seniority date that the seasonal contracts suggest."""
        for employee in self.filtered("entretien_seasonal_date"):
            employee.entretien_seniority_date = employee.entretien_seasonal_date

    @api.model
    def _get_entretien_motifs(self):
        motif = self.env["hr.entretien"]._fields["motif"]
        return motif._description_selection(self.env)

    @api.constrains("entretien_excluded", "entretien_excluded_reason")
    def _check_entretien_excluded(self):
        for employee in self:
            if employee.entretien_excluded and not employee.entretien_excluded_reason:
                raise ValidationError(
                    self.env._(
                        "Say why %(name)s is not followed up: nobody is left out of "
                        "the entretiens without a reason.",
                        name=employee.name,
                    )
                )

    def unlink(self):
        """What was never planned goes with its employee; the rest keeps him."""
        self.check_access("unlink")
        self._entretien_drop_unseen()
        return super().unlink()

    def _entretien_drop_unseen(self):
        """Delete what was opened for them and nobody has seen to."""
        self._entretiens_sudo().filtered(lambda item: item._may_be_deleted()).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_entretiens_kept(self):
        """Neither the employee of an interview, nor who held it: it keeps its names."""
        kept = self._entretiens_sudo().employee_id
        kept |= self._entretiens_held().interviewer_id
        if kept:
            raise UserError(
                self.env._(
                    "%(names)s: the entretiens are kept as a proof. Archive the "
                    "employee instead.",
                    names=", ".join(kept.mapped("name")),
                )
            )

    @api.model
    def _copied_fields(self):
        """Ours alone: what others compute is theirs to open; and what says since when,
        which would prove nothing once dated back."""
        copied = super()._copied_fields()
        ours = {name for name in copied if name.startswith("entretien_")}
        return frozenset(ours | {"entretien_archived_on", "entretien_addresses"})

    def _entretien_is(self, person):
        """Whether that card is the same person's: itself, or of the same account."""
        self.ensure_one()
        user = self.sudo().user_id
        return self == person or bool(user) and user == person.sudo().user_id

    def _entretiens_held(self):
        """The interviews that they held with others, in sudo."""
        held = [("interviewer_id", "in", self.ids), ("state", "in", ("held", "closed"))]
        return self.env["hr.entretien"].sudo().search(held)

    def _entretiens_sudo(self):
        """All their interviews, whoever asks and in whatever company."""
        return self.env["hr.entretien"].sudo().search([("employee_id", "in", self.ids)])

    def action_open_entretiens(self):
        """The employee's interviews, from the smart button."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_entretien_professionnel.hr_entretien_action"
        )
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"default_employee_id": self.id}
        action["views"] = [(False, "list"), (False, "form")]
        return action

    def action_mend_entretien_facts(self):
        """Open the form on the tab that says what is missing and takes it."""
        self.ensure_one()
        view = self.env.ref("hr_entretien_professionnel.hr_employee_view_form_mend")
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.employee",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(view.id, "form")],
        }
