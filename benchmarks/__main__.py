"""Every line of the table on a company of a size; see ``bin/benchmark``."""

import argparse
import json
import subprocess
import sys

from odoo.tools import config

from . import table
from .bench import BARE, COPY, SMALL, WITHOUT, Cost
from .child import load_lines
from .databases import ROOT, FailedError, child, copy, drop, exists, make_companies, run

SIZES = (1000, 10000, 100000)


def parse():
    parser = argparse.ArgumentParser(prog="bin/benchmark", description=__doc__)
    parser.add_argument("size", nargs="?", type=int, choices=SIZES, default=1000)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="areas or lines")
    parser.add_argument("--list", action="store_true", help="the lines and their names")
    parser.add_argument(
        "--keep", action="store_true", help="keep the company; take the one kept"
    )
    parser.add_argument(
        "--limit", type=int, default=1800, help="seconds for a line, else it failed"
    )
    parser.add_argument(
        "--markdown", action="store_true", help="the kept results, for docs/costs.md"
    )
    parser.add_argument(
        "--uninstall",
        action="store_true",
        help="instead: does each add-on uninstall cleanly?",
    )
    for name in ("template", "prefix", "addons"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    return parser.parse_args()


class Runner:
    """Runs lines, each in processes and on copies of its own."""

    def __init__(self, options):
        self.options, self.size = options, options.size
        self.full = f"{options.prefix}_{self.size}"
        self.bare = f"{self.full}_bare"
        self.copy = f"{self.full}_copy"
        self.small = table.read(SIZES[0])["lines"] if self.size > SIZES[0] else {}

    def prepare(self):
        if not (self.options.keep and exists(self.full) and exists(self.bare)):
            table_of = f"a company of {self.size} people"
            print(f"making {table_of}", file=sys.stderr, flush=True)
            addons = self.options.addons
            make_companies(
                self.options.template, addons, self.size, self.full, self.bare
            )

    def clean(self):
        for name in (self.copy, *(() if self.options.keep else (self.full, self.bare))):
            drop(name)

    def cost(self, line, source, what="line"):
        """The ``Cost`` of a line, or of its floor, on a copy of a database."""
        name = source
        if line.on in (COPY, BARE):
            name = self.copy
            copy(source, name)
        command = child(name, self.size, self.options.addons, what, line.key)
        _cost, output = run(command, name, self.options.limit)
        return Cost(**json.loads(output.splitlines()[-1]))

    def floor(self, line):
        if line.floor == WITHOUT:
            return self.cost(line, self.bare)
        if line.floor == SMALL:
            known = self.small.get(line.key, {})
            kept = {key: known[key] for key in known.keys() & Cost.__annotations__}
            return Cost(**kept) if "cpu" in kept else None
        return line.floor and self.cost(line, self.full, "floor")

    def run(self, line):
        """The result of a line, as it is kept."""
        row = {"work": line.work, "goal": line.goal, "area": line.area}
        try:
            cost = self.cost(line, self.bare if line.on == BARE else self.full)
            floor = self.floor(line)
        except FailedError as error:
            return {**row, "failed": str(error)}
        ratio = floor and cost.cpu / floor.cpu
        met = line.met(cost, ratio)
        kept = floor and floor.as_dict()
        return {**row, **cost.as_dict(), "floor": kept, "ratio": ratio, "met": met}


def chosen_lines(options):
    lines, only = load_lines(), options.only
    unknown = set(only or ()) - lines.keys() - {line.area for line in lines.values()}
    if unknown:
        raise SystemExit(f"no such line: {', '.join(sorted(unknown))}")
    return [
        line
        for line in lines.values()
        if (not only or line.key in only or line.area in only)
    ]


def run_lines(options):
    lines, runner = chosen_lines(options), Runner(options)
    last = table.read(options.size)
    result = {**last, "lines": dict(last["lines"])}
    try:
        runner.prepare()
        for line in lines:
            row = runner.run(line)
            table.print_row(row, last["lines"].get(line.key))
            result["lines"][line.key] = row
            result |= {"date": table.now(), "machine": table.machine()}
            table.keep(options.size, result)
    finally:
        runner.clean()


def check_leaving(options):
    name = f"{options.prefix}_leaving"
    try:
        copy(options.template, name)
        command = child(name, 0, options.addons, "leaving")
        raise SystemExit(subprocess.run(command, cwd=ROOT).returncode)
    finally:
        drop(name)


def main():
    options = parse()
    config.parse_config([])
    if options.markdown:
        table.markdown(SIZES, load_lines())
    elif options.list:
        for line in load_lines().values():
            print(f"{line.area:10} {line.key:18} {line.work}")
    elif options.uninstall:
        check_leaving(options)
    else:
        run_lines(options)


if __name__ == "__main__":
    main()
