from odoo import api, fields, models


class HrEntretienGrilleVersion(models.Model):
    """A grid as it was when an interview took it up: it does not change any more.

    Answers are read with the questions they were given to, whatever HR makes of the
    grid afterwards. Nobody creates, changes or deletes one by hand, HR and system
    administrator included.
    """

    _name = "hr.entretien.grille.version"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Grid as It Was"
    _order = "id desc"

    grille_id = fields.Many2one(
        "hr.entretien.grille", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="grille_id.company_id", store=True)
    name = fields.Char(required=True)
    introduction = fields.Html()
    employee_definition = fields.PropertiesDefinition()
    interviewer_definition = fields.PropertiesDefinition()
    digest = fields.Char(
        required=True, index=True, help="SHA-256 of the content: equal, same version."
    )
    entretien_ids = fields.One2many("hr.entretien", "grille_version_id")

    @api.model
    def _kept_message(self):
        return self.env._(
            "The questions stay with the interviews they were asked in: change the "
            "grid, the next interviews follow it."
        )
