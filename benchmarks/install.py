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
    cost.also = {"dated as it ends": dated}
    command = child(bench.database, bench.size, bench.addons, "background")
    try:
        rest, _output = run(command, bench.database, PATIENCE)
        cost.also |= {"s of CPU in the background": rest.cpu, "MB there": rest.peak}
    except FailedError:
        cost.also |= {"s, and the background not done": PATIENCE}
    return cost
