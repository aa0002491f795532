"""Who leads an interview, who reads it, who may write what of it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..privacy.erasing import erasing
from .entretien_occasions import OCCASION_FLAGS
from .entretien_states import HELD_STATES, LOCKED_STATES

# What may still change on a closed interview: the chatter, and HR's own note.
FREE_WHEN_LOCKED = ("hr_note", "message_", "activity_")
EMPLOYEE_FIELDS = {"employee_comment"}
# Written by the buttons, which check the step and keep its reason; and by HR of a new
# interview that is entered afterwards, whose steps were taken elsewhere.
STEP_FIELDS = {"state", "motive", "date_declined", "declined_how"}
# Presented for signature: what is printed does not change any more, but for these.
FREE_WHEN_PRESENTED = EMPLOYEE_FIELDS | {"date_copy_delivered"}
# The obligation: whoever could write it would move a due date.
HR_FIELDS = {"date_due", "date_limit"}
# Written by the code alone, as all that is read-only: whoever could choose the meeting
# or the preparation would change, by the interview, that of somebody else.
CODE_FIELDS = {"settled_manager_id", "reason_data"}
# What an état des lieux handed over stands on.
BILAN_FIELDS = {"with_bilan", "motif", "date_held"}
# What the interview is for: due dates and the état des lieux start again from it.
PURPOSE_FIELDS = {"motif", *OCCASION_FLAGS.values()}


class HrEntretienRightsMixin(models.AbstractModel):
    """The rights on an interview: record rules and code stand on these alone.

    Record rules know no fields and no steps: what they cannot say is checked by
    ``_check_write``, in one order, before anything is written.
    """

    _name = "hr.entretien.rights.mixin"
    _inherit = "hr.entretien.copied.mixin"
    _description = "Rights on an Interview"

    _closed_fields = {
        "code": CODE_FIELDS,
        "steps": STEP_FIELDS,
        "hr": HR_FIELDS,
    }

    date_commented = fields.Datetime(
        string="Commented by the Employee On",
        copy=False,
        readonly=True,
        help="When the employee last wrote their comment themselves; from then on it "
        "is nobody else's to write.",
    )
    can_edit = fields.Boolean(compute="_compute_rights")
    can_comment = fields.Boolean(compute="_compute_rights")
    can_lead = fields.Boolean(
        compute="_compute_rights", help="HR, the interviewer, the managers above."
    )

    @api.depends_context("uid")
    @api.depends(
        "state",
        "employee_id",
        "interviewer_id",
        "manager_id",
        "date_presented",
        "date_commented",
        "employee_answered",
    )
    def _compute_rights(self):
        leaders, own = self._led_by_user(), self._own_held()
        for entretien in self:
            leads = entretien in leaders
            # Before the employee is chosen it is about nobody.
            blank = not (entretien._origin or entretien.employee_id)
            kept = entretien.state in LOCKED_STATES or entretien._comment_is_kept()
            entretien.can_lead = leads
            entretien.can_edit = (blank or leads) and not entretien._content_locked()
            entretien.can_comment = not entretien.employee_answered and (
                entretien in own or leads and not kept
            )

    # -- who leads ---------------------------------------------------------------------

    def _user_is_hr(self):
        return self.env.user.has_group("hr.group_hr_user")

    def _own_card_domain(self):
        """The employees that the user is, as a condition on ``hr.employee``."""
        return Domain("user_id", "=", self.env.uid) & Domain("active", "=", True)

    def _own_domain(self):
        """The user's own interviews, in whatever company."""
        return Domain("employee_id", "any", self._own_card_domain())

    def _own_rule_domain(self):
        """``_own_domain`` for a record rule: the cards are looked up apart. Joined, as
        an alternative to the company, they would have every employee read."""
        mine = self._own_card_domain()

        def to_sql(model, alias, query):
            cards = model.env["hr.employee"].sudo()._search(mine)
            employee = model._field_to_sql(alias, "employee_id", query)
            return SQL("%s IN %s", employee, cards.subselect())

        return Domain.custom(
            to_sql=to_sql,
            predicate=lambda item: bool(item.sudo().employee_id.filtered_domain(mine)),
        )

    def _own_cards_query(self):
        companies = Domain("company_id", "in", self.env.user._get_company_ids())
        people = self.env["hr.employee"].sudo()
        return people._search(self._own_card_domain() & companies)

    def _own_cards(self):
        """The employees that the user is, in all of their companies, in sudo."""
        return self.env["hr.employee"].sudo().browse(self._own_cards_query())

    def _team_sql(self):
        """The user's cards and everybody below them, as a query."""
        parent = self.env["hr.employee"]._fields["parent_id"]
        return SQL(
            """(WITH RECURSIVE team (id) AS (
                    %s UNION SELECT below.id FROM hr_employee below
                              JOIN team ON %s = team.id)
                SELECT id FROM team)""",
            self._own_cards_query().subselect(),
            SQL("below.parent_id", to_flush=parent),
        )

    def _among_domain(self, name, people):
        """Who is there (a field) is one of a query, which the search asks with the
        rest, once and by its index: rights ask it of each model of a form.

        :param SQL people: a query of ids, in parentheses
        """
        ids = None

        def to_sql(model, alias, query):
            person = model._field_to_sql(alias, name, query)
            return SQL("%s = ANY(ARRAY%s)", person, people)

        def predicate(record):
            nonlocal ids
            if ids is None:
                ids = {row[0] for row in self.env.execute_query(people)}
            return record[name]._origin.id in ids

        return Domain.custom(to_sql=to_sql, predicate=predicate)

    def _not_own_card_domain(self):
        """The others, as a condition on ``hr.employee``: an archived card of the user
        is theirs still."""
        return Domain("user_id", "!=", self.env.uid)

    def _not_own_domain(self):
        """All but the user's own: nobody leads their own interview, be they their own
        manager, in a loop of managers, or the interviewer under another card."""
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        own = people._search(Domain("user_id", "=", self.env.uid))
        return Domain("employee_id", "not in", own)

    def _leads_domain(self, conducts=True):
        """What somebody who is not HR leads now: they conduct it (unless that is not
        asked for), or the person is below."""
        leads = self._among_domain("manager_id", self._team_sql())
        if conducts:
            own = self._own_cards_query().subselect()
            leads |= self._among_domain("interviewer_id", own)
        return self._not_own_domain() & leads

    def _reads_domain(self):
        """What somebody who is not HR reads now."""
        own = self._among_domain("employee_id", self._own_cards_query().subselect())
        held = Domain("state", "in", HELD_STATES)
        return self._leads_domain() | own & held

    def _led_domain(self, conducts=True):
        """``_leads_domain`` for a record rule, see ``_asked_anew``."""
        return self._asked_anew("_leads_domain", conducts=conducts)

    def _read_domain(self):
        """``_reads_domain`` for a record rule, see ``_asked_anew``."""
        return self._asked_anew("_reads_domain")

    def _led_by_user(self):
        """Those the user leads (plan, fill, hold, close): HR, interviewer, manager."""
        if self.env.su:
            return self
        leads = Domain.FALSE
        if self._user_is_hr():
            companies = self.env.user._get_company_ids()
            leads = Domain("company_id", "in", [False, *companies])
        led = self.sudo().filtered_domain(leads)
        if len(led) < len(self):
            # Elsewhere HR is an employee like another, with their own interview.
            led = self.sudo().filtered_domain(leads | self._leads_domain())
        # Not browse(led.ids): a record being edited in a form has no id of its own.
        return led.with_env(self.env)

    def _own_held(self):
        """The user's own interviews, while they may write their comment."""
        held = self.filtered(lambda item: item.state == "held")
        return held.sudo().filtered_domain(self._own_domain()).with_env(self.env)

    # -- opening one -------------------------------------------------------------------

    def _check_create(self, vals_list):
        """For whom interviews are to be opened: the index of open ones shows it."""
        default = self.env.context.get("default_employee_id")
        ids = {vals.get("employee_id", default) for vals in vals_list}
        self._check_may_open_for(self.env["hr.employee"].browse(filter(None, ids)))

    def _check_may_open_for(self, employees):
        """:raises AccessError: the user opens no interview for one of the employees"""
        if self.env.su or employees <= self.sudo().employee_id:
            return
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        may = self._among_domain("id", self._team_sql())
        may &= self._not_own_card_domain()
        if self._user_is_hr():
            may |= Domain("company_id", "in", self.env.companies.ids)
        named = Domain("id", "in", employees.ids)
        if people.search_count(may & named) < len(employees):
            raise AccessError(
                self.env._("You may open an interview for the people you lead only.")
            )

    def onchange(self, values, field_names, fields_spec):
        """A form computes with the server's rights: only for one's own people.

        :raises AccessError: the employee is nobody whom the user leads
        """
        self._check_readable(values)
        self._check_slot_values(values)
        spec = {"employee_id": {}, **fields_spec}
        result = super().onchange(values, field_names, spec)
        value = result.get("value", {})
        chosen = value.get("employee_id") or values.get("employee_id")
        if "employee_id" not in fields_spec:
            value.pop("employee_id", None)
        elif isinstance(chosen, dict):
            chosen = chosen["id"]
        self._check_may_open_for(self.env["hr.employee"].browse(chosen or ()))
        return result

    # -- writing -----------------------------------------------------------------------

    def _closed_to_user(self, new=False):
        closed = super()._closed_to_user(new)
        if new:
            closed["history"] = closed.pop("steps")
        if self._user_is_hr():
            del closed["hr"]
            closed.pop("history", None)
        return closed

    def _closed_text(self, key, names):
        texts = {
            "steps": self.env._("The state changes with the buttons of the interview."),
            "hr": self.env._("Only HR changes why and when an interview is due."),
            "history": self.env._("Only HR enters interviews that were already held."),
        }
        return texts.get(key) or super()._closed_text(key, names)

    def _names_said(self, vals):
        """A form says of a step that it was not taken, and that it is to plan."""
        silent = {name for name in STEP_FIELDS | HR_FIELDS if not vals.get(name)}
        if vals.get("state") == "to_plan":
            silent.add("state")
        return vals.keys() - silent

    def _check_write(self, vals):
        """What the record rules cannot say: fields and states.

        :raises UserError: the interview is closed or presented, would become somebody
            else's, its questions are settled, its état des lieux is handed over
        :raises AccessError: a step is written directly; the employee writes more than
            their comment, a manager what HR decides, somebody else the comment
        """
        if self.env.su:
            return
        names = {name for name in vals if not name.startswith(FREE_WHEN_LOCKED)}
        self._check_closed(names)
        if "employee_id" in names and any(
            item.employee_id.id != vals["employee_id"] for item in self
        ):
            raise UserError(
                self.env._("An interview stays its employee's: open another one.")
            )
        if names:
            self._check_not_locked()
        presented = self.filtered("date_presented")
        if names - FREE_WHEN_PRESENTED and presented:
            raise UserError(presented[0]._presented_message())
        if names & EMPLOYEE_FIELDS:
            self._check_write_comment(presented)
        if names - EMPLOYEE_FIELDS and self - self._led_by_user():
            raise AccessError(
                self.env._("You may only write your own comment on this interview.")
            )
        started = any(item.state != "to_plan" for item in self)
        if started and names & PURPOSE_FIELDS and not self._user_is_hr():
            raise AccessError(self._closed_text("hr", names))
        if "grille_id" in names:
            self._check_grille_free(vals["grille_id"])
        if names & BILAN_FIELDS:
            self.sudo().bilan_id._check_not_frozen()

    def _check_not_locked(self):
        for entretien in self.filtered(lambda item: item.state in LOCKED_STATES):
            raise UserError(
                self.env._(
                    "%(name)s: the interview is closed. HR may reopen it, with a "
                    "reason.",
                    name=entretien.display_name,
                )
            )

    def _check_write_comment(self, presented):
        if any(item._comment_is_kept() for item in self - self._own_held()):
            raise AccessError(
                self.env._(
                    "Only the employee writes their comment, once they wrote it or the "
                    "document is presented for signature."
                )
            )
        if signed := presented.filtered("employee_answered"):
            raise UserError(signed[0]._presented_message())

    def _check_grille_free(self, grille_id):
        """The grid is chosen before the questions are asked: answers stay with them."""
        for entretien in self:
            settled = entretien.grille_version_id or entretien.state != "to_plan"
            if settled and entretien.grille_id.id != grille_id:
                raise UserError(
                    self.env._(
                        "%(name)s: the questions are settled, the interview form can "
                        "no longer be changed.",
                        name=entretien.display_name,
                    )
                )

    def _comment_is_kept(self):
        """Nobody but the employee writes their comment any more."""
        return bool(self.date_commented or self.date_presented)

    def _content_locked(self):
        """Closed, declined or cancelled; or presented, until it is withdrawn."""
        return self.state in LOCKED_STATES or bool(self.date_presented)

    def _presented_message(self):
        return self.env._(
            "%(name)s is presented for signature: withdraw the signatures to correct "
            "it.",
            name=self.display_name,
        )

    def _write_own_comment(self, comment, link=None):
        """The employee writes it, in Odoo or on their page.

        The record rules give them no writing: it would also open to them what hangs on
        the interview, attachments and messages of others.

        :param link: ``hr.entretien.link`` by which the page was reached
        :raises UserError: this way does not speak for the employee yet
        """
        ways = self.env["hr.entretien.way"]
        for entretien in self:
            ways._check(entretien, link)
        self.sudo().write(
            {"employee_comment": comment, "date_commented": fields.Datetime.now()}
        )
        account = self.env["hr.entretien.signature"]._account()
        for entretien in self:
            day = entretien.sudo().employee_id._entretien_day()
            text = ways._text(entretien, link)
            entretien.sudo()._prove_once("comment", text, day, account)

    # -- deleting ----------------------------------------------------------------------

    def _may_be_deleted(self):
        """Only what was never planned, and of which nothing is to be proved."""
        touched = self.date_planned or self.motive or self.sudo().proof_ids
        return self.state == "to_plan" and not touched

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if not erasing(self) and any(not item._may_be_deleted() for item in self):
            raise UserError(
                self.env._(
                    "An interview that has been planned is kept as a proof: cancel it "
                    "instead."
                )
            )
