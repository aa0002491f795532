from contextlib import contextmanager

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, models


class ResGroups(models.Model):
    """Who enters HR reads every interview: the HR administrators are notified."""

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        with self._entretien_watch_hr():
            return super().create(vals_list)

    def write(self, vals):
        with self._entretien_watch_hr():
            return super().write(vals)

    @contextmanager
    def _entretien_watch_hr(self):
        """Notify who entered HR meanwhile, whoever let them in."""
        group = self.env.ref("hr.group_hr_user").sudo()
        before = group.all_user_ids
        yield
        entered = group.all_user_ids - before
        # What a module or its demo data brings was no user's gesture.
        if entered and self.env.uid != SUPERUSER_ID:
            self._entretien_notify_entered(entered)

    def _entretien_notify_entered(self, entered):
        administrators = self.env.ref("hr.group_hr_manager").sudo().all_user_ids
        names = ", ".join(entered.mapped("name"))
        for user in administrators - entered - self.env.user:
            speaking = self.sudo().with_context(lang=user._entretien_lang())
            subject = speaking.env._("New HR access: %(names)s", names=names)
            body = speaking.env._(
                "%(user)s gave %(names)s the rights of HR: they read the interviews of "
                "their companies from now on. Take these rights back in the users' "
                "settings if this is a mistake.",
                user=self.env.user.name,
                names=names,
            )
            speaking.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=subject,
                body=Markup("<p>%s</p>") % body,
                email_layout_xmlid="mail.mail_notification_light",
            )
