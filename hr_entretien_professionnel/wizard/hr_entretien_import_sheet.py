from odoo import fields, models


class HrEntretienImportSheet(models.TransientModel):
    """A sheet of the file, to choose another than the one that was found."""

    _name = "hr.entretien.import.sheet"
    _description = "Sheet of a File to Import"

    import_id = fields.Many2one(
        "hr.entretien.import", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
