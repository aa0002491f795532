"""The add-ons are installed where the people are already."""

from .bench import BARE, at_most, line
from .databases import FailedError, child, odoo, run, sql

# What is left to the background may be given up after that many seconds.
PATIENCE = 900


@line(
    "installation, under Odoo's default memory limit",
    "installs, peak < 600 MB; the rest in the background",
    at_most(peak=600),
    on=BARE,
)
def installation(bench):
    cost, _output = run(odoo(bench.database, "-i", bench.addons), bench.database)
    dated = sql(
        "SELECT count(*) FROM hr_employee WHERE entretien_plan IS NOT NULL",
        database=bench.database,
    )[0][0]
    try:
        command = child(bench.database, bench.size, bench.addons, "background")
        rest, _output = run(command, bench.database, PATIENCE)
        told = f"{rest.cpu:.0f} s of CPU, {rest.peak:.0f} MB"
    except FailedError as error:
        told = str(error)
    cost.note = f"{dated} dated as it ends; then in the background: {told}"
    return cost
