"""Databases and processes: copies, companies, Odoo's command line watched."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile

import psycopg2

from odoo.tools import config

from .bench import Cost, process_cpu

ROOT = Path(__file__).parents[1]
# A larger company is made of copies of one of this size, whose dates are computed.
COMPUTED = 10000


class FailedError(Exception):
    """Why a line has no result."""


def sql(query, *params, database="postgres"):
    with closing(psycopg2.connect(dbname=database)) as connection:
        connection.autocommit = True
        with connection.cursor() as cr:
            cr.execute(query, params or None)
            return cr.fetchall() if cr.description else []


def exists(database):
    return bool(sql("SELECT 1 FROM pg_database WHERE datname = %s", database))


def drop(database):
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    sql(end, database)
    sql(f'DROP DATABASE IF EXISTS "{database}"')
    shutil.rmtree(config.filestore(database), ignore_errors=True)


def copy(source, target):
    drop(target)
    sql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    if Path(config.filestore(source)).is_dir():
        shutil.copytree(config.filestore(source), config.filestore(target))


def odoo(database, *options):
    command = [sys.executable, "-m", "odoo", "-d", database, "--no-http"]
    return [*command, "--log-level", "warn", "--stop-after-init", *options]


def child(database, size, addons, *what):
    command = [sys.executable, "-m", f"{__package__}.child", database, str(size)]
    return [*command, addons, *what]


def run(command, database, limit=None):
    """Run a process, and watch what it and its connections to a database take.

    :param limit: seconds after which it is stopped, None for ever
    :returns: its ``Cost``, without queries, and its output
    :raises FailedError: it failed, or was stopped
    """
    start, backends = time.monotonic(), {}
    with TemporaryFile("w+") as output, TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=output, stderr=errors, cwd=ROOT)
        pid = 0
        while not pid:
            time.sleep(0.2)
            backends |= {pid: process_cpu(pid) for pid in connections(database)}
            if limit and time.monotonic() - start > limit:
                process.kill()
                process.wait()
                raise FailedError(f"stopped after {limit} s")
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        output.seek(0)
        if process.returncode:
            raise FailedError(last_words(errors.read()) or f"exit {process.returncode}")
        cpu = usage.ru_utime + usage.ru_stime + sum(backends.values())
        wall = time.monotonic() - start
        return Cost(cpu, wall, peak=usage.ru_maxrss / 1024), output.read()


def connections(database):
    query = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
    return [row[0] for row in sql(query, database)]


def last_words(text):
    rows = [row for row in text.splitlines() if row.strip()]
    named = [row for row in rows if "Error" in row.split(":")[0]]
    return (named or rows or [""])[-1][:160]


def make_companies(template, addons, size, full, bare):
    """The company without the add-ons, and with all that ten years of them leave."""
    copy(template, bare)
    run(child(bare, size, addons, "people"), bare)
    copy(template, full)
    run(odoo(full, "-i", addons), full)
    computed = min(size, COMPUTED)
    run(child(full, computed, addons, "company"), full)
    if size > computed:
        run(child(full, computed, addons, "multiply", str(size // computed)), full)
