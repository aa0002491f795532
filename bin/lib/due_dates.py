# Run by bin/run in the odoo shell, which gives "env": run the scheduled action, then
# print the due dates of the demo company as a table, in French.

import datetime
import shutil
import textwrap

HEADERS = ("Salarié", "Entrée", "Prochain", "Motif", "Bilan", "Situation", "Pourquoi")
COMPANY = "hr_entretien_professionnel.company_demo"


def main(env):
    env["hr.entretien"]._cron_entretien()
    env.cr.commit()
    rows = [row(employee) for employee in employees(env)]
    # In a pipe or a log, as wide as it comes.
    print_table([HEADERS, *rows], shutil.get_terminal_size((1000, 0)).columns)


def employees(env):
    """All employees of the demo company; those without a date come last."""
    company = env.ref(COMPANY, raise_if_not_found=False) or env.company
    found = (
        env["hr.employee"]
        .with_context(lang="fr_FR", allowed_company_ids=company.ids)
        .search([("company_id", "=", company.id)])
    )
    return found.sorted(
        lambda employee: (
            employee.entretien_next_date or datetime.date.max,
            employee.name,
        )
    )


def row(employee):
    return (
        employee.name,
        as_date(employee.entretien_start_date),
        as_date(employee.entretien_next_date),
        label(employee, "entretien_next_motif"),
        as_date(employee.entretien_bilan_date),
        label(employee, "entretien_status"),
        employee.entretien_next_reason or employee.entretien_blocking_reason or "",
    )


def as_date(value):
    return value.strftime("%d/%m/%Y") if value else ""


def label(record, name):
    """The selection's label in the record's language."""
    field = record._fields[name]
    return dict(field._description_selection(record.env)).get(record[name], "")


def print_table(rows, width):
    """Columns as wide as their content; the last one goes on in the next line."""
    *widths, last = (max(map(len, column)) for column in zip(*rows, strict=True))
    room = min(last, max(width - sum(widths) - 2 * len(widths), 40))
    rule = tuple("-" * size for size in (*widths, room))
    for *cells, text in (rows[0], rule, *rows[1:]):
        for part in textwrap.wrap(text, room) or [""]:
            padded = map(str.ljust, cells, widths)
            print("  ".join((*padded, part)).rstrip())
            cells = [""] * len(cells)


main(env)  # noqa: F821
