"""Invented people with invented histories: what figures are proven on.

The people are drawn first, as plain values (``draw_people``), then written to the
database in batches (``RandomCompanyCase``). Tests recompute figures from the plain
values and from raw tables, never through the models.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.tests import tagged

from .. import schedule
from ..models.figures import hr_entretien_dashboard
from ..models.interview.entretien_states import OFFERED_MOTIFS
from .common import QUIET, EntretienCase

TODAY = date(2026, 11, 24)
LAW = schedule.Timeline(schedule.LAWS)
SEXES = ("female", "female", "male", "male", "male", "other", False)
CATEGORIES = ("worker", "worker", "clerk", "technician", "manager", False)
KINDS = ("employee",) * 20 + ("worker", "student", "trainee", "freelance")
COVERED = ("employee", "worker", "student")
MOTIFS = (
    "first",
    "periodic",
    "periodic",
    "return",
    "before_leave",
    "mid_career",
    "end_career",
)


@dataclass
class Contract:
    """A contract, with the sex written on its version.

    :param written: the day its version begins: that of the contract, or later when HR
        entered it afterwards
    """

    start: date | None
    end: date | None
    written: date
    sex: str | bool


@dataclass
class Person:
    name: str
    category: str | bool
    later_category: str | bool
    kind: str
    birthday: date | None
    department: int
    contracts: list
    seniority: date | None = None
    departure: date | None = None
    archived: bool = False
    talks: list = field(default_factory=list)
    id: int = 0

    @property
    def sex(self):
        """What the file says today."""
        now = [item for item in self.contracts if item.written <= TODAY]
        return (now or self.contracts)[-1 if now else 0].sex


def draw_people(seed, number):
    """Draw people and their interviews.

    :param int seed: the same gives the same people
    :rtype: list of ``Person``
    """
    rng = random.Random(seed)
    return [_draw_person(rng, f"Personne {seed}-{index}") for index in range(number)]


def _draw_person(rng, name):
    person = Person(
        name=name,
        category=rng.choice(CATEGORIES),
        later_category=rng.choice(CATEGORIES) if rng.random() < 0.2 else None,
        kind=rng.choice(KINDS),
        birthday=_day(rng, 1957, 2004) if rng.random() < 0.9 else None,
        department=rng.randrange(6),
        contracts=_draw_contracts(rng),
    )
    if rng.random() < 0.06:
        person.seniority = _day(rng, 2010, 2022)
    if len(person.contracts) == 1 and rng.random() < 0.12:
        _draw_departure(rng, person)
    if not person.departure and rng.random() < 0.05:
        person.archived = True
    person.talks = _draw_talks(rng, person)
    return person


def _draw_contracts(rng):
    """Most have one contract; some had a CDD before, some have no date at all."""
    sex, start = rng.choice(SEXES), _day(rng, 2009, 2026)
    start = min(start, TODAY)
    if rng.random() < 0.05:
        return [Contract(None, None, start, sex)]
    if rng.random() < 0.25 and start.year < 2024:
        end = start + timedelta(days=rng.randint(90, 500))
        again = end + timedelta(days=rng.choice((1, 2, 5, 40, 200)))
        later = sex if rng.random() < 0.9 else rng.choice(SEXES)
        last = again + timedelta(days=400) if rng.random() < 0.2 else None
        return [Contract(start, end, start, sex), Contract(again, last, again, later)]
    end = start + timedelta(days=rng.randint(100, 2500)) if rng.random() < 0.2 else None
    written = min(start + timedelta(days=rng.choice((0, 0, 0, 700))), TODAY)
    return [Contract(start, end, written, sex)]


def _draw_departure(rng, person):
    [contract] = person.contracts
    start = contract.start or contract.written
    if start < date(2026, 6, 1):
        person.departure = start + timedelta(days=rng.randint(1, 900))
        person.archived = person.departure < TODAY and rng.random() < 0.5


def _draw_talks(rng, person):
    """The interviews of a career, then perhaps one that is open."""
    start = person.seniority or person.contracts[0].start or date(2018, 1, 1)
    day = max(start, date(2014, 3, 7)) + timedelta(days=rng.randint(150, 1100))
    talks = []
    while day < TODAY:
        if rng.random() < 0.85:
            talks.append(_draw_talk(rng, day))
        day += timedelta(days=rng.randint(150, 1000))
    if rng.random() < 0.5:
        talks.append(_draw_open(rng))
    if rng.random() < 0.05:
        talks.append({"motif": "on_request", "state": "to_plan", "with_bilan": False})
    return talks


def _draw_talk(rng, day):
    state = rng.choices(("closed", "held", "declined", "cancelled"), (70, 9, 12, 9))[0]
    talk = _about(rng, "on_request" if rng.random() < 0.06 else rng.choice(MOTIFS))
    talk |= {"state": state, **_due(rng, day - timedelta(days=rng.randint(-90, 400)))}
    if state == "declined":
        talk["date_declined"] = day
        if talk["motif"] in OFFERED_MOTIFS and day.day % 3:
            talk["declined_how"] = "oral"
    elif state != "cancelled":
        talk["date_held"] = day
    if state == "closed" and rng.random() < 0.95:
        copy = day + timedelta(days=rng.randint(0, 60))
        talk["date_copy_delivered"] = min(copy, TODAY)
        if talk["with_bilan"]:
            talk["bilan_copy"] = talk["date_copy_delivered"]
    return talk


def _draw_open(rng):
    talk = _about(rng, rng.choice(MOTIFS)) | _due(rng, _day(rng, 2023, 2027))
    if rng.random() < 0.4:
        return talk | {"state": "to_plan"}
    hour = f"{_day(rng, 2026, 2026)} 09:00:00"
    return talk | {"state": "planned", "date_planned": hour}


def _about(rng, motif):
    return {"motif": motif, "with_bilan": rng.random() < 0.2}


def _due(rng, due):
    """A due date, its limit (a year later for some), or neither: history imported."""
    if rng.random() < 0.25:
        return {}
    later = 365 if rng.random() < 0.2 else 0
    limit = due + timedelta(days=later)
    return {"date_due": due, "date_limit": limit if rng.random() < 0.95 else False}


def _day(rng, first, last):
    return date(first, 1, 1) + timedelta(days=rng.randrange(365 * (last - first + 1)))


@tagged("post_install", "-at_install")
class RandomCompanyCase(EntretienCase):
    """Two companies of invented people; ``user_figures`` is HR of the first one."""

    SEED = 1
    NUMBER = 320
    NUMBER_ELSEWHERE = 60

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.proven = cls._company("Mécanique Aubrac")
        cls.elsewhere = cls._company("Transports Lozère")
        cls.env.user.company_ids |= cls.proven | cls.elsewhere
        cls.user_figures = cls._user(
            "figures_hr", "hr.group_hr_user", company=cls.proven
        )
        cls.people = draw_people(cls.SEED, cls.NUMBER)
        cls._write_people(cls.proven, cls.people)
        cls.others = draw_people(cls.SEED + 1000, cls.NUMBER_ELSEWHERE)
        cls._write_people(cls.elsewhere, cls.others)
        cls.env.flush_all()

    @classmethod
    def _quiet(cls, model):
        return cls.env[model].with_context(**QUIET, mail_activity_quick_update=True)

    @classmethod
    def _write_people(cls, company, people):
        cls.departments = cls._quiet("hr.department").create(
            [{"name": f"Service {n}", "company_id": company.id} for n in range(5)]
        )
        employees = cls._quiet("hr.employee").create(
            [cls._person_values(company, person) for person in people]
        )
        for employee, person in zip(employees, people, strict=True):
            person.id = employee.id
        cls._write_versions(company, people)
        cls._write_talks(people)
        # The copies of that day, before anything changes.
        cls.env.flush_all()
        cls._write_afterwards(employees, people)
        cls._write_lines(company, people)

    @classmethod
    def _person_values(cls, company, person):
        return {
            "name": person.name,
            "company_id": company.id,
            "department_id": cls._place(person),
            "entretien_category": person.category,
            "entretien_seniority_date": person.seniority,
            "birthday": person.birthday,
            "departure_date": person.departure,
            **cls._version_values(person, person.contracts[0]),
        }

    @classmethod
    def _place(cls, person):
        """The department drawn; some have none."""
        return cls.departments[person.department : person.department + 1].id

    @classmethod
    def _version_values(cls, person, contract):
        return {
            "employee_type": person.kind,
            "date_version": contract.written,
            "contract_date_start": contract.start,
            "contract_date_end": contract.end,
            "sex": contract.sex,
        }

    @classmethod
    def _write_versions(cls, company, people):
        cls._quiet("hr.version").create(
            [
                {
                    "employee_id": person.id,
                    "company_id": company.id,
                    "department_id": cls._place(person),
                    **cls._version_values(person, contract),
                }
                for person in people
                for contract in person.contracts[1:]
            ]
        )

    @classmethod
    def _write_talks(cls, people):
        drawn = [(person, talk) for person in people for talk in person.talks]
        talks = cls._quiet("hr.entretien").create(
            [
                {name: talk[name] for name in talk if name != "bilan_copy"}
                | {"employee_id": person.id}
                for person, talk in drawn
            ]
        )
        for (_person, talk), written in zip(drawn, talks, strict=True):
            written.bilan_id.date_copy_delivered = talk.get("bilan_copy")

    @classmethod
    def _write_afterwards(cls, employees, people):
        """Categories that change once interviews are held, and the archives."""
        for category in {person.later_category for person in people} - {None}:
            changed = [p.id for p in people if p.later_category == category]
            moved = cls._quiet("hr.employee").browse(changed)
            moved.write({"entretien_category": category})
        gone = [person.id for person in people if person.archived]
        employees.browse(gone).write({"active": False})

    @classmethod
    def _write_lines(cls, company, people):
        """Needs, and lines of the états des lieux."""
        rng = random.Random(cls.SEED)
        talks = cls._quiet("hr.entretien").search(
            [("company_id", "=", company.id), ("state", "!=", "cancelled")]
        )
        cls._quiet("hr.entretien.besoin").create(
            [cls._need(rng, talk) for talk in talks if rng.random() < 0.5]
        )
        bilans = talks.filtered("with_bilan")
        cls._quiet("hr.entretien.bilan.line").create(
            [cls._line(rng, talk) for talk in bilans for _n in range(2)]
        )

    @classmethod
    def _need(cls, rng, talk):
        return {
            "entretien_id": talk.id,
            "name": "Besoin",
            "nature": rng.choice(("training", "certification", "support", "mobility")),
            "followup_state": rng.choice(("todo", "progress", "done", "dropped")),
        }

    @classmethod
    def _line(cls, rng, talk):
        start = _day(rng, 2021, 2026) if rng.random() < 0.7 else False
        end = start or (_day(rng, 2021, 2026) if rng.random() < 0.8 else False)
        return {
            "bilan_id": talk.bilan_id.id,
            "name": "Formation",
            "kind": rng.choice(("training", "training", "certification", "pay")),
            "mandatory": rng.random() < 0.3,
            "date_from": start,
            "date_to": end,
            "state": rng.choice(("proposed", "confirmed", "confirmed", "rejected")),
        }

    def _table(self, table, company):
        self.env.cr.execute(
            f"SELECT * FROM {table} WHERE company_id = %s",  # noqa: S608
            [company.id],
        )
        return self.env.cr.dictfetchall()

    def _interviews_table(self, company):
        """With the day that the état des lieux, another table, was handed over."""
        bilans = self._table("hr_entretien_bilan", company)
        copies = {row["entretien_id"]: row["date_copy_delivered"] for row in bilans}
        interviews = self._table("hr_entretien", company)
        return [row | {"bilan_copy": copies.get(row["id"])} for row in interviews]

    def _raw(self, company):
        return {
            "interviews": self._interviews_table(company),
            "needs": self._table("hr_entretien_besoin", company),
            "lines": self._table("hr_entretien_bilan_line", company),
        }

    # -- what the engine and the screen say of them --------------------------------

    def _plan(self, person):
        return schedule.plan(self._facts(person), LAW)

    def _facts(self, person):
        return schedule.Facts(
            contracts=tuple(
                schedule.Contract(item.start, item.end)
                for item in person.contracts
                if item.start
            ),
            seniority_override=person.seniority,
            interviews=tuple(self._interviews(person)),
            birthday=person.birthday,
            departure=person.departure,
        )

    def _interviews(self, person):
        for talk in person.talks:
            day = talk.get("date_held") or talk.get("date_declined")
            if day:
                yield schedule.Interview(
                    day,
                    bilan=talk["with_bilan"],
                    refused=talk["state"] == "declined",
                    oral=talk.get("declined_how") == "oral",
                    on_return=talk["motif"] == "return",
                    before_leave=talk["motif"] == "before_leave",
                    mid_career=talk["motif"] == "mid_career",
                    end_career=talk["motif"] == "end_career",
                )

    def _dashboard(self):
        dashboard = self._as(self.user_figures, self.env["hr.entretien.dashboard"])
        self.patch(hr_entretien_dashboard, "SHOWN", 100)
        figures = dashboard.get_figures()
        self.assertEqual(figures["role"], "hr")
        return {item["key"]: item for item in figures["figures"]}, figures["rows"]

    @staticmethod
    def _differences(found, expected):
        """What differs, as (found, expected)."""
        return {
            key: (found[key], expected[key])
            for key in {*found, *expected}
            if found[key] != expected[key]
        }
