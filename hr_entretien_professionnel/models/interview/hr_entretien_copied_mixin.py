from odoo import api, models
from odoo.exceptions import AccessError


class HrEntretienCopiedMixin(models.AbstractModel):
    """What is stored of other records, or computed of them, is written by nobody.

    Odoo makes such fields read-only on the screen alone. Record rules stand on some of
    them: who writes the company or the manager of an interview gives it away.
    """

    _name = "hr.entretien.copied.mixin"
    _description = "Copies Are Not Written"

    @api.model
    def _copied_fields(self):
        """Names of the stored fields that nobody types.

        :rtype: set of str
        """
        return {
            field.name
            for field in self._fields.values()
            if field.store and field.compute and field.readonly and not field.inverse
        }

    @api.model
    def default_get(self, fields):
        """No default of the context or of a user says what is copied either."""
        copied = self._copied_fields()
        values = super().default_get(fields)
        return {name: values[name] for name in values.keys() - copied}

    @api.model_create_multi
    def create(self, vals_list):
        self._check_copied({name for vals in vals_list for name in vals})
        return super().create(vals_list)

    def write(self, vals):
        self._check_copied(vals.keys())
        return super().write(vals)

    @api.model
    def _check_copied(self, names):
        """:raises AccessError: one of these fields follows from other records"""
        copied = set() if self.env.su else self._copied_fields() & names
        if copied:
            labels = [
                self._fields[name]._description_string(self.env) for name in copied
            ]
            raise AccessError(
                self.env._(
                    "%(fields)s: nobody writes this, it follows from other records.",
                    fields=", ".join(sorted(labels)),
                )
            )
