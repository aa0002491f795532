from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..interview.entretien_states import OPEN_STATES


class HrEntretienNamed(models.AbstractModel):
    """What an interview that took place names is archived, not deleted.

    An empty department, job or person would say something else than what was signed.
    """

    _name = "hr.entretien.named"
    _description = "What Interviews That Took Place Name"

    @api.model
    def _check_not_named(self, records, *names):
        """
        :param names: of the fields, of interviews or through their lines
        :raises UserError: one of the records is named
        """
        entretiens = self.env["hr.entretien"].sudo().with_context(active_test=False)
        over = Domain("state", "not in", OPEN_STATES)
        for record in records:
            named = Domain.OR(Domain(name, "=", record.id) for name in names)
            if entretiens.search_count(over & named, limit=1):
                raise UserError(
                    self.env._(
                        "%(name)s is named by interviews that took place, kept as a "
                        "proof: archive instead of deleting.",
                        name=record.sudo().display_name,
                    )
                )


class HrDepartment(models.Model):
    _inherit = "hr.department"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named(self):
        self.env["hr.entretien.named"]._check_not_named(
            self, "department_id", "souhait_ids.target_department_id"
        )


class HrJob(models.Model):
    _inherit = "hr.job"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named(self):
        self.env["hr.entretien.named"]._check_not_named(
            self, "job_id", "souhait_ids.target_job_id"
        )
