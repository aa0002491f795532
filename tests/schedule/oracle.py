"""The law a second time, as naively as its sentences read, to check the engine against.

Written from the wording of the law alone and without a look at ``schedule/``: where the
two disagree, one of them is wrong. Clarity before speed: no cache, days are walked one
by one. Nothing of Odoo, nothing of the engine, no today.

A case is a dict of plain values; every key but ``contracts`` may be left out:

``chain``            'seniority' (default) or 'held'
``rhythm``  'legal' (default), 'two_six' or ('agreement', old_months, months|None)
``agreement_date``   day of the revised agreement, None = 1 October 2026
``law_2025_from``    2025-10-26; ``tolerance_2014``, ``tolerance_2025``: 12 months
``contracts``        [(from, to|None)]; ``override``: date d'ancienneté, or None
``departure``        day of the departure, or None
``gap_days`` 4, ``return_days`` 30, ``suspend_periodic`` False
``presence_parentale``, ``solidarite_familiale``   'code' (default) or 'ministry'
``illness``          'all' (default) or 'none'
``agreement_whole_cycle``  True: what an agreement says holds for the cycle it fell in
``interviews``       [{held, bilan, refused, on_return, before_leave, mid_career,
                     end_career}]
``absences``         [(kind, first day, last day)]
``birthday``, ``visit``    days, or None

``dates(case)`` gives what is due next, ``cycles(case, day)`` what each état des lieux
finds. ``random_case(rng)`` makes careers that keep hitting the edges.

What the wording leaves open, and how it is read here:

Employment
 1. silent: no today, so the employment is the last one; talks, returns and visits of an
    earlier one, and talks after the end, are left aside.
 2. silent: a gap is the number of days between two contracts (5 July, 10 July: four).
 3. silent: the override replaces the start for every delay, the first talk's too, even
    when it is later than the contract.
 4. silent: the end is the earlier of last contract and departure; a departure before
    the start belongs to an earlier employment.
 5. silent: a talk before 7 March 2014 is none of this law.
 6. silent: due on the last day is due; an EDL or a return whose target is in the
    contract is due although its limit comes after the end. End of career: its limit
    (the eve of 60) must be in the contract.
Rhythms and change of law
 7. silent: third row of an agreement: first talk = min(12, its period).
 8. silent: a revised agreement before the law of 2025 takes effect with that law; one
    after 1 October 2026 changes nothing to that day; without ``months`` its date says
    nothing.
 9. silent: a row that leaves a delay as it was is no change of law for it: a target
    set by rule 4 at the row before stays. "Old" at a later row is the target so far.
10. silent: tolerance 0 means limit = target. The tolerance of an EDL that crosses is
    the new row's.
11. silent: with ``suspend_periodic`` each branch of art. 2222 moves by the days of its
    own stretch (those since D0 for "D0 + new").
EDL
12. silent: how a held EDL closes its cycle is judged by the rows in force on that day.
13. silent: "in the 12 months before": from target − 12 months on, that day included;
    "too": it closed a nominal cycle by its date already. An early EDL knows no floor.
14. silent: an EDL held in a cycle that the floor had already closed starts its own.
15. silent: an EDL declined in writing closes the cycle as one held.
16. silent: suspensions move the chain 'held' too, from the day it was held.
17. silent: "possible from" only while no EDL was held since the hire, when the row that
    gives the target has 96 months, when a talk was held (not declined), and only if it
    comes before the target.
Suspensions
18. silent: days not counted between the unmoved and the moved date move it further.
19. silent: half is of all half days of the cycle together; what is rounded down is the
    days *counted* (183 days of parental leave: 91 counted, moved by 92). See CHOICES.
20. silent: a day in two absences takes the smaller share counted. See CHOICES.
21. silent: mobilité volontaire and mandate are counted in full; the choice on illness
    covers long illness, ALD too.
Returns
22. silent: absences without work that touch or overlap, of whatever kind, are one; the
    return is the day after the last. Touching is the next day: a weekend parts them.
23. silent: two stretches of the same working absence that touch are one.
24. silent: a working absence that ends into an absence without work has its own return
    all the same, the day after its end.
25. silent: ``illness`` is never a long illness; six months are those of stretches of
    long illness that touch, ALD or not; one ALD among them is enough.
26. silent: the law of the return day decides (always, or the window).
27. silent: target = the return day, limit = ``return_days`` later. Of several due, the
    first is given.
28. silent: any talk on or after the return meets it, and one talk meets all those
    before it. Before the return only a talk marked ``on_return`` and held in the
    absence; it meets one: a return already passed and not met yet, else the first to
    come of the absences that it falls in.
29. silent: a refusal in writing after the return meets it; it is no interview *held* in
    the 12 months before.
30. silent: naissance, if it is the last to end of what calls for a talk: any talk held
    between the last maternity or adoption leave before it and the return is enough, or
    in that leave at the employee's wish.
    Before 1 July 2026 (return) it calls for none, and prolongs.
31. silent: the talk before the leave is given for every carer or solidarité familiale
    leave (those that touch are one) whose eve and first day are in the contract, unless
    one marked ``before_leave`` was held since the first day of the leave before it.
Mid and end of career
32. silent: the law of the visit's day decides. Only a talk marked ``mid_career`` on or
    after the visit meets it.
33. silent: the law of the eve of 60 decides; hired by then. Only a talk marked
    ``end_career`` from 58 on meets it, after 60 too.
Cycle and sanction
34. silent: 8 or 6 years by the law in force on the day of the EDL, whatever the rhythm.
35. silent: an EDL not held is looked at as held on its target, or on the day asked for
    when that is later; its payment by its limit.
36. silent: targets after the first day of the period up to its last; only talks up to
    the EDL. Return, mid and end of career are required too, the one before a leave not.
37. silent: a target missed altogether is followed by the next as if it had been kept:
    six years without a talk are three missing. A late talk meets the last missed; on
    the day of the next target it is in time for that one and late for none. A talk
    held early, for whatever reason, meets the target that it replaces.
38. silent: strict reading of a return: no legal deadline, hence never late.
39. silent: an agreement in the cycle replaces the period between talks in all of it,
    longer or shorter; the first talk keeps its delay, no longer than that period. Only
    a revised one (``months``).
40. silent: COVID goes by the target, for every kind of talk but the one before a leave;
    the limit of what is due next is the day that it left, those of a cycle stay.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

LAW_2014 = date(2014, 3, 7)
LAW_2025 = date(2025, 10, 26)
CHANGE_OVER = date(2026, 10, 1)
PRESENCE_PARENTALE_COUNTS = date(2023, 3, 11)
NAISSANCE = date(2026, 7, 1)
COVID_FROM = date(2020, 1, 1)
COVID_TO = date(2021, 6, 30)
COVID_UNSANCTIONED = date(2021, 9, 30)
ONE_DAY = timedelta(days=1)

#: Readings 19 and 20, to be turned when the engine has the other one.
CHOICES = {
    # 'counted': the days counted are rounded down; 'moved': the days of the move.
    "half_rounded_down": "counted",
    # 'smaller' or 'larger' share counted where two absences overlap.
    "overlap": "smaller",
}

WORKING = ("parental_part_time", "mandat_syndical")
LONG_ILLNESS = ("long_illness", "long_illness_ald")
BEFORE_LEAVE = ("proche_aidant", "solidarite_familiale")
RETURN_ALWAYS = (
    "maternity",
    "parental",
    "parental_part_time",
    "proche_aidant",
    "adoption",
    "sabbatical",
    "mobilite_volontaire",
    "mandat_syndical",
    "solidarite_familiale",
)

DEFAULTS = {
    "chain": "seniority",
    "rhythm": "legal",
    "agreement_date": None,
    "law_2025_from": LAW_2025,
    "tolerance_2014": 12,
    "tolerance_2025": 12,
    "override": None,
    "departure": None,
    "gap_days": 4,
    "return_days": 30,
    "suspend_periodic": False,
    "presence_parentale": "code",
    "solidarite_familiale": "code",
    "illness": "all",
    "agreement_whole_cycle": True,
    "interviews": (),
    "absences": (),
    "birthday": None,
    "visit": None,
}


def whole(case):
    return {**DEFAULTS, **case}


def months_after(day, months):
    return day + relativedelta(months=months)


# --- the rhythms (section 1) ---------------------------------------------------------


def row(since, first, period, edl, tolerance, new_law):
    return {
        "since": since,
        "first": first,
        "period": period,
        "edl": edl,
        "tolerance": tolerance,
        "window": 12 if new_law else None,
        "mid_career": new_law,
        "end_career": new_law,
    }


def rows(case):
    """The timeline of the company, oldest first."""
    case = whole(case)
    law, old, new = (
        case["law_2025_from"],
        case["tolerance_2014"],
        case["tolerance_2025"],
    )
    if case["rhythm"] == "legal":
        return [
            row(LAW_2014, 24, 24, 72, old, False),
            row(law, 12, 48, 96, new, True),
        ]
    if case["rhythm"] == "two_six":
        return [
            row(LAW_2014, 24, 24, 72, old, False),
            row(law, 12, 24, 72, new, True),
        ]
    _name, had, months = case["rhythm"]
    since, period = change_over(case)
    timeline = [
        row(LAW_2014, had, had, 72, old, False),
        row(law, min(12, had), had, 96, new, True),
        row(since, min(12, months or had), period, 96, new, True),
    ]
    # Revised before the law of 2025: the second row never lasts a day.
    return timeline if since > law else [timeline[0], timeline[2]]


def change_over(case):
    """The day on which the agreed period takes over, and that period."""
    _name, had, months = case["rhythm"]
    since = CHANGE_OVER
    if months is None:
        period = min(had, 48)
    elif months > 48:
        raise ValueError("L.6315-1 III: no period above four years")
    else:
        period = months
        since = min(CHANGE_OVER, case["agreement_date"] or CHANGE_OVER)
    return max(since, case["law_2025_from"]), period


def row_on(case, day):
    """The row in force, None before the law of 2014."""
    found = None
    for each in rows(case):
        if each["since"] <= day:
            found = each
    return found


# --- employment (section 3) ----------------------------------------------------------


def employment(case):
    """(start, end|None) of the last unbroken employment, (None, None) without one."""
    case = whole(case)
    start = end = None
    for begins, ends in sorted(
        case["contracts"], key=lambda c: (c[0], c[1] or date.max)
    ):
        if start is None or gap(end, begins) > case["gap_days"]:
            start, end = begins, ends or date.max
        else:
            end = max(end, ends or date.max)
    if start is None:
        return None, None
    start = case["override"] or start
    departure = case["departure"]
    if departure and departure >= start:
        end = min(end, departure)
    return start, None if end == date.max else end


def gap(ended, begins):
    """Days between the end of a contract and the next one."""
    return (begins - ended).days - 1


def clock_start(case):
    """Where the delays begin: the hire, or the law for whoever was in post."""
    start, _end = employment(case)
    return max(start, LAW_2014)


def in_contract(case, day):
    start, end = employment(case)
    return start <= day and (end is None or day <= end)


def talks(case):
    """Interviews held, or declined in writing, in this employment; oldest first."""
    case = whole(case)
    found = [
        talk
        for talk in case["interviews"]
        if talk["held"] >= LAW_2014 and in_contract(case, talk["held"])
    ]
    return sorted(found, key=lambda talk: talk["held"])


def edl_days(case):
    return sorted({talk["held"] for talk in talks(case) if talk.get("bilan")})


# --- suspensions (section 3) ---------------------------------------------------------


def share_counted(case, kind, day):
    """What a day of this absence counts as seniority: 1, 0.5 or 0."""
    if kind == "parental":
        return 0.5
    if kind == "presence_parentale":
        if case["presence_parentale"] == "ministry":
            return 0
        return 1 if day >= PRESENCE_PARENTALE_COUNTS else 0.5
    if kind == "solidarite_familiale":
        return 0 if case["solidarite_familiale"] == "ministry" else 1
    if kind in ("sabbatical", "unpaid"):
        return 0
    if kind in ("illness", *LONG_ILLNESS):
        return 0 if case["illness"] == "none" else 1
    return 1


def days_not_counted(case, since, until):
    """Whole days not counted as seniority from since, until left out."""
    case = whole(case)
    none = halves = 0
    shares = {}
    choose = min if CHOICES["overlap"] == "smaller" else max
    for kind, first, last in case["absences"]:
        day = max(first, since)
        while day <= last and day < until:
            share = share_counted(case, kind, day)
            shares[day] = choose(shares.get(day, share), share)
            day += ONE_DAY
    for share in shares.values():
        if share == 0:
            none += 1
        elif share == 0.5:
            halves += 1
    if CHOICES["half_rounded_down"] == "counted":
        return none + halves - halves // 2
    return none + halves // 2


def suspended_after(case, start, months):
    """The day on which so many months of seniority are reached."""
    nominal = months_after(start, months)
    reached = nominal
    while True:
        moved = nominal + timedelta(days=days_not_counted(case, start, reached))
        if moved == reached:
            return reached
        reached = moved


# --- change of law (section 2) -------------------------------------------------------


def limit_of(target, tolerance):
    """The last defensible day: before so many more months are completed."""
    if not tolerance:
        return target
    return months_after(target, tolerance) - ONE_DAY


def delay(case, start, column, timeline, suspended):
    """(target, limit, row) of a delay that began on start, all changes of law crossed.

    Art. 2222 C. civ., row after row. A periodic delay has no tolerance.
    """

    def after(day, months):
        if suspended:
            return suspended_after(case, day, months)
        return months_after(day, months)

    def tolerance(current):
        return current["tolerance"] if column == "edl" else 0

    # Rule 1: what began under a row follows that row.
    begun = [each for each in timeline if each["since"] <= start]
    current = begun[-1]
    target = after(start, current[column])
    for new in timeline[len(begun) :]:
        # Rule 2: expired before the change, it stays.
        if limit_of(target, tolerance(current)) < new["since"]:
            break
        if new[column] > current[column]:
            # Rule 3: lengthened, the time already run counts.
            target = after(start, new[column])
        elif new[column] < current[column]:
            # Rule 4: shortened.
            target = min(after(new["since"], new[column]), target)
        current = new
    return target, limit_of(target, tolerance(current)), current


def periodic_target(case, start, column, timeline=None):
    target, _limit, _row = delay(
        case, start, column, timeline or rows(case), whole(case)["suspend_periodic"]
    )
    return target


# --- what is due next ----------------------------------------------------------------


def dates(case):
    """All that is due next, None where nothing is."""
    case = whole(case)
    start, _end = employment(case)
    if start is None:
        names = "start periodic bilan return_ before_leave mid_career end_career"
        return dict.fromkeys(names.split())
    return {
        "start": start,
        "periodic": postponed(periodic(case)),
        "bilan": postponed(bilan(case)),
        "return_": postponed(return_(case)),
        "before_leave": before_leave(case),
        "mid_career": postponed(mid_career(case)),
        "end_career": end_career(case),
    }


def postponed(due):
    """The same, to be held until 30 June 2021 when it was due in the epidemic."""
    if due and COVID_FROM <= due["target"] <= COVID_TO:
        return {**due, "limit": max(due["limit"], COVID_TO)}
    return due


def periodic(case):
    held = [talk["held"] for talk in talks(case)]
    if held:
        kind, target = "periodic", periodic_target(case, held[-1], "period")
    else:
        kind, target = "first", periodic_target(case, clock_start(case), "first")
    if not in_contract(case, target):
        return None
    return {"kind": kind, "target": target, "limit": target}


def edl_delay(case, start, on=None):
    """(target, limit, row) of the cycle that began on start, as the law stood on a day.

    Without a day: all rows, those to come too.
    """
    timeline = [each for each in rows(case) if on is None or each["since"] <= on]
    return delay(case, start, "edl", timeline, True)


def edl_start(case):
    """Where the running cycle begins."""
    start = clock_start(case)
    for held in edl_days(case):
        if whole(case)["chain"] == "held":
            start = held
        else:
            start = closed_by(case, start, held)
    return start


def closed_by(case, start, held):
    """Where the next cycle begins once the one from start was closed by an EDL held."""
    if held < start:
        return held

    def opens(begun):
        """(target, first day on which an EDL closes this cycle at its target)."""
        target, _limit, _row = edl_delay(case, begun, on=max(held, begun))
        return target, months_after(target, -12)

    target, floor = opens(start)
    if held < target:
        return held
    # On or after the target: closed at the target. And so on for each nominal cycle
    # that ended before it was held, or whose last 12 months it falls in.
    while held >= floor:
        start = target
        target, floor = opens(start)
    return start


def bilan(case):
    target, limit, current = edl_delay(case, edl_start(case))
    if not in_contract(case, target):
        return None
    return {
        "target": target,
        "limit": limit,
        "possible_from": possible_from(case, target, current),
    }


def possible_from(case, target, current):
    """Seven years after the first interview, for the first EDL of the law of 2025."""
    held = [talk["held"] for talk in talks(case) if not talk.get("refused")]
    if edl_days(case) or not held or current["edl"] != 96:
        return None
    day = months_after(held[0], 84)
    return day if day < target else None


# --- returns (section 4) -------------------------------------------------------------


def stretches(absences):
    """Absences that touch or overlap, put together: [[(kind, first, last), …], …]."""
    found = []
    for absence in sorted(absences, key=lambda a: (a[1], a[2], a[0])):
        if found and absence[1] <= last_day(found[-1]) + ONE_DAY:
            found[-1].append(absence)
        else:
            found.append([absence])
    return found


def first_day(stretch):
    return min(first for _kind, first, _last in stretch)


def last_day(stretch):
    return max(last for _kind, _first, last in stretch)


def long_illness(stretch):
    """The absences of a stretch that make an arrêt longue maladie."""
    found = []
    for part in stretches([a for a in stretch if a[0] in LONG_ILLNESS]):
        on_ald = any(kind == "long_illness_ald" for kind, _first, _last in part)
        six_months = months_after(first_day(part), 6)
        if on_ald or last_day(part) + ONE_DAY > six_months:
            found += part
    return found


def calls_for_talk(stretch):
    """The absences of a stretch after which the law wants an interview proposed."""
    back = last_day(stretch) + ONE_DAY
    found = [absence for absence in stretch if absence[0] in RETURN_ALWAYS]
    found += long_illness(stretch)
    if back >= NAISSANCE:
        found += [absence for absence in stretch if absence[0] == "naissance"]
    return found


def returns(case):
    """[{first, day, causes}] by day: every return after which a talk is proposed."""
    away = stretches([a for a in whole(case)["absences"] if a[0] not in WORKING])
    found = {}
    for stretch in away:
        add_return(found, stretch, last_day(stretch) + ONE_DAY)
    for kind in WORKING:
        for stretch in stretches([a for a in whole(case)["absences"] if a[0] == kind]):
            add_return(found, stretch, last_day(stretch) + ONE_DAY)
    return [
        found[day]
        for day in sorted(found)
        if day >= LAW_2014 and in_contract(case, day)
    ]


def add_return(found, stretch, day):
    causes = calls_for_talk(stretch)
    if causes:
        known = found.setdefault(
            day, {"first": first_day(stretch), "day": day, "causes": []}
        )
        known["first"] = min(known["first"], first_day(stretch))
        known["causes"] += causes


def dispensed(case, back):
    """Law of 2025: an interview was held in the twelve months before the return."""
    window = row_on(case, back["day"])["window"]
    if window is None:
        return False
    opens = months_after(back["day"], -window)
    # Before *and* after: the talk before the leave does not stand for the one after.
    both = last_cause(back)[0] in BEFORE_LEAVE
    return any(
        opens <= talk["held"] < back["day"]
        for talk in talks(case)
        if not talk.get("refused") and not (both and talk.get("before_leave"))
    )


def last_cause(back):
    return max(back["causes"], key=lambda a: (a[2], a[1], a[0]))


def held_after_birth_leave(case, back):
    """L.6315-1: the talk was held after the maternity or adoption leave already."""
    last = last_cause(back)
    if last[0] != "naissance":
        return None
    before = [
        (end, begun)
        for kind, begun, end in whole(case)["absences"]
        if kind in ("maternity", "adoption") and end < last[1]
    ]
    if not before:
        return None
    end, begun = max(before)
    for talk in talks(case):
        early = talk.get("on_return") and begun <= talk["held"]
        if not talk.get("refused") and (early or end < talk["held"]):
            if talk["held"] < back["day"]:
                return talk["held"]
    return None


def held_early(case, back):
    """The talk held in the absence for this very return, at the employee's wish."""
    before = clock_start(case) - ONE_DAY
    met = set()
    for talk in talks(case):
        held = talk["held"]
        since_last = [
            r
            for r in returns(case)
            if before < r["day"] <= held
            and r["day"] not in met
            and not dispensed(case, r)
        ]
        if talk.get("on_return") and not since_last:
            running = [
                r
                for r in returns(case)
                if r["first"] <= held < r["day"] and r["day"] not in met
            ]
            if running and running[0]["day"] == back["day"]:
                return held
            met |= {r["day"] for r in running[:1]}
        before = held
    return None


