"""A line of the spreadsheet of past interviews, while it is read."""

from .entretien_history_parse import plain

# A first entretien is a periodic one for who kept the interviews on paper.
FAMILY = {"first": "periodic"}


class HistoryRow:
    """A line of the spreadsheet: its cells, what they mean, what is wrong in them."""

    def __init__(self, index, line, cells):
        self.index = index
        self.line = line
        self.cells = cells
        self.employee = self.interviewer = self.day = self.copy = self.kind = None
        self.problems = []

    def note(self, code, **figures):
        self.problems.append((code, figures))

    @property
    def identity(self):
        """Two lines of one identity speak of the same interview."""
        return history_identity(self.employee.id, self.day, self.kind)

    @property
    def details(self):
        return (self.copy, plain(self.cells["interviewer_name"]))


def history_identity(employee_id, day, kind):
    """:param kind: values of an interview, or the interview"""
    motif = kind["motif"]
    return (
        employee_id,
        day,
        FAMILY.get(motif, motif),
        bool("with_bilan" in kind and kind["with_bilan"]),
    )
