"""A mail server that is down, refuses, breaks off, or takes its time."""

import os
import signal
from functools import partial

from .kills import Disturbed, outcomes
from .smtp import DROP
from .state import differences
from .world import Failed

DOWN, KILLED = "down", "killed"
LATER, NEVER = "451 4.3.0 try again later", "550 5.1.1 no such address"
# What happens, at which step, to how many mails, and whether each must leave in the
# end; else HR may read instead that one was refused, or perhaps not received.
FAULTS = (
    ("killed once a mail is taken", KILLED, None, 1, False),
    ("down", DOWN, None, 1, True),
    ("breaks off at once", "connect", DROP, 1, True),
    ("4xx to the address", "rcpt", LATER, 0.5, True),
    ("4xx after the text", "end", LATER, 0.5, True),
    ("5xx to the address", "rcpt", NEVER, 0.3, False),
    ("5xx after the text", "end", NEVER, 0.3, False),
    # ``smtplib`` does not say which of the two it was.
    ("breaks off before the text", "data", DROP, 0.2, False),
    ("breaks off after the text", "end", DROP, 0.2, False),
    ("slow", "end", 0.3, 0.3, True),
    ("silent after the text", "end", 3.0, 0.1, False),
)
# Passes while it fails; and until nothing waits any more, once it works again.
FAILING, AT_MOST = 3, 40


def failing_mail(world, times):
    work, done = Disturbed(world, "queue"), 0
    for _ in range(max(1, times // len(FAULTS))):
        for what, step, action, share, leaves in FAULTS:
            work.reset()
            try:
                one_fault(work, step, action, share, leaves)
            except Failed as failed:
                raise Failed(f"mail server: {what}\n{failed}") from failed
            done += 1
    return done, f"{len(FAULTS)} kinds of failure of the mail server"


def one_fault(work, step, action, share, leaves):
    world = work.world
    if step == DOWN:
        world.smtp.close()
    else:
        world.smtp.fail(step, action, share)
    for _ in range(FAILING):
        send(work, killed=step == KILLED)
    if step == DOWN:
        world.smtp.open()
    world.smtp.heal()
    for _ in range(AT_MOST):
        if not waiting(world):
            break
        send(work)
    said, wrong = outcomes(world, work.received)
    if left := waiting(world):
        wrong.append(f"{left} messages wait still")
    if leaves and said:
        wrong.append(f"{len(said)} messages did not leave")
    wrong += differences(work.expected, work.state(), said)
    if wrong:
        raise Failed("\n".join(wrong))


def send(work, killed=False):
    """A pass, hours later; the server that breaks off ends it.

    :param killed: the moment that a mail has left
    """
    world = work.world
    world.wait_for_nobody()
    world.sql(
        "UPDATE hr_entretien_message SET date_scheduled = now() AT TIME ZONE 'UTC'"
        " WHERE state = 'waiting'"
    )
    worker = world.start(work.work.run)
    world.smtp.taken = partial(os.kill, worker, signal.SIGKILL) if killed else None
    world.ended(worker, wait=True)


def waiting(world):
    query = "SELECT count(*) FROM hr_entretien_message WHERE state IN %s"
    return world.sql(query, ("waiting", "leaving"))[0][0]
