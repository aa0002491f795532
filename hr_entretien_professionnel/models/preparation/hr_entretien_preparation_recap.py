"""What the page recalls: certifications, and what the last interview led to."""

from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_certifications(self):
        """A line for each certification in force or past.

        :rtype: list of str
        """
        self.ensure_one()
        here = self.with_context(lang=self.company_id._entretien_lang()).sudo()
        held = here.employee_skill_ids.filtered("is_certification")
        return [
            self.env._(
                "%(year)s: certification %(name)s",
                year=item.valid_from.year,
                name=item.skill_id.name,
            )
            for item in held.sorted("valid_from")
        ]


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _last_held(self):
        """The employee's last interview that was held, in sudo, or none.

        It is his own and was held: he may read it.
        """
        self.ensure_one()
        return self.sudo().search(
            [
                ("employee_id", "=", self.sudo().employee_id.id),
                ("state", "in", ("held", "closed")),
                ("id", "!=", self.id),
            ],
            order="date_held desc, id desc",
            limit=1,
        )
