"""Cells of a past-interviews spreadsheet read into plain values: no Odoo here."""

import re
import unicodedata
from datetime import date, timedelta

# The model whose import screen this is.
HISTORY = "hr.entretien.history"
# Day 0 of Excel's calendar; a number below 1970 or above 2099 is no date of ours.
EXCEL_ORIGIN = date(1899, 12, 30)
EXCEL_DAYS = range(25569, 73051)
ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.]+)?")
FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[T ][\d:.]+)?")
EXCEL_DAY = re.compile(r"(\d{5})(?:[.,]\d+)?")

# Headers an HR department writes, besides the fields' own labels and names.
HEADERS = {
    "badge": (
        "matricule",
        "numero matricule",
        "n matricule",
        "matricule salarie",
        "badge",
        "numero de badge",
        "identifiant",
    ),
    "last_name": ("nom", "nom de famille", "nom salarie", "nom d usage"),
    "first_name": ("prenom", "prenom salarie"),
    "employee_name": (
        "nom complet",
        "nom et prenom",
        "nom prenom",
        "prenom nom",
        "salarie",
        "collaborateur",
        "employe",
    ),
    "email": ("courriel", "e mail", "email", "mail", "adresse e mail", "mel"),
    "date_held": (
        "date de l entretien",
        "date entretien",
        "date",
        "entretien du",
        "realise le",
        "tenu le",
        "date de realisation",
    ),
    "kind": (
        "type d entretien",
        "type entretien",
        "type",
        "nature de l entretien",
        "motif",
    ),
    "interviewer_name": (
        "mene par",
        "realise par",
        "tenu par",
        "conduit par",
        "evaluateur",
        "responsable de l entretien",
        "n 1",
    ),
    "date_copy": (
        "copie remise le",
        "remise de la copie",
        "date de remise",
        "date de remise de la copie",
        "copie remise",
        "remis le",
    ),
}

PERIODIC = {"motif": "periodic"}
BILAN = {"motif": "periodic", "with_bilan": True}
MID_CAREER = {"motif": "mid_career", "with_mid_career": True}
END_CAREER = {"motif": "end_career", "with_end_career": True}
# The kinds told to HR when a cell holds another one, then the ways of writing them.
ACCEPTED_KINDS = (
    "Entretien professionnel",
    "Entretien de parcours professionnel",
    "Premier entretien",
    "Bilan à 6 ans",
    "État des lieux récapitulatif",
    "Retour de …",
    "Mi-carrière",
    "Fin de carrière",
    "À la demande",
)
KINDS = {
    "entretien professionnel": PERIODIC,
    "entretien de parcours professionnel": PERIODIC,
    "entretien periodique": PERIODIC,
    "periodique": PERIODIC,
    "periodic": PERIODIC,
    "ep": PERIODIC,
    "epp": PERIODIC,
    "bilan": BILAN,
    "bilan a 6 ans": BILAN,
    "bilan a 8 ans": BILAN,
    "bilan des 6 ans": BILAN,
    "bilan recapitulatif": BILAN,
    "entretien de bilan": BILAN,
    "entretien professionnel bilan": BILAN,
    "entretien bilan a 6 ans": BILAN,
    "etat des lieux": BILAN,
    "etat des lieux recapitulatif": BILAN,
    "entretien d etat des lieux": BILAN,
    "edl": BILAN,
    "mi carriere": MID_CAREER,
    "entretien de mi carriere": MID_CAREER,
    "entretien mi carriere": MID_CAREER,
    "mid career": MID_CAREER,
    "fin de carriere": END_CAREER,
    "entretien de fin de carriere": END_CAREER,
    "entretien fin de carriere": END_CAREER,
    "end career": END_CAREER,
    "premier entretien": {"motif": "first"},
    "premier entretien professionnel": {"motif": "first"},
    "first": {"motif": "first"},
    "a la demande": {"motif": "on_request"},
    "a la demande du salarie": {"motif": "on_request"},
    "entretien a la demande": {"motif": "on_request"},
    "on request": {"motif": "on_request"},
}
RETURN = re.compile(r"(?:entretien (?:professionnel )?(?:de )?)?(?:retour|return)\b.*")
BEFORE_LEAVE = re.compile(r"(?:entretien (?:professionnel )?)?(?:avant|before)\b.*")


def plain(text):
    """Lower case, no accent, words separated by one space: how cells are compared.

    >>> plain(" État des lieux (récapitulatif) ")
    'etat des lieux recapitulatif'
    """
    letters = unicodedata.normalize("NFKD", str(text).replace("œ", "oe"))
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", letters.casefold()))


def words(*names):
    """The words of a name in no order: “LE ROUX Zoé” is “Zoé Le Roux”."""
    return tuple(sorted(plain(" ".join(filter(None, names))).split()))


def badge_key(text):
    """A badge number as Excel leaves it: without its leading zeros."""
    text = str(text).strip().casefold()
    whole = re.fullmatch(r"(\d+)[.,]0+", text)
    return (whole.group(1) if whole else text).lstrip("0")


def field_of_header(header):
    """The field a column of that header fills, None when it is not one we know."""
    text = plain(header)
    return next((name for name, texts in HEADERS.items() if text in texts), None)


def read_day(text):
    """A day typed in French or ISO, or the number Excel keeps for it.

    :rtype: date
    :raises ValueError: it is not the writing of a day, or that day does not exist
    """
    text = str(text).strip()
    if match := ISO_DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := FRENCH_DAY.fullmatch(text):
        day, month, year = map(int, match.groups())
        # No entretien professionnel is of the last century.
        year += 2000 if year < 100 else 0
    elif (match := EXCEL_DAY.fullmatch(text)) and int(match.group(1)) in EXCEL_DAYS:
        return EXCEL_ORIGIN + timedelta(days=int(match.group(1)))
    else:
        raise ValueError(text)
    return date(year, month, day)


def read_kind(text):
    """Values of the interview that the cell names; None when it is no kind we know.

    :rtype: dict or None
    """
    text = plain(text)
    if RETURN.fullmatch(text):
        return {"motif": "return"}
    if BEFORE_LEAVE.fullmatch(text):
        return {"motif": "before_leave"}
    return KINDS.get(text)
