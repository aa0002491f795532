"""Work in batches: each is committed, a conflict is tried again, a failure stays alone.

People write on the same records while a scheduled action works: what there is to do is
asked for anew in the transaction that does it.
"""

import logging
from contextlib import contextmanager

from psycopg2 import errors

_logger = logging.getLogger(__name__)
# What the database refuses because somebody else wrote on the same rows meanwhile.
CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected)
MAX_CONFLICTS = 5


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