def met_on(case, back, until=date.max):
    """The day on which this return was met, None while it is not."""
    early = held_early(case, back) or held_after_birth_leave(case, back)
    if early:
        return early
    for talk in talks(case):
        if back["day"] <= talk["held"] <= until:
            return talk["held"]
    return None


def return_(case):
    for back in returns(case):
        if not dispensed(case, back) and met_on(case, back) is None:
            return return_dates(case, back)
    return None


def return_dates(case, back):
    days = timedelta(days=whole(case)["return_days"])
    return {"target": back["day"], "limit": back["day"] + days}


def before_leave(case):
    """The eves of the leaves before which a talk is a right and was not held."""
    eves, before = [], LAW_2014
    leaves = [a for a in whole(case)["absences"] if a[0] in BEFORE_LEAVE]
    for stretch in stretches(leaves):
        first = first_day(stretch)
        eve = first - ONE_DAY
        held = [
            talk
            for talk in talks(case)
            if talk.get("before_leave") and before <= talk["held"] < first
        ]
        reached = in_contract(case, eve) and in_contract(case, first)
        if eve >= LAW_2014 and reached and not held:
            eves.append({"kind": stretch[0][0], "target": eve, "limit": eve})
        before = first
    return eves or None


# --- middle and end of career (section 1) --------------------------------------------


