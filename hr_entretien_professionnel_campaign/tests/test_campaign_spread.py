"""The spread alone: values in, slots out, nothing of Odoo."""

import ast
import inspect
import random
import textwrap
from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..models import entretien_spread, hr_entretien_campaign_population
from ..models.entretien_spread import (
    Meeting,
    Person,
    Rules,
    Slot,
    Window,
    spread,
)
from ..models.hr_entretien_campaign_line import CARD_CODES, OUT_TEXTS, SLOT_TEXTS

MONDAY = date(2026, 4, 6)
HOUR = timedelta(hours=1)
CHIEF = 100


def moment(day, hour):
    return datetime(day.year, day.month, day.day, hour)


def morning(offset, start=9, end=12):
    day = MONDAY + timedelta(days=offset)
    return Window(day, moment(day, start), moment(day, end))


def always(*keys):
    return {key: [(datetime(2026, 1, 1), datetime(2027, 1, 1))] for key in keys}


@tagged("post_install", "-at_install")
class TestCampaignSpread(BaseCase):
    def _spread(self, people, windows, free=None, settled=(), **rules):
        keys = {person.key for person in people}
        keys |= {person.interviewer for person in people if person.interviewer}
        return spread(
            people, windows, free or always(*keys), Rules(HOUR, **rules), settled
        )

    def _codes(self, *functions):
        """The codes that these functions answer, first of a pair or alone, as their
        source has them."""
        found = []
        for function in functions:
            tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
            for node in ast.walk(tree):
                if isinstance(node, ast.Return):
                    pairs = [x for x in ast.walk(node) if isinstance(x, ast.Tuple)]
                    alone = [] if isinstance(node.value, ast.Dict) else [node]
                    found += [pair.elts[0] for pair in pairs] or alone
                elif isinstance(node, ast.Assign):
                    found += [node.value] * isinstance(node.value, ast.Constant)
        constants = (x for node in found for x in ast.walk(node))
        values = (x.value for x in constants if isinstance(x, ast.Constant))
        return {value for value in values if value and isinstance(value, str)}

    def test_each_reason_has_its_sentence(self):
        spreading = entretien_spread._Spread
        answered = self._codes(spreading._place, spreading._why_none)
        self.assertEqual(answered, SLOT_TEXTS.keys())
        out = hr_entretien_campaign_population.HrEntretienCampaignPopulation
        answered = self._codes(out._out, out._out_criteria, out._prepare_line)
        self.assertEqual(answered, {*OUT_TEXTS, *CARD_CODES})

    def test_the_earliest_limit_comes_first(self):
        """In the order of the list the urgent one would wait."""
        people = [
            Person(1, CHIEF, limit=date(2026, 6, 1)),
            Person(2, CHIEF, limit=date(2026, 4, 8)),
        ]
        slots = self._spread(people, [morning(0)], per_day=2)
        self.assertEqual(slots[2], Slot(moment(MONDAY, 9)))
        self.assertEqual(slots[1], Slot(moment(MONDAY, 10)))

    def test_an_interviewer_is_never_booked_twice(self):
        people = [Person(key, CHIEF) for key in range(1, 5)]
        slots = self._spread(people, [morning(0)])
        starts = sorted(slot.start for slot in slots.values() if slot.start)
        self.assertEqual(starts, [moment(MONDAY, hour) for hour in (9, 10, 11)])
        self.assertEqual(slots[4].reason, "interviewer_full")

    def test_an_interviewer_who_is_seen_too_is_not_in_two_places(self):
        """The chief sees 1 while his own chief sees him."""
        people = [Person(CHIEF, 200), Person(1, CHIEF, limit=date(2026, 4, 7))]
        slots = self._spread(people, [morning(0)])
        self.assertEqual(slots[1].start, moment(MONDAY, 9))
        self.assertEqual(slots[CHIEF].start, moment(MONDAY, 10))

    def test_no_more_a_day_nor_a_week_than_asked(self):
        people = [Person(key, CHIEF) for key in range(1, 6)]
        windows = [morning(day) for day in (0, 1, 2, 7)]
        slots = self._spread(people, windows, per_day=1, per_week=2)
        days = sorted(slot.start.date() for slot in slots.values() if slot.start)
        self.assertEqual(days, [MONDAY + timedelta(days=n) for n in (0, 1, 7)])

    def test_settled_meetings_count_and_are_not_booked_over(self):
        day = MONDAY
        settled = [Meeting(9, CHIEF, day, moment(day, 9), moment(day, 10))]
        slots = self._spread([Person(1, CHIEF)], [morning(0)], settled=settled)
        self.assertEqual(slots[1].start, moment(day, 10))
        slots = self._spread(
            [Person(1, CHIEF)], [morning(0)], settled=settled, per_day=1
        )
        self.assertEqual(slots[1], Slot(None, "interviewer_full"))

    def test_spread_evenly_over_the_weeks_when_there_is_time(self):
        """Filling the first week to its maximum would leave the others empty."""
        people = [Person(key, CHIEF) for key in range(1, 5)]
        windows = [morning(day) for day in (0, 1, 7, 8)]
        slots = self._spread(people, windows, per_week=4)
        weeks = [slots[key].start.isocalendar()[1] for key in range(1, 5)]
        self.assertEqual(weeks, [15, 15, 16, 16])

    def test_a_due_date_goes_before_an_even_share(self):
        due = MONDAY + timedelta(days=2)
        people = [Person(key, CHIEF, due=due, limit=due) for key in range(1, 4)]
        slots = self._spread(people, [morning(0), morning(7)])
        self.assertEqual({slot.start.date() for slot in slots.values()}, {MONDAY})
        self.assertEqual({slot.reason for slot in slots.values()}, {""})

    def test_late_slots_are_given(self):
        """Late is better than never; the line says it: see test_campaign_facts."""
        due, limit = MONDAY - timedelta(days=30), MONDAY - timedelta(days=1)
        people = [
            Person(1, CHIEF, due=due, limit=limit),
            Person(2, CHIEF, due=due, limit=MONDAY),
        ]
        slots = self._spread(people, [morning(0)])
        self.assertEqual(slots[1], Slot(moment(MONDAY, 9)))
        self.assertEqual(slots[2], Slot(moment(MONDAY, 10)))

    def test_no_slot_says_which_reason(self):
        free = always(1, 2, CHIEF)
        windows = [morning(0)]
        here = [(moment(MONDAY, 9), moment(MONDAY, 10))]
        there = [(moment(MONDAY, 10), moment(MONDAY, 12))]
        cases = {
            "no_interviewer": (Person(1, None), windows, free),
            "no_day": (Person(1, CHIEF), [], free),
            "employee_away": (Person(1, CHIEF), windows, {**free, 1: []}),
            "interviewer_away": (Person(1, CHIEF), windows, {**free, CHIEF: []}),
            "never_together": (
                Person(1, CHIEF),
                windows,
                {1: here, CHIEF: there},
            ),
        }
        for reason, (person, hours, intervals) in cases.items():
            with self.subTest(reason):
                slots = spread([person], hours, intervals, Rules(HOUR))
                self.assertEqual(slots[1], Slot(None, reason))

    def test_an_employee_who_is_taken_is_not_an_interviewer_who_is_full(self):
        """A manager who sees others all morning, while his own chief is free."""
        day = MONDAY
        settled = [Meeting(9, 1, day, moment(day, 9), moment(day, 12))]
        slots = self._spread([Person(1, CHIEF)], [morning(0)], settled=settled)
        self.assertEqual(slots[1], Slot(None, "never_together"))

    def test_intervals_that_touch_are_one(self):
        """Odoo answers morning by morning: a slot across two of them is free."""
        free = {
            1: [
                (moment(MONDAY, 9), moment(MONDAY, 10)),
                (moment(MONDAY, 10), moment(MONDAY, 11)),
            ],
            CHIEF: [(moment(MONDAY, 9), moment(MONDAY, 12))],
        }
        rules = Rules(2 * HOUR)
        slots = spread([Person(1, CHIEF)], [morning(0)], free, rules)
        self.assertEqual(slots[1].start, moment(MONDAY, 9))

    def test_whatever_the_people_the_rules_hold(self):
        """A hundred random companies: no double booking, no maximum passed."""
        for seed in range(100):
            with self.subTest(seed):
                self._check_random(random.Random(seed))

    def _check_random(self, rng):
        chiefs = list(range(100, 100 + rng.randint(1, 4)))
        people = [
            Person(
                key,
                rng.choice(chiefs),
                limit=MONDAY + timedelta(days=rng.randint(-20, 40)),
            )
            for key in [*range(1, rng.randint(2, 40)), chiefs[0]]
        ]
        people = [person for person in people if person.key != person.interviewer]
        windows = [morning(day) for day in range(21) if rng.random() < 0.6]
        free = always(*(person.key for person in people), *chiefs)
        for key in free:
            if rng.random() < 0.3:
                free[key] = [(window.start, window.end) for window in windows[::2]]
        rules = Rules(HOUR, rng.randint(0, 3), rng.randint(0, 6))
        slots = spread(people, windows, free, rules)
        self.assertEqual(slots, spread(people[::-1], windows, free, rules))
        self._check_slots(people, windows, free, rules, slots)

    def _check_slots(self, people, windows, free, rules, slots):
        taken, per_day, per_week = {}, {}, {}
        for person in people:
            start = slots[person.key].start
            if not start:
                self.assertTrue(slots[person.key].reason)
                continue
            end = start + HOUR
            self.assertTrue(any(w.start <= start and end <= w.end for w in windows))
            for key in (person.key, person.interviewer):
                self.assertTrue(any(a <= start and end <= b for a, b in free[key]))
                for first, last in taken.setdefault(key, []):
                    self.assertTrue(end <= first or last <= start)
                taken[key].append((start, end))
            day = (person.interviewer, start.date())
            week = (person.interviewer, start.isocalendar()[:2])
            per_day[day] = per_day.get(day, 0) + 1
            per_week[week] = per_week.get(week, 0) + 1
        self.assertLessEqual(max(per_day.values(), default=0), rules.per_day or 99)
        self.assertLessEqual(max(per_week.values(), default=0), rules.per_week or 99)
