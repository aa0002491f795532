"""What tells what a person may cost is not read without leaving a line."""

from odoo import api, models
from odoo.fields import Domain

from .hr_entretien_reads_mixin import writes

# Whoever groups or filters by these learns about persons, not about totals.
NAMING = {"id", "employee_id", "entretien_id", "display_name"}
TOTALS = {"sum", "avg", "min", "max", "count", "count_distinct", "bool_and", "bool_or"}


class HrEntretienLoggedMixin(models.AbstractModel):
    """Rows about one employee each (``employee_id``), whose reading is logged.

    - Rows read, by whatever method, on a screen or over RPC: ``exposure_read``, at most
      once a day for each user, employee and model.
    - Rows exported (CSV, XLSX, over RPC or through another model): ``exposure_export``,
      each time.
    - Counts, sums and pivots are no reading, unless they are by employee, list the rows
      or are asked for about one: then they name persons and are rows.
    - What the server computes for itself (sudo) is no reading.
    """

    _name = "hr.entretien.logged.mixin"
    _inherit = "hr.entretien.reads.mixin"
    _description = "Reading and Exporting Are Logged"

    # -- what is written -------------------------------------------------------------

    def _log_reading(self):
        """Write that these rows are read by the user."""
        rows = self._origin
        if rows and not self.env.su:
            self.env["hr.entretien.access.log"]._log_read(rows, rows._about())

    def _about(self):
        """The employees of the rows, archived ones too.

        :rtype: hr.employee, in sudo
        """
        return self.sudo().with_context(active_test=False).employee_id

    def _log_total(self, domain, groupby=(), aggregates=()):
        """Write that persons are read when a count or a sum is about them."""
        if self.env.su or not self._names_persons(domain, groupby, aggregates):
            return
        rows = self.with_context(active_test=False)
        self.browse(rows._search(domain))._log_reading()

    @api.model
    def _names_persons(self, domain, groupby, aggregates):
        """Whether an aggregate tells about persons rather than about totals."""
        grouped = {spec.split(":")[0].split(".")[0] for spec in groupby}
        asked = {
            condition.field_expr.split(".")[0]
            for condition in Domain(domain).iter_conditions()
        }
        functions = {spec.split(":")[1] for spec in aggregates if ":" in spec}
        return bool((grouped | asked) & NAMING or functions - TOTALS)

    # -- every way to rows -----------------------------------------------------------

    def _read_format(self, fnames, load="_classic_read"):
        """What ``read``, ``search_read``, ``web_read`` and lists end in."""
        result = super()._read_format(fnames, load)
        self._log_reading()
        return result

    def copy_data(self, default=None):
        result = super().copy_data(default)
        self._log_reading()
        return result

    def onchange(self, values, field_names, fields_spec):
        result = super().onchange(values, field_names, fields_spec)
        self._log_reading()
        return result

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """What ``export_data`` ends in, of this model or of one that points to it."""
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        if not self.env.su and self._ids:
            note = self.env["ir.model"].sudo()._get(self._name).name
            self.env["hr.entretien.access.log"]._log(
                "exposure_export", self._about(), note, self._name
            )
        return rows

    def _read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        result = super()._read_group(domain, groupby, aggregates, *args, **kwargs)
        self._log_total(domain, groupby, aggregates)
        return result

    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        result = super()._read_grouping_sets(domain, grouping_sets, aggregates, order)
        groupby = [spec for groups in grouping_sets for spec in groups]
        self._log_total(domain, groupby, aggregates)
        return result

    # -- the same, on a database that can be written ---------------------------------

    @api.model
    @writes
    def search(self, domain, *args, **kwargs):
        found = super().search(domain, *args, **kwargs)
        self._log_total(domain)
        return found

    @api.model
    @writes
    def search_count(self, domain, limit=None):
        count = super().search_count(domain, limit=limit)
        self._log_total(domain)
        return count

    @api.model
    @writes
    def name_search(self, *args, **kwargs):
        found = super().name_search(*args, **kwargs)
        self.browse([row[0] for row in found])._log_reading()
        return found

    @api.model
    @writes
    def web_name_search(self, *args, **kwargs):
        return super().web_name_search(*args, **kwargs)

    @api.model
    @writes
    def web_read_group(self, *args, **kwargs):
        return super().web_read_group(*args, **kwargs)

    @api.model
    @writes
    def formatted_read_group(self, *args, **kwargs):
        return super().formatted_read_group(*args, **kwargs)

    @api.model
    @writes
    def formatted_read_grouping_sets(self, *args, **kwargs):
        return super().formatted_read_grouping_sets(*args, **kwargs)

    @api.model
    @writes
    def read_progress_bar(self, *args, **kwargs):
        return super().read_progress_bar(*args, **kwargs)
