"""Work in batches: each is committed, a conflict is tried again, a failure stays alone.

People write on the same records while a scheduled action works: what there is to do is
asked for anew in the transaction that does it.
"""

import logging
from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import errors

from odoo import fields
from odoo.exceptions import LockError

_logger = logging.getLogger(__name__)
# What the database refuses because somebody else wrote on the same rows meanwhile.
CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected)
MAX_CONFLICTS = 5
# How long another pass that is at work is left to it.
LATER = timedelta(minutes=10)


@contextmanager
def one_pass(env, work, cron):
    """Yield whether nobody else does that work now; who comes second comes back later.

    The lock is the connection's: it lasts through the commits, until the end.

    :param str work: what is done, the same name for all who do it
    :param str cron: the identifier of its scheduled action
    """
    env.cr.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [work])
    (free,) = env.cr.fetchone()
    try:
        if free:
            # What was committed since our transaction began is to be seen.
            env["ir.cron"]._commit_progress()
        else:
            _logger.info("Entretien: another pass is at work: %s", work)
            # What is done next to it may have come too late for it.
            env.ref(cron).sudo()._trigger(fields.Datetime.now() + LATER)
        yield free
    except BaseException:
        # A transaction that failed would not let the lock go.
        env.cr.rollback()
        raise
    finally:
        if free:
            env.cr.execute("SELECT pg_advisory_unlock(hashtext(%s))", [work])


def lock_at_once(records, **kwargs):
    """Two people do not take the same step at once: the second reads so.

    :param kwargs: see ``lock_for_update``
    :raises LockError: somebody else holds one of the records
    """
    try:
        records.sudo().lock_for_update(**kwargs)
    except LockError as error:
        raise LockError(
            records.env._(
                "Somebody else is taking a step here at this very moment. Nothing of "
                "yours was done: reload the page, look at what they did, then go on."
            )
        ) from error


def in_batches(env, find, work, size, after=None):
    """Do the work until nothing is found that was not tried.

    A conflict is tried again, also when the database finds it at the commit only. A
    batch that meets too many of them is left for the next run, and the others go on.

    :param find: gives what there is to do: keys, or a dict of key → what to work on
    :param work: takes a batch: the keys, or what the dict has for them
    :param after: takes what the work returned, once it is committed
    :returns: whether there was time for all
    """
    progress, tried, behind, conflicts = env["ir.cron"], set(), 0, 0
    while True:
        batch = []
        try:
            found = find()
            keys = [key for key in found if key not in tried]
            if not keys:
                return True
            batch = keys[:size]
            given = [found[key] for key in batch] if isinstance(found, dict) else batch
            result = work(given)
            left = len(keys) - len(batch)
            time_left = progress._commit_progress(len(batch), remaining=left + behind)
        except CONFLICTS:
            env.cr.rollback()
            conflicts += 1
            if conflicts < MAX_CONFLICTS:
                continue
            _logger.info("Entretien: %s left for the next run", batch)
            if not batch:
                return False
            behind += len(batch)
            progress._commit_progress(remaining=len(keys) - len(batch) + behind)
        else:
            if after:
                after(result)
            if left and not time_left:
                return False
        tried.update(batch)
        conflicts = 0


@contextmanager
def isolated(env, failed, flush=True):
    """What fails in the block is undone, and nothing else; a conflict is not a failure.

    :param bool flush: False within a commit, which flushes by itself
    """
    try:
        with env.cr.savepoint(flush=flush):
            yield
    except CONFLICTS:
        raise
    except Exception as error:
        env.invalidate_all(flush=False)
        failed(error)


def each_isolated(env, work, keys, failed):
    """All at once; when that fails, one by one: ``failed`` takes what fails alone."""

    def one_by_one(error):
        if len(keys) == 1:
            failed(keys[0], error)
        else:
            for key in keys:
                each_isolated(env, work, (key,), failed)

    with isolated(env, one_by_one):
        work(keys)
