from collections import Counter, defaultdict
from heapq import nsmallest

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import Query
from odoo.tools.misc import formatLang

from ..employee.entretien_reason import days_text, delay_text
from ..message.hr_entretien_message import UNDELIVERED
from ..window import open_window
from .hr_entretien_compliance import COUNTED

# How many departments the page shows: the worst ones, with a link to all.
SHOWN = 5


class HrEntretienDashboard(models.AbstractModel):
    """Figures of one person: HR's companies, a manager's people.

    HR counts the late by employee, as the follow-up and the compliance do. Managers may
    not read employees: they count the interviews that they lead. What is to plan,
    planned or held is counted in interviews for both, as the kanban counts its cards.
    Nobody else has figures. Each carries the search that it counts: the number is
    the length of its list.
    """

    _name = "hr.entretien.dashboard"
    _description = "Dashboard of the Interviews"

    @api.model
    def get_figures(self):
        """All that stands above the morning list, in one call.

        :return: ``role`` (``hr``, ``manager`` or ``employee``, who has no figures),
            ``figures`` with their lists and ``calm``: nothing is late, due or lacking;
            for HR ``rows`` of the worst departments and the ``columns`` of their bars,
            ``everything`` (the action on all of them), ``undelivered`` messages,
            ``progress`` (see ``hr.entretien.recompute``) and ``first_run`` (see
            ``hr.entretien.first.run``)
        :rtype: dict
        :raises AccessError: the user is not an internal one
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only internal users have a dashboard."))
        role, counts, of_hr = self._role(), defaultdict(Counter), {}
        if role == "hr":
            counts = self._count_employees()
            of_hr = self._hr_parts(counts)
        figures = [] if role == "employee" else self._dashboard_tiles(role, counts)
        waiting = [tile["count"] for tile in figures if tile["calls"]]
        waiting.append(self._total(counts, "due_soon"))
        return {
            "role": role,
            "figures": figures,
            "calm": role != "employee" and not any(waiting),
            **of_hr,
        }

    def _role(self):
        """``hr``, ``manager`` (who leads somebody or conducts an interview) or
        ``employee``."""
        entretiens = self.env["hr.entretien"]
        if entretiens._user_is_hr():
            return "hr"
        team = Domain("parent_id", "in", entretiens._own_cards().ids)
        team &= entretiens._not_own_card_domain()
        people, others = self.env["hr.employee"].sudo(), entretiens._not_own_domain()
        leads = people.search_count(team, 1) or entretiens.search_count(others, 1)
        return "manager" if leads else "employee"

    # -- tiles -------------------------------------------------------------------------

    def _dashboard_tiles(self, role, counts):
        """The tiles of HR or of a manager, in their order; other add-ons add theirs.

        :param counts: the employees of each department by status, see
            ``_count_employees``
        :rtype: list[dict]
        """
        entretiens = self.env["hr.entretien"]
        is_hr = role == "hr"
        among = self._company_domain() if is_hr else entretiens._not_own_domain()
        domains = {
            "to_plan": among & entretiens._to_plan_domain(),
            "planned": among & Domain("state", "=", "planned"),
            "held": among & Domain("state", "=", "held"),
        }
        # The states alone are found by an index.
        asked = Domain("state", "in", list(domains)) & Domain.OR(domains.values())
        groups = entretiens._read_group(asked, ["state"], ["__count", "late_count:sum"])
        found = dict.fromkeys(domains, (0, 0))
        found |= {state: (count, late or 0) for state, count, late in groups}
        tiles = [self._overdue_tile(is_hr, counts, among, found)]
        words = self._state_words()
        for state, (count, late) in found.items():
            hint = self.env._("Interviews")
            if late:
                hint = self.env._(
                    "Interviews, of which %(count)s overdue", count=self._number(late)
                )
            action = self._interview_list(domains[state])
            calls = state != "planned"
            tile = self._tile(state, *words[state], count, hint, action, calls=calls)
            tiles.append(tile)
        return [*tiles, self._not_computable_tile(counts)] if is_hr else tiles

    def _state_words(self):
        """Of each state: the label, what its empty list says, its level and icon."""
        days = self.env.company.sudo().entretien_horizon_days
        span = days_text(self.env, days)
        if days and days % 30 == 0:
            span = delay_text(self.env, days // 30)
        return {
            "to_plan": (
                self.env._("To Plan (%(span)s)", span=span),
                self.env._("Nothing is left to plan for now"),
                "warning",
                "fa-calendar-plus-o",
            ),
            "planned": (
                self.env._("Planned Interviews"),
                self.env._("No interview is planned"),
                "info",
                "fa-calendar-check-o",
            ),
            "held": (
                self.env._("Held, Copy to Hand Over"),
                self.env._("Every copy has been handed over"),
                "primary",
                "fa-file-text-o",
            ),
        }

    def _overdue_tile(self, is_hr, counts, among, found):
        """Those who have a date are not to be planned any more; ``found`` is how many
        interviews are in each state, and how many of them late."""
        if is_hr:
            count = self._total(counts, "overdue")
            planned = self._total(counts, "overdue_planned")
            hint, action = self.env._("Employees"), self._employee_list("overdue")
            of_whom = self.env._(
                "Employees, of whom %(count)s already planned",
                count=self._number(planned),
            )
        else:
            late = {state: number for state, (_count, number) in found.items()}
            count, planned = sum(late.values()), late["planned"]
            hint = self.env._("Interviews")
            action = self._interview_list(among & Domain("is_late", "=", True))
            of_whom = self.env._(
                "Interviews, of which %(count)s already planned",
                count=self._number(planned),
            )
        label, empty = self.env._("Overdue"), self.env._("Nothing is overdue")
        look = ("danger", "fa-exclamation-triangle")
        hint = of_whom if planned else hint
        return self._tile("overdue", label, empty, *look, count, hint, action)

    def _not_computable_tile(self, counts):
        status = "not_computable"
        return self._tile(
            status,
            self.env._("Missing Dates"),
            self.env._("Every date can be computed"),
            "secondary",
            "fa-question-circle-o",
            self._total(counts, status),
            self.env._("Employees"),
            self._employee_list(status),
        )

    def _tile(
        self, key, label, empty, level, icon, count, hint, action, text="", calls=True
    ):
        """
        :param str label: stands above a number, whatever it is: plural in French
        :param str empty: what its list says when nothing is in it
        :param str text: what is shown instead of the count
        :param bool calls: whether there is something to do while it counts something
        """
        return {
            "key": key,
            "label": label,
            "level": level,
            "icon": icon,
            "count": count,
            "text": text or self._number(count),
            "calls": calls,
            "hint": hint,
            "action": {**action, "name": label, "help": empty},
        }

    # -- what HR has besides -----------------------------------------------------------

    def _hr_parts(self, counts):
        words = self.env["hr.entretien.compliance"].fields_get(attributes=["string"])
        return {
            "columns": [
                {"key": key, "label": words[f"{key}_count"]["string"], "level": level}
                for key, level in COUNTED.items()
            ],
            "rows": self._worst_rows(counts),
            "everything": "hr_entretien_professionnel.hr_entretien_compliance_action",
            "undelivered": self._undelivered(),
            "progress": self.env["hr.entretien.recompute"]._progress(),
            "first_run": self.env["hr.entretien.first.run"].get_steps(),
        }

    def _company_domain(self):
        """The companies ticked: the rule on employees lets a few others through."""
        return Domain("company_id", "in", self.env.companies.ids)

    def _count_employees(self):
        """How many employees of each department have each status."""
        groups = self.env["hr.entretien.compliance"]._read_group(
            self._company_domain(),
            ["department_id", "status"],
            ["__count", "overdue_planned_count:sum"],
        )
        counts = defaultdict(Counter)
        for department, status, number, planned in groups:
            if status in COUNTED:
                counts[department][status] += number
                counts[department]["overdue_planned"] += planned
        return counts

    def _worst_rows(self, counts):
        """The departments where most is overdue."""
        worst = nsmallest(
            SHOWN,
            counts.items(),
            lambda item: (-item[1]["overdue"], -item[1].total(), item[0].id),
        )
        return [self._row(department, number) for department, number in worst]

    def _row(self, department, number):
        name = department.sudo().display_name or self.env._("Without Department")
        here = Domain("department_id", "=", department.id)
        action = self._employee_list("overdue", here)
        title = self.env._("Overdue – %(department)s", department=name)
        empty = self.env._("Nothing is overdue")
        counts = {key: number[key] for key in COUNTED if number[key]}
        return {
            "id": department.id,
            "name": name,
            "counts": counts,
            "total": sum(counts.values()),
            "action": {**action, "name": title, "help": empty},
        }

    def _undelivered(self):
        """The messages that nobody received, when there are some."""
        domain = Domain("state", "in", UNDELIVERED)
        count = self.env["hr.entretien.message"].search_count(domain)
        return count and {
            "text": self.env._(
                "Undelivered messages: %(count)s.", count=self._number(count)
            ),
            "action": "hr_entretien_professionnel.hr_entretien_message_action",
        }

    # -- lists -------------------------------------------------------------------------

    def _employee_list(self, status, among=Domain.TRUE):
        blocked = "_blocked" if status == "not_computable" else ""
        return self._list_action(
            "hr.employee",
            self._company_domain() & Domain("entretien_status", "=", status) & among,
            {
                "list": f"hr_entretien_professionnel.hr_employee_view_list{blocked}",
                "form": "hr_entretien_professionnel.hr_employee_view_form_mend",
            },
            search_view="hr_entretien_professionnel.hr_employee_view_search",
        )

    def _interview_list(self, domain):
        return self._list_action(
            "hr.entretien",
            domain,
            {"list": "hr_entretien_professionnel.hr_entretien_view_list", "kanban": ""},
            search_view="hr_entretien_professionnel.hr_entretien_view_search",
        )

    def _as_sent(self, condition):
        """A screen is sent the ids that a query finds: sent itself, it is a text."""
        if not isinstance(condition.value, Query):
            return condition
        return Domain(condition.field_expr, condition.operator, list(condition.value))

    def _list_action(self, model, domain, views, search_view=""):
        """A window on exactly these records; the views by their XML ids."""

        def view(xmlid):
            return xmlid and self.env["ir.model.data"]._xmlid_to_res_id(xmlid, True)

        views = {**views, "form": views.get("form", "")}
        return open_window(
            model,
            domain=list(domain.map_conditions(self._as_sent)),
            views=[[view(xmlid) or False, kind] for kind, xmlid in views.items()],
            search_view_id=[view(search_view) or False, "search"],
            context={"create": False},
            view_mode=",".join(views),
        )

    # -- numbers -----------------------------------------------------------------------

    @staticmethod
    def _total(counts, key):
        return sum(number[key] for number in counts.values())

    def _number(self, count):
        return formatLang(self.env, count, digits=0)
