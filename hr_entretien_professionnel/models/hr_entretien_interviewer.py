"""Who holds what is open, and who is told of it."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .hr_entretien import OPEN_STATES
from .hr_entretien_reconcile import QUIET


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.model
    def _open_to_hand_over(self, today):
        """Ids of the open interviews whose interviewer left, may be found or told."""
        return sorted({*self._open_to_reassign().ids, *self._open_to_tell()})

    def _open_to_reassign(self):
        """Open interviews that somebody else should hold: the interviewer left, or
        there was none and there may be one now."""
        absent = Domain("interviewer_id", "=", False) | Domain(
            "interviewer_id.active", "=", False
        )
        return (
            self.sudo()
            .search(Domain("state", "in", OPEN_STATES) & absent)
            .filtered(lambda item: item._proposed_interviewer() != item.interviewer_id)
        )

    def _open_to_tell(self):
        """Ids of the interviews to plan of which the wrong person was told, or nobody.

        Who ticked his activity off was told. It says in SQL what ``_activity_user``
        says of one interview.
        """
        self.env.flush_all()
        able = SQL(
            "active AND share IS NOT TRUE AND EXISTS ("
            "SELECT FROM res_company_users_rel access "
            "WHERE access.user_id = res_users.id AND access.cid = entretien.company_id)"
        )
        query = SQL(
            """
            SELECT DISTINCT entretien.id
              FROM hr_entretien entretien
              JOIN res_company company ON company.id = entretien.company_id
              LEFT JOIN hr_employee interviewer
                ON interviewer.id = entretien.interviewer_id
              LEFT JOIN LATERAL (
                    SELECT id FROM res_users WHERE id = interviewer.user_id AND %(able)s
                   ) holder ON true
              LEFT JOIN LATERAL (
                    SELECT id FROM res_users
                     WHERE id = company.entretien_responsible_id AND %(able)s
                   ) responsible ON true
              LEFT JOIN mail_activity activity
                ON activity.res_model = 'hr.entretien'
               AND activity.res_id = entretien.id
               AND activity.activity_type_id = %(kind)s
               AND activity.active
             WHERE entretien.state = 'to_plan'
               AND CASE WHEN activity.id IS NOT NULL
                   THEN activity.automated AND activity.user_id
                        IS DISTINCT FROM COALESCE(holder.id, responsible.id)
                   ELSE COALESCE(holder.id, responsible.id) IS NOT NULL
                        AND NOT EXISTS (
                            SELECT FROM mail_message message
                             WHERE message.model = 'hr.entretien'
                               AND message.res_id = entretien.id
                               AND message.mail_activity_type_id = %(kind)s)
                   END
            """,
            able=able,
            kind=self._to_plan_kind().id,
        )
        return [row[0] for row in self.env.execute_query(query)]

    def _hand_over_batch(self, ids, today):
        """Give the interviews, and their activity, to who should hold them."""
        for entretien in self.sudo().browse(ids):
            interviewer = entretien.interviewer_id
            if not interviewer.active:
                entretien.interviewer_id = entretien._proposed_interviewer()
            if entretien.state == "to_plan":
                entretien._to_plan_activities().unlink()
                entretien._schedule_to_plan(today)
            else:
                entretien._schedule_activity(
                    "mail_activity_entretien_to_check", today, "_handed_over_note"
                )

    def _handed_over_note(self, today):
        self.ensure_one()
        return self.env._(
            "Nobody was there any more to hold this interview as it was planned: check "
            "who holds it, and when."
        )

    # -- activities ------------------------------------------------------------------

    @api.model
    def _to_plan_kind(self):
        return self.env.ref(
            "hr_entretien_professionnel.mail_activity_entretien_to_plan"
        )

    def _to_plan_activities(self):
        kind = self._to_plan_kind()
        return self.activity_ids.filtered(lambda item: item.activity_type_id == kind)

    def _schedule_to_plan(self, today):
        self._schedule_activity("mail_activity_entretien_to_plan", today)
        for entretien in self:
            entretien.deadline_told = entretien.date_due

    def _schedule_activity(self, xmlid, today, note=None):
        """One activity for each interview's interviewer, without a mail each.

        :param str xmlid: the activity type
        :param str note: name of the method that writes the note, called with the day in
            the language of who reads it
        """
        kind = self.env.ref(f"hr_entretien_professionnel.{xmlid}")
        model = self.env["ir.model"]._get("hr.entretien")
        vals_list = []
        for entretien in self:
            user = entretien._activity_user()
            if not user:
                continue
            here = entretien.with_context(lang=user.lang)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "summary": kind.with_env(here.env).name,
                    "note": note and getattr(here, note)(today),
                    "res_model_id": model.id,
                    "res_id": entretien.id,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": entretien.date_due or today,
                }
            )
        self.env["mail.activity"].sudo().with_context(**QUIET).create(vals_list)

    def _activity_user(self):
        """The interviewer's user, else the company's HR in charge, else nobody.

        Never OdooBot, nor an account that cannot open the interview.
        """
        self.ensure_one()
        company = self.company_id.sudo()
        for user in (self.interviewer_id.user_id, company.entretien_responsible_id):
            if user.active and not user.share and company in user.company_ids:
                return user
        return self.env["res.users"]
