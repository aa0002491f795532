"""What the lines of the BDESE sheet are called, and how each is counted."""

from collections import namedtuple

Text = namedtuple("Text", "label note", defaults=("",))


def line_texts(env, figures):
    """Label and definition of each line, in the reader's language.

    :param dict figures: ``start`` and ``end``: first and last day, as text
    :rtype: dict of (section, code) → ``Text``
    """
    sections = {
        "held": _held(env, figures),
        "category": _category(env),
        "refused": _refused(env, figures),
        "due": _due(env, figures),
        "copies": _copies(env, figures),
        "bilan": _bilan(env, figures),
        "corrective": _corrective(env, figures),
        "training": _training(env, figures),
        "headcount": _headcount(env, figures),
    }
    return {
        (section, code): text
        for section, texts in sections.items()
        for code, text in texts.items()
    }


def section_titles(env):
    """The titles of the tables, in their order.

    :rtype: dict of section → str
    """
    return {
        "held": env._("Interviews held, by motif"),
        "category": env._("Interviews held, by professional category"),
        "refused": env._("Written refusals"),
        "due": env._("Interviews due"),
        "copies": env._("Copies handed over"),
        "bilan": env._("États des lieux récapitulatifs"),
        "corrective": env._("Abondements correctifs"),
        "training": env._("Training actions"),
        "headcount": env._("Headcount"),
    }


def column_titles(env):
    """The titles of the columns of numbers.

    :rtype: dict of field of the line → str
    """
    return {
        "female": env._("Women"),
        "male": env._("Men"),
        "other": env._("Other sex"),
        "unknown": env._("Sex unknown"),
        "total": env._("Total"),
        "amount": env._("Amount"),
    }


def _motifs(env):
    selection = env["hr.entretien"]._fields["motif"]._description_selection(env)
    return {code: Text(label) for code, label in selection}


def _categories(env):
    return {
        "worker": Text(env._("Workers (ouvriers)")),
        "clerk": Text(env._("Clerks (employés)")),
        "technician": Text(env._("Technicians and supervisors (agents de maîtrise)")),
        "manager": Text(env._("Cadres")),
        "unknown": Text(
            env._("Category not filled in"),
            env._("No category on the employee's file: counted apart, never guessed."),
        ),
    }


def _held(env, figures):
    return {
        **_motifs(env),
        "total": Text(
            env._("Interviews held"),
            env._(
                "Interviews held from %(start)s to %(end)s, by the motif and the sex "
                "kept with each.",
                **figures,
            ),
        ),
        "bilan": Text(
            env._("Of which with an état des lieux"),
            env._("Those that carried it: counted above too, under their motif."),
        ),
    }


def _category(env):
    return {
        **_categories(env),
        "total": Text(
            env._("Interviews held"),
            env._("The same interviews, by the category kept with each."),
        ),
    }


def _refused(env, figures):
    return {
        **_motifs(env),
        "total": Text(
            env._("Written refusals"),
            env._(
                "Refusals dated from %(start)s to %(end)s: they meet the obligation "
                "but are not interviews held.",
                **figures,
            ),
        ),
        "oral": Text(
            env._("Besides: return offers declined by word of mouth"),
            env._("They meet the return alone, and are not counted above."),
        ),
    }


def _due(env, figures):
    return {
        "total": Text(
            env._("Interviews due"),
            env._(
                "Interviews whose stored due date falls from %(start)s to %(end)s: "
                "closed ones keep theirs, open ones follow the employee's file; "
                "cancelled ones and those on request are left out.",
                **figures,
            ),
        ),
        **_due_met(env, figures),
        **_due_unmet(env, figures),
    }


def _due_met(env, figures):
    return {
        "in_time": Text(
            env._("Of which held in time"),
            env._("Held by %(end)s, on their limit at the latest.", **figures),
        ),
        "late": Text(
            env._("Of which held late"),
            env._("Held by %(end)s, after their limit.", **figures),
        ),
        "refused": Text(
            env._("Of which refused in writing"),
            env._("Refusal dated %(end)s at the latest.", **figures),
        ),
        "oral": Text(
            env._("Of which offered on return, declined by word of mouth"),
            env._("Answer of %(end)s at the latest: the offer met it.", **figures),
        ),
    }


