"""The engine alone, on careers drawn at random with the kinds of absence there are."""

import time
from datetime import date, timedelta
from random import Random

from odoo.addons.hr_entretien_professionnel import schedule

from .bench import Cost, at_most, line

NUMBER = 400


def careers(kinds):
    """The same careers each time: contracts, interviews, absences of twenty years."""
    draw = Random(15)
    first = date(2004, 1, 1)
    for _ in range(NUMBER):
        hired = first + timedelta(days=draw.randrange(7000))
        contracts, day = [], hired
        for _ in range(draw.choice((0, 0, 1, 2))):
            end = day + timedelta(days=draw.randrange(60, 500))
            contracts.append(schedule.Contract(day, end))
            day = end + timedelta(days=draw.choice((1, 1, 20)))
        contracts.append(schedule.Contract(day))
        days = sorted(draw.sample(range(300, 7500), draw.randrange(6)))
        interviews = [
            schedule.Interview(hired + timedelta(days=n), bilan=draw.random() < 0.25)
            for n in days
        ]
        absences = []
        for n in range(draw.choice((0, 0, 1, 2))):
            start = hired + timedelta(days=400 + 900 * n + draw.randrange(600))
            end = start + timedelta(days=draw.randrange(30, 400))
            absences.append(schedule.Absence(draw.choice(kinds), start, end))
        yield schedule.Facts(
            contracts=tuple(contracts),
            interviews=tuple(interviews),
            absences=tuple(absences),
            birthday=hired - timedelta(days=365 * draw.randrange(18, 50)),
        )


def timed(bench, function):
    """The mean for a career, of the best of five rounds."""
    timeline = schedule.timeline_for("legal", schedule.LAWS)
    settings = schedule.Settings()
    kinds = list(bench.env["hr.entretien.absence.type"]._kinds().values())
    facts, best = list(careers(kinds)), float("inf")
    for _ in range(5):
        start = time.process_time()
        for item in facts:
            function(item, timeline, settings)
        best = min(best, time.process_time() - start)
    return Cost(best / NUMBER, best / NUMBER)


@line("the engine: the plan of a career", "≤ 120 µs", at_most(cpu=120e-6))
def engine_plan(bench):
    return timed(bench, schedule.plan)


@line("the engine: the cycles of a career", "≤ 250 µs", at_most(cpu=250e-6))
def engine_cycles(bench):
    return timed(bench, schedule.cycles)
