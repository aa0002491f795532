"""Who is asked to do something about an interview, and what it says."""

from markupsafe import Markup

from odoo import models


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _to_plan_activities(self):
        return self.activity_ids._entretien_about("to_plan")

    def _close_to_plan(self):
        """The activity did its duty: what it asked for is done."""
        self.sudo()._to_plan_activities().action_feedback()

    def _schedule_to_plan(self, today):
        self._schedule_activity("to_plan", today, "_to_plan_note")
        for entretien in self:
            entretien.deadline_told = entretien.date_due

    def _to_plan_note(self, today):
        """Why HR, and not the interviewer, is asked to see to it."""
        nobody = not self.interviewer_id
        return nobody and self.env["hr.entretien.interviewer"]._nobody_text(self)

    def _check_activities(self):
        """What somebody was asked to check on a planned interview, by ourselves."""
        return self.activity_ids._entretien_about("check")

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
            entretien._schedule_activity("check", today, note, to_hr, at_once)
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

    def _schedule_activity(self, topic, today, note=None, to_hr=False, at_once=False):
        """One activity for each interview's interviewer, without a mail each.

        :param str topic: as ``mail.activity`` keeps it
        :param str note: name of the method that writes the note, called with the day in
            the language of who reads it
        :param bool to_hr: for HR in charge, not for the interviewer; due today
        :param bool at_once: due today, too
        """
        asked = []
        for entretien in self:
            user = entretien._activity_user(to_hr)
            if user:
                speaking = entretien.with_context(lang=user._entretien_lang())
                due = not (to_hr or at_once) and entretien.date_due
                values = {
                    "note": note and getattr(speaking, note)(today),
                    "date_deadline": due or today,
                }
                asked.append((entretien, user, values))
        self.env["mail.activity"]._entretien_ask(topic, asked)

    def _activity_user(self, to_hr=False):
        """The interviewer's user, else the company's HR in charge, else nobody.

        Never OdooBot, nor an account that cannot open the interview.
        """
        self.ensure_one()
        people = self.env["mail.activity"]
        user = self.interviewer_id.sudo().user_id
        if not to_hr and people._entretien_may_ask(user, self.company_id):
            return user
        return people._entretien_hr_user(self.company_id)
