"""Facts that no date depends on, and that change what an état des lieux would cost."""

from odoo import api, models


class HrEntretienExposureSource(models.AbstractModel):
    """What is written of an employee may change what he would cost."""

    _name = "hr.entretien.exposure.source"
    _description = "Fact That the Exposure Rests On"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.sudo().employee_id._entretien_exposure_due()
        return lines

    def write(self, vals):
        employees = self.sudo().employee_id
        result = super().write(vals)
        (employees | self.sudo().employee_id)._entretien_exposure_due()
        return result

    def unlink(self):
        employees = self.sudo().employee_id
        result = super().unlink()
        employees._entretien_exposure_due()
        return result


class HrEntretienBilanLine(models.Model):
    _name = "hr.entretien.bilan.line"
    _inherit = ["hr.entretien.bilan.line", "hr.entretien.exposure.source"]


class HrResumeLine(models.Model):
    """A course of the résumé is proposed until HR has confirmed it."""

    _name = "hr.resume.line"
    _inherit = ["hr.resume.line", "hr.entretien.exposure.source"]


class HrEntretienBesoin(models.Model):
    """A need that was done is a training proposed."""

    _inherit = "hr.entretien.besoin"

    def write(self, vals):
        result = super().write(vals)
        if {"followup_state", "date_done", "nature", "name"} & vals.keys():
            self.sudo().entretien_id.employee_id._entretien_exposure_due()
        return result


class HrEntretien(models.Model):
    """A closed interview that is reopened frees the row of its état des lieux."""

    _inherit = "hr.entretien"

    def write(self, vals):
        result = super().write(vals)
        if {"state", "with_bilan"} & vals.keys():
            self.sudo().employee_id._entretien_exposure_due()
        return result
