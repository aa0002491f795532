from odoo import api, models


class IrFieldsConverter(models.AbstractModel):
    _inherit = "ir.fields.converter"

    @api.model
    def db_id_for(self, model, field, subfield, value, savepoint):
        """A namesake is not taken for another: Odoo takes the first, and warns."""
        result = super().db_id_for(model, field, subfield, value, savepoint)
        warnings = result[-1]
        ours = model._name.startswith("hr.entretien")
        by_name = subfield is None and field.comodel_name == "hr.employee"
        if warnings and ours and by_name:
            raise self._format_import_error(
                ValueError,
                self.env._(
                    "Several employees are called “%(name)s”: give the external "
                    "identifier of the right one instead of the name."
                ),
                {"name": value},
            )
        return result
