"""What texts say of the law in figures is what the engine and its rows have.

Such a text is written by hand, in English and in French: a law that changes fails here
until each is written anew.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.dates import format_date
from schedule import AGREEMENT_DEADLINE, AGREEMENT_MAX_MONTHS

ROOT = Path(__file__).parents[2]
CORE = "hr_entretien_professionnel"
FRENCH = f"{CORE}/i18n/fr.po"
CARDS = f"{CORE}/static/src/settings/rhythm_cards.js"
CHOICES = f"{CORE}/models/company/hr_entretien_choices_mixin.py"
PAGE = f"{CORE}/wizard/hr_entretien_settings_views.xml"
GUIDE = "docs/fr/choix.md"

LENGTHS = ("first_months", "period_months", "bilan_months")
DEADLINE = format_date(AGREEMENT_DEADLINE, "d MMMM y", "en")
DEADLINE_FR = re.sub("^1 ", "1er ", format_date(AGREEMENT_DEADLINE, "d MMMM y", "fr"))


def text_of(path):
    """The file, each of its strings in one piece, with single plain spaces."""
    text = re.sub(r'"\n\s*"', "", (ROOT / path).read_text(encoding="utf-8"))
    return " ".join(text.split())


def test_the_rhythms_are_those_that_the_texts_below_say():
    """Of the first law, and of the last one."""
    data = ROOT / CORE / "data/hr_entretien_regime_data.xml"
    first, *_others, last = [
        {field.get("name"): field.text for field in record}
        for record in ElementTree.parse(data).iter("record")
    ]
    assert [int(first[name]) / 12 for name in LENGTHS] == [2, 2, 6]
    assert [int(last[name]) / 12 for name in LENGTHS] == [1, 4, 8]
    assert last["date_from"] == "2025-10-26"
    assert {"has_mid_career", "has_end_career"} < last.keys()
    assert AGREEMENT_MAX_MONTHS == 48


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (CHOICES, "The law: 1 year, then every 4 years, état des lieux at 8"),
        (FRENCH, "La loi : 1 an, puis tous les 4 ans, état des lieux à 8 ans"),
        (CHOICES, "Every 2 years, état des lieux at 6 years"),
        (FRENCH, "Tous les 2 ans, état des lieux à 6 ans"),
        (CARDS, "within a year of the hire, then every four years"),
        (FRENCH, "dans l'année de l'embauche, puis tous les quatre ans"),
        (CARDS, "; état des lieux every eight years."),
        (FRENCH, "; état des lieux tous les huit ans."),
        (CARDS, "that were running on 26 October 2025"),
        (FRENCH, "Les délais en cours le 26 octobre 2025"),
        (CARDS, "An interview every two years, état des lieux every six"),
        (FRENCH, "Un entretien tous les deux ans, l'état des lieux tous les six ans"),
        (CARDS, "first interview within a year, mid-career, end of career."),
        (FRENCH, "premier entretien dans l'année, mi-carrière, fin de carrière."),
        (GUIDE, "dans les 12 mois de l'embauche, puis tous les 48 mois ; état des"),
        (GUIDE, "entretien tous les 24 mois, état des lieux à 6 ans"),
        (CARDS, "48 months at the most"),
        (FRENCH, "48 mois au plus"),
    ],
)
def test_a_rhythm_in_words(path, text):
    assert text in text_of(path)


@pytest.mark.parametrize(
    ("path", "day", "times"),
    [
        (PAGE, DEADLINE, 3),
        (CHOICES, DEADLINE, 2),
        (FRENCH, DEADLINE, 5),
        (FRENCH, DEADLINE_FR, 5),
        (GUIDE, DEADLINE_FR, 2),
    ],
)
def test_the_deadline_of_the_agreements(path, day, times):
    assert text_of(path).count(day) == times