def _due_unmet(env, figures):
    return {
        "running": Text(
            env._("Of which still in time"),
            env._("Neither held nor refused on %(end)s, limit to come.", **figures),
        ),
        "overdue": Text(
            env._("Of which overdue on %(end)s", **figures),
            env._("Neither held nor refused on %(end)s, limit past.", **figures),
        ),
        "backlog": Text(
            env._("Overdue on %(end)s, whatever the year", **figures),
            env._(
                "All those whose due date falls on %(end)s or before, neither held nor "
                "refused by then, limit past.",
                **figures,
            ),
        ),
        "unknown": Text(
            env._("Held, due date unknown"),
            env._(
                "Held from %(start)s to %(end)s and entered afterwards, without a due "
                "date: counted neither as due nor as late.",
                **figures,
            ),
        ),
    }


def _copies(env, figures):
    return {
        "total": Text(
            env._("Copies handed over"),
            env._(
                "Copies handed over from %(start)s to %(end)s, whenever the interview "
                "was held.",
                **figures,
            ),
        ),
        "given": Text(
            env._("Held in the period, copy handed over"),
            env._(
                "Interviews held from %(start)s to %(end)s whose copy was handed over "
                "by then.",
                **figures,
            ),
        ),
        "missing": Text(
            env._("Held in the period, copy not handed over"),
            env._(
                "Interviews held from %(start)s to %(end)s whose copy was not handed "
                "over by then.",
                **figures,
            ),
        ),
    }


def _bilan(env, figures):
    return {
        "total": Text(
            env._("États des lieux due"),
            env._(
                "Interviews that carry an état des lieux and whose due date falls from "
                "%(start)s to %(end)s.",
                **figures,
            ),
        ),
        "refused": Text(
            env._("Of which refused in writing"),
            env._("Refusal dated %(end)s at the latest.", **figures),
        ),
        "overdue": Text(
            env._("Of which overdue on %(end)s", **figures),
            env._("Neither held nor refused on %(end)s, limit past.", **figures),
        ),
        "held": Text(
            env._("États des lieux held"),
            env._("Held from %(start)s to %(end)s, whenever they were due.", **figures),
        ),
        "copies": Text(
            env._("Documents of the état des lieux handed over"),
            env._("Handed over from %(start)s to %(end)s.", **figures),
        ),
    }


def _corrective(env, figures):
    return {
        "total": Text(
            env._("Abondements due"),
            env._(
                "Those whose état des lieux, or the limit that passed without one, is "
                "dated from %(start)s to %(end)s; cancelled ones are left out.",
                **figures,
            ),
        ),
        "paid": Text(env._("Of which paid"), env._("Paid by %(end)s.", **figures)),
        "to_pay": Text(
            env._("Of which to pay"), env._("Not paid on %(end)s.", **figures)
        ),
        "flow": Text(
            env._("Abondements paid in the period"),
            env._(
                "Paid from %(start)s to %(end)s, whatever the year of the état des "
                "lieux.",
                **figures,
            ),
        ),
    }


def _training(env, figures):
    return {
        "total": Text(
            env._("Actions started after an interview"),
            env._(
                "Needs for training or certification named in an interview held from "
                "%(start)s to %(end)s, in progress or done on the day of this sheet.",
                **figures,
            ),
        ),
        "done": Text(env._("Of which done"), env._("Those that are done on that day.")),
        "confirmed": Text(
            env._("Trainings confirmed in an état des lieux"),
            env._(
                "Trainings confirmed by HR that began (or, failing that, ended) from "
                "%(start)s to %(end)s; one of them may be counted above too.",
                **figures,
            ),
        ),
        "mandatory": Text(
            env._("Of which mandatory (art. L.6321-2)"),
            env._("Those that a text makes a condition of the job."),
        ),
    }


def _headcount(env, figures):
    return {
        **_categories(env),
        "total": Text(
            env._("Employees on %(end)s", **figures),
            env._(
                "Persons with a contract of employment running on %(end)s, by the sex "
                "on their contract of that day and the category on their file today. "
                "The thresholds of 50 and 300 go by the average of civil years (art. "
                "L.130-1 of the Code de la sécurité sociale): see the settings.",
                **figures,
            ),
        ),
        "undated": Text(
            env._("Not counted: no contract date"),
            env._(
                "Employees without any contract date or seniority date: to be filled "
                "in on their file."
            ),
        ),
        "undeparted": Text(
            env._("Not counted: archived without a departure date"),
            env._(
                "Archived employees whose contract has no end: the day they left is to "
                "be filled in on their file."
            ),
        ),
    }
