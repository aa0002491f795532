"""Batches: committed one by one, a conflict is tried again, a failure stays alone."""

from functools import partial
from unittest.mock import patch

from psycopg2 import errors

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.interview.batch import (
    MAX_CONFLICTS,
    each_isolated,
    in_batches,
    isolated,
)
from .common import EntretienCase
from .concurrent_common import ConcurrentCase


@tagged("post_install", "-at_install")
class TestBatch(ConcurrentCase):
    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            self.partner_id = env["res.partner"].create({"name": "Batch"}).id
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            env["res.partner"].browse(self.partner_id).unlink()

    @mute_logger("odoo.sql_db")
    def test_a_conflict_found_at_the_commit_is_tried_again(self):
        """Somebody wrote on the row that is written as the batch is committed."""
        tries = []

        def work(ids):
            partner = env["res.partner"].browse(ids)
            tries.append(partner.comment)
            if len(tries) == 1:
                with self._transaction() as other:
                    other["res.partner"].browse(ids).comment = "Theirs"
            env.cr.precommit.add(partial(partner.write, {"ref": "Ours"}))

        with self._transaction() as env:
            self.assertTrue(in_batches(env, lambda: [self.partner_id], work, 10))
        self.assertEqual(len(tries), 2)
        self.assertIn("Theirs", tries[1])
        with self._transaction() as env:
            partner = env["res.partner"].browse(self.partner_id)
            self.assertEqual(partner.ref, "Ours")
            self.assertIn("Theirs", partner.comment)

    def test_what_conflicts_again_and_again_is_left_and_the_others_go_on(self):
        """The next run is told that there is something left."""
        done, tries, told = [], [], []

        def work(keys):
            tries.extend(keys)
            if 1 in keys:
                raise errors.SerializationFailure
            done.extend(keys)

        def progress(_cron, processed=0, *, remaining=None):
            told.append((processed, remaining))
            return 3600

        with (
            self._transaction() as env,
            patch.object(env.registry["ir.cron"], "_commit_progress", progress),
        ):
            self.assertTrue(in_batches(env, lambda: [1, 2, 3], work, 1))
        self.assertEqual(done, [2, 3])
        self.assertEqual(tries.count(1), MAX_CONFLICTS)
        self.assertEqual(told, [(0, 3), (1, 2), (1, 1)])

    def test_it_stops_when_the_time_is_up(self):
        """What was done is committed, then handed on."""
        handed = []
        with (
            self._transaction() as env,
            patch.object(
                env.registry["ir.cron"], "_commit_progress", lambda *_a, **_kw: 0
            ),
        ):
            some = {"a": [1], "b": [2], "c": [3]}
            work = partial(in_batches, env, lambda: some, lambda given: given)
            self.assertFalse(work(2, after=handed.extend))
            self.assertEqual(handed, [[1], [2]])
            self.assertTrue(work(3, after=handed.extend), "nothing is left")


@tagged("post_install", "-at_install")
class TestIsolated(EntretienCase):
    def test_one_that_fails_spoils_no_other(self):
        failures = {}

        def work(ids):
            people = self.env["hr.employee"].browse(ids)
            people.barcode = False
            people.filtered(lambda item: item == self.employee).unlink()
            people.name = "Done"

        people = self.employee | self.manager | self.colleague
        self._held(self.employee, "2025-03-02")
        each_isolated(self.env, work, people.ids, failures.__setitem__)
        self.assertEqual(list(failures), self.employee.ids)
        self.assertEqual(people.mapped("name"), ["Employee", "Done", "Done"])

    def test_a_conflict_is_no_failure(self):
        failures = []
        with self.assertRaises(errors.SerializationFailure):
            with isolated(self.env, failures.append):
                raise errors.SerializationFailure
        self.assertFalse(failures)
