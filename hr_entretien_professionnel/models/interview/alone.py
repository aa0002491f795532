"""One at a time: what two scheduled actions at once would do twice."""

from contextlib import contextmanager


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
