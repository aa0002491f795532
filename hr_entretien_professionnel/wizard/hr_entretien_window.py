from odoo import api, models

# The interview that the window was opened on.
DEFAULT = "default_entretien_id"


class HrEntretienWindow(models.AbstractModel):
    """A small window about one interview: it is for who leads that interview.

    Its step checks it again; here, so that the window itself tells nothing to whoever
    names an interview that is not his.
    """

    _name = "hr.entretien.window"
    _description = "Window About an Entretien"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
            about = vals.get("entretien_id", self.env.context.get(DEFAULT))
            self.env["hr.entretien"].browse(about or ())._check_lead()
            self.env["hr.entretien"]._check_slot_values(vals)
        windows = super().create(vals_list)
        windows.entretien_id._check_lead()
        return windows

    def write(self, vals):
        self._check_readable(vals)
        self.env["hr.entretien"]._check_slot_values(vals)
        if "entretien_id" in vals:
            self.env["hr.entretien"].browse(vals["entretien_id"] or ())._check_lead()
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """
        :raises AccessError: the window is about an interview that is not the user's
        """
        self._check_readable(values, form=True)
        told = {**self.default_get(["entretien_id"]), **values}.get("entretien_id")
        ids, _typed = self._named_in(told or ())
        self.env["hr.entretien"].browse(ids)._check_lead()
        self.env["hr.entretien"]._check_slot_values(values)
        return super().onchange(values, field_names, fields_spec)
