"""What goes in: the facts of a career, and how the company reads the law."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from .absence import Absence, AbsenceKind
from .career import Contract


@dataclass(frozen=True, order=True)
class Interview:
    """An interview that meets the obligation of its date.

    They sort by date: on one day, those held before those refused.

    :param held: day it was held or, when ``refused``, day of the written refusal
    :param bilan: it was an état des lieux récapitulatif too (art. L.6315-1 II)
    :param refused: the employee declined in writing what was offered; it counts as
        if held, for all that was offered with it. It makes no later offer needless
    :param oral: offered on return from an absence, or before a leave when
        ``before_leave`` says so, and declined by word of mouth: the employer proposed,
        which is what that event asks for. It meets nothing else, whatever the other
        flags say, and starts no period
    :param on_return: it was that of a return from absence; only this allows it to
        be held before the return, at the employee's request
    :param before_leave: it was held before a leave, as L.3142-11 and L.3142-23 grant
    :param mid_career: it followed the visite médicale de mi-carrière
    :param end_career: it prepared the end of the career
    """

    held: date
    oral: bool = False
    refused: bool = False
    bilan: bool = False
    on_return: bool = False
    before_leave: bool = False
    mid_career: bool = False
    end_career: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of one employee, in any order.

    :param seniority_override: seniority date set by HR (transfer of art. L.1224-1,
        move within a group), which prevails over the contracts
    :param absences: known ones, to come included; they may overlap
    :param birthday: date of birth
    :param visit: day of the visite médicale de mi-carrière
    :param departure: last day in the company, which ends the contracts that run on it
    """

    contracts: tuple[Contract, ...] = ()
    seniority_override: date | None = None
    interviews: tuple[Interview, ...] = ()
    absences: tuple[Absence, ...] = ()
    birthday: date | None = None
    visit: date | None = None
    departure: date | None = None


@dataclass(frozen=True)
class Settings:
    """The readings of the law that a company may choose.

    :param gap_days: most days between two contracts that keep seniority unbroken
    :param bilan_chain: where the cycle after a bilan starts: ``seniority`` (on the
        nominal date of the cycle it closes, or on its own day when early) or
        ``held`` (always on its own day)
    :param return_days: days after a return from absence to hold its interview
    :param suspend_periodic: the days that seniority leaves out move the periodic
        interview too, not the bilan alone
    :param family_leaves: whose word decides of the days of présence parentale and of
        solidarité familiale: ``code`` (L.1225-65, L.3142-12: they count) or
        ``ministry`` (Questions-réponses of 13 February 2026: they do not)
    :param illness: whether the days of an illness of private origin count: ``counted``
        (prudent) or ``left_out`` (what the test of the same document leads to)
    :param whole_cycle: an agreement on the period made during a cycle applies to all of
        it for the abondement, as the ministry reads it
    :raises ValueError: negative number of days or unknown reading
    """

    gap_days: int = 4
    bilan_chain: Literal["seniority", "held"] = "seniority"
    return_days: int = 30
    suspend_periodic: bool = False
    family_leaves: Literal["code", "ministry"] = "code"
    illness: Literal["counted", "left_out"] = "counted"
    whole_cycle: bool = True

    def __post_init__(self):
        for name in ("gap_days", "return_days"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is a number of days, 0 or more.")
        for name, kind in self.__annotations__.items():
            known = get_args(kind)
            if known and getattr(self, name) not in known:
                raise ValueError(f"Unknown {name}: {getattr(self, name)!r}.")

    def leaves_out(self, kind: AbsenceKind) -> bool:
        """Return whether the reading chosen leaves out all the days of ``kind``."""
        read = kind.disputed and getattr(self, kind.disputed)
        return read in ("ministry", "left_out")


DEFAULT_SETTINGS = Settings()
