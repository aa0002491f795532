"""What a line of the table is, and how its work is measured."""

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import odoo.sql_db
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

# How the database of a line is had: the company itself, where nothing is committed; a
# copy of it; a copy of the one without the add-ons.
READ, COPY, BARE = "read", "copy", "bare"
# The two floors that are no function: the same work without the add-ons, and the last
# result of the same line at 1 000.
WITHOUT, SMALL = "without the add-ons", "at 1 000"
LINES = {}


@dataclass
class Cost:
    """What some work took.

    :param cpu: seconds of the process and of PostgreSQL for it
    :param queries: None where they cannot be counted
    :param peak: the most memory of the process meanwhile, in MB
    :param also: what else was measured, by name
    """

    cpu: float
    wall: float
    queries: float | None = None
    peak: float | None = None
    also: dict = field(default_factory=dict)

    def per(self, number):
        """The cost of one of ``number`` alike; memory is not divided."""
        self.cpu /= number
        self.wall /= number
        if self.queries is not None:
            self.queries /= number
        return self

    def as_dict(self):
        return asdict(self)


@dataclass(frozen=True)
class Line:
    """A line of the table.

    :param met: called with the cost and its ratio to the floor, None without one
    """

    key: str
    area: str
    work: str
    goal: str
    run: Callable
    met: Callable
    on: str = READ
    floor: Callable | str | None = None


def line(work, goal, met, **kw):
    """Make a function the line of the table that says ``work``; see ``Line``.

    It is called with a ``Bench`` and returns a ``Cost``. A process runs one line, so
    that its memory is its own.
    """

    def register(function):
        area, key = function.__module__.split(".")[-1], function.__name__
        LINES[key] = Line(key, area, work, goal, function, met, **kw)
        return function

    return register


@dataclass
class Bench:
    """What a line has at hand: a database, the size of its company, an environment.

    :param addons: the add-ons of the suite, as ``odoo -i`` takes them
    """

    database: str
    size: int
    addons: str

    @cached_property
    def env(self):
        return api.Environment(Registry(self.database).cursor(), SUPERUSER_ID, {})

    def user(self, login):
        """The environment of an account of the company, as the web client has it."""
        account = self.env["res.users"].search([("login", "=", login)])
        context = {
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "allowed_company_ids": account.company_ids.ids,
        }
        return self.env(user=account, context=context)

    def measure(self, work, *, times=1, commit=False):
        """What ``work`` costs from an empty cache, the mean of ``times``.

        What the end of a transaction adds to it is counted; it is committed only when
        asked.
        """
        cr = self.env.cr
        cr.flush()
        self.env.invalidate_all()
        gc.collect()
        forget_peak()
        before = backends_cpu(cr)
        queries, wall = odoo.sql_db.sql_counter, time.perf_counter()
        cpu = time.process_time()
        for _ in range(times):
            self.env.invalidate_all()
            work()
            cr.commit() if commit else cr.flush()
        cpu = time.process_time() - cpu
        wall = time.perf_counter() - wall
        queries = odoo.sql_db.sql_counter - queries
        after = backends_cpu(cr)
        cpu += sum(spent - before.get(pid, 0) for pid, spent in after.items())
        return Cost(cpu, wall, queries, peak()).per(times)

    def sql(self, query, *params):
        """The floor that a statement is, on one processor; nothing stays of it."""
        self.env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        return self.measure(lambda: self.env.cr.execute(query, params or None))

    def background(self):
        """Have the scheduled actions that are waiting run, as the server would."""
        cr = self.env.cr
        for _ in range(200):
            cr.commit()
            cr.execute(
                "SELECT DISTINCT cron_id FROM ir_cron_trigger"
                " WHERE call_at <= now() AT TIME ZONE 'UTC'"
            )
            waiting = [row[0] for row in cr.fetchall()]
            if not waiting:
                return
            for cron in self.env["ir.cron"].browse(waiting):
                cron.method_direct_trigger()


def backends_cpu(cr):
    """Seconds of processor that each server process of this database has used; none
    where the database server is on another machine."""
    cr.execute(
        "SELECT pg_stat_clear_snapshot(), pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_type = 'client backend'"
    )
    return {pid: process_cpu(pid) for _, pid in cr.fetchall()}


def process_cpu(pid):
    try:
        spent = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    except OSError:
        return 0.0
    return int(spent) / 1e9


def forget_peak():
    """Start counting the most memory from here, where Linux can."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def peak(pid="self"):
    """The most memory of a process, in MB."""
    for row in Path(f"/proc/{pid}/status").read_text().splitlines():
        if row.startswith("VmHWM:"):
            return int(row.split()[1]) / 1024
    return None


def at_most(**limits):
    """``met`` for limits on a cost, its ratio to the floor, and what it says also.

    It is None, not known, while one of them is.
    """

    def met(cost, ratio):
        found = {**cost.as_dict(), **cost.also, "ratio": ratio}
        if any(found[name] is None for name in limits):
            return None
        return all(found[name] <= limit for name, limit in limits.items())

    return met
