from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.models.bilan.hr_entretien_bilan import (
    HISTORY,
)
from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    OPEN_STATES,
)
from odoo.addons.hr_entretien_professionnel.schedule import (
    amount,
    in_time_only,
    outcome,
    pay_by,
)

DAY = timedelta(days=1)
# What is read of a card, and no more.
CARD = (
    "active",
    "company_id",
    "parent_id",
    "entretien_end_date",
    "entretien_bilan_date",
    "entretien_bilan_limit",
    "entretien_plan_digest",
)
AMOUNTS = ("amount", "projected_amount", "lenient_amount", "strict_amount")


class HrEntretienExposureCompute(models.AbstractModel):
    """What each row says: the law's cycles, the trainings confirmed, HR's decision."""

    _name = "hr.entretien.exposure.compute"
    _description = "What the Exposure Says"

    def _wanted(self, employees, having, today, settled, cases=None):
        """The rows that these employees should have.

        :param having: who of them has what (``hr.entretien.exposure._having``)
        :param cases: of the planner, when they are gathered already
        :rtype: dict of (employee id, interview id or False) → values
        """
        employees.fetch(CARD)
        met = having["hr.entretien"]
        bilans = self._bilans(met)
        cycles = list(self._cycles(employees, bilans, today, cases))
        known = self._known_trainings(met)
        trainings = self._trainings(known)
        proposed = self._proposed(known, met, having["hr.resume.line"])
        imported = self._imported(met)
        wanted = {}
        for employee, cycle, held in cycles:
            entretien_id = held.id
            lines = trainings[employee.id, entretien_id]
            lines = lines.filtered(
                lambda line, start=cycle.period_from: line._ends_since(start)
            )
            waiting = lines.filtered(lambda line: line.state == "proposed")
            confirmed = lines - waiting
            names = waiting.filtered(lambda line: line._counts_as_free()).mapped("name")
            if not cycle.closed:
                start, others = cycle.period_from, proposed[employee.id]
                names += [name for day, name in others if start < day <= today]
            # Held in one company, now of another: judged by the choices of the first.
            company = (held or employee).company_id
            values = self._values(company, cycle, confirmed, today)
            values["details"]["proposed"] = list(dict.fromkeys(names))
            values["plan_digest"] = employee.entretien_plan_digest
            if entretien_id in imported:
                # What it found is not known: nothing is guessed from it.
                if values["outcome"] == "exposed":
                    values["outcome"] = "unknown"
                values |= dict.fromkeys(AMOUNTS, 0.0)
            paid = (employee.id, cycle.start) in settled
            owed = bool(cycle.closed) or cycle.limit < today
            values |= self._split(values["amount"], paid, owed=owed)
            if owed:
                values["projected_amount"] = 0.0
            wanted[employee.id, entretien_id] = values
        return wanted

    def _cycles(self, employees, bilans, today, cases=None):
        """The cycles to have a row for.

        :param bilans: see ``_bilans``
        :returns: iterator of (employee, ``schedule.Cycle``, interview that held it)
        """
        there, none = set(employees.ids), self.env["hr.entretien"].sudo()
        for case in cases or self.env["hr.entretien.planner"]._cases(employees):
            employee = case.employee
            if case.block or employee.id not in there:
                # No cycle; and what blocks may be that the card cannot be read.
                continue
            end, limit = employee.entretien_end_date, employee.entretien_bilan_limit
            # Whether the running cycle can cost anything; in SQL in ``_to_mend``.
            runs = employee.active and employee.entretien_bilan_date
            runs = runs and (not end or end >= today or (limit and limit <= end))
            for cycle in case.cycles(late_counts=True):
                if cycle.closed:
                    yield employee, cycle, bilans[employee.id, cycle.closed]
                elif runs:
                    waits = bilans.get((employee.id, False))
                    if waits and not case.missed(today):
                        cycle = self._to_its_day(case, cycle, waits.bilan_id)
                    yield employee, cycle, none

    def _to_its_day(self, case, cycle, bilan):
        """The running cycle over the years before the day foreseen for its état des
        lieux, as its form and document examine them: still to be held, all the same."""
        meant = bilan._meant()
        for found in case.cycles(meant, late_counts=True):
            if found.closed == meant.held:
                required = []
                for duty in found.required:
                    unmet = duty._replace(held=None, met=False)
                    required.append(unmet if duty.held == meant.held else duty)
                return replace(
                    cycle,
                    period_from=found.period_from,
                    period_to=meant.held,
                    required=tuple(required),
                )
        return cycle

    def _bilans(self, employees):
        """The interviews that carry the états des lieux held, or refused, by employee
        and day; by False, the one still to be held."""
        found = self.env["hr.entretien"].sudo()
        found = found.search_fetch(
            [
                ("employee_id", "in", employees.ids),
                ("with_bilan", "=", True),
                ("state", "in", (*OPEN_STATES, "held", "closed", "declined")),
                ("declined_how", "!=", "oral"),
            ],
            ["employee_id", "company_id", "state", "date_held", "date_declined"],
            order="id",
        )
        refused = found.filtered(lambda item: item.state == "declined")
        days = {(item.employee_id.id, item.date_declined): item for item in refused}
        for item in found - refused:
            done = item.state not in OPEN_STATES
            days[item.employee_id.id, done and item.date_held] = item
        return days

    def _imported(self, employees):
        """Ids of the états des lieux entered as history, of which no line is known."""
        theirs = Domain("employee_id", "in", employees.ids) & HISTORY
        bilans = self.env["hr.entretien.bilan"].sudo()
        return set(bilans.search_fetch(theirs, ["entretien_id"]).entretien_id.ids)

    def _known_trainings(self, employees):
        """The lines of what these followed; rejected, they stay known whatever became
        of their interview. Declined by word of mouth, it has no row to count in."""
        theirs = Domain("employee_id", "in", employees.ids)
        carried = Domain("entretien_id.with_bilan", "=", True)
        carried &= Domain("entretien_id.state", "!=", "cancelled")
        carried &= Domain("entretien_id.declined_how", "!=", "oral")
        known = Domain("state", "=", "rejected") | carried
        lines = self.env["hr.entretien.bilan.line"].sudo()
        return lines.search(theirs & Domain("kind", "=", "training") & known)

    def _trainings(self, known):
        """Trainings confirmed or proposed, by employee and interview; False for the
        running cycle.

        Lines hang on the interview, open or held, that carries the état des lieux.
        """
        found = defaultdict(known.browse)
        for line in known.filtered(lambda line: line.state != "rejected"):
            bilan = line.entretien_id
            running = bilan.state in OPEN_STATES
            found[bilan.employee_id.id, not running and bilan.id] |= line
        return found

    def _proposed(self, known, met, taught):
        """Trainings that Odoo knows of, which save nothing until HR confirms them.

        As the core proposes them to an état des lieux; what is a line of one already
        is left out: there HR decides.

        :param known: see ``_known_trainings``
        :param met: the employees who have interviews
        :param taught: those who have a résumé
        :rtype: dict of employee id → list of (day it ended, title)
        """
        lines = {(line.source_model, line.source_id) for line in known}
        source, found = self.env["hr.entretien.bilan.source"], defaultdict(list)
        for employees, kept_in in ((taught, "resume"), (met, "needs")):
            for employee_id, facts in source._gather(employees, [kept_in]).items():
                for fact in facts:
                    day = fact["date_to"] or fact["date_from"]
                    new = (fact["source_model"], fact["source_id"]) not in lines
                    if fact["kind"] == "training" and day and new:
                        found[employee_id].append((day, fact["name"]))
        return found

    def _split(self, amount, settled, *, owed):
        """What is owed and what is at risk: never both, never added."""
        return {
            "owed_amount": amount if owed and not settled else 0.0,
            "risk_amount": 0.0 if owed else amount,
        }

    def _settled(self, employees):
        """Cycles of these employees whose abondement waits for nothing any more."""
        found = self.env["hr.entretien.abondement"].sudo()
        found = found.search(
            [("employee_id", "in", employees.ids), ("state", "!=", "to_pay")]
        )
        return {abondement._cycle_key() for abondement in found}

    def _values(self, company, cycle, trainings, today):
        """The row of one cycle, as things stand on a day.

        :param schedule.Cycle cycle: read leniently: an interview held late counts
        :param trainings: lines that HR confirmed
        """
        company = company.sudo()
        day = None if cycle.closed else today
        judged = {
            "trained": any(line._counts_as_free() for line in trainings),
            "concerned": company._entretien_concerned(cycle.closed or today),
        }
        readings = {"lenient": cycle, "strict": in_time_only(cycle)}
        cycle = readings["lenient" if company.entretien_late_counts else "strict"]
        result = outcome(cycle, day=day, **judged)
        missing = cycle.missing(day)
        make_up = cycle.make_up_by(today) if missing else None
        make_up = make_up if make_up and make_up >= today else None
        last = make_up or cycle.in_time_until
        return {
            "cycle_start": cycle.start,
            "period_start": cycle.period_from,
            "period_end": cycle.period_to,
            "bilan_target": cycle.target,
            "bilan_limit": cycle.in_time_until,
            "date_held": cycle.closed or False,
            "required_count": len(cycle.required),
            "held_count": sum(duty.met for duty in cycle.required),
            "missing_count": len(missing),
            "interviews_ok": not missing,
            "training_ok": bool(trainings),
            "training_free_ok": judged["trained"],
            "concerned": judged["concerned"],
            "outcome": result,
            **self._amounts(company, cycle, readings, day, judged),
            "act_by": result == "exposed" and not cycle.closed and last,
            "pay_by": pay_by(cycle.closed or cycle.limit),
            "details": self._details(cycle, missing, make_up),
            "review_on": self._review_on(cycle, today),
        }

    def _amounts(self, company, cycle, readings, day, judged):
        """What the cycle costs by each reading, and if nothing more is done."""
        asked = {
            "amount": (cycle, day),
            "lenient_amount": (readings["lenient"], day),
            "strict_amount": (readings["strict"], day),
            # With no day, all that is still to come is missing.
            "projected_amount": (cycle, None),
        }
        full = company.entretien_corrective_amount
        return {
            name: amount(outcome(read, day=on, **judged), full)
            for name, (read, on) in asked.items()
        }

    def _details(self, cycle, missing, make_up):
        """Each required interview, in plain values."""
        return {
            "required": [
                {
                    "kind": duty.kind,
                    "target": duty.target.isoformat(),
                    "limit": duty.in_time_until.isoformat(),
                    "met": duty.met,
                    "missing": duty in missing,
                }
                for duty in cycle.required
            ],
            "make_up_by": make_up and make_up.isoformat(),
        }

    def _review_on(self, cycle, today):
        """The next day on which an interview to come is missing, or lost for good.

        Or on which what is at risk is owed: the limit of the état des lieux passes.
        """
        if cycle.closed:
            return False
        lacking = (duty for duty in cycle.required if not duty.met)
        days = [cycle.limit]
        days += (d for duty in lacking for d in (duty.unsanctioned_until, duty.again))
        return min((day + DAY for day in days if day and day >= today), default=False)