def mid_career_due(case):
    """(visit, last day) when the law makes a visit call for a talk, met or not."""
    visit = whole(case)["visit"]
    if visit is None or not in_contract(case, visit):
        return None
    current = row_on(case, visit)
    last = months_after(visit, 2)
    if not current or not current["mid_career"] or not in_contract(case, last):
        return None
    return visit, last


def mid_career(case):
    due = mid_career_due(case)
    if due is None or first_talk(case, "mid_career", due[0]):
        return None
    return {"target": due[1], "limit": due[1]}


def end_career_due(case):
    """(first day, eve of 60) when the law wants a talk between them, met or not."""
    birthday = whole(case)["birthday"]
    if birthday is None:
        return None
    sixty = birthday + relativedelta(years=60)
    eve = sixty - ONE_DAY
    current = row_on(case, eve)
    if not current or not current["end_career"] or not in_contract(case, eve):
        return None
    return sixty - relativedelta(years=2), eve


def end_career(case):
    due = end_career_due(case)
    if due is None or first_talk(case, "end_career", due[0]):
        return None
    return {"from": due[0], "limit": due[1]}


def first_talk(case, mark, since, until=date.max):
    for talk in talks(case):
        if talk.get(mark) and since <= talk["held"] <= until:
            return talk["held"]
    return None


