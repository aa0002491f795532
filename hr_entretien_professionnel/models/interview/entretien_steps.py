"""Every step of an interview, in one table: from where, by whom, and what it does.
What the employee does alone (not available, preparation, comment) is not in it.

``hr.entretien._check_step`` reads who takes it and from which state, ``_take_step``
what is written and proved, ``_after_step`` what follows. What comes with the state
itself, whoever writes it, is in ``hr.entretien.write``: the calendar, the questions of
the grid, the état des lieux, the links of the employee, the follow-up of decisions.
"""

from typing import NamedTuple

from .entretien_states import (
    HELD_STATES,
    LOCKED_STATES,
    OPEN_STATES,
    RUNNING_STATES,
)

# Who takes a step: all who lead the interview; of them HR alone; or HR alone until
# another interview was held in its place.
LEADER = "leader"
HR = "hr"
HR_OR_MOOT = "hr_or_moot"
# The add-on itself: nobody asks for it, and ``_check_step`` is not called.
SERVER = "server"


class Step(NamedTuple):
    """What a step asks for, does and leaves, in the order in which it does it."""

    states: tuple
    who: str = LEADER
    # The kind of the window that asks why, ``hr.entretien.motive``.
    motive: str | None = None
    # Who of these expected a meeting still to come is written to: it does not take
    # place.
    calls_off: tuple = ()
    # The documents and signatures in force are marked as withdrawn: they stay.
    withdraws: bool = False
    # The state that it leads to; without one the interview stays where it is.
    to: str | None = None
    values: dict = {}
    # The line of the proof file, a code of ``KINDS``.
    proof: str | None = None
    # What follows: methods of the interview, or ``model:method`` of a service.
    then: tuple = ()


PLANNED, HELD = ("planned",), ("held",)
BOTH = ("employee", "interviewer")
# Nothing is in force any more of what was presented, or handed over.
WITHDRAWN = {"date_presented": False, "previous_presented": False}
# To the date to come nobody is invited yet.
DATELESS = {"date_planned": False, "date_invited": False}
# The employee is there again.
BACK = {"date_left": False, "motive": False}
DECLINE = Step(
    OPEN_STATES,
    motive="decline",
    # The employee knows.
    calls_off=("interviewer",),
    to="declined",
    proof="refusal",
    then=("_close_to_plan",),
)
STEPS = {
    # -- before the day
    "plan": Step(OPEN_STATES, to="planned", proof="planned", then=("_close_to_plan",)),
    # Another date, written on the form or dragged in the calendar.
    "move": Step(PLANNED, proof="moved"),
    # The date stands, and what the employee said of it.
    "change": Step(PLANNED, proof="changed"),
    "postpone": Step(PLANNED, proof="postponed"),
    # Proved when the message has really left, and by each printing.
    "send_invitation": Step(PLANNED),
    "print_invitation": Step(PLANNED),
    "print_preparation": Step(OPEN_STATES),
    # -- the day
    "no_show": Step(
        PLANNED,
        to="to_plan",
        values=DATELESS,
        proof="absence",
        then=("_schedule_reinvitation",),
    ),
    "decline": DECLINE,
    # Around an absence it was offered.
    "decline_offer": DECLINE._replace(proof="offer_declined"),
    "mark_held": Step(OPEN_STATES, to="held", proof="held", then=("_close_to_plan",)),
    # -- the document
    "present": Step(HELD, proof="presented", then=("hr.entretien.previous:_keep",)),
    "sign": Step(HELD),
    "void": Step(
        HELD, motive="void", withdraws=True, values=WITHDRAWN, proof="signature_void"
    ),
    # Two lines of proof: “closed”, the document; “handover”, when and how.
    "close": Step(HELD, to="closed", then=("hr.entretien.previous:_keep",)),
    "scan": Step(HELD_STATES, proof="scan"),
    # -- given up, taken up again
    "cancel": Step(
        RUNNING_STATES,
        HR_OR_MOOT,
        motive="cancel",
        calls_off=BOTH,
        withdraws=True,
        to="cancelled",
        # HR's decision is not undone when the employee comes back.
        values={**WITHDRAWN, "date_left": False},
        proof="cancelled",
        then=("_close_to_plan",),
    ),
    # To the state it was in: see ``_prepare_reopen_values``.
    "reopen": Step(
        LOCKED_STATES,
        HR,
        motive="reopen",
        withdraws=True,
        values={**WITHDRAWN, "date_frozen": False, "date_left": False},
        proof="reopened",
        then=("hr.entretien.departure:_keep_open", "_ask_reopened"),
    ),
    # The meeting was deleted from the calendar.
    "meeting_gone": Step(
        PLANNED,
        SERVER,
        calls_off=BOTH,
        to="to_plan",
        values=DATELESS,
        proof="cancelled",
        then=("_ask_to_plan_again",),
    ),
    # The employee left, is back, or had not left at all.
    "set_aside": Step(
        OPEN_STATES, SERVER, calls_off=BOTH, to="cancelled", proof="cancelled"
    ),
    "take_up": Step(
        ("cancelled",),
        SERVER,
        to="to_plan",
        values={**BACK, **DATELESS},
        proof="reopened",
        then=("_ask_to_plan_again",),
    ),
    "stand": Step(("cancelled",), SERVER, to="planned", values=BACK, proof="reopened"),
}
