"""How the figures behave with 5,000 employees and ten years of history.

    bin/odoo db duplicate template_deps bench
    bin/odoo -d bench -i hr_entretien_professionnel --stop-after-init --no-http
    bin/odoo shell -d bench --no-http < benchmarks/figures_5000.py
    bin/odoo db drop bench

Prints seconds and queries of the dashboard and of each pivot, on an empty cache, the
longest first; more than a second is an error. Nothing is committed.
"""

import time
from datetime import date, timedelta

EMPLOYEES = 5000
PER_MANAGER = 20
DEPARTMENTS = 40
YEARS = 10
QUIET = {"tracking_disable": True, "mail_create_nolog": True, "no_reset_password": True}
TODAY = date.today()
STATUS_COUNTS = (
    "employee_count:sum overdue_count:sum due_soon_count:sum planned_count:sum "
    "up_to_date_count:sum not_computable_count:sum in_time_rate:avg"
).split()
# Model, rows and columns, measures: what each favourite and default view asks for.
PIVOTS = [
    ("hr.entretien.compliance", ["department_id"], STATUS_COUNTS),
    (
        "hr.entretien.compliance",
        ["manager_id"],
        ["overdue_count:sum", "delay_days:avg"],
    ),
    ("hr.entretien.compliance", ["category", "sex"], STATUS_COUNTS),
    ("hr.entretien.compliance", ["next_limit:month", "next_motif"], ["__count"]),
    ("hr.entretien.compliance", ["company_id", "department_id"], STATUS_COUNTS),
    ("hr.entretien", ["motif", "state"], ["__count"]),
    ("hr.entretien", ["date_held:month", "motif"], ["__count"]),
    ("hr.entretien", ["department_id", "state"], ["__count", "delay_days:avg"]),
    ("hr.entretien", ["department_id"], ["copy_delay_days:avg"]),
    ("hr.entretien", ["employee_category", "employee_sex", "motif"], ["__count"]),
    ("hr.entretien.besoin", ["nature", "answer"], ["__count"]),
    ("hr.entretien.besoin", ["means", "answer"], ["__count"]),
    ("hr.entretien.besoin", ["priority", "followup_state"], ["__count"]),
    ("hr.entretien.besoin", ["department_id", "nature"], ["__count"]),
]


def batches(model, rows, size=500):
    """Create rows by the hundred, and return them all.

    The database learns of each batch: without, it reads whole tables for one row.
    """
    records = env[model].with_context(**QUIET)  # noqa: F821
    for place in range(0, len(rows), size):
        records |= records.create(rows[place : place + size])
        env.flush_all()  # noqa: F821
        env.invalidate_all()  # noqa: F821
        env.cr.execute("ANALYZE")  # noqa: F821
    return records


def person(number, departments, managers):
    hired = TODAY - timedelta(days=(number * 37) % (YEARS * 365) + 30)
    values = {
        "name": f"Person {number}",
        "department_id": departments[number % DEPARTMENTS].id,
        "parent_id": managers[number % len(managers)].id if managers else False,
        "entretien_category": (False, "worker", "clerk", "manager")[number % 4],
        "sex": ("female", "male")[number % 2],
    }
    if number % 50:
        values.update(date_version=hired, contract_date_start=hired)
    return values


def history(number, employee):
    """An interview every two years, of which one in seven was missed; open ones."""
    day, place = employee.contract_date_start, 0
    while day and (day := day + timedelta(days=700 + number % 60)) < TODAY:
        place += 1
        if (number + place) % 7:
            yield {
                "employee_id": employee.id,
                "state": "held" if (number + place) % 97 == 0 else "closed",
                "date_held": day,
                "date_copy_delivered": min(day + timedelta(days=number % 10), TODAY),
                "date_limit": day - timedelta(days=number % 30),
            }
    if number % 12 == 0:
        yield {
            "employee_id": employee.id,
            "state": "planned",
            "date_planned": TODAY + timedelta(days=20),
        }
    elif number % 5 == 0:
        yield {"employee_id": employee.id}


def need(number, entretien):
    return {
        "entretien_id": entretien.id,
        "name": f"Need {number}",
        "nature": ("training", "certification", "mobility")[number % 3],
        "means": ("plan", "cpf", "vae", "internal")[number % 4],
        "priority": str(number % 3),
    }


def company():
    departments = batches(
        "hr.department", [{"name": f"Department {n}"} for n in range(DEPARTMENTS)]
    )
    heads = [person(n, departments, ()) for n in range(EMPLOYEES // PER_MANAGER)]
    managers = batches("hr.employee", heads)
    managers[0].user_id = some_manager
    rest = range(len(managers), EMPLOYEES)
    people = managers | batches(
        "hr.employee", [person(n, departments, managers) for n in rest]
    )
    rows = [row for n, who in enumerate(people) for row in history(n, who)]
    held = batches("hr.entretien", rows)
    needs = batches(
        "hr.entretien.besoin", [need(n, item) for n, item in enumerate(held[::3])]
    )
    print(f"{len(people)} employees, {len(held)} interviews, {len(needs)} needs")


def timed(name, function):
    """Seconds and queries from an empty cache, after a first run that warms nothing
    but the plan of the database."""
    function()
    env.invalidate_all()  # noqa: F821
    queries, start = env.cr.sql_log_count, time.perf_counter()  # noqa: F821
    function()
    spent = time.perf_counter() - start
    return spent, env.cr.sql_log_count - queries, name  # noqa: F821


def users():
    roles = {"figures_hr": "hr.group_hr_user", "figures_manager": "base.group_user"}
    rows = [
        {"name": login, "login": login, "group_ids": env.ref(group).ids}  # noqa: F821
        for login, group in roles.items()
    ]
    return env["res.users"].with_context(**QUIET).create(rows)  # noqa: F821


def as_user(user, model):
    env_of = env(user=user, context={"allowed_company_ids": user.company_ids.ids})  # noqa: F821
    return env_of[model]


def pivot(model, groups, measures):
    """The read_groups of a pivot: the total, the rows, the rows by column."""
    records = as_user(hr, model)
    for depth in range(len(groups) + 1):
        records.formatted_read_group([], groups[:depth], measures)


hr, some_manager = users()
company()
env.flush_all()  # noqa: F821
env.cr.execute("ANALYZE")  # noqa: F821
results = [
    timed(
        f"dashboard of {user.login}",
        lambda user=user: as_user(user, "hr.entretien.dashboard").get_figures(),
    )
    for user in (hr, some_manager)
]
results += [
    timed(f"{model} by {', '.join(groups)}", lambda ask=ask: pivot(*ask))
    for ask in PIVOTS
    for model, groups, _measures in [ask]
]
results.append(
    timed(
        "compliance list, first page",
        lambda: as_user(hr, "hr.entretien.compliance").search([], limit=80).read(),
    )
)
for spent, queries, name in sorted(results, reverse=True):
    print(f"{spent:.3f} s, {queries} queries: {name}{' TOO LONG' * (spent > 1)}")
env.cr.rollback()  # noqa: F821