# --- what an état des lieux finds (section 6) ----------------------------------------


def in_time(target, limit, held, last=COVID_TO):
    """Was it held in time? 2020-2021: until 30 June 2021."""
    covid = COVID_FROM <= target <= COVID_TO and held <= last
    return held <= limit or covid


def unsanctioned(target, limit, held):
    """2020-2021: no sanction until 30 September 2021."""
    return in_time(target, limit, held, COVID_UNSANCTIONED)


def pay_by(edl):
    """Last day of the calendar quarter after the one of the EDL."""
    if edl.year in (2020, 2021):
        return date(2022, 3, 31)
    quarter = (edl.month - 1) // 3
    first = date(edl.year, 3 * quarter + 1, 1)
    return months_after(first, 6) - ONE_DAY


def years_checked(case, held):
    return 8 if held >= whole(case)["law_2025_from"] else 6


def period_checked(case, held, last_edl):
    """(from this day, up to this one) of an EDL held on a day."""
    years_ago = held - relativedelta(years=years_checked(case, held))
    return max(years_ago, last_edl or LAW_2014, clock_start(case)), held


def cycles(case, day):
    """Every EDL held by then and the running one, as known on that day."""
    case = whole(case)
    case["interviews"] = [i for i in case["interviews"] if i["held"] <= day]
    if employment(case)[0] is None:
        return []
    found, last = [], None
    for held in edl_days(case):
        found.append(cycle(case, day, held, last, held))
        last = held
    running = bilan(case)
    if running:
        supposed = running["target"]
        found.append(cycle(case, day, supposed, last, None, running["limit"]))
    return found


