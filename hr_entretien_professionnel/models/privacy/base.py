from collections.abc import Mapping

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .readable import is_readable

# Models of Odoo in which people type what is the suite's.
TYPED_MODELS = ("hr.employee", "res.company")


class Base(models.AbstractModel):
    """A form computes with the server's rights: it names what its user may read.

    Odoo lets every user fill in a form by hand, with any record in it, and answers with
    what is computed from that record.
    """

    _inherit = "base"

    # What an export of these fields ("*": of any) of the model takes out, for an add-on
    # that keeps a trace of it: name of a field → kind.
    _entretien_logged = {}

    def onchange(self, values, field_names, fields_spec):
        """
        :raises AccessError: the form names a record that the user may not read
        """
        self._check_readable(values, form=True)
        if self._name.startswith("hr.entretien") and not self.env.su:
            asked = [] if field_names else fields_spec
            relations = [name for name in asked if self._fields[name].relational]
            companies = self.env.user.company_ids.ids
            everywhere = self.with_context(allowed_company_ids=companies)
            everywhere._check_named({**self.default_get(relations), **values})
        return super().onchange(values, field_names, fields_spec)

    def _check_named(self, values):
        for name, value in values.items():
            field = self._fields.get(name)
            if not (field and field.relational and value):
                continue
            records = self.env[field.comodel_name]
            ids, typed = self._named_in(value)
            stored = self.sudo().with_context(active_test=False)[name]
            named = records.browse(ids) - stored.sudo(False)
            if field.comodel_name in ("hr.employee", "hr.employee.public"):
                self._check_known_people(named.ids)
            else:
                named.check_access("read")
            for id_, vals in typed:
                records.browse(id_)._check_named(vals)

    def _named_in(self, value):
        """What a form says of a relation: ids, and values typed in records.

        :rtype: tuple(list of int, list of (id or ``()``, dict))
        """
        if isinstance(value, dict):
            ids = [value["id"]] if value.get("id") else []
            return ids, [(value.get("id") or (), value)]
        if isinstance(value, int):
            return [value], []
        if isinstance(value, models.BaseModel):
            return value.ids, []
        ids, typed = [], []
        for command in value:
            if isinstance(command, int):
                ids.append(command)
                continue
            if command[0] == Command.SET:
                ids += command[2]
            elif command[0] in (Command.UPDATE, Command.LINK):
                ids.append(command[1])
            if command[0] in (Command.CREATE, Command.UPDATE):
                known = command[1] if command[0] == Command.UPDATE else ()
                typed.append((known, command[2]))
        return ids, typed

    def _check_known_people(self, ids):
        """The people of the user's companies, and whoever leads some of them."""
        everybody = self.env["hr.employee"].sudo().with_context(active_test=False)
        known = [("company_id", "in", self.env.user.company_ids.ids)]
        people = everybody.browse(ids)
        strangers = (people - people.filtered_domain(known)).filtered(
            lambda person: (
                not everybody.search_count(
                    [("id", "child_of", person.id), *known], limit=1
                )
            )
        )
        self.env["hr.employee.public"].browse(strangers.ids).check_access("read")

    # -- hostile values ----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_readable(vals)
        return super().write(vals)

    @api.private
    def ensure_one(self):
        """
        :raises UserError: no button sends another number of records of the suite
        """
        if len(self._ids) == 1:
            # Nothing more: all models ask this, very often.
            return self
        if self._is_typed() and not self.env.su:
            raise UserError(self.env._("This is done for one record at a time."))
        return super().ensure_one()

    def _is_typed(self):
        """Whether what people send to this model is read by the suite."""
        return self._name.startswith("hr.entretien") or self._name in TYPED_MODELS

    def _check_readable(self, values, form=False):
        """What is typed in the fields of the suite, and in their lines.

        :param dict values: as ``write`` and ``onchange`` take them
        :param bool form: as ``onchange`` does
        :raises UserError: no form sends this, whatever it is
        """
        if self.env.su or not self._is_typed():
            return
        if not isinstance(values, Mapping):
            raise UserError(self._unreadable(self.env._("Form")))
        for name, value in values.items():
            field = self._fields.get(name)
            if not (field and str(field._module).startswith("hr_entretien")):
                continue
            if not is_readable(field, value, self.env, form):
                label = field._description_string(self.env)
                raise UserError(self._unreadable(label))
            if field.type in ("one2many", "many2many"):
                for _id, vals in self._named_in(value or ())[1]:
                    self.env[field.comodel_name]._check_readable(vals, form)

    def _unreadable(self, label):
        return self.env._("%(field)s: this value cannot be read.", field=label)

    # -- record rules ----------------------------------------------------------------

    def _asked_anew(self, method, **kwargs):
        """What a method says, for a record rule: at each search, not once.

        Odoo keeps the domain of a rule from one request to the next. One with the cards
        of a user in it would still open a team to who lost it.

        :param str method: of this model, it gives a domain
        :rtype: Domain
        """

        def to_sql(model, alias, query):
            domain = getattr(model, method)(**kwargs).optimize_full(model)
            return domain._to_sql(model, alias, query)

        return Domain.custom(to_sql=to_sql)
