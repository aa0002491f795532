from odoo import api, fields, models


class HrEntretienWindow(models.AbstractModel):
    """A small window about one interview: it is for who leads that interview.

    Its step checks it again; this check is for the window itself, which shows nothing
    to whoever names an interview that is not theirs.
    """

    _name = "hr.entretien.window"
    _description = "Window About an Interview"

    entretien_id = fields.Many2one(
        "hr.entretien", string="Interview", required=True, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        opened_on = self.env.context.get("default_entretien_id")
        for vals in vals_list:
            self._check_typed(vals, vals.get("entretien_id", opened_on))
        windows = super().create(vals_list)
        windows.entretien_id._check_lead()
        return windows

    def write(self, vals):
        self._check_typed(vals, vals.get("entretien_id"))
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """:raises AccessError: it is about an interview that is not the user's"""
        about = {**self.default_get(["entretien_id"]), **values}.get("entretien_id")
        self._check_typed(values, about, form=True)
        return super().onchange(values, field_names, fields_spec)

    def _check_typed(self, values, about, form=False):
        """:param about: the interview, as ``write`` or ``onchange`` take it"""
        entretiens = self.env["hr.entretien"]
        self._check_readable(values, form)
        entretiens.browse(self._named_in(about or ())[0])._check_lead()
        entretiens._check_slot_values(values)
