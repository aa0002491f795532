"""The engine's reasoning, step by step, as sentences that HR can read and check."""

from odoo.tools.misc import format_date

from ..interview.entretien_states import MOTIFS
from ..selection_labels import translated
from .entretien_reason import days_text, delay_text, reason_sentence

# Where a step stands on the page.
FACTS, RULES, RESULT = "facts", "rules", "result"
DAYS = ("day", "start", "end", "date_from", "held", "back", "change_date")
DAYS += ("target", "limit", "until", "free")
DAY_COUNTS = ("gap", "days")
# Which of its days the sentence of a step calls ``day``.
DAY_OF = {
    "seniority": "start",
    "law_start": "start",
    "regime": "date_from",
    "interview_counted": "held",
    "offer_declined": "held",
    "spell": "back",
    "change": "change_date",
    "not_due": "start",
}


def step_sentence(env, step, names):
    """One step in words: ``Step.to_json()``, names as in ``_reason_names``.

    :returns: its section, and the sentence
    """
    tables = {FACTS: _fact_texts, RULES: _rule_texts, RESULT: _result_texts}
    texts = {section: table(env, step) for section, table in tables.items()}
    section = next(name for name in texts if step["code"] in texts[name])
    text = texts[section][step["code"]] % _values(env, step, names)
    return section, " ".join((text, *_following(env, step)))


def _values(env, step, names):
    """What the texts of a step name, its days as they are read."""
    days = {name: format_date(env, step[name]) for name in DAYS if step.get(name)}
    values = {**step, **days, "day": days.get(DAY_OF.get(step["code"], "day"))}
    counts = {each: days_text(env, step[each]) for each in DAY_COUNTS if step.get(each)}
    if "obligation" in step:
        values["what"] = obligation_name(env, step["obligation"]).capitalize()
    if "start" in days:
        ended = step.get("end")
        span = env._("from %(start)s to %(end)s") if ended else env._("from %(start)s")
        values["span"] = span % days
    return {**values, **counts, **_own_values(env, step, names, days)}


def _own_values(env, step, names, days):
    """What the text of this step alone names."""
    code = step["code"]
    if code == "regime":
        months = ("first", "period", "bilan")
        delays = {name: delay_text(env, step[f"{name}_months"]) for name in months}
        return {**delays, "law": names.get(step["regime"], step["regime"])}
    if code == "absence":
        return {"kind": names.get(step["kind"], step["kind"])}
    if code == "interview_counted":
        held, refused = env._("Interview held"), env._("Written refusal")
        return {"kind": refused if step["refused"] else held}
    if code == "interview_ignored":
        inner = "offer_declined" if step["oral"] else "interview_counted"
        return {"step": step_sentence(env, {**step, "code": inner}, names)[1]}
    if code == "change":
        return {"rule": _change_rule(env, step)}
    if code == "not_due":
        return {"why": _why_not_due(env, step, days.get("held"))}
    if code in ("kept", "discarded"):
        text = reason_sentence(env, {**step, "code": step["reason"]}, names)
        return {"reason": text[:1].upper() + text[1:]}
    return {}


def obligation_name(env, kind):
    """What the law asks for, by ``kind`` of ``schedule.Obligation``."""
    if kind == "bilan":
        return env._("état des lieux")
    return translated(env, MOTIFS[kind].obligation)


def _fact_texts(env, step):
    return {
        "departure": env._("Left on %(day)s: the employment ends there.")
        if step.get("applied")
        else env._("Departure on %(day)s, outside the present employment."),
        "former_employment": env._(
            "Former employment %(span)s, then %(gap)s without a contract: "
            "seniority starts afresh."
        ),
        "contract": env._("Contract %(span)s, after %(gap)s without a contract.")
        if step.get("gap")
        else env._("Contract %(span)s."),
        "employment": env._(
            "One employment %(span)s (%(contracts)s contracts in a row)."
        )
        if step.get("contracts") != 1
        else env._("One employment %(span)s."),
        "seniority": env._("Seniority since %(day)s, as HR set it.")
        if step.get("basis") == "override"
        else env._("Seniority since %(day)s, first day of the employment."),
        "interview_counted": env._("%(kind)s on %(day)s, with état des lieux.")
        if step.get("bilan")
        else env._("%(kind)s on %(day)s."),
        "interview_ignored": env._("%(step)s Not counted: before the law.")
        if step.get("why") == "before_law"
        else env._("%(step)s Not counted: before the present seniority."),
        "offer_declined": env._(
            "Interview offered before the leave, declined by word of mouth on %(day)s: "
            "it meets that leave alone."
        )
        if step.get("before_leave")
        else env._(
            "Interview offered on return, declined by word of mouth on %(day)s: it "
            "meets that return alone. Only a refusal in writing starts a new period."
        ),
        "absence": env._("Absence %(span)s: %(kind)s."),
        "spell": env._("Return on %(day)s.")
        if step.get("kind")
        else env._("Return on %(day)s, without a return interview."),
    }


