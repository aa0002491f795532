from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Precommit data: the lines of the chatter that wait for those of the other records.
NOTED = "hr_entretien_professionnel.noted"
CHATTER = ("activity_", "has_message", "message_", "my_activity_", "website_message_")


class HrEntretienThreadMixin(models.AbstractModel):
    """The chatter and the activities of a record are those of who may write it: a rule
    that lets somebody write opens the chatter to them, whatever fields are closed.

    Whoever reads the record alone (the employee) reads neither, not by a domain either:
    Odoo searches messages and activities with the server's rights, and a domain that
    answers yes or no spells a note letter by letter. What is tracked is stored in the
    language of the company: that of a scheduled action would be English.
    """

    _name = "hr.entretien.thread.mixin"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Chatter of Who Writes the Record"

    activity_type_id = fields.Many2one(related_sudo=False)
    activity_type_icon = fields.Char(related_sudo=False)
    activity_summary = fields.Char(related_sudo=False)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        if message_operation in ("read", "create"):
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        domain = Domain(domain)
        names = {item.field_expr for item in domain.iter_conditions()}
        if not bypass_access and any(name.startswith(CHATTER) for name in names):
            domain &= self._chatter_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _search_activity_state(self, operator, value):
        """By the path of a line it is asked without ``_search``."""
        found = super()._search_activity_state(operator, value)
        if found is NotImplemented:
            return found
        return Domain(found) & self._chatter_domain()

    def _read_group_groupby(self, alias, groupby_spec, query):
        if groupby_spec == "activity_state":
            mine = self._chatter_domain().optimize_full(self)
            query.add_where(mine._to_sql(self, alias, query))
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _chatter_domain(self):
        if self.env.su:
            return Domain.TRUE
        rules = self.env["ir.rule"]._compute_domain(self._name, "write")
        everything = self.sudo().with_context(active_test=False)
        return Domain("id", "in", everything._search(rules))

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Following brings nothing to who may not read: a row is easily added."""
        people = super()._notify_get_recipients(message, msg_vals, **kwargs)
        named = (msg_vals or {}).get("partner_ids") or message.sudo().partner_ids.ids
        users = self.env["res.users"].sudo()
        return [
            person
            for person in people
            if not person.get("is_follower")
            or person["id"] in named
            or self._accessible_to(users.browse(person["uid"] or ()), "write")
        ]

    def _check_can_update_message_content(self, messages):
        """The window of Odoo updates with the server's rights."""
        if messages.with_env(self.env)._not_own_words():
            raise AccessError(self.env._("You may change your own words only."))
        return super()._check_can_update_message_content(messages)

    def _accessible_to(self, user, operation):
        """Those that the user may read or write, in all of their companies."""
        if not user or not user.active or user.share:
            return self.browse()
        companies = user.sudo().company_ids.ids
        theirs = self.with_user(user).with_context(allowed_company_ids=companies)
        return theirs._filtered_access(operation).with_env(self.env)

    def _message_track(self, fields_iter, initial_values_dict):
        """Odoo notes the changes of one record after the other: here all at once."""
        waiting, tracked = self.env.cr.precommit.data, {}
        noted = waiting[NOTED] = []
        for company, records in self.grouped("company_id").items():
            lang = company._entretien_lang() if company else self.env.lang
            worded = super(HrEntretienThreadMixin, records.with_context(lang=lang))
            tracked.update(worded._message_track(fields_iter, initial_values_dict))
        del waiting[NOTED]
        changes = [values.pop("tracking_value_ids", ()) for values in noted]
        messages = self.sudo()._message_create(noted)
        self.env["mail.tracking.value"].sudo().create(
            [
                {**values, "mail_message_id": message.id}
                for message, commands in zip(messages, changes, strict=True)
                for _create, _id, values in commands
            ]
        )
        return tracked

    def _message_create(self, values_list):
        noted = self.env.cr.precommit.data.get(NOTED)
        if noted is None:
            return super()._message_create(values_list)
        noted += values_list
        return self.env["mail.message"]
