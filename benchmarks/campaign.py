"""A campaign plans and invites."""

from datetime import date, timedelta
from random import Random

from odoo.tools import config

from stress.smtp import Sink

from .bench import COPY, at_most, line

NUMBER = 100


@line(
    "campaign: planned, invited and mailed, each person",
    "≤ 20 queries",
    at_most(queries=20, errors=0),
    on=COPY,
)
def campaign(bench):
    env = bench.user("rh1")
    due = [
        ("entretien_ids.state", "=", "to_plan"),
        ("work_email", "!=", False),
        ("parent_id", "!=", False),
    ]
    people = env["hr.employee"].search(due, order="id", limit=NUMBER)
    record = env["hr.entretien.campaign"].create(
        {
            "name": "Benchmark",
            "employee_ids": people.ids,
            "due_before": date.today() + timedelta(days=4000),
            "weeks": 26,
            "max_per_day": 0,
        }
    )
    record.action_preview()
    record.action_spread()

    def work():
        record.action_launch()
        bench.background()

    # A mail server that takes them all, on this machine.
    sink = Sink(Random(0))
    config["smtp_server"], config["smtp_port"] = "127.0.0.1", sink.port
    try:
        cost = bench.measure(work, commit=True)
    finally:
        sink.close()
    record.invalidate_recordset()
    done, errors = record.planned_count, record.error_count
    cost.also = {"planned": done, "errors": errors, "mails": sink.received.total()}
    return cost.per(max(done, 1))
