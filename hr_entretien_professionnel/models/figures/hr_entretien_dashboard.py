from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from heapq import nsmallest
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ..interview.hr_entretien_todo_mixin import ASKED_STATES
from ..window import open_window
from .hr_entretien_compliance import COUNTED

# How many departments the screen shows: the worst ones, with a link to all.
SHOWN = 50


class Tile(NamedTuple):
    """What is said of a figure, and how it looks.

    ``label`` stands above a number, whatever it is: plural in French. ``empty`` is what
    its list says when nothing is in it. ``figure``, called with the key and the counts
    of employees (department → Counter of status), gives the ``_figure`` of HR's strip.
    """

    label: str
    empty: str
    level: str
    icon: str
    figure: Callable | None = None


class HrEntretienDashboard(models.AbstractModel):
    """Figures of one person: HR's companies, a manager's people.

    HR counts employees by their status. Managers may not read employees: they count the
    interviews that they lead. Nobody else has figures. Each figure carries the search
    that it counts: the number is the length of its list.
    """

    _name = "hr.entretien.dashboard"
    _description = "Dashboard of the Entretiens"

    @api.model
    def get_figures(self):
        """All that the screen shows, in one call.

        :return: ``role`` (``hr``, ``manager`` or ``employee``, who has no figures),
            ``figures`` and ``columns`` with their lists, ``rows`` of the worst
            departments, their ``total`` over all, ``more`` when some are left out; for
            HR ``progress`` (see ``hr.entretien.recompute``) and ``first_run`` (see
            ``hr.entretien.first.run``)
        :rtype: dict
        :raises AccessError: the user is not an internal one
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only internal users have a dashboard."))
        entretiens, employees = self.env["hr.entretien"], self.env["hr.employee"].sudo()
        if entretiens._user_is_hr():
            first_run = self.env["hr.entretien.first.run"].get_steps()
            return {**self._hr_figures(), "first_run": first_run}
        team = Domain("parent_id", "in", entretiens._own_cards().ids)
        team &= entretiens._not_own_card_domain()
        led = entretiens._not_own_domain()
        if employees.search_count(team, limit=1) or entretiens.search_count(
            led, limit=1
        ):
            return self._manager_figures(led)
        return {"role": "employee", "figures": [], "columns": [], "rows": []}

    # -- HR: employees ---------------------------------------------------------------

    def _hr_company_domain(self):
        """The companies ticked: the rule on employees lets a few others through."""
        return Domain("company_id", "in", self.env.companies.ids)

    def _hr_figures(self):
        groups = self.env["hr.entretien.compliance"]._read_group(
            self._hr_company_domain(),
            ["department_id", "status"],
            ["__count", "overdue_planned_count:sum"],
        )
        counts = defaultdict(Counter)
        for department, status, number, planned in groups:
            if status in COUNTED:
                counts[department][status] += number
                counts[department]["overdue_planned"] += planned
        figures = {
            key: tile.figure(key, counts)
            for key, tile in self._dashboard_tiles().items()
            if tile.figure
        }
        lists = {status: self._employee_list(status) for status in COUNTED}
        everything = "hr_entretien_professionnel.hr_entretien_compliance_action"
        return {
            **self._screen("hr", figures, counts, lists, everything),
            "progress": self.env["hr.entretien.recompute"]._progress(),
        }

    def _dashboard_tiles(self):
        """Every figure, HR's strip in its order; other add-ons add theirs."""
        strip = self._strip_tiles()
        return {
            **strip,
            "due_soon": strip["to_plan"]._replace(
                label=self.env._("Due Soon"),
                empty=self.env._("Nobody else is due soon"),
                figure=None,
            ),
            "up_to_date": Tile(
                self.env._("Up to Date"),
                self.env._("Nobody is up to date yet"),
                "success",
                "fa-check",
            ),
            "to_plan_in_time": strip["to_plan"]._replace(
                label=self.env._("To Plan, in Time"), figure=None
            ),
            "planned_in_time": strip["planned"]._replace(
                label=self.env._("Planned, in Time"), figure=None
            ),
        }

    def _strip_tiles(self):
        return {
            "overdue": Tile(
                self.env._("Overdue"),
                self.env._("Nothing is overdue"),
                "danger",
                "fa-exclamation-triangle",
                self._overdue_figure,
            ),
            "to_plan": Tile(
                self.env._("To Plan"),
                self.env._("Nothing is left to plan for now"),
                "warning",
                "fa-calendar-plus-o",
                self._to_plan_figure,
            ),
            "planned": Tile(
                self.env._("Already Planned"),
                self.env._("No interview is planned"),
                "info",
                "fa-calendar-check-o",
                partial(self._status_figure, hint=self.env._("Employees, in time")),
            ),
            "held": Tile(
                self.env._("Held, Copy to Hand Over"),
                self.env._("Every copy has been handed over"),
                "primary",
                "fa-file-text-o",
                self._held_figure,
            ),
            "not_computable": Tile(
                self.env._("Dates Not Computable"),
                self.env._("Every date can be computed"),
                "secondary",
                "fa-question-circle-o",
                self._status_figure,
            ),
        }

    def _employee_list(self, status):
        blocked = "_blocked" if status == "not_computable" else ""
        return self._list_action(
            "hr.employee",
            self._hr_company_domain() & Domain("entretien_status", "=", status),
            list_view=f"hr_entretien_professionnel.hr_employee_view_list{blocked}",
            search_view="hr_entretien_professionnel.hr_employee_view_search",
            form_view="hr.view_employee_form",
        )

    def _status_figure(self, status, counts, hint=None):
        return self._figure(
            self._total(counts, status),
            self._employee_list(status),
            hint or self.env._("Employees"),
        )

    def _overdue_figure(self, key, counts):
        """Those who have a date are not to be planned any more."""
        hint = self.env._(
            "Employees, of whom %(count)s already planned",
            count=self._number(self._total(counts, "overdue_planned")),
        )
        return self._status_figure(key, counts, hint)

    def _to_plan_figure(self, _key, _counts):
        """Interviews, late or not: the employees who have nothing open are none."""
        entretiens = self.env["hr.entretien"]
        domain = self._hr_company_domain() & entretiens._to_plan_domain()
        [(count, late)] = entretiens._read_group(
            domain, [], ["__count", "late_count:sum"]
        )
        hint = self.env._(
            "Interviews, of which %(count)s overdue", count=self._number(late or 0)
        )
        return self._figure(count, self._interview_list(domain), hint)

    def _held_figure(self, key, _counts):
        domain = self._hr_company_domain() & Domain("state", "=", key)
        count = self.env["hr.entretien"].search_count(domain)
        hint = self.env._("Interviews")
        return self._figure(count, self._interview_list(domain), hint)

    # -- a manager: interviews -------------------------------------------------------

    def _manager_figures(self, led):
        """Each step of what the rules let them read but their own, none in two."""
        entretiens = self.env["hr.entretien"]
        to_plan = entretiens._to_plan_domain()
        domain = led & Domain("state", "in", ASKED_STATES)
        domain &= to_plan | Domain("state", "!=", "to_plan")
        groups = entretiens._read_group(
            domain, ["department_id", "state", "delay_state"], ["__count"]
        )
        counts = defaultdict(Counter)
        for department, state, delay, number in groups:
            in_time = state if state == "held" else f"{state}_in_time"
            counts[department]["overdue" if delay == "late" else in_time] += number
        in_time = led & Domain("is_late", "=", False)
        domains = {
            "overdue": led & Domain("is_late", "=", True),
            "to_plan_in_time": in_time & to_plan,
            "planned_in_time": in_time & Domain("state", "=", "planned"),
            "held": led & Domain("state", "=", "held"),
        }
        lists = {step: self._interview_list(domains[step]) for step in domains}
        hint = self.env._("Interviews")
        figures = {
            step: self._figure(self._total(counts, step), lists[step], hint)
            for step in lists
        }
        everything = {
            **self._interview_list(domain),
            "name": self.env._("Interviews"),
            "context": {"create": False, "group_by": ["department_id"]},
        }
        return self._screen("manager", figures, counts, lists, everything)

    def _interview_list(self, domain):
        return self._list_action(
            "hr.entretien",
            domain,
            list_view="hr_entretien_professionnel.hr_entretien_view_list_todo",
            search_view="hr_entretien_professionnel.hr_entretien_view_search",
        )

    # -- what both have --------------------------------------------------------------

    def _screen(self, role, figures, counts, lists, everything):
        """Figures and lists by key; counts by department; the action that shows all
        the departments."""
        tiles = self._dashboard_tiles()

        def with_words(key, action, **figure):
            tile = tiles[key]
            words = {"key": key, "level": tile.level, "icon": tile.icon}
            action = {**action, "name": tile.label, "help": tile.empty}
            return {**figure, **words, "label": tile.label, "action": action}

        return {
            "role": role,
            "figures": [with_words(key, **figures[key]) for key in figures],
            "columns": [with_words(key, lists[key]) for key in lists],
            "rows": self._worst_rows(counts, lists),
            "total": self._counted(sum(counts.values(), Counter()), lists),
            "more": len(counts) > SHOWN and self._more(len(counts), everything),
        }

    def _worst_rows(self, counts, keys):
        """The worst departments first, then by name."""
        worst = nsmallest(
            SHOWN,
            counts.items(),
            lambda item: (-item[1]["overdue"], -item[1].total(), item[0].id),
        )
        rows = [
            {
                "id": department.id,
                "name": department.sudo().display_name
                or self.env._("Without Department"),
                **self._counted(number, keys),
            }
            for department, number in worst
        ]
        rows.sort(key=lambda row: (-row["counts"].get("overdue", 0), row["name"]))
        return rows

    @staticmethod
    def _counted(number, keys):
        counts = {key: number[key] for key in keys if number[key]}
        return {"counts": counts, "total": sum(counts.values())}

    def _more(self, count, everything):
        text = self.env._(
            "The %(shown)s departments where most is overdue, of %(count)s.",
            shown=SHOWN,
            count=self._number(count),
        )
        return {"text": text, "action": everything}

    @staticmethod
    def _total(counts, key):
        return sum(number[key] for number in counts.values())

    def _figure(self, count, action, hint=""):
        text = self._number(count)
        return {"count": count, "text": text, "hint": hint, "action": action}

    def _number(self, count):
        return formatLang(self.env, count, digits=0)

    def _list_action(
        self, model, domain, *, list_view=False, form_view=False, search_view=False
    ):
        """A window on exactly these records; the views by their XML ids."""

        def view(xmlid):
            return xmlid and self.env["ir.model.data"]._xmlid_to_res_id(xmlid, True)

        return open_window(
            model,
            domain=list(domain),
            views=[[view(list_view), "list"], [view(form_view), "form"]],
            search_view_id=[view(search_view), "search"],
            context={"create": False},
            view_mode="list,form",
        )