def cycle(case, day, edl, last_edl, held, limit=None):
    since, until = period_checked(case, edl, last_edl)
    wanted = required(case, since, until, day, last_edl, held)
    states = [each["state"] for each in wanted]
    return {
        "held": held,
        "after": since,
        "until": until,
        "required": wanted,
        "all_lenient": "missing" not in states,
        "all_strict": "missing" not in states and "late" not in states,
        "pay_by": pay_by(held or limit),
    }


def required(case, since, until, day, last_edl=None, held=None):
    """The interviews wanted from since up to until, each with its state on a day.

    'met', 'late' (it counts in the lenient reading alone), 'missing', 'to_come'.
    ``held`` is the day of the EDL that looks at them, None while it is to come.
    """
    wanted = periodic_required(case, since, until, held)
    # Of one not held yet no talk comes too late for a return, a visit or an age.
    wanted += returns_required(case, held or date.max)
    wanted += career_required(case, held or date.max)
    found = []
    for kind, target, limit, met in wanted:
        # Met early, it belongs to the cycle in which it was met.
        of_cycle = min(target, met or target)
        if last_edl and of_cycle <= last_edl or of_cycle > until or target < since:
            continue
        if (
            held
            and met == held
            and limit < months_after(held, -edl_tolerance(case, held))
        ):
            # The EDL is none of the talks it checks, but for what falls due with it.
            met = None
        if met or in_contract(case, target):
            found.append(
                {
                    "kind": kind,
                    "target": target,
                    "limit": limit,
                    "held": met,
                    "state": state(kind, target, limit, met, day),
                }
            )
    return sorted(found, key=lambda each: (each["target"], each["limit"], each["kind"]))


