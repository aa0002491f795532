"""Why an employee has no date, or none for now, and how it is mended."""

from odoo.tools.misc import format_date

from .entretien_case import OWN_DATES


def block_sentence(employee, today):
    """Why there is no date, or False when there is nothing to say.

    :param employee: ``hr.employee``, one record, in the reader's language
    :param date today:
    """
    env, code = employee.env, employee.entretien_block_code
    if code == "excluded":
        return env._(
            "Not followed up: %(reason)s", reason=employee.entretien_excluded_reason
        )
    if code:
        return block_texts(employee).get(code)
    end = employee.entretien_end_date
    if end and end < today:
        return env._("The contract ended on %(date)s.", date=format_date(env, end))
    if end and not employee.entretien_next_date:
        return env._(
            "Nothing is due: the contract ends on %(date)s, before the next date.",
            date=format_date(env, end),
        )
    return _suspended_sentence(employee, today)


def _suspended_sentence(employee, today):
    """Absent at present: no interview can be held before the return."""
    running = employee.entretien_absence_ids.filtered(
        lambda absence: (
            absence.date_from <= today <= absence.date_to and not absence.type_id.apart
        )
    )
    if not running:
        return False
    last = max(running, key=lambda absence: absence.date_to)
    return employee.env._(
        "Suspended: absent until %(date)s (%(kind)s). See the absences below.",
        date=format_date(employee.env, last.date_to),
        kind=last.type_id.name,
    )


def block_texts(employee):
    """What each block code says and how it is mended.

    :rtype: dict of code → str
    """
    env, fields = employee.env, employee._fields
    types = dict(fields["employee_type"]._description_selection(env))
    return {
        "employee_type": env._(
            "Not concerned: “%(type)s” is not a contract of employment.",
            type=types.get(employee.employee_type, ""),
        ),
        "no_contract_date": env._(
            "No contract start date: fill it in on the employee's contract, or give a "
            "seniority date."
        ),
        "contract_dates": env._(
            "A contract ends before it starts, or one of its dates is impossible: "
            "correct it."
        ),
        "absence_dates": env._(
            "An absence ends before it starts, or one of its dates is impossible: "
            "correct it below."
        ),
        "interview_dates": env._("An interview has an impossible date: correct it."),
        "unreadable": env._("A date of the employee's card is impossible: correct it."),
        **{
            name: env._(
                "The date “%(field)s” is impossible: correct it.",
                field=fields[name]._description_string(env),
            )
            for name in OWN_DATES
        },
        "no_regime": env._(
            "No rhythm is set: see Entretiens › Configuration › Rhythms."
        ),
    }
