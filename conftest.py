"""What holds for every test: a warning in the log is a failure.

Tests of ``tests/`` need no Odoo: nothing here imports it.
"""

import logging
import os
from collections import Counter

import freezegun
import pytest

# Tests freeze the time; how long they take is real.
freezegun.configure(extend_ignore_list=["_pytest"])

# The bridge to OCA's queue_job is tested where that is installed.
if not os.environ.get("TEST_BRIDGE"):
    collect_ignore_glob = ["hr_entretien_professionnel_queue_job/tests/*.py"]

#: (logger, start of the message) of what the machine causes and no code of ours can
#: mend. Each with its reason; keep it short.
TOLERATED = ()


def pytest_collection_modifyitems(config, items):
    """Of a run by several processes (``TEST_SHARD`` “0/2”), this one's files.

    Whole files, those with most tests first, each to the process that has least.
    """
    if not (shard := os.environ.get("TEST_SHARD")):
        return
    number, count = map(int, shard.split("/"))
    loads, mine = [0] * count, set()
    files = Counter(item.path for item in items)
    for path, tests in sorted(files.items(), key=lambda item: (-item[1], item[0])):
        least = loads.index(min(loads))
        loads[least] += tests
        if least == number:
            mine.add(path)
    config.hook.pytest_deselected(items=[x for x in items if x.path not in mine])
    items[:] = [item for item in items if item.path in mine]


class LogCollector(logging.Handler):
    """Keep what is logged at WARNING or above.

    A message that a test expects does not come here: ``assertLogs`` and
    ``mute_logger`` stop it before.
    """

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        message = record.getMessage()
        if not any(
            record.name == name and message.startswith(start)
            for name, start in TOLERATED
        ):
            self.messages.append(f"{record.levelname} {record.name}: {message}")

    def take(self):
        messages, self.messages = self.messages, []
        return messages


collector = LogCollector()


def pytest_sessionstart(session):
    logging.getLogger().addHandler(collector)


def fail_when_logged():
    """Wrap a phase of a test: its set-up (its class's too), its call, its tear-down."""
    collector.take()
    result = yield
    if messages := collector.take():
        pytest.fail("logged during the test:\n" + "\n".join(messages), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    return (yield from fail_when_logged())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    return (yield from fail_when_logged())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    return (yield from fail_when_logged())


def pytest_terminal_summary(terminalreporter):
    """Repeat, above pytest's last line, what the linters of bin/test said."""
    if failed := os.environ.get("LINT_FAILED"):
        terminalreporter.section("lint failed", red=True)
        terminalreporter.line(failed, red=True)
