"""The work that is disturbed: what it starts from, and what a worker does of it."""

import base64
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import NamedTuple

from benchmarks.imports import history
from benchmarks.night import NOTHING_OPEN

# People who are written to, and those of the file that comes in.
WRITTEN_TO, IN_THE_FILE = 24, 150


class Work(NamedTuple):
    """``prepare(env)`` in a company, then ``run(env)`` by as many as like to.

    ``then(env)`` once nobody disturbs any more: what the work leaves to the night when
    it is killed, or met somebody else, after it is committed.
    """

    prepare: Callable
    run: Callable
    then: Callable | None = None


def nothing_open(env):
    env.cr.execute(NOTHING_OPEN)


def night(env):
    env["hr.entretien"]._cron_entretien()


def invite(env):
    """Each of some people has a date; the invitations wait, and nothing else.

    On a Monday the first night wrote to the managers, for later that morning.
    """
    waiting = env["hr.entretien.message"].search([("state", "=", "waiting")])
    waiting.state = "cancelled"
    for interview in to_plan(env)[:WRITTEN_TO]:
        day = date.today() + timedelta(days=20 + interview.id % 20)
        interview.write({"date_planned": f"{day} 09:00:00"})
        interview.action_plan()
        interview.action_send_invitation()


def to_plan(env):
    return env["hr.entretien"].search(
        [
            ("state", "=", "to_plan"),
            ("employee_id.entretien_reachable", "=", True),
            ("employee_id.user_id", "=", False),
            ("interviewer_id", "!=", False),
        ],
        order="id",
    )


def send(env):
    env["hr.entretien.sender"]._cron_messages()


def launch(env):
    people = to_plan(env)[:WRITTEN_TO].employee_id
    campaign = env["hr.entretien.campaign"].create(
        {
            "name": "Stress",
            "employee_ids": [(6, 0, people.ids)],
            "due_before": date.today() + timedelta(days=4000),
            "weeks": 26,
            "max_per_day": 0,
        }
    )
    campaign.action_preview()
    campaign.action_spread()
    campaign.action_launch()


def run_campaign(env):
    env["hr.entretien.campaign"]._cron_campaigns()
    send(env)


def other_rhythm(env):
    """The dates of everybody are to be computed again."""
    rhythm = env.company.entretien_rhythm
    env.company.entretien_rhythm = "legal" if rhythm == "two_six" else "two_six"


def recompute(env):
    env["hr.entretien.recompute"]._cron_recompute()


def file(env):
    content = history(SimpleNamespace(env=env, size=IN_THE_FILE))
    hr = env["res.users"].search([("login", "=", "rh1")])
    assistant = env["hr.entretien.import"].with_user(hr)
    assistant = assistant.create(
        {"file": base64.b64encode(content), "file_name": "historique.csv"}
    )
    assistant.action_read()
    assistant.action_import()


def bring_in(env):
    env["hr.entretien.import"]._cron_import()


WORKS = {
    "night": Work(nothing_open, night),
    "queue": Work(invite, send),
    "campaign": Work(launch, run_campaign),
    "mass": Work(other_rhythm, recompute),
    "import": Work(file, bring_in, then=night),
}
