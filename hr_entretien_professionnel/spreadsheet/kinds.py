"""The words of the kind column, and what they propose.

What is proposed is shown to HR once for each word, who may change it; what names
nothing known is asked.
"""

import re
from typing import NamedTuple

from .values import plain


class Kind(NamedTuple):
    """What a word stands for.

    ``what`` is ``held``, ``declined`` (in writing), ``not_held`` or ``other`` (not an
    entretien professionnel: an appraisal, say).
    """

    what: str
    motif: str = "periodic"
    with_bilan: bool = False


# Codes of the absence types that the add-on ships → words for them.
ABSENCES = {
    "maternity": r"mater",
    "adoption": r"adopt",
    "presence_parentale": r"presence parentale",
    "parental_part_time": r"(temps partiel|mi temps).*parental"
    r"|parental.*(temps partiel|mi temps)",
    "parental": r"parental|education",
    "proche_aidant": r"aidant",
    "solidarite_familiale": r"solidarite",
    "sabbatical": r"sabbat",
    "mobilite_volontaire": r"mobilite",
    "mandat_syndical": r"mandat|syndic",
    "unpaid": r"sans solde",
    "long_illness_ald": r"\bald\b",
    "long_illness": r"longue|maladie",
}
# Of an absence, whether it gives a right or not.
ABSENCE = rf"(absence|conge|paternite|arret|alm\b|leave|{'|'.join(ABSENCES.values())})"
# The words for refusals, those that say that nothing was held.
REFUSED = re.compile(r"\brefus\w*|\bdeclin\w*|\bne souhaite pas\b")
NOT_HELD = re.compile(
    r"\babsent\w*|\bnon (realise|fait|tenu|effectue|honore|valide|termine)\w*"
    r"|\ba (faire|planifier|programmer|venir|prevoir|valider)\b"
    r"|\ben (attente|cours)\b(?! de (signature|carriere))"
    r"|\bpas (fait|eu|realise|tenu)\w*|\bpas present\w*|\bprevu\w*"
    r"|\bplanifie\w*|\bprogramme\w*|\bbrouillon\b|\bnon$|^(no?|faux|false)$|\bneant\b"
    r"|\bannul\w*|\breport(?!\w* du\b)\w*|\bjamais\b|\baucun\w*"
    r"|\bcancel\w*|\bdraft\b|\bpending\b|\bplanned\b|\bscheduled\b|\bin progress\b"
    r"|\bnot (done|held|started)\b"
)
# A column of them says which lines were held.
HELD = re.compile(
    r"realise\w*|faite?|tenue?|effectue\w*|valide\w*|termine\w*|clos\w*|clotur\w*|signe\w*"
    r"|complete\w*|finalise\w*|present\w*|archive\w*|done|held|oui|o|yes|y|vrai|true"
    r"|ok|x"
)
APPRAISAL = re.compile(
    r"\bannuel\w*|\bapprec\w*|\bevaluat\w*|\bperformance\b|\bobjectifs?\b|\bea[eadip]\b"
    r"|\beia\b|\bforfait\w*|\bdisciplin\w*|\bcharge de travail\b|\bsalaire\b"
    r"|\bbilan (de competences|de sante|social)\b|\bperiode d essai\b|\bmi annee\b"
)
BILAN = re.compile(
    r"\bbilans?\b|\betat des lieux\b|\bedl\b|\brecap\w*|\b(6|8|six|huit) ?ans\b"
)
# The first that fits.
MOTIFS = {
    "before_leave": rf"\b(avant|before|depart en|prealable)\b.*\b{ABSENCE}",
    "return": r"\b(reprise|retour|return)\b"
    rf"|\b(suite|apres|post|fin de)\b.*\b{ABSENCE}",
    "mid_career": r"\bmi carriere\b|\bmid career\b|\b45 ans\b",
    "end_career": r"\bfin de carriere\b|\bend (of )?career\b|\b(58|59|60) ans\b"
    r"|\bseniors?\b",
    "first": r"\bpremier\w*|\b1 ?(er|ere|re)\b|\bfirst\b|\bembauche\b|\bannee 1\b"
    r"|\b(1|un) an\b",
    "on_request": r"\bdemande\b|\bon request\b",
}
KNOWN = re.compile(
    r"\bepp?\d*\b|\be p\b|\bent(r|retiens?)?\b|\bpro\b|\bprofession\w*"
    r"|\bparcours\b|\bperiodi\w*"
    r"|\bbisannuel\w*|\bbiennal\w*|\b(2|4|deux|quatre) ?ans\b"
)


def propose_kind(text):
    """What a word of the kind column stands for, as far as its words say.

    :rtype: Kind, or None when they name nothing known
    """
    written, text = text, plain(text)
    carries = bool(BILAN.search(text))
    motif = _first_named(MOTIFS, text)
    if REFUSED.search(text):
        return Kind("declined", motif or "periodic", carries)
    if motif != "return" and says_nothing_held(written):
        return Kind("not_held")
    if APPRAISAL.search(text):
        return Kind("other")
    if motif or carries or KNOWN.search(text):
        return Kind("held", motif or "periodic", carries)
    return None


def says_nothing_held(text):
    """Whether a cell for a day, or one of its parts, says that nothing was held: “non
    réalisé”, “absent”, “EP – N”."""
    return any(NOT_HELD.search(plain(part)) for part in str(text).split(" – "))


def says_refused(text):
    """Whether a cell for a day says that it was refused: “refus signé le 12/03/20”."""
    return bool(REFUSED.search(plain(text)))


def says_held(text):
    """Whether a cell of a status says that it was held: “Réalisé”, “Completed”."""
    return bool(HELD.fullmatch(plain(text)))


def is_status(text):
    """Whether a cell says if the interview was held, whatever it says of it."""
    return says_held(text) or says_nothing_held(text) or says_refused(text)


def propose_absence(text):
    """The code of the absence type that these words name, None when none does."""
    return _first_named(ABSENCES, plain(text))


def _first_named(table, text):
    return next((name for name, words in table.items() if re.search(words, text)), None)
