from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import NO_ACCESS, Domain
from odoo.tools.misc import format_date

from ..interview.entretien_states import GIVEN_UP_STATES, HELD_STATES
from ..interview.mail_activity import QUIET
from ..selection_labels import selection_label
from ..state_domains import search_flag
from .hr_entretien_line_mixin import FINISHED_STATES, FOLLOWUP_FIELDS

# No longer to be answered or done: the interview did not take place.
GIVEN_UP = Domain("entretien_id", "any!", [("state", "in", GIVEN_UP_STATES)])


class HrEntretienDecisionMixin(models.AbstractModel):
    """A need or an action: it has an owner, a day and an activity that follows both.

    The owner may lead nothing (the training officer, a colleague): once the interview
    is held they read their line, and write what became of it, never the decision.
    """

    _name = "hr.entretien.decision.mixin"
    _inherit = "hr.entretien.line.mixin"
    _description = "What Was Decided in an Interview"

    _owner_fields = FOLLOWUP_FIELDS

    owner_id = fields.Many2one(
        "hr.employee", string="Who", index="btree_not_null", ondelete="restrict"
    )
    deadline = fields.Date(string="By When")
    is_late = fields.Boolean(
        string="Late", compute="_compute_delay", search="_search_is_late"
    )
    delay_label = fields.Char(string="Time Left", compute="_compute_delay")
    is_given_up = fields.Boolean(
        string="Interview Given Up",
        compute="_compute_is_given_up",
        search="_search_is_given_up",
        compute_sudo=True,
    )
    activity_id = fields.Many2one(
        "mail.activity",
        copy=False,
        index="btree_not_null",
        groups=NO_ACCESS,
        help="Empty: nobody was notified. Done by hand: notified, and not again.",
    )
    notified = fields.Char(
        copy=False,
        groups=NO_ACCESS,
        help="Whom the last message was for, about which day, before or after it.",
    )

    @api.depends("entretien_id.state")
    def _compute_is_given_up(self):
        """Who sees to one reads no more of the interview."""
        given_up = self.filtered_domain(GIVEN_UP)
        for line in self:
            line.is_given_up = line in given_up

    def _search_is_given_up(self, operator, value):
        return search_flag(GIVEN_UP, operator, value)

    @api.depends("deadline", "followup_state", "is_given_up")
    @api.depends_context("lang")
    def _compute_delay(self):
        today = fields.Date.context_today(self)
        left = self.sudo().filtered_domain(self._open_domain())
        for line in self:
            waited = line in left and line.deadline
            line.is_late = bool(waited) and waited < today
            line.delay_label = waited and self.env["hr.entretien"]._delay_label(
                waited, waited, today
            )

    def _search_is_late(self, operator, value):
        past = Domain("deadline", "<", fields.Date.context_today(self))
        return search_flag(self._open_domain() & past, operator, value)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._sync_activities()
        return lines

    def write(self, vals):
        written = super().write(vals)
        moving = {"name", "owner_id", "deadline", "followup_state", "answer"}
        if moving & vals.keys():
            self._sync_activities(again=True)
        return written

    def unlink(self):
        self._quiet_activities().unlink()
        return super().unlink()

    def _open_domain(self):
        return ~GIVEN_UP & self._unfinished_domain()

    def _followed_domain(self):
        """Decided in an interview that was held, and left to be done by somebody."""
        return (
            self._open_domain()
            & Domain("entretien_id.state", "in", HELD_STATES)
            & Domain("owner_id", "!=", False)
            & Domain("deadline", "!=", False)
        )

    def _owned_by_user(self):
        employees = self.env["hr.entretien"]._own_cards()
        owned = self.sudo().filtered(
            lambda line: (
                line.owner_id in employees and line.entretien_id.state in HELD_STATES
            )
        )
        return owned.with_env(self.env)

    def _failure_record(self):
        return self.entretien_id

    def _report_previous_row(self):
        return {
            **super()._report_previous_row(),
            "who": self.owner_id.sudo().name or "",
            "when": self.deadline and format_date(self.env, self.deadline) or "",
        }

    # -- its activity ------------------------------------------------------------------

    def _quiet_activities(self):
        """The activities of the lines, which move without a mail each."""
        return self.sudo().activity_id.with_context(**QUIET)

    def _sync_activities(self, again=False):
        """Each has the activity it should; ``again``: also where it was ticked off."""
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
        asked = [
            (line.entretien_id, users[line], line._activity_values(users[line]))
            for line in to_open
        ]
        activities = self.env["mail.activity"]._entretien_ask("follow_up", asked)
        for line, activity in zip(to_open, activities, strict=True):
            line.activity_id = activity

    def _decisions(self):
        return self.env["hr.entretien.besoin"], self.env["hr.entretien.action"]

    def _sync_decided(self, entretiens):
        """The activities of what was decided stand while the interview counts."""
        for decisions in self._decisions():
            theirs = [("entretien_id", "in", entretiens.ids)]
            if lines := decisions.sudo().search(theirs):
                lines._sync_activities()

    def _left_to(self, person, entretiens):
        """What is left to do by an employee in these: the needs, and the actions."""
        theirs = Domain("entretien_id", "in", entretiens.ids) & Domain(
            "owner_id", "=", person.id
        )
        return [
            lines.sudo().search(lines._followed_domain() & theirs, order="deadline, id")
            for lines in self._decisions()
        ]

    def _activity_users(self):
        """The owner's user; without one, or who left or may not open the interview, its
        interviewer's, else HR in charge. Never OdooBot, nor a portal user."""
        responsible = self.env["mail.activity"]._entretien_hr_user
        users, missing = {}, self
        for candidate in (
            lambda line: line.owner_id.filtered("active").user_id,
            lambda line: line.entretien_id.interviewer_id.filtered("active").user_id,
            lambda line: responsible(line.company_id),
        ):
            for user, lines in missing.grouped(candidate).items():
                readable = lines.entretien_id._accessible_to(user, "read")
                able = lines.filtered_domain([("entretien_id", "in", readable.ids)])
                users.update(dict.fromkeys(able, user))
                missing -= able
        return users

    def _activity_values(self, user):
        self.ensure_one()
        note = False
        if self.owner_id.user_id != user:
            speaking = self.with_context(lang=user._entretien_lang())
            note = speaking.env._(
                "%(owner)s sees to it, but has no access to this interview: see with "
                "them what became of it.",
                owner=self.owner_id.name,
            )
        return {
            "user_id": user.id,
            "date_deadline": self.deadline,
            "summary": self.name,
            "note": note and Markup("<p>%s</p>") % note,
        }

    def _move_activity(self, user):
        activity, values = self._quiet_activities(), self._activity_values(user)
        if activity.user_id == user:
            # The note is theirs already, and Odoo would greet them again.
            values = {
                name: values[name]
                for name in ("date_deadline", "summary")
                if values[name] != activity[name]
            }
        if values:
            activity.write(values)

    def _end_activity(self):
        """Done with the line; taken back when nothing is to be done any more."""
        activity = self._quiet_activities()
        if not activity.active:
            return
        if self.followup_state in FINISHED_STATES:
            label = selection_label(self, "followup_state")
            feedback = " – ".join(filter(None, (label, self.followup_note)))
            activity.action_feedback(feedback=feedback)
        else:
            activity.unlink()

    # -- night after night -------------------------------------------------------------

    def _to_mend(self, today, only=Domain.TRUE):
        """Ids of the lines without an activity, or with that of somebody gone."""
        active = Domain("activity_id.active", "=", True)
        gone = Domain("activity_id.user_id.active", "=", False) | Domain(
            "owner_id.active", "=", False
        )
        followed = self._followed_domain()
        found = self.sudo().search(
            only
            & (
                (followed & Domain("activity_id", "=", False))
                | (followed & active & gone)
                | (active & ~followed)
            )
        )
        waiting = found.filtered_domain(followed)
        # An owner who left is only news while the activity is still theirs.
        settled = waiting.filtered(
            lambda line: (
                line.activity_id.user_id.active
                and line.activity_id.user_id != line.owner_id.user_id
            )
        )
        return (found - settled).ids

    def _mend_batch(self, ids, today):
        self.browse(ids)._sync_activities()

    def _to_notify(self, today, only=Domain.TRUE):
        """Ids of the lines whose day comes within a week, or is past."""
        soon = Domain("deadline", "<=", fields.Date.add(today, days=7))
        lines = self.sudo().search(only & self._followed_domain() & soon)
        return lines.filtered(lambda line: line.notified != line._notice(today)).ids

    def _notice(self, today):
        """What is said once."""
        when = "late" if self.deadline < today else "soon"
        return f"{self.owner_id.id} {self.deadline} {when}"

    def _notify_batch(self, ids, today):
        """One message for each owner and interview; once they left, the interviewer."""
        lines = self.sudo().browse(ids)
        for line in lines:
            line.notified = line._notice(today)
        by_person = lines.grouped(
            lambda line: (line.owner_id | line.entretien_id.interviewer_id).filtered(
                "active"
            )[:1]
        )
        for person, about in by_person.items():
            if person:
                self.env["hr.entretien.message"]._queue(
                    about.entretien_id, "follow_up", recipients=person
                )
