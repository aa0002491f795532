"""A PostgreSQL of its own, in a temporary folder: it may be stopped at any moment."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

# As a server that is in earnest, but for the disk: what was committed is there after a
# crash of PostgreSQL, not after one of the machine.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = 5432
fsync = off
jit = off
max_connections = 200
shared_buffers = '256MB'
log_min_messages = fatal
"""


def programs():
    """The folder of the newest ``initdb``."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: int(path.parts[-3].split(".")[0]))
    return newest[-1].parent if newest else Path(".")


def owner():
    """How to run it: PostgreSQL refuses to work for root."""
    if os.getuid():
        return {}
    names = {item.pw_name for item in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    account = pwd.getpwnam(name)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


class Cluster:
    """:param folder: where it lives; removed by who made it"""

    def __init__(self, folder):
        self.folder, self.data, self.who = folder, folder / "data", owner()

    def _run(self, program, *arguments):
        command = [programs() / program, "-D", self.data, *arguments]
        # To a file: the server that is started keeps what it is given.
        with open(self.folder.parent / "postgres.log", "a") as log:
            done = subprocess.run(
                command, stdout=log, stderr=log, cwd="/", check=False, **self.who
            )
        if done.returncode:
            sys.exit(f"{program} failed: {log.name}")

    def start(self):
        """Make it, start it, and have this process and its children use it."""
        self.folder.mkdir(mode=0o700)
        if self.who:
            os.chown(self.folder, self.who["user"], self.who["group"])
        access = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self._run("initdb", "-U", "odoo", *access)
        with open(self.data / "postgresql.auto.conf", "a") as settings:
            settings.write(SETTINGS.format(folder=self.folder))
        self._run("pg_ctl", "start", "-w")
        os.environ |= {"PGHOST": str(self.folder), "PGPORT": "5432", "PGUSER": "odoo"}
        os.environ.pop("PGPASSWORD", None)

    def restart(self, mode):
        """:param mode: “fast”, or “immediate”, as after a crash"""
        self._run("pg_ctl", "restart", "-w", "-m", mode)

    def stop(self):
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", "immediate")
