"""Work that is killed, or loses its database, ends as if nothing had happened."""

import time

from .state import differences, state
from .works import WORKS
from .world import NAME, Failed

# A message of which nobody knows whether it left, or that was refused, is said to HR.
SAID = ("unknown", "failed")
MOST_KILLS, MOST_WORKERS = 4, 3


class Disturbed:
    """A work of ``WORKS``: its state after an undisturbed run, and its duration."""

    def __init__(self, world, name):
        self.world, self.work = world, WORKS[name]
        world.reset("company")
        world.do(self._prepare)
        world.sql("DROP DATABASE IF EXISTS start")
        world.keep("start")
        self.duration = world.do(self.work.run)
        self._end()
        self.expected, self.received = self.state(), dict(world.smtp.received)

    def _prepare(self, env):
        self.work.prepare(env)
        env.cr.commit()

    def _end(self):
        if self.work.then:
            self.world.do(self.work.then)

    def state(self):
        return state(NAME)

    def reset(self):
        self.world.reset("start")

    def check(self):
        """Run it to its end.

        :raises Failed: it does not end as it would have, undisturbed
        """
        self.world.do(self.work.run)
        self._end()
        said, wrong = outcomes(self.world, self.received)
        found = self.state()
        wrong += differences(self.expected, found, said)
        if wrong:
            raise Failed("\n".join(wrong))


def outcomes(world, expected):
    """What became of the mails.

    :returns: employees of whom HR reads that a message may not have arrived; what is
        wrong
    """
    received, wrong, said = world.smtp.received, [], set()
    rows = world.sql(
        """
        SELECT m.recipient_id, m.email, m.state, EXISTS (
                   SELECT FROM mail_activity a WHERE a.res_id = m.entretien_id
                      AND a.res_model = 'hr.entretien' AND a.entretien_topic = m.state)
          FROM hr_entretien_message m WHERE m.email IS NOT NULL
        """
    )
    known = {email for _who, email, state, _asked in rows if state in SAID}
    for employee, email, status, asked in rows:
        if status in SAID:
            said.add(employee)
            if not asked:
                wrong.append(f"nobody reads that a message is {status}: {email}")
    for email in expected.keys() | received.keys():
        least = 0 if email in known else expected.get(email, 0)
        if not least <= received[email] <= expected.get(email, 0):
            wrong.append(f"{email} got {received[email]} mails: {least} expected")
    return said, wrong


def killed(world, name, times):
    """:returns: how many workers were killed at work, and what to say of it"""
    work, rng, kills, rounds = Disturbed(world, name), world.rng, 0, 0
    while kills < times:
        work.reset()
        for _ in range(min(rng.randint(1, MOST_KILLS), times - kills)):
            workers = [
                world.start(work.work.run) for _ in range(rng.randint(1, MOST_WORKERS))
            ]
            time.sleep(rng.uniform(0.02, work.duration * 0.8))
            kills += sum(world.kill(pid) for pid in workers)
            world.wait_for_nobody()
        work.check()
        rounds += 1
    return kills, f"{rounds} rounds, undisturbed {work.duration:.1f} s"


def without_database(world, times):
    """PostgreSQL restarts in the middle of each work in turn."""
    done, names = 0, list(WORKS)[:times]
    for name in names:
        work = Disturbed(world, name)
        for _ in range(max(1, times // len(names))):
            work.reset()
            worker = world.start(work.work.run)
            time.sleep(world.rng.uniform(0.02, work.duration))
            world.cluster.restart(world.rng.choice(("fast", "immediate")))
            world.ended(worker, wait=True)
            work.check()
            done += 1
    return done, "a restart each, fast or as after a crash"
