"""What HR and managers open: the morning list, the home page, figures, a form."""

import json

from lxml import etree

from .bench import SMALL, at_most, line

TIMES = 3
TO_DO = [("next_step", "!=", False)]
# The states that the steps are about, which PostgreSQL finds by an index.
STATES = [("state", "in", ("to_plan", "planned", "held"))]
PIVOT = (
    "employee_count:sum overdue_count:sum due_soon_count:sum planned_count:sum "
    "up_to_date_count:sum not_computable_count:sum in_time_rate:avg"
).split()


def shown(bench, work):
    """A screen that was opened before: what is loaded once is there."""
    work()
    return bench.measure(work, times=TIMES)


def grouped(bench, domain):
    entretiens = bench.user("rh1")["hr.entretien"]
    by = ["next_step"]
    return shown(bench, lambda: entretiens.web_read_group(domain, by, ["__count"]))


@line(
    "À traiter, grouped",
    "≤ 1.3 × the same with the states in the domain, or 0.2 s",
    lambda cost, ratio: cost.cpu <= 0.2 or ratio <= 1.3,
    floor=lambda bench: grouped(bench, STATES + TO_DO),
)
def to_do(bench):
    return grouped(bench, TO_DO)


@line(
    "À traiter, first page of 80",
    "≤ 1.3 × its time at 1 000, or 0.2 s",
    lambda cost, ratio: cost.cpu <= 0.2 or (ratio and ratio <= 1.3),
    floor=SMALL,
)
def to_do_page(bench):
    entretiens = bench.user("rh1")["hr.entretien"]
    names = specification(entretiens, "list", "hr_entretien_view_list_todo")
    page = {"limit": 80, "count_limit": 10001}
    return shown(bench, lambda: entretiens.web_search_read(TO_DO, names, **page))


@line(
    "home page",
    "≤ 0.8 s, ≤ 50 kB",
    at_most(cpu=0.8, kB=50),
)
def home(bench):
    dashboard, found = bench.user("rh1")["hr.entretien.dashboard"], []
    cost = shown(bench, lambda: found.append(dashboard.get_figures()))
    cost.also = {"kB": len(json.dumps(found[0], default=str)) / 1000}
    return cost


@line("home page of a manager", "≤ 0.2 s", at_most(cpu=0.2))
def home_of_manager(bench):
    dashboard = bench.user("manager1")["hr.entretien.dashboard"]
    return shown(bench, dashboard.get_figures)


@line("compliance pivot", "≤ 1 s", at_most(cpu=1))
def compliance(bench):
    rows = bench.user("rh1")["hr.entretien.compliance"]
    sets = [[], ["department_id"]]
    return shown(bench, lambda: rows.formatted_read_grouping_sets([], sets, PIVOT))


def specification(records, kind, xmlid=None):
    """What the web client would ask of a view, nested lists included."""
    view = xmlid and records.env.ref(f"hr_entretien_professionnel.{xmlid}").sudo().id
    arch = records.get_views([(view or False, kind)], {})["views"][kind]["arch"]
    return asked(etree.fromstring(arch), records)


def asked(node, records):
    wanted = {}
    for item in node.iterchildren(etree.Element):
        field = records._fields.get(item.get("name"))
        if item.tag != "field":
            wanted |= asked(item, records)
        elif field:
            wanted[field.name] = asked_of(item, field, records)
    return wanted


def asked_of(item, field, records):
    """Of one field: the name of what it refers to, the columns of its list."""
    if not field.relational or item.get("invisible") in ("1", "True"):
        return {}
    inner = [sub for sub in item if sub.tag in ("list", "kanban")]
    if inner:
        lines = asked(inner[0], records.env[field.comodel_name])
        return {"fields": lines, "limit": 40}
    return {"fields": {"display_name": {}}}


def open_form(bench, login):
    """The form of an interview, its view known already."""
    led = [("state", "=", "to_plan"), ("interviewer_id.user_id.login", "=", "manager1")]
    entretien = bench.env["hr.entretien"].search(led, limit=1)
    entretien = entretien.with_env(bench.user(login))
    names = specification(entretien, "form")
    return shown(bench, lambda: entretien.web_read(names))


@line(
    "interview form as its manager (beside: as HR)",
    "≤ 40 queries",
    at_most(queries=40),
    floor=lambda bench: open_form(bench, "rh1"),
)
def form(bench):
    return open_form(bench, "manager1")
