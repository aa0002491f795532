"""The engine's reasoning, step by step, as sentences that HR can read and check."""

from odoo.tools.misc import format_date

from .entretien_reason import delay_text, reason_sentence

FACTS, RULES, RESULT = "facts", "rules", "result"
# Where each step is told on the page; the order is the engine's.
SECTIONS = {
    "blocked": RESULT,
    "departure": FACTS,
    "former_employment": FACTS,
    "contract": FACTS,
    "employment": FACTS,
    "seniority": FACTS,
    "law_start": RULES,
    "regime": RULES,
    "interview_ignored": FACTS,
    "interview_counted": FACTS,
    "offer_declined": FACTS,
    "absence": FACTS,
    "spell": FACTS,
    "uncounted": RULES,
    "change": RULES,
    "postponed": RULES,
    "met": RESULT,
    "not_due": RESULT,
    "kept": RESULT,
    "discarded": RESULT,
}


def step_sentence(env, step, names):
    """One step in words.

    :param dict step: ``schedule.Step.to_json()``
    :param dict names: see ``hr.entretien.regime._reason_names``
    """
    return _TELLERS[step["code"]](env, step, names)


def _day(env, value):
    return format_date(env, value) if value else env._("no end")


def _span(env, step):
    if not step.get("end"):
        return env._("from %(start)s", start=format_date(env, step["start"]))
    return env._(
        "from %(start)s to %(end)s",
        start=format_date(env, step["start"]),
        end=format_date(env, step["end"]),
    )


def _obligation(env, step):
    labels = {
        "first": env._("first interview"),
        "periodic": env._("periodic interview"),
        "bilan": env._("état des lieux"),
        "return": env._("return interview"),
        "before_leave": env._("interview before the leave"),
        "mid_career": env._("mid-career interview"),
        "end_career": env._("end-of-career section"),
    }
    return labels[step["obligation"]]


def _blocked(env, step, names):
    return env._("Nothing can be computed: neither contract nor seniority date.")


def _departure(env, step, names):
    day = format_date(env, step["day"])
    if step["applied"]:
        return env._("Left on %(day)s: the employment ends there.", day=day)
    return env._("Departure on %(day)s, outside the present employment.", day=day)


def _former_employment(env, step, names):
    return env._(
        "Former employment %(span)s, then %(gap)s days without a contract: seniority "
        "starts afresh.",
        span=_span(env, step),
        gap=step["gap"],
    )


def _contract(env, step, names):
    span = _span(env, step)
    if step.get("gap"):
        return env._(
            "Contract %(span)s, %(gap)s days after the one before.",
            span=span,
            gap=step["gap"],
        )
    return env._("Contract %(span)s.", span=span)


def _employment(env, step, names):
    return env._(
        "One employment %(span)s (%(contracts)s contracts in a row).",
        span=_span(env, step),
        contracts=step["contracts"],
    )


def _seniority(env, step, names):
    day = format_date(env, step["start"])
    if step["basis"] == "override":
        return env._("Seniority since %(day)s, as HR set it.", day=day)
    return env._("Seniority since %(day)s, first day of the employment.", day=day)


def _law_start(env, step, names):
    return env._(
        "Hired before the law: the delays count from %(day)s.",
        day=format_date(env, step["start"]),
    )


def _regime(env, step, names):
    told = env._(
        "%(law)s, from %(day)s: first interview after %(first)s, then every "
        "%(period)s; état des lieux every %(bilan)s.",
        law=names.get(step["regime"], step["regime"]),
        day=format_date(env, step["date_from"]),
        first=delay_text(env, step["first_months"]),
        period=delay_text(env, step["period_months"]),
        bilan=delay_text(env, step["bilan_months"]),
    )
    if step.get("agreed_months"):
        told += " " + env._("The agreement sets the period (art. L.6315-1, III).")
    return told


