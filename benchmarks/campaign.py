"""A campaign plans and invites."""

from datetime import date, timedelta

from .bench import COPY, at_most, line

NUMBER = 100


@line(
    "campaign: planned and invited, each person",
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

    cost = bench.measure(work, commit=True)
    record.invalidate_recordset()
    done, errors = record.planned_count, record.error_count
    cost.also = {"planned": done, "errors": errors}
    return cost.per(max(done, 1))
