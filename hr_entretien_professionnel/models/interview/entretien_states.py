"""The states and motifs of an interview, and what is due with it."""

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
# What the employer must propose, and the employee may decline by word of mouth.
OFFERED_MOTIFS = ("return", "before_leave")