def _offer_declined(env, step, names):
    if step["before_leave"]:
        return env._(
            "Interview offered before the leave, declined by word of mouth on %(day)s: "
            "it meets that leave alone.",
            day=format_date(env, step["held"]),
        )
    return env._(
        "Interview offered on return, declined by word of mouth on %(day)s: it meets "
        "that return alone. Only a refusal in writing starts a new period.",
        day=format_date(env, step["held"]),
    )


def _interview(env, step, names):
    if step["oral"]:
        return _offer_declined(env, step, names)
    day = format_date(env, step["held"])
    kind = env._("Written refusal") if step["refused"] else env._("Interview held")
    if step["bilan"]:
        return env._("%(kind)s on %(day)s, with état des lieux.", kind=kind, day=day)
    return env._("%(kind)s on %(day)s.", kind=kind, day=day)


def _interview_ignored(env, step, names):
    told = _interview(env, step, names)
    if step["why"] == "before_law":
        return env._("%(told)s Not counted: before the law.", told=told)
    return env._("%(told)s Not counted: before the present seniority.", told=told)


def _absence(env, step, names):
    told = env._(
        "Absence %(span)s: %(kind)s.",
        span=_span(env, step),
        kind=names.get(step["kind"], step["kind"]),
    )
    return " ".join(filter(None, (told, *_shares(env, step))))


def _shares(env, step):
    """What of an absence seniority leaves out, and by whose reading."""
    if "uncounted_former" in step:
        yield env._(
            "Before %(day)s, %(share)s %% of its days are not counted.",
            day=format_date(env, step["uncounted_from"]),
            share=step["uncounted_former"],
        )
    if step["uncounted"]:
        yield env._(
            "%(share)s %% of its days are not counted.", share=step["uncounted"]
        )
    if step.get("reading"):
        yield _readings(env)[step["reading"]]


def _readings(env):
    """What the settings chose where the texts do not agree."""
    return {
        "code": env._(
            "Reading chosen: the Code du travail (art. L.1225-65, L.3142-12), not the "
            "ministry's Questions-réponses."
        ),
        "ministry": env._(
            "Reading chosen: the ministry's Questions-réponses of 13 February 2026, "
            "not the Code du travail."
        ),
        "counted": env._("Reading chosen: the days of an illness count (prudent)."),
        "left_out": env._("Reading chosen: the days of an illness do not count."),
    }


def _spell(env, step, names):
    back = format_date(env, step["back"])
    if not step["kind"]:
        return env._("Return on %(day)s, without an interview to propose.", day=back)
    return env._("Return on %(day)s.", day=back)


def _uncounted(env, step, names):
    return env._(
        "%(what)s: + %(days)s days not counted.",
        what=_obligation(env, step).capitalize(),
        days=step["days"],
    )


def _change(env, step, names):
    values = {
        "what": _obligation(env, step).capitalize(),
        "day": format_date(env, step["change_date"]),
    }
    if step.get("agreement_change"):
        return env._(
            "%(what)s, change of schedule of %(day)s: %(rule)s (art. 2222 C. civ.).",
            rule=_agreement_rules(env)[step["change"]],
            **values,
        )
    texts = {
        "expired": env._("the delay had expired: the new law does not cure it"),
        "lengthened": env._("a longer delay: the time already run counts"),
        "shortened_new": env._("a shorter delay: it runs from the change of law"),
        "shortened_old": env._("a shorter delay, but the former one ends sooner"),
    }
    return env._(
        "%(what)s, change of law of %(day)s: %(rule)s (art. 2222 C. civ.).",
        rule=texts[step["change"]],
        **values,
    )


def _agreement_rules(env):
    """What becomes of a delay when an agreement is revised, or lapses."""
    return {
        "expired": env._("the delay ends before, the change does not reach it"),
        "lengthened": env._("a longer delay: the time already run counts"),
        "shortened_new": env._("a shorter delay: it runs from that day"),
        "shortened_old": env._("a shorter delay, but the former one ends sooner"),
    }


