"""The states and motifs of an interview, and what is due with it."""

from odoo.fields import Domain

OPEN_STATES = ("to_plan", "planned")
HELD_STATES = ("held", "closed")
# Nothing of it changes any more, until HR reopens it.
LOCKED_STATES = ("closed", "declined", "cancelled")
# The dates of the employee follow from these.
COUNTED_STATES = (*HELD_STATES, "declined")
# What the law asks for: one open interview carries all of it.
DUE_FIELDS = ("date_due", "date_limit", "reason_data")
LEGAL_MOTIFS = (
    "first",
    "periodic",
    "return",
    "before_leave",
    "mid_career",
    "end_career",
)
# Of an employee at most one, see ``_one_open_periodic``.
LEGAL_OPEN = Domain("state", "in", OPEN_STATES) & Domain("motif", "in", LEGAL_MOTIFS)
# What the employer must propose, and the employee may decline by word of mouth.
OFFERED_MOTIFS = ("return", "before_leave")
