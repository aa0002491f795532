"""Print who may do what, as CONTRIBUTING.md shows it, from what the tests play."""

import csv
import pathlib
from itertools import groupby

ROOT = pathlib.Path(__file__).parents[2]
SOURCE = ROOT / "hr_entretien_professionnel/tests/data/access.csv"
SIGNS = {"yes": "✓", "no": "", "locked": "–"}


def lines():
    """The table in Markdown; states in which all may do the same share a line."""
    with SOURCE.open(encoding="utf-8", newline="") as stream:
        (act, _state, *roles), *rows = csv.reader(stream)
    heads = [role.replace("_", " ") for role in roles]
    yield _line([act, "state", *heads])
    yield _line(["---", "---", *(":-:" for _role in roles)])
    for (act, cells), same in groupby(rows, key=lambda row: (row[0], row[2:])):
        states = ", ".join(row[1].replace("_", " ") for row in same)
        yield _line([act, states, *(SIGNS[cell] for cell in cells)])


def _line(cells):
    return "|" + "|".join(f" {cell} ".replace("  ", " ") for cell in cells) + "|"


if __name__ == "__main__":
    print("\n".join(lines()))
