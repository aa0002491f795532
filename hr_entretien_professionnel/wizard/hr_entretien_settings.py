from odoo import api, fields, models
from odoo.exceptions import AccessError

CHOICES = (
    "entretien_rhythm",
    "entretien_agreement_months",
    "entretien_agreement_date",
    "entretien_old_agreement_months",
    "entretien_bilan_chain",
    "entretien_horizon_days",
    "entretien_return_days",
    "entretien_notice_days",
    "entretien_gap_days",
    "entretien_responsible_id",
    "entretien_info_vae",
    "entretien_info_cpf",
    "entretien_info_cep",
)
TYPES = ("employee", "worker", "student", "trainee", "contractor", "freelance")


class HrEntretienSettings(models.TransientModel):
    """The company's choices, on a screen that HR may open.

    Odoo's general settings are the system administrator's, who has no say here; HR, who
    decides, may not write a company. This screen checks the group and writes for him.
    """

    _name = "hr.entretien.settings"
    _description = "Settings of the Entretiens"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    entretien_rhythm = fields.Selection(
        selection="_get_rhythms", string="Rhythm", required=True
    )
    entretien_agreement_months = fields.Integer(string="Period (months)")
    entretien_agreement_date = fields.Date(string="Revised Agreement In Force From")
    entretien_old_agreement_months = fields.Integer(string="Former Period (months)")
    entretien_bilan_chain = fields.Selection(
        selection="_get_chains", string="Next État des Lieux", required=True
    )
    entretien_horizon_days = fields.Integer(string="Open Entretiens Ahead (days)")
    entretien_return_days = fields.Integer(string="Return Interview Within (days)")
    entretien_notice_days = fields.Integer(string="Notice (days)")
    entretien_gap_days = fields.Integer(string="Gap Between Two Contracts (days)")
    entretien_responsible_id = fields.Many2one(
        "res.users",
        string="HR in Charge",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    entretien_info_vae = fields.Html(string="VAE")
    entretien_info_cpf = fields.Html(string="CPF and Employer's Top-Up")
    entretien_info_cep = fields.Html(string="CEP")
    covers_employee = fields.Boolean(string="Employees")
    covers_worker = fields.Boolean(string="Workers")
    covers_student = fields.Boolean(string="Students and Apprentices")
    covers_trainee = fields.Boolean(string="Trainees")
    covers_contractor = fields.Boolean(string="Contractors")
    covers_freelance = fields.Boolean(string="Freelancers")

    @api.model
    def _get_rhythms(self):
        field = self.env["res.company"]._fields["entretien_rhythm"]
        return field._description_selection(self.env)

    @api.model
    def _get_chains(self):
        field = self.env["res.company"]._fields["entretien_bilan_chain"]
        return field._description_selection(self.env)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        company = self.env.company.sudo()
        covered = company._entretien_covered_types()
        for name in set(CHOICES) & set(fields):
            value = company[name]
            values[name] = value.id if isinstance(value, models.BaseModel) else value
        values.update(
            (f"entretien_{name}", text)
            for name, text in company._entretien_info_texts().items()
            if f"entretien_{name}" in fields
        )
        for code in TYPES:
            if f"covers_{code}" in fields:
                values[f"covers_{code}"] = code in covered
        return values

    def action_apply(self):
        """Write the choices; the dates of the company's employees follow at once."""
        self.ensure_one()
        self.check_access("write")
        company = self.company_id
        if company not in self.env.companies:
            raise AccessError(self.env._("These are not the choices of your company."))
        values = {name: self[name] for name in CHOICES}
        values["entretien_responsible_id"] = self.entretien_responsible_id.id
        values["entretien_employee_types"] = ",".join(
            code for code in TYPES if self[f"covers_{code}"]
        )
        shipped = company._entretien_info_texts()
        for name, text in shipped.items():
            if values[f"entretien_{name}"] == text:
                del values[f"entretien_{name}"]
        changed = company.sudo()._entretien_changed_choices(values)
        company.sudo().write(changed)
        return {"type": "ir.actions.client", "tag": "reload"}
