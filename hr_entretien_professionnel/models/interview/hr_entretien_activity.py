"""Who is asked to do something about an interview, and what it says."""

from markupsafe import Markup

from odoo import api, models

from .hr_entretien_reconcile import QUIET

CHECK = "mail_activity_entretien_to_check"
# The topics of activities, see ``mail.activity``.
TO_CHECK = "check"


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.model
    def _to_plan_kind(self):
        return self.env.ref(
            "hr_entretien_professionnel.mail_activity_entretien_to_plan"
        )

    def _to_plan_activities(self):
        kind = self._to_plan_kind()
        return self.activity_ids.filtered(lambda item: item.activity_type_id == kind)

    def _schedule_to_plan(self, today):
        self._schedule_activity(
            "mail_activity_entretien_to_plan", today, "_to_plan_note"
        )
        for entretien in self:
            entretien.deadline_told = entretien.date_due

    def _to_plan_note(self, today):
        """Why HR, and not the interviewer, is asked to see to it."""
        return not self.interviewer_id and self._nobody_holds_it()

    def _check_activities(self):
        """What somebody was asked to check on a planned interview, by ourselves."""
        return self.activity_ids.filtered(
            lambda item: item.sudo().entretien_topic == TO_CHECK
        )

    def _schedule_check(self, today, note, to_hr=False, at_once=False):
        """One thing to check for each interview, whatever there is to say of it: what
        was said before and is not ticked off is kept under it, for who sees to it now.

        :param str note: as ``_schedule_activity`` takes it; said anew, it replaces what
            the same method said before
        :param bool to_hr: for HR in charge, not for the interviewer
        :param bool at_once: due today: it cannot wait for the day the interview is due
        """
        for entretien in self:
            if not entretien._activity_user(to_hr):
                continue
            former = entretien._check_activities().sudo()
            kept = former._entretien_parts_but(note)
            former.unlink()
            entretien._schedule_activity(
                CHECK, today, note, to_hr, at_once, topic=TO_CHECK
            )
            for activity in entretien._check_activities().sudo():
                said = Markup('<div class="%s">%s</div>') % (note, activity.note or "")
                activity.note = said + kept

    def _drop_check(self, note):
        """That was seen to: what else there is to check stays.

        :param str note: name of the method that said it
        """
        for activity in self.sudo()._check_activities():
            kept = activity._entretien_parts_but(note)
            if kept:
                activity.note = kept
            else:
                activity.unlink()

    def _schedule_activity(
        self, xmlid, today, note=None, to_hr=False, at_once=False, topic=False
    ):
        """One activity for each interview's interviewer, without a mail each.

        :param str xmlid: the activity type
        :param str note: name of the method that writes the note, called with the day in
            the language of who reads it
        :param bool to_hr: for HR in charge, not for the interviewer; due today
        :param bool at_once: due today, too
        :param str topic: as ``mail.activity`` keeps it
        """
        soon = to_hr or at_once
        kind = self.env.ref(f"hr_entretien_professionnel.{xmlid}")
        model = self.env["ir.model"]._get("hr.entretien")
        vals_list = []
        for entretien in self:
            user = entretien._activity_user(to_hr)
            if not user:
                continue
            here = entretien.with_context(lang=user._entretien_lang())
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "summary": kind.with_env(here.env).name,
                    "note": note and getattr(here, note)(today),
                    "res_model_id": model.id,
                    "res_id": entretien.id,
                    "user_id": user.id,
                    "automated": True,
                    "entretien_topic": topic,
                    "date_deadline": (not soon and entretien.date_due) or today,
                }
            )
        self.env["mail.activity"].sudo().with_context(**QUIET).create(vals_list)

    def _activity_user(self, to_hr=False):
        """The interviewer's user, else the company's HR in charge, else nobody.

        Never OdooBot, nor an account that cannot open the interview.
        """
        self.ensure_one()
        company = self.company_id.sudo()
        people = (self.interviewer_id.user_id, company.entretien_responsible_id)
        for user in people[bool(to_hr) :]:
            if user.active and not user.share and company in user.company_ids:
                return user
        return self.env["res.users"]
