"""The states and motifs of an interview, and what is due with it."""

from typing import NamedTuple

from odoo.fields import Domain
from odoo.tools.translate import LazyGettext, LazyTranslate

_lt = LazyTranslate(__name__)

OPEN_STATES = ("to_plan", "planned")
HELD_STATES = ("held", "closed")
# Taken up: from then on the questions that are asked stay as they are.
TAKEN_UP = ("planned", "held")
# Each state is in one of these two: there is still a step to take, or nothing of it
# changes any more, until HR reopens it.
RUNNING_STATES = (*OPEN_STATES, "held")
GIVEN_UP_STATES = ("declined", "cancelled")
LOCKED_STATES = ("closed", *GIVEN_UP_STATES)
# The dates of the employee follow from these.
COUNTED_STATES = (*HELD_STATES, "declined")
# What the law asks for: one open interview carries all of it.
DUE_FIELDS = ("date_due", "date_limit", "reason_data")


class Motif(NamedTuple):
    """A kind of interview, in words.

    :param label: on screens; the field of the interview translates it
    :param to_employee: begins what its employee reads of it
    :param obligation: what HR reads that the law asks for; None when it does not
    :param offered: the employer must propose it, and the employee may decline it by
        word of mouth
    """

    label: str
    to_employee: LazyGettext
    obligation: LazyGettext | None = None
    offered: bool = False


# In the order of lists. What else a new one needs, a test of each add-on says.
MOTIFS = {
    "first": Motif(
        "First interview",
        _lt("Your first interview in the company"),
        _lt("first interview"),
    ),
    "periodic": Motif(
        "Periodic", _lt("Your periodic interview"), _lt("periodic interview")
    ),
    "return": Motif(
        "Return from absence",
        _lt("Your return after an absence"),
        _lt("return interview"),
        offered=True,
    ),
    "before_leave": Motif(
        "Before a leave",
        _lt("Your coming leave"),
        _lt("interview before the leave"),
        offered=True,
    ),
    "mid_career": Motif(
        "Mid-career", _lt("Your mid-career interview"), _lt("mid-career interview")
    ),
    "end_career": Motif(
        "End of career",
        _lt("Your end-of-career interview"),
        _lt("end-of-career section"),
    ),
    "on_request": Motif(
        "On request", _lt("An interview that you or your employer asked for")
    ),
}
LEGAL_MOTIFS = tuple(code for code, motif in MOTIFS.items() if motif.obligation)
OFFERED_MOTIFS = tuple(code for code, motif in MOTIFS.items() if motif.offered)
# Of an employee at most one, see ``_one_open_periodic``.
LEGAL_OPEN = Domain("state", "in", OPEN_STATES) & Domain("motif", "in", LEGAL_MOTIFS)
