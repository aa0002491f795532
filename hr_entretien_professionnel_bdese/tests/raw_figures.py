"""The BDESE sheet of a year, recomputed from raw rows for the tests to compare with."""

from collections import Counter
from datetime import date

from odoo.addons.hr_entretien_professionnel.tests.random_company import COVERED, TODAY


class Tally(Counter):
    """Numbers by (section, code, column), added up row by row."""

    def add(self, section, code, sex):
        self[section, code, sex or "unknown"] += 1
        self[section, code, "total"] += 1


class RawFigures:
    """The BDESE sheet of a year from raw rows: no model, no shared code.

    :param rows: dict of name → list of dicts, as the tables hold them
    :param last: the last day counted
    """

    def __init__(self, rows, people, year, last):
        self.rows, self.people = rows, people
        self.first, self.last = date(year, 1, 1), last
        self.whole_year = last == date(year, 12, 31)
        self.tally = Tally()

    def figures(self):
        for row in self.rows["interviews"]:
            if row["state"] != "cancelled":
                self._tell(row)
                if row["motif"] != "on_request" and row["date_due"]:
                    self._due(row)
        self._needs()
        self._correctives()
        return self.tally

    def _in(self, day):
        return day is not None and self.first <= day <= self.last

    def _tell(self, row):
        sex, motif = row["employee_sex"], row["motif"]
        if row["state"] == "declined" and self._in(row["date_declined"]):
            oral = row["declined_how"] == "oral"
            for code in ("oral",) if oral else ("total", motif):
                self.tally.add("refused", code, sex)
        if row["state"] in ("held", "closed") and self._in(row["date_held"]):
            category = row["employee_category"] or "unknown"
            for place in (("held", "total"), ("held", motif), ("category", category)):
                self.tally.add(*place, sex)
            self.tally.add("category", "total", sex)
            if row["with_bilan"]:
                self.tally.add("held", "bilan", sex)
                self.tally.add("bilan", "held", sex)
            if motif != "on_request" and row["date_due"] is None:
                self.tally.add("due", "unknown", sex)

    def _due(self, row):
        sex, code = row["employee_sex"], self._became(row)
        if row["date_due"] <= self.last and code == "overdue":
            self.tally.add("due", "backlog", sex)
        if self._in(row["date_due"]):
            self.tally.add("due", "total", sex)
            self.tally.add("due", code, sex)
            # One declined by word of mouth, whenever, leaves its bilan to another.
            if row["with_bilan"] and row["declined_how"] != "oral":
                self.tally.add("bilan", "total", sex)
                if code in ("refused", "overdue"):
                    self.tally.add("bilan", code, sex)

    def _became(self, row):
        limit = row["date_limit"] or row["date_due"]
        held = row["state"] in ("held", "closed") and row["date_held"] <= self.last
        if held:
            return "late" if row["date_held"] > limit else "in_time"
        if row["state"] == "declined" and row["date_declined"] <= self.last:
            return "oral" if row["declined_how"] == "oral" else "refused"
        # The limit itself is in time, until the year it falls in is over.
        past = limit <= self.last if self.whole_year else limit < self.last
        return "overdue" if past else "running"

    def _needs(self):
        talks = {row["id"]: row for row in self.rows["interviews"]}
        for row in self.rows["needs"]:
            talk = talks[row["entretien_id"]]
            if talk["state"] not in ("held", "closed") or not self._in(
                talk["date_held"]
            ):
                continue
            training = row["nature"] in ("training", "certification")
            if training and row["followup_state"] in ("progress", "done"):
                self.tally.add("training", "total", talk["employee_sex"])
                if row["followup_state"] == "done":
                    self.tally.add("training", "done", talk["employee_sex"])

    def _correctives(self):
        for row in self.rows["correctives"]:
            if row["state"] == "cancelled":
                continue
            paid = row["state"] == "paid"
            by_then = paid and (row["paid_on"] or self.first) <= self.last
            if self._in(row["bilan_date"]):
                self._money("total", row)
                self._money("paid" if by_then else "to_pay", row)
            if paid and self._in(row["paid_on"]):
                self._money("flow", row)

    def _money(self, code, row):
        self.tally["corrective", code, "total"] += 1
        self.tally["corrective", code, "amount"] += row["amount"]

    def headcount(self):
        """Who is under contract on the last day, from the invented people."""
        return sum(self._is_there(person) for person in self.people)

    def _is_there(self, person):
        version = self._present(person)
        lost = person.archived and not person.departure
        # Archived without a departure, they left nobody knows when.
        return bool(version and (not lost or version.end and version.end < TODAY))

    def _present(self, person):
        """The contract running on the last day, None when there is none."""
        for contract in person.contracts if person.kind in COVERED else ():
            start = contract.start or person.seniority
            ends = [contract.end] if contract.end else []
            if person.departure and start and person.departure >= start:
                ends.append(person.departure)
            if start and start <= self.last <= min(ends, default=date.max):
                return contract
        return None
