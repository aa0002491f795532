"""What is done in a process of its own: a line, its floor, the making of a company.

    python -m benchmarks.child DATABASE SIZE ADDONS WHAT [KEY]

A line prints its cost as JSON; it is the last line of the output.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from odoo.tools import config

from .bench import LINES, Bench
from .company import compute_everything, decide, make_history, make_people
from .multiply import multiply

# The modules with lines: all but those that measure or say.
AREAS = "install dates engine screens facts night campaign imports people load".split()


def load_lines():
    for area in AREAS:
        import_module(f"{__package__}.{area}")
    return LINES


def make(bench, *, history):
    if history:
        decide(bench.env)
    make_people(bench.env, bench.size)
    if history:
        make_history(bench.env)
        compute_everything(bench.env)
        # What an installation leaves to the background, and Odoo's own vacuum: no line
        # is to pay for them.
        bench.background()
        vacuum = bench.env.ref("base.autovacuum_job")
        vacuum.method_direct_trigger()
        bench.env["ir.cron.trigger"].search([("cron_id", "=", vacuum.id)]).unlink()
    bench.env.cr.commit()
    bench.env.cr.execute("ANALYZE")
    bench.env.cr.commit()


def main(database, size, addons, what, key=""):
    """:param key: of a line; of "multiply", how many times as large"""
    options = ["-d", database, "--no-http", "--log-level", "error"]
    config.parse_config(options, setup_logging=True)
    bench = Bench(database, int(size), addons)
    if what == "multiply":
        multiply(bench.env.cr, bench.size, int(key))
        bench.env["res.company"].search([])._entretien_update_averages()
        bench.env.cr.commit()
    elif what in ("people", "company"):
        make(bench, history=what == "company")
    elif what == "background":
        bench.background()
    elif what == "leaving":
        import_module(f"{__package__}.leaving").main(database)
    else:
        chosen = load_lines()[key]
        work = chosen.floor if what == "floor" else chosen.run
        print(json.dumps(work(bench).as_dict()))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main(*sys.argv[1:])
