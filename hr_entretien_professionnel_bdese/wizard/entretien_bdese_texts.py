"""What the lines of the BDESE sheet are called, and how each is counted.

Days are left to fill in: ``start`` and ``end`` of the sheet.
"""

from odoo.tools.translate import LazyTranslate

from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_labels,
    translated,
)

_lt = LazyTranslate(__name__)

# Label and definition of each line that is no motif and no category: of any table, or
# of one, as “table.line”.
TEXTS = {
    "unknown": (
        _lt("Category not filled in"),
        _lt("No category on the employee's file: counted apart, never guessed."),
    ),
    "refused": (
        _lt("Of which refused in writing"),
        _lt("Refusal dated %(end)s at the latest."),
    ),
    "overdue": (
        _lt("Of which overdue on %(end)s"),
        _lt("Neither held nor refused on %(end)s, deadline past."),
    ),
    "held.total": (
        _lt("Interviews held"),
        _lt(
            "Interviews held from %(start)s to %(end)s, by the type and the sex kept "
            "with each."
        ),
    ),
    "held.bilan": (
        _lt("Of which with an état des lieux"),
        _lt("Those that carried it: counted above too, under their type."),
    ),
    "category.total": (
        _lt("Interviews held"),
        _lt("The same interviews, by the category kept with each."),
    ),
    "refused.total": (
        _lt("Written refusals"),
        _lt(
            "Refusals dated from %(start)s to %(end)s: they meet the obligation but "
            "are not interviews held."
        ),
    ),
    "refused.oral": (
        _lt("Besides: return offers declined by word of mouth"),
        _lt("They meet the return alone, and are not counted above."),
    ),
    "due.total": (
        _lt("Interviews due"),
        _lt(
            "Interviews whose stored due date falls from %(start)s to %(end)s: closed "
            "ones keep theirs, open ones follow the employee's file; cancelled ones "
            "and those on request are left out."
        ),
    ),
    "due.in_time": (
        _lt("Of which held in time"),
        _lt("Held by %(end)s, on their deadline at the latest."),
    ),
    "due.late": (
        _lt("Of which held late"),
        _lt("Held by %(end)s, after their deadline."),
    ),
    "due.oral": (
        _lt("Of which offered on return, declined by word of mouth"),
        _lt("Answer of %(end)s at the latest: the offer met it."),
    ),
    "due.running": (
        _lt("Of which still in time"),
        _lt("Neither held nor refused on %(end)s, deadline to come."),
    ),
    "due.backlog": (
        _lt("Overdue on %(end)s, whatever the year"),
        _lt(
            "All those whose due date falls on %(end)s or before, neither held nor "
            "refused by then, deadline past."
        ),
    ),
    "due.unknown": (
        _lt("Held, due date unknown"),
        _lt(
            "Held from %(start)s to %(end)s and entered afterwards, without a due "
            "date: counted neither as due nor as late."
        ),
    ),
    "copies.total": (
        _lt("Copies handed over"),
        _lt(
            "Copies handed over from %(start)s to %(end)s, whenever the interview was "
            "held."
        ),
    ),
    "copies.given": (
        _lt("Held in the period, copy handed over"),
        _lt(
            "Interviews held from %(start)s to %(end)s whose copy was handed over by "
            "then."
        ),
    ),
    "copies.missing": (
        _lt("Held in the period, copy not handed over"),
        _lt(
            "Interviews held from %(start)s to %(end)s whose copy was not handed over "
            "by then."
        ),
    ),
    "bilan.total": (
        _lt("États des lieux due"),
        _lt(
            "Interviews that carry an état des lieux and whose due date falls from "
            "%(start)s to %(end)s."
        ),
    ),
    "bilan.held": (
        _lt("États des lieux held"),
        _lt("Held from %(start)s to %(end)s, whenever they were due."),
    ),
    "bilan.copies": (
        _lt("Documents of the état des lieux handed over"),
        _lt("Handed over from %(start)s to %(end)s."),
    ),
    "corrective.total": (
        _lt("Corrective payments due"),
        _lt(
            "Those whose état des lieux, or the deadline that passed without one, is "
            "dated from %(start)s to %(end)s; cancelled ones are left out."
        ),
    ),
    "corrective.paid": (_lt("Of which paid"), _lt("Paid by %(end)s.")),
    "corrective.to_pay": (_lt("Of which to pay"), _lt("Not paid on %(end)s.")),
    "corrective.flow": (
        _lt("Corrective payments made in the period"),
        _lt("Paid from %(start)s to %(end)s, whatever the year of the état des lieux."),
    ),
    "training.total": (
        _lt("Actions started after an interview"),
        _lt(
            "Needs for training or certification named in an interview held from "
            "%(start)s to %(end)s, in progress or done on the day of this sheet."
        ),
    ),
    "training.done": (
        _lt("Of which done"),
        _lt("Those that are done on that day."),
    ),
    "training.confirmed": (
        _lt("Training confirmed in an état des lieux"),
        _lt(
            "Training confirmed by HR that began (or, failing that, ended) from "
            "%(start)s to %(end)s; some of it may be counted above too."
        ),
    ),
    "training.mandatory": (
        _lt("Of which mandatory (art. L.6321-2)"),
        _lt("Those that a text makes a condition of the job."),
    ),
    "headcount.total": (
        _lt("Employees on %(end)s"),
        _lt(
            "Persons with a contract of employment running on %(end)s, by the sex on "
            "their contract of that day and the category on their file today. The "
            "thresholds of 50 and 300 go by the average of civil years (art. L.130-1 "
            "of the Code de la sécurité sociale): see the settings."
        ),
    ),
    "headcount.undated": (
        _lt("Not counted: no contract date"),
        _lt(
            "Employees without any contract date or seniority date: to be filled in on "
            "their file."
        ),
    ),
    "headcount.undeparted": (
        _lt("Not counted: archived without a departure date"),
        _lt(
            "Archived employees whose contract has no end: the day they left is to be "
            "filled in on their file."
        ),
    ),
}


def line_text(env, section, code, days):
    """Label and definition of a line, in the reader's language; False for neither.

    :param dict days: ``start`` and ``end``: first and last day, as text
    """
    if texts := TEXTS.get(f"{section}.{code}") or TEXTS.get(code):
        label, note = (translated(env, text) % days for text in texts)
        return label, note
    names = selection_labels(env["hr.entretien"], "motif")
    names |= selection_labels(env["hr.employee"], "entretien_category")
    return names.get(code, False), False
