"""The first screen: counts, each with the list that it counts."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ..window import open_window

EMPLOYEE_STATUSES = ("overdue", "due_soon", "planned", "up_to_date", "not_computable")


class Tile(NamedTuple):
    """What is said of a figure, and how it looks.

    :param label: above a number, whatever it is: plural in French
    :param empty: what its list says when nothing is in it
    :param level: Bootstrap's name of a colour
    :param icon: Font Awesome's name
    :param figure: called with the key and ``_employee_counts``, gives the ``_figure``
        of HR's strip; None: not in it
    """

    label: str
    empty: str
    level: str
    icon: str
    figure: Callable | None = None


class HrEntretienDashboard(models.AbstractModel):
    """Figures of one person: HR's companies, a manager's people.

    HR counts employees by their status. A manager may not read employees: he counts the
    interviews that he leads. Nobody else has figures. Each figure carries the search
    that it counts: the number is the length of its list.
    """

    _name = "hr.entretien.dashboard"
    _description = "Dashboard of the Entretiens"

    @api.model
    def get_figures(self):
        """All that the screen shows, in one call.

        :return: ``role`` (``hr``, ``manager`` or ``employee``, who has no figures),
            ``figures`` and ``columns`` with their lists, ``rows`` by department
        :rtype: dict
        :raises AccessError: the user is not an internal one
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only internal users have a dashboard."))
        if self.env["hr.entretien"]._user_is_hr():
            return self._hr_figures()
        if self._leads_somebody():
            return self._manager_figures()
        return {"role": "employee", "figures": [], "columns": [], "rows": []}

    def _leads_somebody(self):
        entretiens = self.env["hr.entretien"]
        team = Domain("parent_id", "in", entretiens._own_cards().ids)
        team &= entretiens._not_own_card_domain()
        return bool(
            self.env["hr.employee"].sudo().search_count(team, limit=1)
            or entretiens.search_count(self._led_domain(), limit=1)
        )

    # -- HR: employees ---------------------------------------------------------------

    @api.model
    def _hr_company_domain(self):
        """The companies ticked: the rule on employees lets a few others through."""
        return Domain("company_id", "in", self.env.companies.ids)

    def _hr_figures(self):
        counts = self._employee_counts()
        figures = {
            key: tile.figure(key, counts)
            for key, tile in self._dashboard_tiles().items()
            if tile.figure
        }
        lists = {status: self._employee_list(status) for status in EMPLOYEE_STATUSES}
        return self._screen("hr", figures, counts, lists)

    def _dashboard_tiles(self):
        """Every figure, those of HR's strip in their order; other add-ons add theirs.

        :rtype: dict of key → ``Tile``
        """
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
                self._planned_figure,
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

    def _employee_counts(self):
        """Numbers of employees, by department and status (one query).

        :rtype: dict of ``hr.department`` → Counter of status → int
        """
        groups = self.env["hr.entretien.compliance"]._read_group(
            self._hr_company_domain(), ["department_id", "status"], ["__count"]
        )
        counts = defaultdict(Counter)
        for department, status, number in groups:
            if status in EMPLOYEE_STATUSES:
                counts[department][status] += number
        return counts

    def _employee_list(self, status):
        blocked = status == "not_computable"
        return self._list_action(
            "hr.employee",
            self._hr_company_domain() & Domain("entretien_status", "=", status),
            list_view="hr_employee_view_list_blocked"
            if blocked
            else "hr_employee_view_list",
            search_view="hr_employee_view_search",
            form_view="hr.view_employee_form",
        )

    def _status_figure(self, status, counts, hint=None):
        return self._figure(
            self._total(counts, status),
            self._employee_list(status),
            hint or self.env._("Employees"),
        )

    def _planned_figure(self, key, counts):
        return self._status_figure(key, counts, self.env._("Employees, in time"))

    def _overdue_figure(self, key, counts):
        """Those who have a date are not to be planned any more."""
        domain = self._hr_company_domain() & Domain("entretien_status", "=", key)
        planned = Domain("entretien_ids", "any", [("state", "=", "planned")])
        hint = self.env._(
            "Employees, of whom %(count)s already planned",
            count=self.env["hr.employee"].search_count(domain & planned),
        )
        return self._status_figure(key, counts, hint)

    def _to_plan_figure(self, _key, _counts):
        """Interviews, late or not: the employees who have nothing open are none."""
        entretiens = self.env["hr.entretien"]
        domain = self._hr_company_domain() & entretiens._to_plan_domain()
        [(count, late)] = entretiens._read_group(
            domain, [], ["__count", "late_count:sum"]
        )
        hint = self.env._("Interviews, of which %(count)s overdue", count=late or 0)
        return self._figure(count, self._interview_list(domain), hint)

    def _held_figure(self, key, _counts):
        domain = self._hr_company_domain() & Domain("state", "=", key)
        count = self.env["hr.entretien"].search_count(domain)
        hint = self.env._("Interviews")
        return self._figure(count, self._interview_list(domain), hint)

    # -- a manager: interviews -------------------------------------------------------

    @api.model
    def _led_domain(self):
        """Of what the record rules let him read, all but his own."""
        return self.env["hr.entretien"]._not_own_domain()

    def _step_domains(self):
        """What each step of the manager's screen counts; no interview in two."""
        led = self._led_domain()
        in_time = led & Domain("is_late", "=", False)
        return {
            "overdue": led & Domain("is_late", "=", True),
            "to_plan_in_time": in_time & self.env["hr.entretien"]._to_plan_domain(),
            "planned_in_time": in_time & Domain("state", "=", "planned"),
            "held": led & Domain("state", "=", "held"),
        }

    def _manager_figures(self):
        counts = self._interview_counts()
        lists = {
            step: self._interview_list(domain)
            for step, domain in self._step_domains().items()
        }
        hint = self.env._("Interviews")
        figures = {
            step: self._figure(self._total(counts, step), action, hint)
            for step, action in lists.items()
        }
        return self._screen("manager", figures, counts, lists)

    def _interview_counts(self):
        """Numbers of interviews, by department and step (one query)."""
        groups = self.env["hr.entretien"]._read_group(
            self._led_domain()
            & (
                self.env["hr.entretien"]._to_plan_domain()
                | Domain("state", "in", ("planned", "held"))
            ),
            ["department_id", "state", "delay_state"],
            ["__count"],
        )
        counts = defaultdict(Counter)
        for department, state, delay, number in groups:
            in_time = state if state == "held" else f"{state}_in_time"
            step = "overdue" if delay == "late" else in_time
            counts[department][step] += number
        return counts

    def _interview_list(self, domain):
        return self._list_action(
            "hr.entretien",
            domain,
            list_view="hr_entretien_view_list_todo",
            search_view="hr_entretien_view_search",
        )

    # -- what both have --------------------------------------------------------------

    def _screen(self, role, figures, counts, lists):
        """
        :param dict figures: key → ``_figure`` of the strip
        :param counts: see ``_employee_counts``
        :param dict lists: key → ``_list_action`` of the columns
        """
        tiles = self._dashboard_tiles()
        columns = {key: {"action": action} for key, action in lists.items()}
        return {
            "role": role,
            "figures": [self._said(key, tiles[key], figures[key]) for key in figures],
            "columns": [self._said(key, tiles[key], columns[key]) for key in columns],
            "rows": self._rows(counts),
        }

    @staticmethod
    def _said(key, tile, item):
        """A figure or a column with its words and its look."""
        words = {"name": tile.label, "help": tile.empty}
        return {
            **item,
            "key": key,
            "label": tile.label,
            "level": tile.level,
            "icon": tile.icon,
            "action": item["action"] | words,
        }

    def _rows(self, counts):
        """The departments, worst first, then by name."""
        rows = [
            {
                "id": department.id,
                "name": department.sudo().display_name
                or self.env._("Without Department"),
                "counts": dict(number),
                "total": number.total(),
            }
            for department, number in counts.items()
        ]
        return sorted(
            rows, key=lambda row: (-row["counts"].get("overdue", 0), row["name"])
        )

    @staticmethod
    def _total(counts, key):
        return sum(number[key] for number in counts.values())

    def _figure(self, count, action, hint=""):
        """
        :param dict action: see ``_list_action``
        :param str hint: what is counted, in words
        """
        text = formatLang(self.env, count, digits=0)
        return {"count": count, "text": text, "hint": hint, "action": action}

    def _list_action(
        self, model, domain, *, list_view=None, form_view=None, search_view=None
    ):
        """A window on the records of a search.

        :param Domain domain: what is listed, exactly
        :param str list_view: and the others, identifiers of views; empty: the default
        """
        views = [(list_view, "list"), (form_view, "form")]
        return open_window(
            model,
            domain=list(domain),
            views=[[self._view_id(xmlid), kind] for xmlid, kind in views],
            search_view_id=[self._view_id(search_view), "search"],
            context={"create": False},
            view_mode="list,form",
        )

    @api.model
    def _view_id(self, xmlid):
        if not xmlid:
            return False
        if "." not in xmlid:
            xmlid = f"hr_entretien_professionnel.{xmlid}"
        return self.env["ir.model.data"]._xmlid_to_res_id(
            xmlid, raise_if_not_found=True
        )
