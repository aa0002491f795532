"""One at a time: what two scheduled actions at once would do twice."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.exceptions import LockError

# How long another pass that is at work is left to it.
LATER = timedelta(minutes=10)


@contextmanager
def alone(cr, work):
    """Yield whether nobody else does that work now; who comes second does not wait.

    The lock is the connection's: it lasts through the commits, until the end.

    :param cr: the cursor of who works
    :param str work: what is done, the same name for all who do it
    """
    cr.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [work])
    (free,) = cr.fetchone()
    try:
        yield free
    except BaseException:
        # A transaction that failed would not let the lock go.
        cr.rollback()
        raise
    finally:
        if free:
            cr.execute("SELECT pg_advisory_unlock(hashtext(%s))", [work])


def come_back_later(cron):
    """What is done next to another pass may have come too late for it.

    :param cron: ``ir.cron``
    """
    cron.sudo()._trigger(fields.Datetime.now() + LATER)


def lock_at_once(records, **kwargs):
    """Two people do not take the same step at once: the second is told so.

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