def _postponed(env, step, names):
    """What the epidemic of 2020 gave, and what became of it."""
    told = env._(
        "%(what)s due on %(target)s: because of the epidemic it could be held until "
        "%(until)s, without sanction until %(free)s (ord. 2020-387 and 2020-1501, law "
        "2021-689).",
        what=_obligation(env, step).capitalize(),
        target=format_date(env, step["target"]),
        until=format_date(env, step["until"]),
        free=format_date(env, step["free"]),
    )
    return f"{told} {_postponed_outcome(env, step)}"


def _postponed_outcome(env, step):
    if not step["held"]:
        return env._("It was not held.")
    day = format_date(env, step["held"])
    if step["held"] > step["until"]:
        return env._("Held on %(day)s: late.", day=day)
    return env._("Held on %(day)s: in time.", day=day)


def _met(env, step, names):
    values = {
        "what": _obligation(env, step).capitalize(),
        "start": format_date(env, step["start"]),
        "held": format_date(env, step["held"]),
    }
    if step.get("oral"):
        return env._(
            "%(what)s of %(start)s: met by the offer, declined by word of mouth on "
            "%(held)s.",
            **values,
        )
    if step.get("refused"):
        return env._(
            "%(what)s of %(start)s: met by the written refusal of %(held)s.", **values
        )
    return env._("%(what)s of %(start)s: met by the interview of %(held)s.", **values)


def _not_due(env, step, names):
    held = step.get("held") and format_date(env, step["held"])
    whys = {
        "no_return_kind": env._("this absence calls for none"),
        "too_short": env._(
            "the absence does not last more than %(delay)s",
            delay=delay_text(env, step.get("months") or 0),
        ),
        "before_seniority": env._("before the present seniority"),
        "before_law": env._("before the law"),
        "after_end": env._("after the end of the employment"),
        "interview_in_window": env._("an interview was held on %(held)s", held=held),
        "held_after_first_leave": env._(
            "an interview was held on %(held)s, after the first leave", held=held
        ),
        "earlier_return": env._("the interview of the earlier return meets it"),
        "not_in_regime": env._("the law in force does not ask for it"),
        "hired_after_sixty": env._("hired after the 60th birthday"),
        "no_birthday": env._("the birthday is not known"),
    }
    what, why = _obligation(env, step).capitalize(), whys[step["why"]]
    if not step.get("start"):
        return env._("%(what)s: not due, %(why)s.", what=what, why=why)
    day = format_date(env, step["start"])
    return env._("%(what)s of %(day)s: not due, %(why)s.", what=what, day=day, why=why)


def _kept(env, step, names):
    values = {
        "what": _obligation(env, step).capitalize(),
        "target": format_date(env, step["target"]),
        "limit": format_date(env, step["limit"]),
        "reason": _reason(env, step, names),
    }
    if step["target"] == step["limit"]:
        return env._("%(what)s: due date %(target)s. %(reason)s.", **values)
    return env._(
        "%(what)s: due date %(target)s, deadline %(limit)s. %(reason)s.", **values
    )


def _discarded(env, step, names):
    return env._(
        "%(what)s: would be due on %(target)s, but the employment ends on %(end)s: "
        "nothing is due. %(reason)s.",
        what=_obligation(env, step).capitalize(),
        target=format_date(env, step["target"]),
        end=_day(env, step["end"]),
        reason=_reason(env, step, names),
    )


def _reason(env, step, names):
    text = reason_sentence(env, {**step, "code": step["reason"]}, names)
    return text[:1].upper() + text[1:]


_TELLERS = {
    "blocked": _blocked,
    "departure": _departure,
    "former_employment": _former_employment,
    "contract": _contract,
    "employment": _employment,
    "seniority": _seniority,
    "law_start": _law_start,
    "regime": _regime,
    "interview_ignored": _interview_ignored,
    "interview_counted": _interview,
    "offer_declined": _offer_declined,
    "absence": _absence,
    "spell": _spell,
    "uncounted": _uncounted,
    "change": _change,
    "postponed": _postponed,
    "met": _met,
    "not_due": _not_due,
    "kept": _kept,
    "discarded": _discarded,
}
