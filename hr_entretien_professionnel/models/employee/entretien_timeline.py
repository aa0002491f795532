"""Where the dates of a career stand on a drawn line. No Odoo, no today of its own.

Positions are percentages of the line's width. What happened is written above the line,
what is to come below it; labels that would overlap go to further lanes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Room for half a label at each end, and what a label takes, in % of the width.
MARGIN = 6.0
LABEL = 11.5
MAX_TICKS = 9
STEPS = (1, 2, 5, 10, 20)

# What each kind of mark looks like: shapes that differ without colour.
SYMBOLS = {
    "start": "├",
    "held": "●",
    "bilan": "▲",
    "refused": "○",
    "missed": "✕",
    "planned": "◆",
    "next": "◇",
    "bilan_next": "△",
    "limit": "■",
    "today": "│",
    "end": "┤",
}
ABOVE = ("held", "bilan", "refused", "missed")


@dataclass(frozen=True)
class Scale:
    """From days to places on the line, between the first and the last one shown."""

    first: date
    last: date

    def where(self, day: date) -> float:
        """Return the place of ``day``, in % of the width, to one decimal."""
        length = (self.last - self.first).days or 1
        share = (day - self.first).days / length
        return round(MARGIN + share * (100 - 2 * MARGIN), 1)


def scale(days: list[date]) -> Scale:
    """Return the scale that shows all these days, one at least."""
    return Scale(min(days), max(days))


def lanes(places: list[float], width: float = LABEL) -> list[int]:
    """Return the lane of each label, 0 next to the line, so that none overlap.

    :param places: middle of each label, in % of the line, in any order
    :param width: what a label takes, in %
    """
    result = [0] * len(places)
    ends: list[float] = []
    for index in sorted(range(len(places)), key=places.__getitem__):
        start = places[index] - width / 2
        free = (lane for lane, end in enumerate(ends) if end <= start)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [start + width]
        result[index] = lane
    return result


def ticks(shown: Scale) -> list[tuple[int, float]]:
    """Return the years to write on the line, every 2, 5… when it is long, with the
    places of their first days."""
    years = range(shown.first.year + 1, shown.last.year + 1)
    step = next((s for s in STEPS if len(years) / s <= MAX_TICKS), STEPS[-1])
    return [(year, shown.where(date(year, 1, 1))) for year in years if year % step == 0]


def place(rows: list[dict], today: date) -> dict:
    """Return all that there is to draw.

    :param rows: dicts with ``date`` and ``mark`` (a key of :data:`SYMBOLS`), by date
    :param today: where the line of today goes
    :return: ``rows`` with ``where``, ``symbol``, ``above`` and ``lane`` added, the
        place of ``today``, the ``ticks``, how many lanes are ``above`` and ``below``
    """
    shown = scale([today, *(row["date"] for row in rows)])
    placed = [
        {
            **row,
            "where": shown.where(row["date"]),
            "symbol": SYMBOLS[row["mark"]],
            "above": row["mark"] in ABOVE,
        }
        for row in rows
    ]
    counts = {}
    for side in (True, False):
        there = [row for row in placed if row["above"] is side]
        taken = lanes([row["where"] for row in there])
        for row, lane in zip(there, taken, strict=True):
            row["lane"] = lane
        counts[side] = max(taken, default=-1) + 1
    return {
        "rows": placed,
        "today": shown.where(today),
        "ticks": ticks(shown),
        "above": counts[True],
        "below": counts[False],
    }
