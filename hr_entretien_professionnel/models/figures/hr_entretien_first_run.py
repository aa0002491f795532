from datetime import datetime

import pytz

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import config
from odoo.tools.misc import format_date, formatLang

from ..employee.hr_employee import NOT_CONCERNED_CODES
from ..interview.entretien_states import COUNTED_STATES
from ..selection_labels import selection_label
from ..window import open_action, open_window

# Contracts that start on one day are those of a migration when there are so many of
# them, and one for so many employees.
MIGRATED = 5
MIGRATED_SHARE = 3
# How many administrators are named.
NAMED = 3
# Time zone overseas, by what a postal code begins with.
OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


class HrEntretienFirstRun(models.AbstractModel):
    """What HR does first in the company they work in, until it is done or put away.

    Nobody ticks a step: the records say what is done. What looks wrong for many people
    at once is counted by the database, in as many queries for ten as for 100,000.
    Other add-ons add their steps in ``_steps``.
    """

    _name = "hr.entretien.first.run"
    _description = "First Steps with the Interviews"

    @api.model
    def get_steps(self):
        """The steps in their order; they are over once all are done, and stay so.

        :return: ``company``, ``progress`` (a sentence), ``steps`` (see ``_step``, and
            their ``key``); empty when they are over, or the user is not HR
        :rtype: dict
        """
        company = self.env.company.sudo()
        is_hr = self.env["hr.entretien"]._user_is_hr()
        if not is_hr or company.entretien_first_run_over:
            return {}
        steps = self._steps()
        if all(step["done"] for step in steps.values()):
            company.entretien_first_run_over = True
            return {}
        return {
            "company": company.name,
            "progress": self.env._(
                "%(done)s of %(total)s done",
                done=sum(step["done"] for step in steps.values()),
                total=len(steps),
            ),
            "steps": [{**step, "key": key} for key, step in steps.items()],
        }

    @api.model
    def put_away(self):
        """HR wants to see the steps no more; *Settings* brings them back.

        :raises AccessError: the user is not HR
        """
        self.env["hr.entretien"]._check_hr()
        self.env.company.sudo().entretien_first_run_over = True

    @api.model
    def set_french(self):
        """The company's documents and messages are French from now on.

        :raises AccessError: the user is not HR
        """
        self.env["hr.entretien"]._check_hr()
        if french := self._french():
            self.env.company.sudo().partner_id.lang = french

    def _steps(self):
        """The steps by key, in their order; other add-ons add or replace some."""
        return {
            "rhythm": self._rhythm_step(),
            "history": self._history_step(),
            "dates": self._dates_step(),
            "people": self._people_step(),
            "mail": self._mail_step(),
            "invite": self._invite_step(),
        }

    def _step(self, title, text, button, findings=(), done=None):
        """A step that is done when nothing is found, unless said otherwise."""
        found = list(filter(None, findings))
        return {
            "title": title,
            "text": text,
            "button": button,
            "done": not found if done is None else done,
            "findings": found,
        }

    def _finding(self, code, text, button=None):
        """What looks wrong; without a button, the text says who may mend it."""
        return {"code": code, "text": text, "button": button}

    def _button(self, label, action, **keys):
        """What does something: an action by its XML id, on what the keys say."""
        return {"label": label, "action": open_action(self.env, action, **keys)}

    # -- the steps -----------------------------------------------------------------

    def _rhythm_step(self):
        company = self.env.company.sudo()
        chosen = company.entretien_rhythm_chosen
        rhythm = selection_label(company, "entretien_rhythm")
        return self._step(
            self.env._("Choose the schedule"),
            rhythm
            if chosen
            else self.env._(
                "For now: “%(schedule)s”. Every due date depends on it: confirm it, or "
                "choose another.",
                schedule=rhythm,
            ),
            self._button(
                self.env._("Choose"),
                "hr_entretien_professionnel.hr_entretien_settings_action",
            ),
            done=chosen,
        )

    def _dates_step(self):
        # Of those who are followed up, who is blocked is who has no date.
        counts = [f"entretien_{key}:count" for key in ("seniority_date", "block_code")]
        rows = self.env["hr.employee"]._read_group(
            self._employees(), ["entretien_hire_date:day"], ["__count", *counts]
        )
        findings = [self._nobody()]
        if rows:
            blocked = sum(row[-1] for row in rows)
            findings = [self._migration(rows), self._not_computable(blocked)]
        return self._step(
            self.env._("Complete the employees' dates"),
            self.env._(
                "Dates d'ancienneté, birth dates, medical visits: the file of payroll "
                "does, as it is."
            ),
            self._import_button(),
            findings,
        )

    def _history_step(self):
        past = Domain("state", "in", COUNTED_STATES)
        done = self.env["hr.entretien"].search_count(self._of_company() & past, limit=1)
        return self._step(
            self.env._("Import the past interviews and absences"),
            self.env._(
                "Past interviews are there. The long absences can be imported too."
            )
            if done
            else self.env._(
                "The spreadsheets that you keep, as they are: the interviews, then the "
                "long absences. Without a past interview, the hire counts."
            ),
            self._import_button(),
            done=bool(done),
        )

    def _people_step(self):
        return self._step(
            self.env._("Say who conducts the interviews"),
            self.env._("The manager conducts them, at hours that both of them work."),
            self._employees_button(self.env._("Employees"), Domain.TRUE),
            [self._no_manager(), self._other_clock()],
        )

    def _mail_step(self):
        return self._step(
            self.env._("Check the e-mail"),
            self.env._(
                "Invitations and copies leave by e-mail, else on paper. Nothing is "
                "sent before you invite."
            ),
            self._button(
                self.env._("Texts of the Messages"),
                "hr_entretien_professionnel.hr_entretien_template_action",
            ),
            [self._no_server(), self._not_french()],
        )

    def _invite_step(self):
        """There may be nothing to plan: said once the past is there."""
        entretiens = self.env["hr.entretien"]
        to_plan = self._of_company() & entretiens._to_plan_domain()
        begun = self._of_company() & Domain("date_planned", "!=", False)
        return self._step(
            self.env._("Plan the first interviews"),
            self.env._("What is due, planned and invited.")
            if entretiens.search_count(to_plan, limit=1)
            else self.env._("Nothing is to be planned for now."),
            self._button(
                self.env._("Plan"),
                "hr_entretien_professionnel.hr_entretien_action_todo",
            ),
            done=bool(entretiens.search_count(begun, limit=1)),
        )

    # -- what looks wrong ----------------------------------------------------------

    def _nobody(self):
        return self._finding(
            "nobody",
            self.env._("The company has no employee yet: create or import them first."),
            self._employees_button(self.env._("Employees"), Domain.TRUE),
        )

    def _migration(self, rows):
        """Most contracts start on the day a database was taken over.

        :param rows: a day of hire, how many were hired then, how many of them have a
            date d'ancienneté, how many have no due date
        """
        count, day = max(
            ((number - dated, day) for day, number, dated, _blocked in rows if day),
            default=(0, None),
        )
        total = sum(row[1] for row in rows)
        if count < MIGRATED or count * MIGRATED_SHARE < total:
            return None
        return self._finding(
            "migration",
            self.env._(
                "%(count)s of %(total)s employees have a contract that starts on "
                "%(day)s: it looks like the day a database was taken over, not that "
                "of their hire. Their due dates are wrong: import their dates "
                "d'ancienneté.",
                count=self._number(count),
                total=self._number(total),
                day=format_date(self.env, day),
            ),
            self._import_button(),
        )

    def _not_computable(self, count):
        blocked = Domain("entretien_status", "=", "not_computable")
        return count and self._finding(
            "not_computable",
            self.env._(
                "Employees without a due date: %(count)s. The list says what each "
                "lacks; those without a contract of employment are left out there, "
                "with a reason.",
                count=self._number(count),
            ),
            self._button(
                self.env._("Complete"),
                "hr_entretien_professionnel.hr_employee_action_not_computable",
                domain=list(self._of_company() & blocked),
            ),
        )

    def _no_manager(self):
        """Who leads somebody may be above everybody: not asked for."""
        lacking = Domain("parent_id", "=", False) & Domain("child_ids", "=", False)
        lacking &= ~Domain("department_id.manager_id", "!=", False)
        lacking &= ~Domain("entretien_block_code", "in", NOT_CONCERNED_CODES)
        count = self.env["hr.employee"].search_count(self._employees() & lacking)
        return count and self._finding(
            "no_manager",
            self.env._(
                "Employees without a manager: %(count)s. Nobody would conduct their "
                "interviews.",
                count=self._number(count),
            ),
            self._employees_button(self.env._("Name the Managers"), lacking),
        )

    def _other_clock(self):
        """Who works overseas on a schedule of another time zone."""
        overseas = Domain("address_id.zip", "=like", "97%")
        overseas |= Domain("address_id.zip", "=like", "98%")
        there, by = self._employees() & overseas, ["address_id", "resource_calendar_id"]
        groups = self.env["hr.employee"]._read_group(there, by, ["__count"])
        bad, total = [], 0

        def offset(zone):
            return datetime.now(pytz.timezone(zone or "UTC")).utcoffset()

        for address, calendar, count in groups:
            zone = OVERSEAS.get((address.sudo().zip or "").strip()[:3])
            if zone and offset(zone) != offset(calendar.sudo().tz):
                total += count
                here = Domain("address_id", "=", address.id)
                bad.append(here & Domain("resource_calendar_id", "=", calendar.id))
        return total and self._finding(
            "other_clock",
            self.env._(
                "Employees who work overseas on a schedule of another time zone: "
                "%(count)s. Free slots would be proposed at night. Give them a "
                "working schedule of their time zone.",
                count=self._number(total),
            ),
            self._employees_button(self.env._("Change the Schedules"), Domain.OR(bad)),
        )

    def _no_server(self):
        """A message that left says that there is one, wherever it stands."""
        sent = self.env["hr.entretien.message"].sudo()
        known = (config.get("smtp_server") or "localhost") != "localhost"
        known = known or self.env["ir.mail_server"].sudo().search_count([], limit=1)
        if known or sent.search_count([("state", "=", "sent")], limit=1):
            return None
        return self._for_administrator(
            "no_server",
            self.env._("No outgoing mail server: no invitation would leave."),
            self.env._("Outgoing Mail Servers"),
            "base.action_ir_mail_server_list",
        )

    def _not_french(self):
        language = self.env.company.sudo().partner_id.lang or ""
        if language.startswith("fr"):
            return None
        text = self.env._(
            "The language of the company is not French: letters, messages and "
            "documents would not be either."
        )
        if self._french():
            button = {"label": self.env._("Set to French"), "method": "set_french"}
            return self._finding("not_french", text, button)
        return self._for_administrator(
            "not_french",
            self.env._("%(text)s French is not installed.", text=text),
            self.env._("Install French"),
            "base.action_view_base_language_install",
        )

    def _french(self):
        """The code of the French that is installed, that of France if it is."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        french = sorted(code for code in codes if code.startswith("fr"))
        return "fr_FR" if "fr_FR" in french else next(iter(french), None)

    def _for_administrator(self, code, text, label, action):
        """A finding that an administrator of Odoo mends by that window; everybody else
        reads whom to ask, in their company if there is one."""
        if self.env.user.has_group("base.group_system"):
            return self._finding(code, text, self._button(label, action))
        users = self.env.ref("base.group_system").sudo().all_user_ids
        users = users.filtered(lambda user: user.active and not user.share)
        company = self.env.company
        users = users.filtered(lambda user: company in user.company_ids) or users
        ask = self.env._(
            "Ask the administrator: %(names)s.",
            names=", ".join(users[:NAMED].mapped("name")),
        )
        return self._finding(code, f"{text} {ask}")

    # -- words ---------------------------------------------------------------------

    def _of_company(self):
        return Domain("company_id", "=", self.env.company.id)

    def _employees(self):
        """Those who work in the company: gone or not followed up, nothing is due."""
        return self._of_company() & ~Domain("entretien_status", "=", "not_concerned")

    def _number(self, count):
        return formatLang(self.env, count, digits=0)

    def _import_button(self):
        action = "hr_entretien_professionnel.hr_entretien_import_action"
        return self._button(self.env._("Import"), action)

    def _employees_button(self, label, domain):
        """A list where the managers and the schedules of many are changed at once."""
        view = "hr_entretien_professionnel.hr_employee_view_list_first_run"
        search = "hr_entretien_professionnel.hr_employee_view_search"
        action = open_window(
            "hr.employee",
            name=label,
            domain=list(self._employees() & domain),
            views=[[self.env.ref(view).id, "list"], [False, "form"]],
            search_view_id=[self.env.ref(search).id, "search"],
            view_mode="list,form",
        )
        return {"label": label, "action": action}
