"""One row cannot be read: it stops nobody else, HR reads so, until it is mended."""

from .kills import Disturbed
from .state import differences
from .world import Failed

# A day that no screen lets in, and Python cannot hold.
NO_DAY = "12025-01-06"
WORKS = ("night", "mass")
FIELDS = {"hr_employee": "birthday", "hr_version": "contract_date_start"}
# What is compared of the employee once mended: their history says that it was.
MENDED = ("hr_employee", "hr_entretien", "mail_activity")


def broken_rows(world, times):
    done = 0
    for name in WORKS:
        work = Disturbed(world, name)
        for _ in range(max(1, times // len(WORKS))):
            one_row(work)
            done += 1
    return done, "an unreadable birthday or contract each"


def one_row(work):
    """:raises Failed: others are not done, HR reads nothing, or the error stays"""
    world = work.world
    work.reset()
    table = world.rng.choice(list(FIELDS))
    field, place = FIELDS[table], "id" if table == "hr_employee" else "employee_id"
    people = world.sql(
        f"SELECT {place}, min(id), min({field}) FROM {table} WHERE {field} IS NOT NULL"
        f" AND {place} IN (SELECT id FROM hr_employee WHERE active AND barcode IS NOT"
        f" NULL) GROUP BY {place} HAVING count(*) = 1 ORDER BY {place}"
    )
    employee, row, day = world.rng.choice(people)
    world.sql(f"UPDATE {table} SET {field} = '{NO_DAY}' WHERE id = {row}")
    world.do(work.work.run)
    wrong = differences(work.expected, work.state(), {employee})
    own = differences(
        of(work.expected, employee, MENDED[1:]), of(work.state(), employee, MENDED[1:])
    )
    if own and not said(world, employee):
        wrong += ["HR reads nothing of it", *own]

    def mend(env):
        # Odoo's own screens do not read such a row either: as it was broken.
        env.cr.execute(f"UPDATE {table} SET {field} = %s WHERE id = %s", [day, row])
        env["hr.entretien.recompute"]._recompute(env["hr.employee"].browse(employee))
        env.cr.commit()

    world.do(mend)
    world.do(work.work.run)
    if said(world, employee):
        wrong.append("the error stays though it is mended")
    wrong += differences(of(work.expected, employee), of(work.state(), employee))
    if wrong:
        raise Failed(f"{table}.{field} of {employee}\n" + "\n".join(wrong))


def of(rows, employee, tables=MENDED):
    return type(rows)(
        {row: n for row, n in rows.items() if row[0] in tables and row[1] == employee}
    )


def said(world, employee):
    """Whether HR reads, on the card or among their activities, what is wrong."""
    return world.sql(
        "SELECT 1 FROM hr_employee WHERE id = %s AND (entretien_block_code IN"
        " ('birthday', 'contract_dates') OR EXISTS (SELECT FROM mail_activity a"
        " WHERE a.entretien_topic = 'night' AND (a.res_model, a.res_id) IN"
        " (SELECT 'hr.employee', hr_employee.id UNION ALL SELECT 'hr.entretien', e.id"
        " FROM hr_entretien e WHERE e.employee_id = hr_employee.id)))",
        employee,
    )
