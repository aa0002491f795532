"""What goes in: the facts of a career, and how the company reads the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .absence import Absence
from .career import Contract


@dataclass(frozen=True)
class Interview:
    """An interview that meets the obligation of its date.

    :param held: day it was held or, when ``refused``, day of the written refusal
    :param bilan: it was an état des lieux récapitulatif too (art. L.6315-1 II)
    :param refused: the employee declined in writing what was offered; it counts as
        if held, for all that was offered with it. It makes no later offer needless
    :param oral: offered on return from an absence and declined by word of mouth: the
        employer proposed, which is what that return asks for. It meets nothing else,
        whatever the other flags say, and starts no period
    :param on_return: it was that of a return from absence; only this allows it to
        be held before the return, at the employee's request
    :param mid_career: it followed the visite médicale de mi-carrière
    :param end_career: it prepared the end of the career
    """

    held: date
    bilan: bool = False
    refused: bool = False
    oral: bool = False
    on_return: bool = False
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
    :raises ValueError: negative number of days or unknown chain
    """

    gap_days: int = 4
    bilan_chain: Literal["seniority", "held"] = "seniority"
    return_days: int = 30
    suspend_periodic: bool = False

    def __post_init__(self):
        for name in ("gap_days", "return_days"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is a number of days, 0 or more.")
        if self.bilan_chain not in ("seniority", "held"):
            raise ValueError(f"Unknown bilan chain: {self.bilan_chain!r}.")


DEFAULT_SETTINGS = Settings()
