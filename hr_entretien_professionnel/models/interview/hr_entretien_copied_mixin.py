from odoo import api, models, tools
from odoo.exceptions import AccessError
from odoo.tools import clean_context


class HrEntretienCopiedMixin(models.AbstractModel):
    """Which fields people do not write, though they may write the record.

    A read-only field that is stored is written by nobody, be it computed or written by
    the code: Odoo makes such fields read-only on the screen alone, and record rules
    stand on some of them. A model names in ``_closed_fields`` what somebody writes, or
    of what it says why not. One table, one check: of what is written, and of the
    defaults of the context and of users, which come in behind it.
    """

    _name = "hr.entretien.copied.mixin"
    _description = "Fields That People Do Not Write"

    # Sets of names, by what ``_closed_text`` says of them.
    _closed_fields = {}

    @tools.ormcache()
    def _copied_fields(self):
        """Names of the stored fields that nobody types, but for those of the table, and
        those that Odoo passes over in silence: its import says ``id`` of a line."""
        named = set(models.MAGIC_COLUMNS).union(*self._closed_fields.values())
        return frozenset(
            field.name
            for field in self._fields.values()
            if field.store and field.readonly and not field.inverse
            if field.name not in named
        )

    def _closed_names(self):
        """The fields that somebody at least does not write."""
        return self._copied_fields().union(*self._closed_fields.values())

    def _closed_to_user(self, new=False):
        """The table (str → set of str) for the user, of a new record or not."""
        return {"copied": self._copied_fields(), **self._closed_fields}

    def _closed_text(self, key, names):
        labels = [self._fields[name]._description_string(self.env) for name in names]
        return self.env._(
            "%(fields)s: filled in automatically, nobody writes this by hand.",
            fields=", ".join(sorted(labels)),
        )

    def _check_closed(self, names, new=False):
        """:raises AccessError: one of these fields is not the user's to write"""
        if self.env.su:
            return
        for key, closed in self._closed_to_user(new).items():
            if closed & names:
                raise AccessError(self._closed_text(key, closed & names))

    def _names_said(self, vals):
        """Of a new record, the fields of which something is said."""
        return vals.keys()

    @api.model_create_multi
    def create(self, vals_list):
        """Without the defaults of the context: a form says what it shows. On a model of
        Odoo's, without those of the suite alone."""
        if self.env.su:
            return super().create(vals_list)
        for vals in vals_list:
            self._check_closed(self._names_said(vals), new=True)
        context = self.env.context
        if self._name.startswith("hr.entretien"):
            kept = clean_context(context)
        else:
            closed = {f"default_{name}" for name in self._closed_names()}
            kept = {name: context[name] for name in context if name not in closed}
        cleaned = self.with_env(self.env(context=kept))
        records = super(HrEntretienCopiedMixin, cleaned).create(vals_list)
        return records.with_env(self.env)

    def write(self, vals):
        self._check_closed(vals.keys())
        return super().write(vals)
