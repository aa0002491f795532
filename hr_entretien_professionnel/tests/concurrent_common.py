"""Real transactions that meet: what is written here is committed, then removed."""

import logging
import threading
from contextlib import ExitStack, contextmanager

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase
from odoo.tools import SQL

from .common import QUIET

# Longer than any step of these tests takes; a test that waits this long has failed.
PATIENCE = 30


class ConcurrentCase(TransactionCase):
    """Functions run at once, each in a thread and a transaction of its own.

    class TestSomething(ConcurrentCase):
        def test_two_at_once(self):
            self._run(self._do, self._do)

    An add-on that keeps more, or has a scheduled action of its own, says so in ``KEPT``
    and ``CRONS``.
    """

    # What is kept as a proof is removed behind the back of the ORM, in this order.
    KEPT = ("signature", "proof", "file", "message")
    CRONS = ("hr_entretien_professionnel.ir_cron_entretien_message",)

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _run(self, *functions):
        """Run the functions at once, each in a thread and a transaction of its own.

        :raises AssertionError: one of them raised, or logged a warning or an error
        """
        errors = []

        def run(function, env):
            try:
                function(env)
                env.cr.commit()
            except BaseException as error:
                errors.append(error)
                env.cr.rollback()

        with ExitStack() as stack:
            # Made here: the thread that runs the tests keeps the registry to itself.
            threads = [
                threading.Thread(
                    target=run,
                    args=(function, stack.enter_context(self._transaction())),
                )
                for function in functions
            ]
            with self.assertNoLogs("odoo", logging.WARNING):
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join(PATIENCE)
            self.assertFalse(any(thread.is_alive() for thread in threads), "stuck")
        self.assertEqual(errors, [])

    def _wait_for_a_blocked_transaction(self, env):
        """Wait until another transaction waits for this one."""
        pause = threading.Event()
        for _tenth in range(PATIENCE * 10):
            env.cr.execute(
                "SELECT FROM pg_stat_activity "
                "WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if env.cr.rowcount:
                return
            pause.wait(0.1)
        self.fail("the pass never waited for this transaction")

    def _commit_entretien(self, env, name, **vals):
        """An interview on request of somebody new, who has an address.

        :param str name: the employee's
        """
        email = f"{name.lower()}@example.com"
        employees = env["hr.employee"].with_context(**QUIET)
        employee = employees.create({"name": name, "work_email": email})
        entretiens = env["hr.entretien"].with_context(**QUIET)
        return entretiens.create(
            {"employee_id": employee.id, "motif": "on_request", **vals}
        ).with_env(env)

    def _forget(self, env, employees):
        """Delete employees with all that is kept of them, proofs included."""
        entretiens = employees.entretien_ids
        entretiens.event_id.unlink()
        entretiens.activity_ids.unlink()
        entretiens.write({"state": "to_plan", "date_planned": False, "motive": False})
        for name in self.KEPT:
            model = env[f"hr.entretien.{name}"].sudo()
            records = model.search([("entretien_id", "in", entretiens.ids)])
            self._delete(env, "ir_attachment", "res_id", records, res_model=model)
            self._delete(env, model._table, "id", records)
        env.invalidate_all()
        contacts = employees.work_contact_id
        employees.unlink()
        contacts.unlink()
        for xmlid in self.CRONS:
            cron = env.ref(xmlid)
            env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()

    @staticmethod
    def _delete(env, table, column, records, res_model=None):
        """Delete the rows of these records, whatever guards them."""
        env.flush_all()
        if records:
            env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s IN %s AND %s",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    records._ids,
                    SQL("res_model = %s", res_model._name)
                    if res_model
                    else SQL("true"),
                )
            )