def edl_tolerance(case, day):
    return row_on(case, day)["tolerance"]


def state(kind, target, limit, held, day):
    if held is not None:
        met = kind == "return" or unsanctioned(target, limit, held)
        return "met" if met else "late"
    return "to_come" if unsanctioned(target, limit, day) else "missing"


def cycle_rows(case, since, until):
    """The timeline, an agreement made in the cycle holding for all of it."""
    case, timeline = whole(case), rows(case)
    if isinstance(case["rhythm"], str) or not case["agreement_whole_cycle"]:
        return timeline
    _name, _had, months = case["rhythm"]
    made, _period = change_over(case)
    if months is None or not since < made <= until:
        return timeline
    return [
        {**each, "period": months, "first": min(each["first"], months)}
        for each in timeline
    ]


def periodic_required(case, since, until, closed):
    """Walk from talk to talk, from the hire to the EDL, as the law stood at each."""
    timeline = cycle_rows(case, since, until)
    clock, column, found = clock_start(case), "first", []
    edls = edl_days(case)
    for held in sorted({talk["held"] for talk in talks(case)}):
        if closed and held > closed:
            continue
        known = [each for each in timeline if each["since"] <= held] or timeline[:1]
        target = periodic_target(case, clock, column, known)
        while True:
            following = periodic_target(case, target, "period", known)
            if following >= held:
                break
            met = held if in_time(target, target, held) else None
            found.append(("periodic", target, target, met))
            target = following
        # An early EDL replaces no talk: it is none of those it checks.
        if held not in edls or target <= held:
            found.append(("periodic", target, target, held))
        clock, column = held, "period"
    if closed is None:
        target = periodic_target(case, clock, column, timeline)
        while target <= until:
            found.append(("periodic", target, target, None))
            target = periodic_target(case, target, "period", timeline)
    return found


def returns_required(case, until):
    found = []
    for back in returns(case):
        if not dispensed(case, back) and not held_after_birth_leave(case, back):
            due = return_dates(case, back)
            held = met_on(case, back, until)
            found.append(("return", due["target"], due["limit"], held))
    return found


def career_required(case, until):
    found = []
    mid, end = mid_career_due(case), end_career_due(case)
    if mid:
        held = first_talk(case, "mid_career", mid[0], until)
        found.append(("mid_career", mid[1], mid[1], held))
    if end:
        held = first_talk(case, "end_career", end[0], until)
        found.append(("end_career", end[1], end[1], held))
    return found


