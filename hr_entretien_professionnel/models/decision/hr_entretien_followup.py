"""What was decided is followed up: an activity each, a message, night after night."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ..interview.hr_entretien_reconcile import QUIET
from .hr_entretien_decision_mixin import REMINDER_DAYS
from .hr_entretien_line_mixin import FINISHED_STATES

DECISIONS = ("hr.entretien.besoin", "hr.entretien.action")


class HrEntretienDecisionMixin(models.AbstractModel):
    _inherit = "hr.entretien.decision.mixin"

    # -- activities ------------------------------------------------------------------

    def _quiet_activities(self):
        """The activities of the lines, which move without a mail each."""
        return self.sudo().activity_id.with_context(**QUIET)

    def _sync_activities(self, again=False):
        """Give each line the activity it should have, and end that of the others.

        :param bool again: also where somebody ticked it off: what it asked for changed
        """
        lines = self.sudo()
        users = lines.filtered_domain(self._followed_domain())._activity_users()
        to_open = lines.browse()
        for line in lines:
            user, activity = users.get(line), line.activity_id
            if not user:
                line._end_activity()
            elif activity.active:
                line._move_activity(user)
            elif again or not activity:
                to_open |= line
        to_open._open_activities(users)

    def _activity_users(self):
        """Whom the activity of each line is for, as a dictionary.

        The owner's user; when he has none, left or may not open the interview, its
        interviewer's, else HR in charge. Never OdooBot, nor a portal user.
        """
        users, missing = {}, self
        for name in ("owner", "interviewer", "responsible"):
            wanted = {}
            for line in missing:
                user = getattr(line, f"_user_of_{name}")()
                wanted[user] = wanted.get(user, line.browse()) | line
            for user, lines in wanted.items():
                readable = lines.entretien_id._readable_by(user)
                users.update(
                    dict.fromkeys(
                        lines.filtered(lambda item, r=readable: item.entretien_id in r),
                        user,
                    )
                )
            missing = missing.filtered(lambda item: item not in users)
        return users

    def _user_of_owner(self):
        return self.owner_id.active and self.owner_id.user_id

    def _user_of_interviewer(self):
        interviewer = self.entretien_id.interviewer_id
        return interviewer.active and interviewer.user_id

    def _user_of_responsible(self):
        return self.env["mail.activity"]._entretien_hr_user(self.company_id)

    def _open_activities(self, users):
        asked = [
            (line.entretien_id, users[line], line._activity_values(users[line]))
            for line in self
        ]
        activities = self.env["mail.activity"]._entretien_ask("follow_up", asked)
        for line, activity in zip(self, activities, strict=True):
            line.activity_id = activity

    def _activity_values(self, user):
        """What the activity of the line says, in the language of who reads it."""
        self.ensure_one()
        return {
            "user_id": user.id,
            "date_deadline": self.deadline,
            "summary": self.name,
            "note": self.with_context(lang=user._entretien_lang())._activity_note(user),
        }

    def _activity_note(self, user):
        """Who sees to it, when it is not the one who reads it."""
        self.ensure_one()
        if self.owner_id.user_id == user:
            return False
        note = self.env._(
            "%(owner)s sees to it, but has no access to this interview: see with him "
            "what became of it.",
            owner=self.owner_id.name,
        )
        return Markup("<p>%s</p>") % note

    def _move_activity(self, user):
        """Its day, person and words follow the line."""
        self.ensure_one()
        activity = self._quiet_activities()
        values = self._activity_values(user)
        if activity.user_id == user:
            # The note is his already, and Odoo would greet him again.
            values = {
                name: values[name]
                for name in ("date_deadline", "summary")
                if values[name] != activity[name]
            }
        if values:
            activity.write(values)

    def _end_activity(self):
        """Done with the line; taken back when nothing is to be done any more."""
        self.ensure_one()
        activity = self._quiet_activities()
        if not activity.active:
            return
        if self.followup_state in FINISHED_STATES:
            label = dict(
                self._fields["followup_state"]._description_selection(self.env)
            )[self.followup_state]
            feedback = " – ".join(filter(None, (label, self.followup_note)))
            activity.action_feedback(feedback=feedback)
        else:
            activity.unlink()

    # -- night after night -----------------------------------------------------------

    def _to_mend(self, today):
        """Ids of the lines of which nobody was told, or somebody who is gone."""
        lines = self.sudo()
        active = Domain("activity_id.active", "=", True)
        gone = Domain("activity_id.user_id.active", "=", False) | Domain(
            "owner_id.active", "=", False
        )
        followed = self._followed_domain()
        found = lines.search(
            (followed & Domain("activity_id", "=", False))
            | (followed & active & gone)
            | (active & ~followed)
        )
        return found.filtered(lambda line: line._is_to_mend(today)).ids

    def _is_to_mend(self, today):
        """An owner who left is only news while the activity is still his."""
        activity, owner = self.activity_id, self.owner_id
        followed = bool(self.filtered_domain(self._followed_domain()))
        return (
            not followed
            or not activity
            or not activity.user_id.active
            or activity.user_id == owner.user_id
        )

    def _mend_batch(self, ids, today):
        self.browse(ids)._sync_activities()

    def _to_tell(self, today):
        """Ids of the lines whose day comes or is past, and of which nobody was told."""
        soon = Domain("deadline", "<=", fields.Date.add(today, days=REMINDER_DAYS))
        lines = self.sudo().search(self._followed_domain() & soon)
        return lines.filtered(lambda line: line.told != line._telling(today)).ids

    def _telling(self, today):
        """What is told once: to whom, about which day, before it or after."""
        self.ensure_one()
        when = "late" if self.deadline < today else "soon"
        return f"{self.owner_id.id} {self.deadline} {when}"

    def _tell_batch(self, ids, today):
        """One message for each owner and interview; the digest is the sender's."""
        lines = self.sudo().browse(ids)
        told = {}
        for line in lines:
            line.told = line._telling(today)
            person = line._person_to_tell()
            told.setdefault(person, self.env["hr.entretien"])
            told[person] |= line.entretien_id
        for person, entretiens in told.items():
            if person:
                self.env["hr.entretien.message"]._queue(
                    entretiens, "follow_up", recipients=person
                )

    def _person_to_tell(self):
        """The owner; once he left, the interviewer."""
        self.ensure_one()
        people = self.owner_id | self.entretien_id.interviewer_id
        return people.filtered("active")[:1]


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def _readable_by(self, user):
        """Those that the user may open, in the companies that are his."""
        if not user or not user.active or user.share:
            return self.browse()
        theirs = self.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
        return theirs._filtered_access("read").with_env(self.env)

    def write(self, vals):
        written = super().write(vals)
        if "state" in vals or "interviewer_id" in vals:
            self._sync_followup()
        return written

    def _close(self, day=None, mode="hand"):
        """What was decided goes on after the other activities are put away."""
        done = super()._close(day, mode)
        self._sync_followup()
        return done

    def _sync_followup(self):
        """The activities of what was decided stand while the interview counts."""
        for model in DECISIONS:
            lines = self.env[model].sudo()
            lines.search([("entretien_id", "in", self.ids)])._sync_activities()

    @api.model
    def _night_steps(self):
        """Follow up, too, what was decided in the interviews."""
        steps = super()._night_steps()
        for model in DECISIONS:
            lines = self.env[model]
            steps.append((lines._to_mend, lines._mend_batch))
            steps.append((lines._to_tell, lines._tell_batch))
        return steps

    def _followup_lines_of(self, person):
        """What is left to do by somebody in these interviews, for his message.

        :param person: ``hr.employee``
        :returns: the needs and the actions, two recordsets
        """
        return [
            self.env[model]
            .sudo()
            .search(
                self.env[model]._followed_domain()
                & Domain("entretien_id", "in", self.ids)
                & Domain("owner_id", "=", person.id),
                order="deadline, id",
            )
            for model in DECISIONS
        ]

    @api.depends_context("uid")
    def _compute_display_name(self):
        """Who is in charge of a line, and reads no more, does not learn the motif."""
        super()._compute_display_name()
        if self.env.uid == api.SUPERUSER_ID:
            return
        stored = self.filtered("id")
        if self._user_is_hr():
            here = self.env.user.sudo().company_ids
            stored = stored.filtered(lambda item: item.sudo().company_id not in here)
        for entretien in stored - stored._readable_by(self.env.user):
            entretien.display_name = self.env._("Entretien professionnel")