def _rule_texts(env, step):
    return {
        "law_start": env._(
            "Seniority from before the law: the periods count from %(day)s."
        ),
        "regime": env._(
            "%(law)s, from %(day)s: first interview after %(first)s, then every "
            "%(period)s; état des lieux every %(bilan)s."
        ),
        "uncounted": env._("%(what)s: + %(days)s not counted."),
        "change": env._(
            "%(what)s, change of schedule of %(day)s: %(rule)s (art. 2222 C. civ.)."
        )
        if step.get("agreement_change")
        else env._("%(what)s, change of law of %(day)s: %(rule)s (art. 2222 C. civ.)."),
        "postponed": env._(
            "%(what)s due on %(target)s: because of the epidemic it could be held "
            "until %(until)s, without sanction until %(free)s (ord. 2020-387 and "
            "2020-1501, law 2021-689)."
        ),
    }


def _change_rule(env, step):
    """What becomes of a delay that runs when the law changes, or an agreement."""
    agreed = step.get("agreement_change")
    return {
        "expired": env._("the period ends before, the change does not reach it")
        if agreed
        else env._("the period had expired: the new law does not cure it"),
        "lengthened": env._("a longer period: the time already run counts"),
        "shortened_new": env._("a shorter period: it runs from that day")
        if agreed
        else env._("a shorter period: it runs from the change of law"),
        "shortened_old": env._("a shorter period, but the former one ends sooner"),
    }[step["change"]]


def _result_texts(env, step):
    at_once = step.get("target") == step.get("limit")
    met = env._("%(what)s of %(start)s: met by the interview of %(held)s.")
    if step.get("oral"):
        met = env._(
            "%(what)s of %(start)s: met by the offer, declined by word of mouth on "
            "%(held)s."
        )
    elif step.get("refused"):
        met = env._("%(what)s of %(start)s: met by the written refusal of %(held)s.")
    return {
        "blocked": env._(
            "Nothing can be computed: neither contract nor seniority date."
        ),
        "met": met,
        "not_due": env._("%(what)s of %(day)s: not due, %(why)s.")
        if step.get("start")
        else env._("%(what)s: not due, %(why)s."),
        "kept": env._("%(what)s: due date %(target)s. %(reason)s.")
        if at_once
        else env._("%(what)s: due date %(target)s, deadline %(limit)s. %(reason)s."),
        "discarded": env._(
            "%(what)s: would be due on %(target)s, but the employment ends on %(end)s: "
            "nothing is due. %(reason)s."
        ),
    }


def _why_not_due(env, step, held):
    delay = delay_text(env, step.get("months") or 0)
    return {
        "no_return_kind": env._("this absence calls for none"),
        "too_short": env._(
            "the absence does not last more than %(delay)s", delay=delay
        ),
        "before_seniority": env._("before the present seniority"),
        "before_law": env._("before the law"),
        "after_end": env._("after the end of the employment"),
        "interview_in_window": env._(
            "an interview was held on %(held)s, within the %(delay)s before",
            held=held,
            delay=delay,
        ),
        "held_after_first_leave": env._(
            "an interview was held on %(held)s, after the first leave", held=held
        ),
        "earlier_return": env._("the interview of the earlier return meets it"),
        "not_in_regime": env._("the law in force does not ask for it"),
        "hired_after_sixty": env._("hired after the 60th birthday"),
        "no_birthday": env._("the birthday is not known"),
    }[step["why"]]


def _following(env, step):
    """The sentences that follow the first one of a step."""
    code = step["code"]
    if code == "regime":
        if step.get("agreed_months"):
            yield env._("The agreement sets the period (art. L.6315-1, III).")
        if window := step.get("return_window_months"):
            yield env._(
                "No return interview when one was held less than %(delay)s before.",
                delay=delay_text(env, window),
            )
    elif code == "postponed":
        day = format_date(env, step["held"])
        if not day:
            yield env._("It was not held.")
        elif step["held"] > step["until"]:
            yield env._("Held on %(day)s: late.", day=day)
        else:
            yield env._("Held on %(day)s: in time.", day=day)
    elif code == "absence":
        yield from _shares(env, step)


def _shares(env, step):
    """What of an absence seniority leaves out, and by whose reading."""
    if "uncounted_former" in step:
        yield env._(
            "Before %(day)s, %(share)s%% of its days are not counted.",
            day=format_date(env, step["uncounted_from"]),
            share=step["uncounted_former"],
        )
    if step["uncounted"]:
        yield env._("%(share)s%% of its days are not counted.", share=step["uncounted"])
    if reading := step.get("reading"):
        yield {
            "code": env._(
                "Reading chosen: the Code du travail (art. L.1225-65, L.3142-12), not "
                "the ministry's Questions-réponses."
            ),
            "ministry": env._(
                "Reading chosen: the ministry's Questions-réponses of 13 February "
                "2026, not the Code du travail."
            ),
            "counted": env._("Reading chosen: the days of an illness count (prudent)."),
            "left_out": env._("Reading chosen: the days of an illness do not count."),
        }[reading]
