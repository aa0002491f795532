from odoo import fields, models


class HrEntretienGrille(models.Model):
    """The company's form: its introduction and its own questions, for some motifs."""

    _name = "hr.entretien.grille"
    _description = "Grid of the Entretien"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index=True)
    introduction = fields.Html(translate=True)
    employee_definition = fields.PropertiesDefinition(
        string="Questions for the Employee"
    )
    interviewer_definition = fields.PropertiesDefinition(
        string="Questions for the Interviewer"
    )


class HrEntretienGrilleVersion(models.Model):
    """A grid as it was when an interview took it up: it does not change any more."""

    _name = "hr.entretien.grille.version"
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


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    grille_id = fields.Many2one("hr.entretien.grille", string="Grid")
    grille_version_id = fields.Many2one(
        "hr.entretien.grille.version", string="Grid as It Was", copy=False
    )
    questions = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.interviewer_definition",
        copy=False,
    )
