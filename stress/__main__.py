"""Disturb the work of the add-ons on purpose, and compare how it ends."""

import argparse
import random
import sys
import time
from functools import partial

from benchmarks.table import machine, now

from .broken import broken_rows
from .kills import killed, without_database
from .mail import failing_mail
from .people import crowd, pairs
from .world import Failed, World

KINDS = {
    "night": partial(killed, name="night"),
    "queue": partial(killed, name="queue"),
    "campaign": partial(killed, name="campaign"),
    "mass": partial(killed, name="mass"),
    "import": partial(killed, name="import"),
    "postgres": without_database,
    "broken": broken_rows,
    "mail": failing_mail,
    "pairs": pairs,
    "load": crowd,
}
# Of the times that are asked for: what takes longer each time.
SHARES = {"postgres": 4, "broken": 4, "mail": 2}


def parse():
    parser = argparse.ArgumentParser(prog="python -m stress", description=__doc__)
    parser.add_argument("--template", required=True, help="a database to copy")
    parser.add_argument("--addons", required=True, help="what is installed in it")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--only", help="some of: " + ",".join(KINDS))
    options = parser.parse_args()
    options.only = (options.only or ",".join(KINDS)).split(",")
    if unknown := set(options.only) - KINDS.keys():
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    return options


def run(world, kind, times, seed):
    """:returns: whether it went well; what became of it is printed, a line"""
    world.rng.seed(seed)
    start, lines = time.monotonic(), []
    try:
        done, what = KINDS[kind](world, times=max(1, times // SHARES.get(kind, 1)))
    except Failed as failed:
        done, (what, *lines) = "", str(failed).splitlines()
    spent = time.monotonic() - start
    verdict = "FAILED" if done == "" else "ok"
    row = f"{kind:9} {done:>5} {seed:7} {spent:6.0f} s  {verdict:6} {what}"
    print("\n    ".join([row, *lines[:40]]), flush=True)
    return done != ""


def main():
    options = parse()
    world = World(options, random.Random())
    try:
        world.build()
        print(f"{now()}, {machine()}, {options.times} times")
        print("kind      times    seed     time  end    what", flush=True)
        ends = [run(world, kind, options.times, options.seed) for kind in options.only]
    finally:
        world.close()
    sys.exit(not all(ends))


if __name__ == "__main__":
    main()
