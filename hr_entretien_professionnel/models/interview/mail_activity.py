"""What somebody is asked to do about an interview: found by its code, done by them."""

from lxml.html import fromstring, tostring
from markupsafe import Markup

from odoo import fields, models


class MailActivity(models.Model):
    """HR sees to all of them; a manager, who may write on the interview, changes and
    ends what is his: asked of him, or by him."""

    _inherit = "mail.activity"

    entretien_topic = fields.Char(
        string="Topic",
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="What is asked for, to find the activity again: its words are those of a "
        "language, and whoever reads it may change them.",
    )

    def _check_access(self, operation):
        """Odoo asks whether the user may write on the record, no more."""
        result = super()._check_access(operation)
        others = operation in ("write", "unlink") and self._not_own_activities()
        if not others:
            return result
        forbidden = result[0] | others if result else others
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _not_own_activities(self):
        """Those of interviews that are somebody else's; none for HR.

        The suite writes in the name of who took the step: that makes it nobody's.
        """
        filed = self.sudo().filtered(
            lambda item: (item.res_model or "").startswith("hr.entretien")
        )
        if not filed or self.env["hr.entretien"]._user_is_hr():
            return self.browse()
        user = self.env.user
        own = filed.filtered(
            lambda item: (
                item.user_id == user or (item.create_uid == user and not item.automated)
            )
        )
        return (filed - own).with_env(self.env)

    def _entretien_parts_but(self, note):
        """What these notes say besides what the method of that name said.

        :rtype: Markup
        """
        parts = (
            Markup(tostring(part, encoding="unicode"))
            for activity in self
            for part in fromstring(f"<div>{activity.note or ''}</div>").iterchildren()
            if part.get("class") != note
        )
        return Markup().join(parts)
