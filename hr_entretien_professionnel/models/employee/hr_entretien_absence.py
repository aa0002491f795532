from odoo import api, fields, models


class HrEntretienAbsence(models.Model):
    """An absence that ends with a return interview, or suspends seniority.

    HR's alone: its kind says much of a private life, and nothing medical is written.
    """

    _name = "hr.entretien.absence"
    _inherit = "hr.entretien.copied.mixin"
    _description = "Absence for the Interviews"
    _order = "date_from desc, id desc"
    _rec_name = "type_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    type_id = fields.Many2one(
        "hr.entretien.absence.type",
        string="Kind",
        required=True,
        index=True,
        ondelete="restrict",
    )
    triggers_return = fields.Boolean(related="type_id.triggers_return")
    date_from = fields.Date(string="First Day", required=True)
    date_to = fields.Date(string="Last Day", required=True, index=True)
    days = fields.Integer(compute="_compute_days")
    announced_on = fields.Date(
        string="Known Ahead Since",
        compute="_compute_announced_on",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="The day the leave was announced: an interview is proposed before it "
        "begins (art. L.3142-11 and L.3142-23). Emptied once it has begun.",
    )
    before_leave = fields.Char(related="type_id.before_leave")

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "An absence ends on its first day or later."
    )

    @api.depends("date_from", "date_to")
    def _compute_days(self):
        for absence in self:
            start, end = absence.date_from, absence.date_to
            absence.days = (end - start).days + 1 if start and end else 0

    @api.depends("type_id.before_leave", "date_from")
    def _compute_announced_on(self):
        """A leave entered before it begins is known ahead, as of today."""
        today = fields.Date.context_today(self)
        for absence in self:
            start = absence.date_from
            ahead = absence.type_id.before_leave and start and start > today
            absence.announced_on = ahead and (absence.announced_on or today)

    def _begun(self, today, only=fields.Domain.TRUE):
        """Ids of the leaves begun: no interview is held before them any more."""
        begun = fields.Domain("announced_on", "!=", False)
        begun &= fields.Domain("date_from", "<=", today)
        return self.sudo().search(only & begun).ids

    def _begin_batch(self, ids, today):
        """A step of the night: what was not held before the leave is held on return."""
        self.sudo().browse(ids).announced_on = False

    def _failure_record(self):
        return self.employee_id
