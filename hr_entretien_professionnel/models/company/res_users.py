"""An account that something was proved with stays; one that enters HR is notified; each
may have an address that a calendar subscribes to."""

import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq, hmac

from ..window import open_action

# Where an empty account would say something else: done without any.
NAMING = (
    ("hr.entretien.proof", "user_id"),
    ("hr.entretien.signature", "user_id"),
    ("hr.entretien.bilan.line", "confirmed_by"),
)


class ResUsers(models.Model):
    _inherit = "res.users"

    entretien_calendar_key = fields.Char(
        string="Secret of That Address", groups=fields.NO_ACCESS, copy=False
    )
    entretien_calendar_url = fields.Char(
        string="Address of My Interviews", compute="_compute_entretien_calendar_url"
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "entretien_calendar_url"]

    @api.depends_context("uid")
    @api.depends("entretien_calendar_key")
    def _compute_entretien_calendar_url(self):
        """One's own alone: an administrator reads nobody's."""
        self.entretien_calendar_url = False
        for user in self & self.env.user:
            if token := user._entretien_calendar_token():
                path = f"/entretien/calendar/{token}.ics"
                user.entretien_calendar_url = user.get_base_url() + path

    @api.model_create_multi
    def create(self, vals_list):
        with self.env["res.groups"]._entretien_watch_hr():
            return super().create(vals_list)

    def write(self, vals):
        if not vals.keys() & {"active", "group_ids"}:
            return super().write(vals)
        with self.env["res.groups"]._entretien_watch_hr():
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proving(self):
        """Who administers Odoo without HR deletes users: that would change proofs."""
        for model, name in NAMING:
            if self.env[model].sudo().search_count([(name, "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "The proof files of the interviews name this account: archive "
                        "it instead."
                    )
                )

    def _entretien_lang(self):
        """The language to speak to this user in, or None: the source's."""
        return self.env["res.lang"]._entretien_first(self.lang)

    # -- the address that a calendar subscribes to -------------------------------------

    def action_entretien_calendar_renew(self):
        """A new address; the former one opens nothing any more."""
        return self._entretien_set_calendar_key(secrets.token_urlsafe(32))

    def action_entretien_calendar_revoke(self):
        return self._entretien_set_calendar_key(False)

    def _entretien_set_calendar_key(self, key):
        if self != self.env.user or not self._has_group("base.group_user"):
            raise AccessError(self.env._("This address is its owner's alone."))
        self.sudo().entretien_calendar_key = key
        return self.action_entretien_calendar()

    def action_entretien_calendar(self):
        """The dialog where one's own address is read, made and withdrawn."""
        if len(self) > 1:
            raise AccessError(self.env._("This address is its owner's alone."))
        action = "hr_entretien_professionnel.res_users_action_calendar"
        return open_action(self.env, action, res_id=self.id)

    def _entretien_calendar_token(self):
        """What the address ends with, or None: without the key it is not guessed."""
        key = self.sudo().entretien_calendar_key
        if not key:
            return None
        sign = hmac(self.env(su=True), "entretien_calendar", (self.id, key))
        return f"{self.id}-{sign}"

    def _entretien_calendar_user(self, token):
        """Whose address that is, while they may log in, or an empty record."""
        number = token.partition("-")[0]
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return self.browse()
        user = self.sudo().browse(int(number)).exists().filtered("active")
        expected = user and user._entretien_calendar_token()
        return user if expected and consteq(expected, token) else self.browse()
