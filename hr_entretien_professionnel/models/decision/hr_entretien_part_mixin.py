from odoo import models
from odoo.exceptions import AccessError


class HrEntretienPartMixin(models.AbstractModel):
    """A part of an interview (``entretien_id``): its form gives nothing of it away."""

    _name = "hr.entretien.part.mixin"
    _inherit = ["hr.entretien.copied.mixin", "hr.entretien.technical.mixin"]
    _description = "Part of an Interview"

    # The fields by which a form says which interview it is about.
    _named_by = ("entretien_id",)

    def onchange(self, values, field_names, fields_spec):
        """A new line would read its interview with the server's rights."""
        self._check_readable(values, form=True)
        by = [name for name in self._named_by if name in self._fields]
        spec = {**{name: {} for name in by}, **fields_spec}
        result = super().onchange(values, field_names, spec)
        value = result.get("value", {})
        # The interview in the form: its id, or what is typed of it.
        named = value.get("entretien_id") or values.get("entretien_id")
        for name in by:
            if name not in fields_spec:
                value.pop(name, None)
        typed = named if isinstance(named, dict) else {"id": named}
        entretien = self.env["hr.entretien"].browse(typed.get("id") or ())
        if entretien != self.entretien_id and entretien - entretien._led_by_user():
            raise AccessError(self._owner_message())
        employee = self.env["hr.employee"].browse(typed.get("employee_id") or ())
        entretien._check_may_open_for(employee)
        return result

    def _owner_message(self):
        return self.env._("A line stays in the interview that it was written in.")
