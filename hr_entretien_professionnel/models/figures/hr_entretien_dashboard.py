"""The first screen: counts, each with the list that it counts."""

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ..window import open_window
from .hr_entretien_compliance import COUNTED


class Tile(NamedTuple):
    """What is said of a figure, and how it looks.

    :param label: above a number, whatever it is: plural in French
    :param empty: what its list says when nothing is in it
    :param level: Bootstrap's name of a colour
    :param icon: Font Awesome's name
    :param figure: called with the key and the counts of employees (department →
        Counter of status), gives the ``_figure`` of HR's strip; None: not in it
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
            ``figures`` and ``columns`` with their lists, ``rows`` by department
        :rtype: dict
        :raises AccessError: the user is not an internal one
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only internal users have a dashboard."))
        if self.env["hr.entretien"]._user_is_hr():
            return self._hr_figures()
        entretiens = self.env["hr.entretien"]
        team = Domain("parent_id", "in", entretiens._own_cards().ids)
        team &= entretiens._not_own_card_domain()
        if self.env["hr.employee"].sudo().search_count(
            team, limit=1
        ) or entretiens.search_count(self._led_domain(), limit=1):
            return self._manager_figures()
        return {"role": "employee", "figures": [], "columns": [], "rows": []}

    # -- HR: employees ---------------------------------------------------------------

    @api.model
    def _hr_company_domain(self):
        """The companies ticked: the rule on employees lets a few others through."""
        return Domain("company_id", "in", self.env.companies.ids)

    def _hr_figures(self):
        groups = self.env["hr.entretien.compliance"]._read_group(
            self._hr_company_domain(), ["department_id", "status"], ["__count"]
        )
        counts = defaultdict(Counter)
        for department, status, number in groups:
            if status in COUNTED:
                counts[department][status] += number
        figures = {
            key: tile.figure(key, counts)
            for key, tile in self._dashboard_tiles().items()
            if tile.figure
        }
        lists = {status: self._employee_list(status) for status in COUNTED}
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
            **self._cost_tiles(),
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
            list_view=f"hr_employee_view_list{blocked}",
            search_view="hr_employee_view_search",
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

    # -- HR: what it may cost --------------------------------------------------------

    def _cost_tiles(self):
        return {
            "owed": Tile(
                self.env._("Abondements Owed"),
                self.env._("No abondement is owed"),
                "danger",
                "fa-eur",
                self._owed_figure,
            ),
            "at_risk": Tile(
                self.env._("Abondements at Risk"),
                self.env._("No abondement is at risk"),
                "warning",
                "fa-eur",
                self._at_risk_figure,
            ),
        }

    def _owed_figure(self, _key, _counts):
        figure = self._euros_figure("owed_amount")
        hint = self.env._(
            "Employees: %(count)s, état des lieux held or past its deadline",
            count=figure["count"],
        )
        return figure | {"hint": hint}

    def _at_risk_figure(self, _key, _counts):
        figure = self._euros_figure("risk_amount")
        hint = self.env._(
            "Employees: %(count)s, if their period ended today", count=figure["count"]
        )
        return figure | {"hint": hint}

    def _euros_figure(self, field):
        """Euros that are owed, or at risk: two figures, which are never added."""
        domain = self._hr_company_domain() & Domain(field, ">", 0)
        [(count, amount)] = self.env["hr.entretien.exposure"]._read_group(
            domain, [], ["__count", f"{field}:sum"]
        )
        text = formatLang(
            self.env,
            amount or 0,
            currency_obj=self.env.company.currency_id,
            rounding_unit="units",
        )
        action = self._list_action("hr.entretien.exposure", domain)
        return self._figure(count, action) | {"text": text}

    # -- a manager: interviews -------------------------------------------------------

    def _led_domain(self):
        """Of what the record rules let them read, all but their own."""
        return self.env["hr.entretien"]._not_own_domain()

    def _manager_figures(self):
        """What each step counts; no interview in two."""
        led, entretiens = self._led_domain(), self.env["hr.entretien"]
        to_plan = entretiens._to_plan_domain()
        groups = entretiens._read_group(
            led & (to_plan | Domain("state", "in", ("planned", "held"))),
            ["department_id", "state", "delay_state"],
            ["__count"],
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
        return self._screen("manager", figures, counts, lists)

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
        :param counts: department → Counter of key
        :param dict lists: key → ``_list_action`` of the columns
        """
        tiles = self._dashboard_tiles()

        def with_words(items):
            return [
                {
                    **item,
                    "key": key,
                    "label": tiles[key].label,
                    "level": tiles[key].level,
                    "icon": tiles[key].icon,
                    "action": {
                        **item["action"],
                        "name": tiles[key].label,
                        "help": tiles[key].empty,
                    },
                }
                for key, item in items.items()
            ]

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
        # The worst first, then by name.
        rows.sort(key=lambda row: (-row["counts"].get("overdue", 0), row["name"]))
        return {
            "role": role,
            "figures": with_words(figures),
            "columns": with_words({key: {"action": lists[key]} for key in lists}),
            "rows": rows,
        }

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
        module, find = "hr_entretien_professionnel", self.env["ir.model.data"]
        views = {}
        for kind, name in (
            ("list", list_view),
            ("form", form_view),
            ("search", search_view),
        ):
            xmlid = name if not name or "." in name else f"{module}.{name}"
            views[kind] = xmlid and find._xmlid_to_res_id(xmlid, True)
        return open_window(
            model,
            domain=list(domain),
            views=[[views[kind] or False, kind] for kind in ("list", "form")],
            search_view_id=[views["search"] or False, "search"],
            context={"create": False},
            view_mode="list,form",
        )
