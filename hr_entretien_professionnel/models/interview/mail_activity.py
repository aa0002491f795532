"""What somebody is asked to do about an interview: found by its code, done by them."""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# The activities notify the interviewers; a mail for each on the same night would not.
QUIET = {
    "mail_activity_quick_update": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}
# What there is to check of an interview: the names of its methods that say so.
CHECKS = (
    "_declined_note",
    "_handed_over_note",
    "_left_note",
    "_unavailable_note",
    "_warning_note",
)
# What people are asked for, by code, and the type that their screen shows.
TOPICS = {
    "to_plan": "mail_activity_entretien_to_plan",
    **dict.fromkeys(
        (*CHECKS, "failed", "unknown", "server"), "mail_activity_entretien_to_check"
    ),
    "follow_up": "mail_activity_entretien_follow_up",
    "night": "mail_activity_entretien_failed",
}


class MailActivity(models.Model):
    """HR sees to all of them; a manager, who may write on the interview, changes and
    ends what is theirs: asked of them, or by them."""

    _inherit = "mail.activity"

    entretien_topic = fields.Char(
        string="Topic",
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="What is asked for, to find the activity again: its words are those of a "
        "language, and whoever reads it may change them.",
    )

    @api.autovacuum
    def _gc_delete_old_overdue_activities(self):
        """Not the suite's: an interview late for years is asked for until it is held,
        and the night would ask again for what the cleaning takes away."""
        others = self.with_context(entretien_others_only=True)
        return super(MailActivity, others)._gc_delete_old_overdue_activities()

    def _search(self, domain, *args, **kwargs):
        # Anybody may send a context, to be read in sudo: not as the server itself.
        server = self.env.uid == SUPERUSER_ID
        if server and self.env.context.get("entretien_others_only"):
            domain = Domain(domain) & Domain("entretien_topic", "=", False)
        return super()._search(domain, *args, **kwargs)

    def _check_access(self, operation):
        """Odoo asks whether the user may write on the record, no more."""
        result = super()._check_access(operation)
        others = operation in ("write", "unlink") and self._not_own_activities()
        if not others:
            return result
        forbidden = result[0] | others if result else others
        return forbidden, lambda: AccessError(
            self.env._("You may change and end your own activities only.")
        )

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

    # -- asking ------------------------------------------------------------------------

    def _entretien_ask(self, topic, asked):
        """Ask people to see to something, without a mail each.

        :param str topic: a code of ``TOPICS``, by which it is found again
        :param asked: a tuple for each: the record, the user, and the values of the
            activity; its summary is the name of its type unless they say so
        :returns: the activities, in sudo
        """
        kind = self._entretien_type(topic)
        today = fields.Date.context_today(self)
        for record, *_values in asked:
            # Read with the others: Odoo names the record of each activity alone.
            record.mapped("display_name")
        vals_list = [
            {
                "activity_type_id": kind.id,
                "summary": kind.with_context(lang=user._entretien_lang()).name,
                "res_model_id": self.env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "user_id": user.id,
                "automated": True,
                "entretien_topic": topic,
                "date_deadline": today,
                **values,
            }
            for record, user, values in asked
        ]
        return self.sudo().with_context(**QUIET).create(vals_list)

    def _entretien_schedule(
        self, entretiens, topic, today, note=None, to_hr=False, at_once=False
    ):
        """One for each interview's interviewer, or for HR in charge and due today.

        :param str note: name of the method of the interview that writes the note,
            called with the day in the language of who reads it
        :param bool at_once: due today, too: it cannot wait for the interview's day
        """
        asked = []
        for entretien in entretiens:
            if user := self._entretien_user(entretien, to_hr):
                speaking = entretien.with_context(lang=user._entretien_lang())
                due = not (to_hr or at_once) and entretien.date_due
                values = {
                    "note": note and getattr(speaking, note)(today),
                    "date_deadline": due or today,
                }
                asked.append((entretien, user, values))
        return self._entretien_ask(topic, asked)

    def _entretien_user(self, entretien, to_hr=False):
        """Whom is asked about an interview: the interviewer's user, else the company's
        HR in charge, else nobody.

        Never OdooBot, nor an account that cannot open the interview.
        """
        user = entretien.interviewer_id.sudo().user_id
        if not to_hr and self._entretien_may_ask(user, entretien.company_id):
            return user
        return self._entretien_hr_user(entretien.company_id)

    def _entretien_type(self, topic):
        """The type that people see for a code, in sudo; an add-on adds its codes."""
        # Not env.ref, which asks the database for it each time.
        xmlid = f"hr_entretien_professionnel.{TOPICS[topic]}"
        kind = self.env["ir.model.data"]._xmlid_to_res_id(xmlid, True)
        return self.env["mail.activity.type"].sudo().browse(kind)

    def _entretien_about(self, *topics):
        """Those that ask for that, and are not ticked off."""
        return self.filtered(lambda item: item.sudo().entretien_topic in topics)

    def _entretien_hr_user(self, company, at_least=False):
        """Who in HR is asked to see to the matters of a company: HR in charge.

        Whatever their main company is, they may open what is this one's; never OdooBot.

        :param company: ``res.company``
        :param bool at_least: when nobody is, the HR administrator who has been there
            longest and has an e-mail address
        :returns: ``res.users``, in sudo, empty when there is nobody
        """
        company = company.sudo()
        people = company.entretien_responsible_id
        if at_least:
            administrators = self.env.ref("hr.group_hr_manager").sudo().all_user_ids
            people += administrators.sorted("id").filtered("email")
        hr = people.filtered(lambda user: user.has_group("hr.group_hr_user"))
        return hr.filtered(lambda user: self._entretien_may_ask(user, company))[:1]

    def _entretien_may_ask(self, user, company):
        """Whether the account is somebody's who may open what is of the company."""
        user, company = user.sudo(), company.sudo()
        person = user.active and not user.share and not user._is_superuser()
        return bool(person and company in user.company_ids)
