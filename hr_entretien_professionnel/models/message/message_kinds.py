"""Every kind of message, in one table: when it is true, what goes with it and what it
proves; and what the states of a message mean together.

Each kind has its template too, ``mail_template_entretien_<kind>``. One that is no key
of ``MESSAGE_KINDS`` is refused wherever it is asked for.
"""

from collections.abc import Callable
from typing import NamedTuple

from odoo.tools.translate import LazyTranslate

from ..interview.entretien_states import HELD_STATES, OPEN_STATES

_lt = LazyTranslate(__name__)

# Asked for, and nobody has anything to do: it waits its turn, or its mail leaves.
ON_ITS_WAY = ("waiting", "leaving")
# It leaves without being asked for again, at the latest once there is an address.
PENDING = (*ON_ITS_WAY, "no_address")
# Not written yet: it would say what holds when it leaves.
UNWRITTEN = ("waiting", "no_address", "failed")
# What waits for HR: nobody received it, or nobody knows.
UNDELIVERED = ("failed", "no_address", "unknown")
# It leaves by itself once there is an address.
WITHOUT_ADDRESS = ("failed", "no_address")
# Its mail was stored, and may have left.
GONE = ("leaving", "sent", "unknown")
# Of these it is not known yet that they left.
EXPECTED = ("leaving", "unknown")
# Nothing is left to do.
OVER = ("sent", "by_hand", "cancelled")


class MessageKind(NamedTuple):
    """What distinguishes it from the others; what has no default is to be answered."""

    label: str
    # Whether it still is, of the interview: asked when it leaves. None, about none.
    is_true: Callable | None
    # The line of the proof file once it has left, a code of ``KINDS``; None for none.
    proof: str | None
    # The calendar file goes with it: it gives the date, moves it or takes it away.
    calendar: bool
    # An invitation to the same interview says it too.
    covered: bool
    # What HR prints instead: a method of the interview, or of the person when it is
    # about none. None: they say it, or hand over the document.
    on_paper: str | None
    invites: bool = False
    # It hands over this document, a role of ``hr.entretien.file``.
    document: str | None = None
    # A digest holds the whole text of it, without its greeting.
    in_full: bool = False
    # It leaves the day it is asked for, whatever left before: what is proved as handed
    # over that day, and what HR asks of a manager.
    at_once: bool = False
    # Of the button for the employee, where a digest goes on.
    button: str = _lt("Open my page")


def state_in(*states):
    return lambda entretien: entretien.state in states


def is_ahead(entretien):
    return entretien._is_ahead()


def is_unavailable(entretien):
    return entretien._is_ahead() and bool(entretien._unavailable_proof())


def is_to_prepare(entretien):
    day = entretien.employee_id._entretien_day
    return (
        entretien._is_ahead()
        and entretien.preparation_id.state != "submitted"
        and day(entretien.date_planned) > day()
    )


def is_unanswered(entretien):
    return entretien.state == "held" and not entretien.employee_answered


def is_to_sign(entretien):
    return "employee" in entretien._roles_to_sign()


def has_bilan(entretien):
    return bool(entretien.sudo().bilan_id.date_frozen)


is_off = state_in("cancelled", "declined", "to_plan")
is_open, is_held = state_in(*OPEN_STATES), state_in(*HELD_STATES)
PRINT_LETTER = "action_print_invitation"
# Of no date, and nothing to print.
NOTICE = {"calendar": False, "covered": False, "on_paper": None}
INVITES = {
    "calendar": True,
    "covered": False,
    "on_paper": PRINT_LETTER,
    "invites": True,
    "in_full": True,
}
MESSAGE_KINDS = {
    "invitation": MessageKind("Invitation", is_ahead, "invitation", **INVITES),
    "reinvitation": MessageKind(
        "Second invitation", is_ahead, "reinvitation", **INVITES
    ),
    "reminder": MessageKind(
        "Reminder to prepare",
        is_to_prepare,
        "reminder",
        calendar=False,
        covered=True,
        on_paper="action_print_preparation",
    ),
    "moved": MessageKind(
        "New date", is_ahead, None, calendar=True, covered=True, on_paper=PRINT_LETTER
    ),
    "cancelled": MessageKind(
        "Cancelled", is_off, None, calendar=True, covered=False, on_paper=None
    ),
    "interviewer": MessageKind("Conducted by somebody else", is_open, None, **NOTICE),
    "unavailable": MessageKind(
        "The employee is not available", is_unavailable, None, **NOTICE
    ),
    "prepared": MessageKind("Preparation received", is_open, None, **NOTICE),
    "to_sign": MessageKind(
        "To read and sign", is_to_sign, None, button=_lt("Read and sign"), **NOTICE
    ),
    "signed": MessageKind("Signed by the employee", is_held, None, **NOTICE),
    "copy": MessageKind(
        "Copy handed over",
        state_in("closed"),
        "handover",
        document="final",
        button=_lt("Open my copy"),
        at_once=True,
        **NOTICE,
    ),
    "bilan_copy": MessageKind(
        "État des lieux handed over",
        has_bilan,
        "bilan_handover",
        document="bilan",
        button=_lt("Open my état des lieux"),
        at_once=True,
        **NOTICE,
    ),
    "follow_up": MessageKind(
        "Decided in an interview, due soon",
        is_held,
        None,
        button=_lt("See what was decided"),
        **NOTICE,
    ),
    "hire": MessageKind(
        "Information on hiring",
        None,
        "told_mail",
        calendar=False,
        covered=False,
        on_paper="action_tell_at_hire",
        in_full=True,
    ),
    "weekly": MessageKind(
        "What a manager has to do", None, None, in_full=True, at_once=True, **NOTICE
    ),
    "warning": MessageKind(
        "Warning to the former address", is_unanswered, None, **NOTICE
    ),
}
INVITATIONS = tuple(code for code, kind in MESSAGE_KINDS.items() if kind.invites)
# By these the employee was reminded of the date.
DATE_TOLD = tuple(
    code for code, kind in MESSAGE_KINDS.items() if kind.invites or kind.covered
)
