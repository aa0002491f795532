"""A file of past interviews comes in."""

import base64
from datetime import date, timedelta

from .bench import COPY, at_most, line

NUMBER = 5000


def history(bench):
    """A sheet of interviews that are not known yet: who, when, the copy handed over."""
    rows, today = ["Matricule;Nom;Date de l'entretien;Copie remise le"], date.today()
    employees = bench.env["hr.employee"].search(
        [("barcode", "!=", False)], order="id", limit=min(NUMBER, bench.size)
    )
    for place in range(0, min(NUMBER, 2 * len(employees))):
        person = employees[place % len(employees)]
        day = today - timedelta(days=200 + 400 * (place // len(employees)))
        rows.append(f"{person.barcode};{person.name};{day:%d/%m/%Y};{day:%d/%m/%Y}")
    return "\n".join(rows).encode()


@line(
    "import of past interviews, each line",
    "≤ 3 ms, ≤ 0.1 query",
    at_most(cpu=0.003, queries=0.1),
    on=COPY,
)
def imported(bench):
    content = base64.b64encode(history(bench))
    assistant = bench.user("rh1")["hr.entretien.import"].create(
        {"file": content, "file_name": "historique.csv"}
    )
    before = bench.env["hr.entretien"].search_count([("state", "=", "closed")])

    def work():
        assistant.action_read()
        assistant.action_import()
        bench.background()

    cost = bench.measure(work, commit=True)
    after = bench.env["hr.entretien"].search_count([("state", "=", "closed")])
    cost.also = {"came in": after - before}
    return cost.per(max(after - before, 1))
