"""What an interview may be held for besides its motif, or because of it."""

# The flags by which an interview carries more than its own talk, by occasion, which is
# the kind of obligation too.
OCCASION_FLAGS = {
    "bilan": "with_bilan",
    "mid_career": "with_mid_career",
    "end_career": "with_end_career",
}
# All of them, the most particular first: the grid of the état des lieux goes before
# that of the motif. The others come from the motif, or from what somebody returns from.
OCCASIONS = (*OCCASION_FLAGS, "parental", "mandate", "return")
