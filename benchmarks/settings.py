"""How long a change of rhythm takes on a company of thousands, preview included.

    bin/odoo db duplicate template_deps bench
    bin/odoo -d bench -i hr_entretien_professionnel --stop-after-init --no-http
    bin/odoo shell -d bench --no-http < benchmarks/settings.py
    bin/odoo db drop bench

Prints seconds and queries. Nothing is committed.
"""

import time

EMPLOYEES = 5000
QUIET = {"tracking_disable": True, "mail_create_nolog": True}


def timed(label, function):
    env.flush_all()  # noqa: F821
    env.invalidate_all()  # noqa: F821
    queries, start = env.cr.sql_log_count, time.process_time()  # noqa: F821
    function()
    env.flush_all()  # noqa: F821
    spent = time.process_time() - start
    count = env.cr.sql_log_count - queries  # noqa: F821
    print(f"{label}: {spent:.1f} s, {count} queries")


def employees():
    values = [
        {
            "name": f"Employee {number}",
            "image_1920": False,
            "contract_date_start": f"{2010 + number % 15}-0{1 + number % 9}-12",
        }
        for number in range(EMPLOYEES)
    ]
    people = env["hr.employee"].with_context(**QUIET).create(values)  # noqa: F821
    held = [
        {
            "employee_id": employee.id,
            "state": "closed",
            "date_held": f"202{number % 5 + 1}-03-0{1 + number % 9}",
        }
        for number, employee in enumerate(people)
        if number % 3
    ]
    env["hr.entretien"].with_context(**QUIET).create(held)  # noqa: F821


timed(f"{EMPLOYEES} employees and their interviews", employees)
settings = env["hr.entretien.settings"].create(  # noqa: F821
    {"entretien_rhythm": "two_six"}
)
timed("what would change", settings.action_review)
print(settings.moved_count, "dates move,", settings.overdue_count, "become overdue")
timed("confirmed", settings.action_apply)