# --- random careers ------------------------------------------------------------------

LEGAL_DAYS = (LAW_2014, LAW_2025, CHANGE_OVER, COVID_FROM, COVID_TO, NAISSANCE)
TODAY = date(2026, 11, 28)
KINDS = (
    *RETURN_ALWAYS,
    *LONG_ILLNESS,
    "naissance",
    "unpaid",
    "presence_parentale",
    "illness",
)
#: What often comes right after an absence of a kind.
FOLLOWED_BY = {
    "maternity": ("naissance", "naissance", "parental", "parental_part_time", "unpaid"),
    "adoption": ("naissance", "parental", "parental_part_time"),
    "long_illness": ("long_illness", "long_illness_ald", "illness"),
    "parental": ("parental", "parental_part_time", "maternity"),
    "proche_aidant": ("proche_aidant", "solidarite_familiale"),
}


def random_case(rng):
    """A realistic career that keeps hitting edges; ``rng`` is a random.Random."""
    case = {
        "chain": rng.choice(("seniority", "seniority", "held")),
        "rhythm": random_rhythm(rng),
        "agreement_date": None,
        "law_2025_from": LAW_2025 if rng.random() < 0.9 else CHANGE_OVER,
        "tolerance_2014": rng.choice((12, 12, 12, 0)),
        "tolerance_2025": rng.choice((12, 12, 12, 0)),
        "gap_days": 4,
        "return_days": 30,
        "suspend_periodic": rng.random() < 0.2,
        "presence_parentale": rng.choice(("code", "code", "ministry")),
        "solidarite_familiale": rng.choice(("code", "code", "ministry")),
        "illness": rng.choice(("all", "all", "none")),
        "agreement_whole_cycle": rng.random() < 0.7,
        "override": None,
        "departure": None,
        "birthday": None,
        "visit": None,
        "interviews": [],
        "absences": [],
    }
    if case["rhythm"][0] == "agreement" and case["rhythm"][2] is not None:
        case["agreement_date"] = rng.choice(
            (None, around(rng, date(2026, 4, 1)), around(rng, LAW_2025), CHANGE_OVER)
        )
    random_contracts(rng, case)
    random_absences(rng, case)
    random_talks(rng, case)
    random_end(rng, case)
    random_ages(rng, case)
    random_before_leave(rng, case)
    return case


def around(rng, day, far=0.2):
    """The day, the one before or after; now and then a month or so away."""
    if rng.random() < far:
        return day + timedelta(days=rng.randint(-45, 45))
    return day + timedelta(days=rng.choice((-1, 0, 0, 1)))


def random_rhythm(rng):
    if rng.random() < 0.45:
        return "legal"
    if rng.random() < 0.4:
        return "two_six"
    old = rng.choice((6, 12, 18, 24, 24, 36, 47, 48, 49, 60, 72))
    return ("agreement", old, rng.choice((None, None, 6, 12, 24, 36, 48, 48)))


def random_hire(rng):
    """Any day, or one whose delays end around a change of law."""
    if rng.random() < 0.4:
        return date(2004, 1, 1) + timedelta(days=rng.randint(0, 8300))
    months = rng.choice((0, 6, 12, 24, 24, 36, 48, 72, 72, 84, 84, 96, 108, 144))
    hire = months_after(around(rng, rng.choice(LEGAL_DAYS)), -months)
    if rng.random() < 0.05:
        hire = rng.choice((date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29)))
    return hire if hire < TODAY else LAW_2025


def random_contracts(rng, case):
    begins = random_hire(rng)
    case["contracts"] = contracts = []
    for _each in range(rng.choice((0, 0, 0, 1, 2))):
        ends = begins + timedelta(days=rng.randint(20, 700))
        contracts.append((begins, ends))
        # Three to six days between the two: four is still one employment.
        begins = ends + timedelta(days=rng.choice((1, 4, 5, 5, 6, 7)))
    contracts.append((begins, None))
    if rng.random() < 0.1:
        case["override"] = begins - timedelta(days=rng.randint(-60, 2500))


def random_absences(rng, case):
    first = max(employment(case)[0], date(2012, 1, 1))
    if rng.random() < 0.35:
        return
    day = first + timedelta(days=rng.randint(1, max(2, (TODAY - first).days)))
    if rng.random() < 0.5:
        day = edge_for_absence(rng, case)
    for _each in range(rng.choice((1, 1, 2, 2, 3, 4))):
        day, last = add_absence(rng, case, day)
        if rng.random() < 0.6:
            day = last + timedelta(days=rng.choice((-40, -1, 0, 1, 1, 1, 2, 3, 4)))
        else:
            day = last + timedelta(days=rng.randint(5, 900))


