"""Print who may do what, as CONTRIBUTING.md shows it, from what the tests play."""

import csv
import pathlib
from itertools import groupby

ROOT = pathlib.Path(__file__).parents[2]
# The main add-on first, then what each other one adds.
SOURCES = sorted(ROOT.glob("hr_entretien_professionnel*/tests/data/access.csv"))
SIGNS = {"yes": "✓", "no": "", "locked": "–"}


def lines():
    """The table in Markdown; states in which all may do the same share a line."""
    tables = [_read(source) for source in SOURCES]
    act, _state, *roles = head = tables[0][0]
    rows = [row for _head, *rest in tables for row in rest]
    if any(other != head for other, *_rows in tables):
        raise ValueError("The tables of the add-ons speak of other roles.")
    heads = [role.replace("_", " ") for role in roles]
    yield _line([act, "state", *heads])
    yield _line(["---", "---", *(":-:" for _role in roles)])
    for (act, cells), same in groupby(rows, key=lambda row: (row[0], row[2:])):
        states = ", ".join(row[1].replace("_", " ") for row in same)
        yield _line([act, states, *(SIGNS[cell] for cell in cells)])


def _read(source):
    with source.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _line(cells):
    return "|" + "|".join(f" {cell} ".replace("  ", " ") for cell in cells) + "|"


if __name__ == "__main__":
    print("\n".join(lines()))
