"""Why this date, with its article; why there is none, or none for now, and how that is
mended. In sentences."""

import marshal
from hashlib import md5

from odoo.fields import Date
from odoo.tools import format_list
from odoo.tools.misc import format_date

from ..interview.entretien_states import LEGAL_MOTIFS, MOTIFS
from ..selection_labels import selection_label, translated, within_sentence
from .entretien_case import OWN_DATES


def plan_to_json(plan):
    """The stored form of a ``schedule.Plan``: what is due, earliest first, and why."""
    return {
        name: [
            {
                "kind": obligation.kind,
                "target": obligation.target.isoformat(),
                "limit": obligation.limit.isoformat(),
                "reason": obligation.reason.to_json(),
            }
            for obligation in obligations
        ]
        for name, obligations in (("due", plan.due), ("discarded", plan.discarded))
    }


def digest_of(plan):
    """A digest of that form, or False without one: equal ones are equal plans."""
    # Version 0 of the format writes equal values as the same bytes.
    return plan and md5(marshal.dumps(plan, 0), usedforsecurity=False).hexdigest()


def span_text(env, months):
    """A time gone by or left, in years and months: “1 year and 8 months”."""
    rest = months % 12
    years, over = delay_text(env, months - rest), delay_text(env, rest)
    if rest and months > 12:
        return env._("%(years)s and %(months)s", years=years, months=over)
    return over if rest else years


