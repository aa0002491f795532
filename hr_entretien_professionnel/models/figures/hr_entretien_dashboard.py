"""The first screen: counts, each with the list that it counts."""

from collections import Counter, defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

EMPLOYEE_STATUSES = ("overdue", "due_soon", "planned", "up_to_date", "not_computable")


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
        lists = {status: self._employee_list(status) for status in EMPLOYEE_STATUSES}
        overdue, planned, blocked = (
            self._figure(name, self._total(counts, name), lists[name])
            for name in ("overdue", "planned", "not_computable")
        )
        figures = [
            overdue | {"hint": self._overdue_hint()},
            self._to_plan_figure(),
            planned,
            self._held_figure(),
            blocked,
            self._euros_figure("owed", "owed_amount"),
            self._euros_figure("at_risk", "risk_amount"),
        ]
        return self._answer("hr", figures, counts, lists)

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
            key=status,
        )

    def _overdue_hint(self):
        """Those who have a date are not to be planned any more."""
        domain = self._hr_company_domain() & Domain("entretien_status", "=", "overdue")
        planned = Domain("entretien_ids", "any", [("state", "=", "planned")])
        return self.env._(
            "Employees, of whom %(count)s already planned",
            count=self.env["hr.employee"].search_count(domain & planned),
        )

    def _to_plan_figure(self):
        """Interviews, late or not: the employees who have nothing open are none."""
        entretiens = self.env["hr.entretien"]
        domain = self._hr_company_domain() & entretiens._to_plan_domain()
        [(count, late)] = entretiens._read_group(
            domain, [], ["__count", "late_count:sum"]
        )
        figure = self._figure("to_plan", count, self._interview_list("to_plan", domain))
        hint = self.env._("Interviews, of which %(count)s overdue", count=late or 0)
        return figure | {"hint": hint}

    def _held_figure(self):
        domain = self._hr_company_domain() & Domain("state", "=", "held")
        count = self.env["hr.entretien"].search_count(domain)
        return self._figure("held", count, self._interview_list("held", domain))

    def _euros_figure(self, key, field):
        """Euros that are owed, or at risk: two figures, which are never added."""
        domain = self._hr_company_domain() & Domain(field, ">", 0)
        [(count, amount)] = self.env["hr.entretien.exposure"]._read_group(
            domain, [], ["__count", f"{field}:sum"]
        )
        action = self._list_action("hr.entretien.exposure", domain, key=key)
        currency = self.env.company.currency_id
        text = formatLang(
            self.env, amount or 0, currency_obj=currency, rounding_unit="units"
        )
        return self._figure(key, count, action) | {"text": text}

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
            step: self._interview_list(step, domain)
            for step, domain in self._step_domains().items()
        }
        figures = [
            self._figure(step, self._total(counts, step), action)
            for step, action in lists.items()
        ]
        return self._answer("manager", figures, counts, lists)

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

    def _interview_list(self, step, domain):
        return self._list_action(
            "hr.entretien",
            domain,
            list_view="hr_entretien_view_list_todo",
            search_view="hr_entretien_view_search",
            key=step,
        )

    # -- what both have --------------------------------------------------------------

    def _answer(self, role, figures, counts, lists):
        labels = self._labels()
        columns = [
            {"key": key, "label": labels[key], "action": action}
            for key, action in lists.items()
        ]
        return {
            "role": role,
            "figures": figures,
            "columns": columns,
            "rows": self._rows(counts),
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

    def _figure(self, key, count, action):
        return {
            "key": key,
            "label": self._labels()[key],
            "hint": self._hint(key, action["res_model"], count),
            "count": count,
            "text": formatLang(self.env, count, digits=0),
            "action": action,
        }

    def _labels(self):
        """Above a number, whatever it is: plural in French, as the strip says them."""
        return {
            "overdue": self.env._("Overdue"),
            "due_soon": self.env._("Due Soon"),
            "to_plan": self.env._("To Plan"),
            "to_plan_in_time": self.env._("To Plan, in Time"),
            "planned_in_time": self.env._("Planned, in Time"),
            "planned": self.env._("Already Planned"),
            "up_to_date": self.env._("Up to Date"),
            "held": self.env._("Held, Copy to Hand Over"),
            "not_computable": self.env._("Dates Not Computable"),
            "owed": self.env._("Abondements Owed"),
            "at_risk": self.env._("Abondements at Risk"),
        }

    def _hint(self, key, model, count):
        """What is counted, in words."""
        if key == "owed":
            return self.env._(
                "Employees: %(count)s, état des lieux held or past its deadline",
                count=count,
            )
        if key == "at_risk":
            return self.env._(
                "Employees: %(count)s, if their period ended today", count=count
            )
        if key == "planned":
            return self.env._("Employees, in time")
        if model == "hr.employee":
            return self.env._("Employees")
        return self.env._("Interviews")

    def _list_action(
        self,
        model,
        domain,
        *,
        key,
        list_view=None,
        form_view=None,
        search_view=None,
    ):
        """A window on the records of a search.

        :param Domain domain: what is listed, exactly
        :param str list_view: and the others, identifiers of views; empty: the default
        """
        views = [(list_view, "list"), (form_view, "form")]
        return {
            "type": "ir.actions.act_window",
            "name": self._labels()[key],
            "res_model": model,
            "domain": list(domain),
            "views": [[self._view_id(xmlid), kind] for xmlid, kind in views],
            "search_view_id": [self._view_id(search_view), "search"],
            "context": {"create": False},
            "help": self._empty_texts()[key],
        }

    @api.model
    def _view_id(self, xmlid):
        if not xmlid:
            return False
        if "." not in xmlid:
            xmlid = f"hr_entretien_professionnel.{xmlid}"
        return self.env["ir.model.data"]._xmlid_to_res_id(
            xmlid, raise_if_not_found=True
        )

    def _empty_texts(self):
        """What an empty list says."""
        return {
            "overdue": self.env._("Nothing is overdue"),
            "due_soon": self.env._("Nobody else is due soon"),
            "to_plan": self.env._("Nothing is left to plan for now"),
            "to_plan_in_time": self.env._("Nothing is left to plan for now"),
            "planned_in_time": self.env._("No interview is planned"),
            "planned": self.env._("No interview is planned"),
            "up_to_date": self.env._("Nobody is up to date yet"),
            "held": self.env._("Every copy has been handed over"),
            "not_computable": self.env._("Every date can be computed"),
            "owed": self.env._("No abondement is owed"),
            "at_risk": self.env._("No abondement is at risk"),
        }