def edge_for_absence(rng, case):
    """Around a law or a target of this career, or that less the length of a leave."""
    due = dates(case)
    days = [LAW_2025, PRESENCE_PARENTALE_COUNTS, NAISSANCE, date(2020, 3, 17)]
    days += [each["target"] for each in (due["periodic"], due["bilan"]) if each]
    return around(rng, rng.choice(days)) - timedelta(days=rng.choice((0, 0, 90, 183)))


def add_absence(rng, case, first):
    kind = rng.choice(KINDS)
    before = case["absences"][-1][0] if case["absences"] else None
    if before in FOLLOWED_BY and rng.random() < 0.5:
        kind = rng.choice(FOLLOWED_BY[before])
    if kind == "naissance":
        first = max(first, NAISSANCE)
    length = rng.choice(("weeks", "months", "six", "year", "years"))
    if kind in ("naissance", "illness", "solidarite_familiale"):
        length = rng.choice(("weeks", "months"))
    last = {
        "weeks": first + timedelta(days=rng.randint(6, 45)),
        "months": first + timedelta(days=rng.randint(46, 200)),
        "six": months_after(first, 6) + timedelta(days=rng.choice((-2, -1, 0))),
        "year": around(rng, months_after(first, 12) - ONE_DAY),
        "years": around(rng, months_after(first, rng.choice((24, 36, 48))) - ONE_DAY),
    }[length]
    case["absences"].append((kind, first, last))
    return first, last


def random_talks(rng, case):
    """Talks around the targets that this very career gives, one after the other."""
    if rng.random() < 0.2:
        return
    for _each in range(rng.choice((1, 2, 3, 4, 5, 6))):
        talk = random_talk(rng, case)
        taken = [each["held"] for each in case["interviews"]]
        start, _end = employment(case)
        if talk and max(start, LAW_2014) <= talk["held"] <= TODAY:
            if talk["held"] not in taken:
                case["interviews"].append(talk)
    case["interviews"].sort(key=lambda each: each["held"])


def random_talk(rng, case):
    due = dates(case)
    backs = returns(case)
    pick = rng.random()
    held = {}
    if pick < 0.3 and due["bilan"]:
        base = due["bilan"]["target"]
        months = rng.choice((-24, -13, -12, -12, 0, 0, 11, 12, 24))
        held = {"bilan": True, "held": around(rng, months_after(base, months))}
    elif pick < 0.5 and backs:
        base = rng.choice(backs)
        months = rng.choice((-24, -12, -12, -3, 0, 0, 1, 6))
        held = {"held": around(rng, months_after(base["day"], months))}
        held["on_return"] = rng.random() < 0.6
    elif due["periodic"]:
        base = due["periodic"]["target"]
        months = rng.choice((-13, -12, -3, 0, 0, 0, 1, 7, 24, 48))
        held = {"held": around(rng, months_after(base, months))}
    if pick > 0.9:
        months = rng.choice((0, 0, -12, -24, -24))
        held["held"] = around(rng, months_after(rng.choice(LEGAL_DAYS), months))
    if held and rng.random() < 0.1:
        held["refused"] = True
    return held if "held" in held else None


def random_end(rng, case):
    """Now and then an end of contract or a departure, often around a target."""
    if rng.random() < 0.75:
        return
    due = dates(case)
    days = [each["target"] for each in (due["periodic"], due["bilan"]) if each]
    days += [back["day"] for back in returns(case)]
    day = around(rng, rng.choice(days))
    begins, _none = case["contracts"][-1]
    latest = max([begins, *(each["held"] for each in case["interviews"])])
    if day <= latest:
        return
    if rng.random() < 0.5:
        case["departure"] = day
    else:
        case["contracts"][-1] = (begins, day)


def random_before_leave(rng, case):
    """Now and then a talk before a leave, or one of the talks was about it."""
    for kind, first, _last in case["absences"]:
        if kind in BEFORE_LEAVE:
            mark_talk(rng, case, "before_leave", around(rng, first - ONE_DAY))


def random_ages(rng, case):
    held = [each["held"] for each in case["interviews"]] or [TODAY]
    if rng.random() < 0.4:
        base = rng.choice((LAW_2025, months_after(LAW_2025, -2), held[-1], TODAY))
        case["visit"] = around(rng, base)
        mark_talk(rng, case, "mid_career", around(rng, months_after(case["visit"], 2)))
    if rng.random() < 0.4:
        base = rng.choice((LAW_2025, TODAY, held[-1], months_after(held[-1], 24)))
        sixty = around(rng, base)
        case["birthday"] = sixty - relativedelta(years=60)
        mark_talk(rng, case, "end_career", around(rng, months_after(sixty, -24)))


def mark_talk(rng, case, mark, day):
    """Half of the time a talk of this kind: the last one, or one of its own."""
    if rng.random() < 0.5:
        return
    taken = [each["held"] for each in case["interviews"]]
    if taken and rng.random() < 0.5:
        case["interviews"][-1][mark] = True
    elif day not in taken and in_contract(case, day) and LAW_2014 <= day <= TODAY:
        case["interviews"].append({"held": day, mark: True})
        case["interviews"].sort(key=lambda each: each["held"])
