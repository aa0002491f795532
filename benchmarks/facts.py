"""One fact changes and is saved: what follows must not grow with the company."""

from datetime import date, timedelta

from .bench import COPY, SMALL, at_most, line

TIMES = 10
QUIET = {"tracking_disable": True, "mail_create_nolog": True}


def change(bench, work):
    """The mean of a change, each in a transaction of its own, of another person."""
    employees = bench.env["hr.employee"].search(
        [
            ("entretien_block_code", "=", False),
            ("child_ids", "=", False),
            ("contract_date_end", "=", False),
            ("barcode", "!=", False),
        ],
        order="id",
        limit=TIMES + 1,
    )
    people = iter(employees)
    # The first one pays for what is loaded once.
    bench.measure(lambda: work(next(people)), commit=True)
    return bench.measure(lambda: work(next(people)), times=TIMES, commit=True)


def fact(work):
    goal = "≤ 1.3 × its time at 1 000"
    return line(work, goal, at_most(ratio=1.3), on=COPY, floor=SMALL)


@fact("a contract starts earlier")
def contract(bench):
    def work(employee):
        first = employee.version_ids.sorted("date_version")[0]
        first.contract_date_start -= timedelta(days=40)

    return change(bench, work)


@fact("an absence is entered")
def absence(bench):
    kind = bench.env.ref("hr_entretien_professionnel.absence_type_unpaid")
    last = date.today() - timedelta(days=20)

    def work(employee):
        bench.env["hr.entretien.absence"].create(
            {
                "employee_id": employee.id,
                "type_id": kind.id,
                "date_from": last - timedelta(days=100),
                "date_to": last,
            }
        )

    return change(bench, work)


@fact("a past interview is entered")
def interview(bench):
    def work(employee):
        bench.env["hr.entretien"].with_context(**QUIET).create(
            {
                "employee_id": employee.id,
                "state": "closed",
                "date_held": date.today() - timedelta(days=15),
            }
        )

    return change(bench, work)
