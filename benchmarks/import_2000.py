"""What the add-on costs a company of 2 000: import, installation, nights.

On a database that has the dependencies of the add-on and not the add-on itself:

    bin/odoo db duplicate TEMPLATE bench
    bin/odoo shell -d bench --no-http --log-level=error < benchmarks/import_2000.py
    bin/odoo db drop bench

The employees come in by Odoo's own import (``hr.employee.load``), as from a
spreadsheet. Prints seconds, queries and the ratio with/without, which is of processor
time, after a first import that fills Odoo's caches: the clock moves with the machine.
Fails when somebody has no date, when the second night does something, or when a night
with nothing to do costs a query per employee.
"""

import time
from datetime import date, timedelta

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

MODULE = "hr_entretien_professionnel"
SIZE = 2000
COLUMNS = [
    "name",
    "barcode",
    "work_email",
    "job_title",
    "employee_type",
    "date_version",
    "contract_date_start",
    "contract_date_end",
]


def rows(batch, size=SIZE):
    """Lines of a spreadsheet: hires of the last 20 years, one contract in 8 ended."""
    today = date.today()
    for number in range(size):
        hired = today - timedelta(days=30 + (number * 37) % 7300)
        ended = number % 8 == 0
        end = hired + timedelta(days=300) if ended else None
        yield [
            f"Salarié {batch} {number:04}",
            f"{batch}{number:06}",
            f"salarie{batch}{number}@exemple.fr",
            ("Tourneur", "Comptable", "Cariste", "Acheteuse")[number % 4],
            "student" if number % 20 == 0 else "employee",
            hired.isoformat(),
            hired.isoformat(),
            end.isoformat() if end else "",
        ]


def measure(env, label, function, *args):
    """Print the time and the queries of a call, and give them back with its result."""
    env.flush_all()
    queries, start, cpu = env.cr.sql_log_count, time.perf_counter(), time.process_time()
    result = function(*args)
    env.flush_all()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    queries = env.cr.sql_log_count - queries
    print(f"{label:<34}{seconds:8.1f} s{cpu:8.1f} s CPU{queries:9} queries")
    return cpu, queries, result


def load(env, batch):
    done = env["hr.employee"].load(COLUMNS, list(rows(batch)))
    if not done["ids"]:
        raise SystemExit(f"The import failed: {done['messages'][:3]}")
    env.cr.commit()
    return done["ids"]


def install(env):
    module = env["ir.module.module"].search([("name", "=", MODULE)])
    if module.state == "installed":
        raise SystemExit(f"{MODULE} is installed already: take another database.")
    module.button_immediate_install()


def main(env):
    print(f"{SIZE} employees")
    load(env, 3)
    without, _queries, first = measure(env, "import without the add-on", load, env, 1)
    start = time.perf_counter()
    install(env)
    print(f"{'installation, 4 000 employees':<34}{time.perf_counter() - start:8.1f} s")
    with Registry(env.cr.dbname).cursor() as cr:
        return after_installation(api.Environment(cr, SUPERUSER_ID, {}), first, without)


def after_installation(env, first, without):
    check_planned(env, first)
    env["hr.employee"].load(COLUMNS, list(rows(9, 5)))
    env.cr.rollback()
    with_it, _queries, second = measure(env, "import with the add-on", load, env, 2)
    check_planned(env, second)
    print(f"{'with / without':<34}{with_it / without:8.2f}")

    def night():
        env["hr.entretien"]._cron_entretien()
        return env["hr.entretien"].search_count([])

    _seconds, _queries, opened = measure(env, "first night", night)
    env.invalidate_all()
    _seconds, idle, again = measure(env, "second night", night)
    print(f"{'interviews opened':<34}{opened:8}")
    if again != opened:
        raise SystemExit(f"The second night opened {again - opened} interviews.")
    if idle > 20:
        raise SystemExit(f"A night with nothing to do costs {idle} queries.")
    company = env.company

    def switch(rhythm):
        company.entretien_rhythm = rhythm
        env.flush_all()

    measure(env, "change of the company's rhythm", switch, "two_six")
    env.cr.commit()
    measure(env, "the night after", night)


def check_planned(env, ids):
    """Everybody has a date, or has a contract that ends before any."""
    employees = env["hr.employee"].browse(ids)
    forgotten = employees.filtered(
        lambda item: (
            item.entretien_block_code
            or not (item.entretien_next_date or item.entretien_end_date)
        )
    )
    if forgotten:
        raise SystemExit(f"{len(forgotten)} employees have no date: {forgotten[:5]}")


main(env)  # noqa: F821 - given by the shell
