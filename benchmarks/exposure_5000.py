"""What the exposure costs a company of 5 000 with ten years of history.

On a database with the add-on and without demo data:

    bin/odoo db duplicate TEMPLATE bench
    bin/odoo -d bench -i hr_entretien_professionnel_abondement --stop-after-init
    bin/odoo shell -d bench --no-http --log-level=error < benchmarks/exposure_5000.py
    bin/odoo db drop bench

Prints seconds and queries. Fails when a batch costs a query per employee, when a night
with nothing to do is more than a few queries, or when the pivot takes over a second.
"""

import time
from datetime import date, timedelta

SIZE = 5000
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}


def measure(env, label, function, *args):
    """Print the time and the queries of a call, and give them back with its result."""
    env.flush_all()
    env.invalidate_all()
    queries, start = env.cr.sql_log_count, time.perf_counter()
    result = function(*args)
    env.flush_all()
    seconds = time.perf_counter() - start
    queries = env.cr.sql_log_count - queries
    print(f"{label:<44}{seconds:8.2f} s{queries:8} queries")
    return seconds, queries, result


def populate(env):
    """Hires of the last twelve years; one interview in three is missing."""
    today, company = date.today(), env.company
    company.sudo().write(
        {"entretien_concern": "concerned", "entretien_concerned_since": "2014-03-07"}
    )
    people = env["hr.employee"].with_context(**QUIET)
    employees = people.create(
        [
            {
                "name": f"Salarié {number:04}",
                "company_id": company.id,
                "employee_type": "employee",
                "date_version": today - timedelta(days=30 + number * 37 % 4300),
                "contract_date_start": today - timedelta(days=30 + number * 37 % 4300),
            }
            for number in range(SIZE)
        ]
    )
    history = []
    for number, employee in enumerate(employees):
        start = employee.contract_date_start
        for rank in range(1, 6):
            day = start + timedelta(days=720 * rank)
            if day < today and (number + rank) % 3:
                history.append(
                    {
                        "employee_id": employee.id,
                        "state": "closed",
                        "date_held": day,
                        "date_copy_delivered": day,
                        "with_bilan": rank == 3,
                    }
                )
    env["hr.entretien"].with_context(**QUIET).create(history)
    env.flush_all()
    return employees


def main(env):
    _s, _q, employees = measure(env, "5 000 employees and their history", populate, env)
    env.cr.precommit.clear()
    Exposure = env["hr.entretien.exposure"]
    today = date.today()
    measure(env, "first rows of 5 000", Exposure._reconcile, employees)
    _s, few, _r = measure(env, "mend 50", Exposure._reconcile, employees[:50])
    _s, many, _r = measure(env, "mend 5 000", Exposure._reconcile, employees)
    measure(env, "mend 1", Exposure._reconcile, employees[0])
    _s, night, left = measure(env, "night with nothing to do", Exposure._to_mend, today)
    if left or night > 6:
        raise SystemExit(f"The night finds {len(left)} and costs {night} queries.")
    if many > few * 4:
        raise SystemExit(f"A batch of 5 000 costs {many} queries, one of 50 {few}.")
    groups = ["pay_by:quarter", "outcome"]
    seconds, _q, rows = measure(
        env,
        "pivot by quarter and outcome",
        Exposure.formatted_read_group,
        [],
        groups,
        ["amount:sum"],
    )
    print(f"{len(rows)} groups, {Exposure.search_count([])} rows")
    if seconds > 1:
        raise SystemExit(f"The pivot takes {seconds:.1f} s.")
    measure(
        env,
        "list of 80",
        lambda: Exposure.search([], limit=80).read(["summary", "advice", "outcome"]),
    )


main(env)  # noqa: F821 - given by the shell