def delay_text(env, months):
    """A length of the law as it is said: years when it is whole years, else months."""
    if months == 1:
        return env._("1 month")
    if months == 12:
        return env._("1 year")
    if months and months % 12 == 0:
        return env._("%(years)s years", years=months // 12)
    return env._("%(months)s months", months=months)


def days_text(env, days):
    return env._("1 day") if days == 1 else env._("%(days)s days", days=days)


def law_to_come(env, figures):
    """Whether the change of law of these figures is still to come and finds the period
    expired: the date owes it nothing, so that it is not said."""
    if figures["change"] != "expired" or figures.get("agreement_change"):
        return False
    return figures["change_date"] > Date.context_today(env.user).isoformat()


def reason_sentence(env, reason, names):
    """Why an obligation falls on its date, in one sentence with its article.

    :param dict reason: ``schedule.Reason`` as stored (code and figures)
    :param dict names: names of the laws and of the kinds of absence by code, in the
        reader's language (``hr.entretien.regime._reason_names``)
    """
    if law_to_come(env, reason):
        reason = {**reason, "change": None}
    values = {
        "sentence": ", ".join(_clauses(env, reason, names)),
        "law": names.get(reason["regime"], reason["regime"]),
        "article": reason.get("article"),
    }
    if reason.get("agreement"):
        values["law"] = env._("III, agreement")
    if reason["change"] in ("expired", "shortened_new", "shortened_old"):
        values["article"] = "2222 C. civ."
    if values["article"] in (None, "", "L.6315-1"):
        return env._("%(sentence)s (art. L.6315-1, %(law)s)", **values)
    return env._("%(sentence)s (art. L.6315-1, %(law)s; art. %(article)s)", **values)


def _clauses(env, reason, names):
    """Why the date, what a change of law made of it, and whether it can be ahead."""
    days = {
        name: format_date(env, reason[name])
        for name in ("start", "hired", "held", "change_date", "possible_from")
        if reason.get(name)
    }
    hired = env._("hired on %(date)s")
    if reason.get("override"):
        hired = env._("seniority since %(date)s")
    values = {
        **days,
        "delay": reason["months"] and delay_text(env, reason["months"]),
        "absence": names.get(reason.get("kind"), ""),
        "hired": hired % {"date": days.get("hired") or days.get("start")},
    }
    shortened = reason["change"] == "shortened_new"
    text = (_shortened_text if shortened else _text)(env, reason) % values
    if uncounted := reason.get("suspended_days"):
        span = days_text(env, uncounted)
        text = env._("%(text)s + %(days)s not counted", text=text, days=span)
    yield text
    if change := _change_text(env, reason):
        yield change % {"date": days["change_date"]}
    if day := days.get("possible_from"):
        # The permission to hold the first état des lieux ahead of its due date.
        yield env._("possible from %(date)s", date=day)


def _text(env, reason):
    return {
        "after_hire": env._("%(delay)s after the seniority date of %(start)s")
        if reason.get("override")
        else env._("%(delay)s after the hire of %(start)s"),
        "after_law": env._(
            "%(delay)s after the law took effect on %(start)s, %(hired)s"
        ),
        "after_interview": env._("%(delay)s after the interview of %(start)s"),
        "after_refusal": env._("%(delay)s after the written refusal of %(start)s"),
        "after_missed": env._("%(delay)s after the date of %(start)s, missed"),
        "bilan_after_start": env._(
            "état des lieux at %(delay)s of seniority, counted from %(start)s"
        ),
        "bilan_after_law": env._(
            "état des lieux %(delay)s after the law took effect on %(start)s, %(hired)s"
        ),
        "bilan_after_bilan": env._(
            "état des lieux %(delay)s after the end of the former cycle on %(start)s, "
            "last one declined in writing on %(held)s"
        )
        if reason.get("refused")
        else env._(
            "état des lieux %(delay)s after the end of the former cycle on %(start)s, "
            "last one held on %(held)s"
        ),
        "after_return": env._(
            "to be proposed on the return of %(start)s (%(absence)s)"
        ),
        "before_leave": env._(
            "to be proposed before the leave of %(start)s (%(absence)s)"
        ),
        "after_visit": env._(
            "%(delay)s after the mid-career medical visit of %(start)s"
        ),
        "before_sixty": env._(
            "with its end-of-career section: in the two years before the 60th birthday "
            "on %(start)s"
        )
        if reason.get("carried_by")
        else env._("end of career: before the 60th birthday on %(start)s"),
    }[reason["code"]]


def _shortened_text(env, reason):
    """A delay that a new law, or agreement, shortened runs from its first day."""
    code = reason["code"]
    if reason.get("agreement_change"):
        return env._(
            "%(delay)s after the change of schedule of %(change_date)s, counted from "
            "%(start)s"
        )
    if code.startswith("bilan"):
        return env._(
            "état des lieux %(delay)s after the change of law of %(change_date)s, "
            "counted from %(start)s"
        )
    if code in ("after_hire", "after_law"):
        return env._("%(delay)s after the change of law of %(change_date)s, %(hired)s")
    if code == "after_missed":
        return env._(
            "%(delay)s after the change of law of %(change_date)s, counted from the "
            "date missed on %(start)s"
        )
    return env._(
        "%(delay)s after the change of law of %(change_date)s, last interview on "
        "%(start)s"
    )


def _change_text(env, reason):
    if reason["change"] == "expired":
        if reason.get("agreement_change"):
            return env._("a period that ends before the change of schedule of %(date)s")
        return env._("a period that had expired before the change of law of %(date)s")
    if reason["change"] == "shortened_old":
        return env._("sooner than the new period counted from %(date)s")
    return ""


def reasons_text(env, reasons, names):
    """Several reasons as one text that begins like a sentence; what another obligation
    carries comes after it."""
    text = ""
    for reason in sorted(reasons, key=lambda item: bool(item.get("carried_by"))):
        then = reason_sentence(env, reason, names)
        text = env._("%(said)s; %(then)s", said=text, then=then) if text else then
    return text[:1].upper() + text[1:]


def employee_sentence(entretien):
    """Why there is an interview, in plain words for the employee: never how late it is,
    nor an article unless the company gives it. In the language of ``entretien``.

    E.g. “Your periodic interview, with the review of your 8 years in the company.”
    """
    env, motif = entretien.env, entretien.motif
    if motif == "first" and entretien.with_bilan:
        # After the years of an état des lieux, « first » would say what was missed.
        motif = "periodic"
    text = translated(env, MOTIFS[motif].to_employee)
    parts = [_bilan_in_plain_words(entretien)] if entretien.with_bilan else []
    if entretien.with_mid_career and motif != "mid_career":
        parts.append(env._("the middle of your career"))
    if entretien.with_end_career and motif != "end_career":
        parts.append(env._("the end of your career"))
    if parts:
        parts = format_list(env, parts)
        text = env._("%(interview)s, with %(parts)s", interview=text, parts=parts)
    legal = motif in LEGAL_MOTIFS or entretien.with_bilan
    if legal and entretien.company_id.sudo().entretien_show_article:
        given = [reason.get("article") for reason in entretien.reason_data or ()]
        articles = dict.fromkeys(["L.6315-1", *filter(None, given)])
        text = env._(
            "%(sentence)s (art. %(articles)s of the Code du travail)",
            sentence=text,
            articles=", ".join(articles),
        )
    return f"{text}."


def _bilan_in_plain_words(entretien):
    """The first one after the hire reviews all the years, a later one the last ones."""
    env = entretien.env
    for reason in entretien.reason_data or ():
        if reason["code"].startswith("bilan") and reason["months"]:
            text = env._("the review of your last %(years)s years in the company")
            if reason["code"] == "bilan_after_start":
                text = env._("the review of your %(years)s years in the company")
            return text % {"years": reason["months"] // 12}
    return env._("the review of your years in the company")


def block_sentence(employee, today):
    """Why there is no date, in the language of the card, or False."""
    env, code = employee.env, employee.entretien_block_code
    if code:
        return block_texts(employee).get(code)
    end = employee.entretien_end_date
    if end and end < today:
        return env._("The contract ended on %(date)s.", date=format_date(env, end))
    if not employee.active:
        return env._("The card is archived: nothing is due any more.")
    if end and not employee.entretien_next_date:
        return env._(
            "Nothing is due: the contract ends on %(date)s, before the next date.",
            date=format_date(env, end),
        )
    # Absent at present: no interview can be held before the return.
    running = employee.entretien_absence_ids.filtered(
        lambda item: item.date_from <= today <= item.date_to and not item.type_id.apart
    )
    if not running:
        return False
    last = max(running, key=lambda item: item.date_to)
    return env._(
        "Suspended: absent until %(date)s (%(kind)s). See the absences below.",
        date=format_date(env, last.date_to),
        kind=within_sentence(last.type_id.name),
    )


def block_texts(employee):
    """What each block code says, and how it is mended."""
    env, fields = employee.env, employee._fields
    return {
        "excluded": env._(
            "Not followed up: %(reason)s", reason=employee.entretien_excluded_reason
        ),
        "waiting": env._(
            "The dates of everybody are being computed: these come by themselves."
        ),
        "employee_type": env._(
            "Not concerned: “%(type)s” is not a contract of employment.",
            type=selection_label(employee, "employee_type"),
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
        **{
            name: env._(
                "The date “%(field)s” is impossible: correct it.",
                field=fields[name]._description_string(env),
            )
            for name in OWN_DATES
        },
        "no_regime": env._(
            "No schedule is set: see Interviews › Configuration › Advanced › Schedules."
        ),
    }
