"""How a campaign of 500 people behaves: preview, dates, launch, batch after batch.

    bin/odoo db duplicate template_deps bench
    bin/odoo -d bench -i hr_entretien_professionnel --stop-after-init --no-http
    bin/odoo shell -d bench --no-http < benchmarks/campaign_500.py
    bin/odoo db drop bench

Prints seconds and queries for 125 and for 500 people, and how many times more the
second costs for four times the people. Nothing is committed.
"""

import time
from unittest.mock import patch

SIZES = (125, 500)
PER_MANAGER = 25
QUIET = {"tracking_disable": True, "mail_create_nolog": True, "no_reset_password": True}


def timed(function):
    env.flush_all()  # noqa: F821
    env.invalidate_all()  # noqa: F821
    queries, start = env.cr.sql_log_count, time.process_time()  # noqa: F821
    function()
    env.flush_all()  # noqa: F821
    return time.process_time() - start, env.cr.sql_log_count - queries  # noqa: F821


def people(size):
    """Managers and their teams, all hired on days that make an interview due."""
    Employee = env["hr.employee"].with_context(**QUIET)  # noqa: F821
    managers = Employee.create(
        [
            {"name": f"Manager {size} {place}", "contract_date_start": "2015-01-12"}
            for place in range(size // PER_MANAGER)
        ]
    )
    return Employee.create(
        [
            {
                "name": f"Person {size} {place}",
                "contract_date_start": f"{2016 + place % 8}-0{1 + place % 9}-12",
                "parent_id": managers[place % len(managers)].id,
                "work_email": f"person{place}.{size}@example.com",
            }
            for place in range(size)
        ]
    )


def campaign(size):
    return env["hr.entretien.campaign"].create(  # noqa: F821
        {
            "name": f"{size} people",
            "employee_ids": people(size).ids,
            "due_before": "2099-12-31",
            "weeks": 26,
            "max_per_day": 0,
        }
    )


def run(size):
    """The costs of each step, by name."""
    record = campaign(size)
    costs = {
        "preview": timed(record.action_preview),
        "dates": timed(record.action_spread),
        "launch": timed(record.action_launch),
        "screen": timed(record._compute_counts),
        "in the background": timed(env["hr.entretien.campaign"]._cron_campaigns),  # noqa: F821
    }
    record.invalidate_recordset()
    print(
        f"{size} people: {record.in_count} in, {record.undated_count} without date, "
        f"{record.sent_count} invited, {record.error_count} errors"
    )
    return costs


with patch.object(
    env.registry["ir.cron"],  # noqa: F821
    "_commit_progress",
    lambda self, *args, **kwargs: 3600.0,
):
    run(25)
    small, large = (run(size) for size in SIZES)
for name, (spent, count) in large.items():
    before, before_count = small[name]
    print(
        f"{name}: {before:.2f} s, {before_count} queries -> {spent:.2f} s, {count} "
        f"queries ({spent / before:.1f} times the time, "
        f"{count / before_count:.1f} times the queries)"
    )
env.cr.rollback()  # noqa: F821
