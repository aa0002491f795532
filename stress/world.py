"""A company on a PostgreSQL of its own, and processes that work for it."""

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import config

from benchmarks.databases import ROOT, child, connections, odoo, sql

from .cluster import Cluster, programs
from .smtp import Sink

# The one database that is worked on: each round it is made anew of a kept one.
NAME = "stress"
PEOPLE = 300
CORE = "odoo.addons.hr_entretien_professionnel"
# Batches so small that a company of this size has many of them.
SIZES = {
    f"{CORE}.models.interview.hr_entretien_night": {"BATCH": 20},
    f"{CORE}.models.employee.hr_entretien_recompute": {"AT_ONCE": 10, "BATCH": 20},
    f"{CORE}.models.message.hr_entretien_sender": {"BATCH": 10},
    f"{CORE}.wizard.hr_entretien_import": {"IN_BACKGROUND": 10, "BATCH": 40},
    f"{CORE}_campaign.models.hr_entretien_campaign": {"BATCH": 5},
    # A mail server that is silent for so many seconds is given up.
    "odoo.addons.base.models.ir_mail_server": {"SMTP_TIMEOUT": 2},
}


class World:
    """:param options: of the command line
    :param rng: ``random.Random``, from which all that happens by chance is drawn"""

    def __init__(self, options, rng):
        self.options, self.rng = options, rng
        self.folder = Path(tempfile.mkdtemp(prefix="stress-"))
        self.folder.chmod(0o755)
        self.cluster, self.smtp = Cluster(self.folder / "postgres"), Sink(rng)
        self.log = open(self.folder / "workers.log", "a", buffering=1)  # noqa: SIM115

    def close(self):
        self.smtp.close()
        self.cluster.stop()
        self.log.close()
        shutil.rmtree(self.folder)

    # -- made once ---------------------------------------------------------------------

    def build(self):
        """The company, as ``bin/benchmark`` has it; kept as “company”."""
        template, before = self.options.template, dict(os.environ)
        config.parse_config([])
        filestore = config.filestore(template)
        self.cluster.start()
        dump = subprocess.Popen(
            ["pg_dump", "--no-owner", template], env=before, stdout=subprocess.PIPE
        )
        sql(f"CREATE DATABASE {NAME}")
        psql = [programs() / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", NAME]
        subprocess.run(psql, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True)
        if dump.wait():
            sys.exit(f"no copy of the template {template}")
        self._configure()
        if Path(filestore).is_dir():
            shutil.copytree(filestore, config.filestore(NAME))
        addons = self.options.addons
        subprocess.run(odoo(NAME, "-i", addons), cwd=ROOT, check=True)
        company = child(NAME, PEOPLE, addons, "company")
        subprocess.run(company, cwd=ROOT, check=True)
        self._load()
        self.keep("company")

    def _configure(self):
        """Files in the temporary folder, mail to the server that fails."""
        text = Path(os.environ["ODOO_RC"]).read_text()
        rows = [row for row in text.splitlines() if not row.startswith("data_dir")]
        rows += [f"data_dir = {self.folder / 'data'}", "smtp_server = 127.0.0.1"]
        rows += [f"smtp_port = {self.smtp.port}", "email_from = rh@example.com"]
        file = self.folder / "odoo.conf"
        file.write_text("\n".join(rows) + "\n")
        os.environ["ODOO_RC"] = str(file)
        config.parse_config(["-c", str(file), "-d", NAME])

    def _load(self):
        """The registry, that the workers are forked with, as those of a server are."""
        logging.getLogger("odoo").setLevel(logging.WARNING)
        Registry(NAME)
        for module, sizes in SIZES.items():
            for name, value in sizes.items():
                setattr(import_module(module), name, value)
        sql_db.close_all()

    def keep(self, name):
        self.wait_for_nobody()
        sql(f"CREATE DATABASE {name} TEMPLATE {NAME} STRATEGY file_copy")

    def reset(self, name):
        """The database as it was kept; no mail has been received."""
        sql(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        sql(f"CREATE DATABASE {NAME} TEMPLATE {name} STRATEGY file_copy")
        self.smtp.received.clear()
        self.smtp.heal()

    def sql(self, query, *params):
        return sql(query, *params, database=NAME)

    # -- processes ---------------------------------------------------------------------

    def start(self, work):
        """A worker that does ``work(env)``.

        :returns: its process number
        """
        self.log.flush()
        # Two workers would talk at once through a connection that both inherit.
        sql_db.close_all()
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            os.dup2(self.log.fileno(), 1)
            os.dup2(self.log.fileno(), 2)
            random.seed()
            with Registry(NAME).cursor() as cr:
                work(api.Environment(cr, SUPERUSER_ID, {"lang": "fr_FR"}))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def ended(self, pid, wait=False):
        """Its exit code, None while it works; negative when it was killed."""
        done, status = os.waitpid(pid, 0 if wait else os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if done else None

    def kill(self, pid):
        """:returns: whether it was still at work"""
        if self.ended(pid) is not None:
            return False
        os.kill(pid, signal.SIGKILL)
        return self.ended(pid, wait=True) < 0

    def do(self, work):
        """Have it done by a worker, undisturbed.

        :returns: the seconds it took
        """
        self.wait_for_nobody()
        start = time.monotonic()
        if self.ended(self.start(work), wait=True):
            raise Failed(f"a worker failed\n{self.last_words()}")
        return time.monotonic() - start

    def last_words(self):
        rows = Path(self.log.name).read_text().splitlines()
        return "\n".join(row for row in rows[-40:] if "^^^" not in row)

    def wait_for_nobody(self):
        """PostgreSQL notices some time later that a client is gone."""
        for _ in range(300):
            if not connections(NAME):
                return
            time.sleep(0.05)
        raise Failed("a connection stays")


class Failed(Exception):
    """What was found wrong, a line each."""
