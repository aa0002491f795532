"""The employee's card tells the exposure too: reading it there leaves a line."""

from odoo import api, models

TELLING = "entretien_exposure_"


class HrEmployee(models.Model):
    """Cards, lists and exports that show no exposure are none of the log's business."""

    _name = "hr.employee"
    _inherit = ["hr.entretien.reads.mixin", "hr.employee"]

    @api.model
    def _tells_exposure(self, names):
        """Whether one of these fields says what a person may cost.

        The ids of the rows do as well: a search of the rows that names nobody, and is
        therefore no reading, gives the ids of those that are exposed.

        :param names: names of fields
        """
        return any(name.startswith(TELLING) for name in names)

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Who asks which employees are exposed reads it, whatever he shows of them."""
        query = super()._search(domain, *args, **kwargs)
        if not self.env.su and TELLING in str(domain):
            people = self.browse(query.get_result_ids())
            self.env["hr.entretien.access.log"]._log_read(people, people)
        return query

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        people = self._origin
        if people and not self.env.su and self._tells_exposure(fnames):
            self.env["hr.entretien.access.log"]._log_read(people, people)
        return result

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        # The rows themselves tell that they go out, and of whom.
        names = {path[0] for path in fields if path} - {"entretien_exposure_ids"}
        if self._ids and not self.env.su and self._tells_exposure(names):
            note = self.env["ir.model"].sudo()._get(self._name).name
            self.env["hr.entretien.access.log"]._log(
                "exposure_export", self, note, self._name
            )
        return rows
