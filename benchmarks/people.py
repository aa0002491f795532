"""Employees are listed, created, moved and archived: beside Odoo alone, on the same
people."""

from datetime import date, timedelta

from .bench import COPY, WITHOUT, at_most, line
from .screens import shown, specification

NUMBER, ONE_BY_ONE = 100, 10


def values(start, number):
    hired = date.today() - timedelta(days=900)
    return [
        {
            "name": f"Nouvelle personne {start + rank}",
            "work_email": f"new{start + rank}@example.com",
            "date_version": hired,
            "contract_date_start": hired,
        }
        for rank in range(number)
    ]


def beside(work, goal, ratio):
    """A line whose floor is the same function without the add-ons."""
    return line(work, goal, at_most(ratio=ratio), on=COPY, floor=WITHOUT)


def shown_to_hr(bench, kind):
    """The first page of the employees, in a view of Odoo as it stands by now."""
    account = {"name": "Lister", "login": "lister"}
    account["group_ids"] = [(4, bench.env.ref("hr.group_hr_user").id)]
    bench.env["res.users"].with_context(no_reset_password=True).create(account)
    employees = bench.user("lister")["hr.employee"]
    names = specification(employees, kind)
    page = {"limit": 80, "count_limit": 10001}
    return shown(bench, lambda: employees.web_search_read([], names, **page))


@beside("the list of employees, first page as HR", "≤ 1.15 × Odoo alone", 1.15)
def listed(bench):
    return shown_to_hr(bench, "list")


@beside("the cards of employees, first page as HR", "≤ 1.15 × Odoo alone", 1.15)
def cards(bench):
    return shown_to_hr(bench, "kanban")


@beside("creating employees in bulk, each", "≤ 1.15 × Odoo alone", 1.15)
def created(bench):
    employees = bench.env["hr.employee"]
    bench.measure(lambda: employees.create(values(0, 2)), commit=True)
    work = bench.measure(lambda: employees.create(values(10, NUMBER)), commit=True)
    return work.per(NUMBER)


@beside("creating employees one by one, each", "≤ 1.3 × Odoo alone", 1.3)
def created_alone(bench):
    employees, ranks = bench.env["hr.employee"], iter(range(100))

    def work():
        employees.create(values(next(ranks), 1))

    bench.measure(work, commit=True)
    return bench.measure(work, times=ONE_BY_ONE, commit=True)


@beside("a department for 1 000 employees", "≤ 1.15 × Odoo alone", 1.15)
def department(bench):
    employees = bench.env["hr.employee"].search([], order="id", limit=1000)
    place = bench.env["hr.department"].create({"name": "Another"})
    return bench.measure(
        lambda: employees.write({"department_id": place.id}), commit=True
    )


@beside("archiving 100 employees", "≤ 1.5 × Odoo alone", 1.5)
def archived(bench):
    led = [("parent_id", "!=", False), ("child_ids", "=", False)]
    employees = bench.env["hr.employee"].search(led, order="id", limit=NUMBER + 20)
    employees = employees.with_context(no_wizard=True)
    # Some of them have an interview open: the words that it is set aside with are read.
    bench.measure(employees[NUMBER:].action_archive, commit=True)
    return bench.measure(employees[:NUMBER].action_archive, commit=True)
