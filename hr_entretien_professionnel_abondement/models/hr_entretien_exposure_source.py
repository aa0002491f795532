from odoo import api, models


class HrEntretienExposureSource(models.AbstractModel):
    """What is written of an employee may change what their état des lieux would cost.

    ``_exposure_facts`` names the fields whose change matters. Without them every
    change does, creation and deletion included.
    """

    _name = "hr.entretien.exposure.source"
    _description = "Fact That the Exposure Rests On"
    _exposure_facts = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self._exposure_facts:
            lines.sudo().employee_id._entretien_exposure_due()
        return lines

    def write(self, vals):
        if self._exposure_facts and not self._exposure_facts & vals.keys():
            return super().write(vals)
        employees = self.sudo().employee_id
        result = super().write(vals)
        (employees | self.sudo().employee_id)._entretien_exposure_due()
        return result

    def unlink(self):
        employees = self.browse() if self._exposure_facts else self
        employees = employees.sudo().employee_id
        result = super().unlink()
        employees._entretien_exposure_due()
        return result


class HrEntretien(models.Model):
    """Reopened or cancelled, an interview frees the row of its état des lieux."""

    _name = "hr.entretien"
    _inherit = ["hr.entretien", "hr.entretien.exposure.source"]
    _exposure_facts = {"state", "with_bilan"}


class HrEntretienBilanLine(models.Model):
    _name = "hr.entretien.bilan.line"
    _inherit = ["hr.entretien.bilan.line", "hr.entretien.exposure.source"]


class HrEntretienBesoin(models.Model):
    """A need that was done is a training proposed."""

    _name = "hr.entretien.besoin"
    _inherit = ["hr.entretien.besoin", "hr.entretien.exposure.source"]
    _exposure_facts = {"followup_state", "date_done", "nature", "name"}


class HrResumeLine(models.Model):
    """A course of the résumé is proposed until HR has confirmed it."""

    _name = "hr.resume.line"
    _inherit = ["hr.resume.line", "hr.entretien.exposure.source"]
