import pytest
from spreadsheet.kinds import Kind, propose_absence, propose_kind, says_nothing_held

HELD = {
    ("periodic", False): [
        "Entretien professionnel",
        "entretien pro",
        "Entretien prof.",
        "EP",
        "EPP",
        "E.P.",
        "EPP 4 ans",
        "EP 2 ans",
        "EP n°2",
        "Entr. pro",
        "Entretien de parcours professionnel",
        "Entretien périodique",
        "Périodique",
        "Entretien biennal",
        "Ent. professionnel",
        "EP 2021",
        "EP – En attente de signature",
        "EP en cours de carrière",
    ],
    ("periodic", True): [
        "Bilan",
        "Bilan 6 ans",
        "Bilan à 6 ans",
        "Bilan des six ans",
        "Bilan sexennal",
        "État des lieux",
        "Etat des lieux récapitulatif",
        "EDL",
        "EP + bilan",
        "Entr. pro. + bilan",
        "EP bilan 6 ans",
        "Récap 6 ans",
        "EPP 8 ans",
    ],
    ("return", False): [
        "Retour de congé maternité",
        "Reprise après maternité",
        "EP suite longue maladie",
        "Retour",
        "EP de reprise",
        "Retour congé parental",
        "Entretien de retour d'absence",
        "Reprise suite arrêt longue durée",
        "EPP fin de mandat syndical",
    ],
    ("mid_career", False): ["Mi-carrière", "EPP mi-carrière (45 ans)", "EP 45 ans"],
    ("end_career", False): ["Fin de carrière", "EP fin de carrière", "EPP 58 ans"],
    ("first", False): [
        "Premier entretien",
        "1er EP",
        "EPP première année",
        "EP 1ère année",
        "EP d'embauche",
    ],
    ("on_request", False): ["À la demande", "EP à la demande du salarié"],
    ("before_leave", False): ["EP avant congé parental", "Avant départ en congé"],
    ("return", True): ["Retour de congé maternité + bilan"],
    ("end_career", True): ["Fin de carrière et état des lieux"],
}


@pytest.mark.parametrize(
    ("text", "motif", "bilan"),
    [(text, *key) for key, texts in HELD.items() for text in texts],
)
def test_usual_words_for_an_interview(text, motif, bilan):
    assert propose_kind(text) == Kind("held", motif, bilan)


@pytest.mark.parametrize(
    "text", ["Refus du salarié", "EP – refusé par écrit", "A refusé", "Décliné"]
)
def test_refusals(text):
    assert propose_kind(text).what == "declined"


@pytest.mark.parametrize(
    "text",
    [
        "Absent",
        "Absente",
        "Non réalisé",
        "EP non fait",
        "Annulé",
        "Reporté",
        "À planifier",
        "En cours",
        "Jamais",
        "Programmé",
        "Cancelled",
        "Reporté au 12/06/2023",
        "N",
        "FAUX",
        "EP – N",
    ],
)
def test_nothing_held(text):
    assert propose_kind(text).what == "not_held"
    assert says_nothing_held(text)


def test_put_off_from_a_day_it_was_held():
    assert not says_nothing_held("12/03/2014 - reporté du 01/02/2014")


@pytest.mark.parametrize(
    "text",
    [
        "Entretien annuel",
        "Entretien annuel d'évaluation",
        "Entretien d'appréciation",
        "EAE",
        "EAD",
        "EIA",
        "Bilan de compétences",
        "Entretien forfait jours",
    ],
)
def test_what_is_no_entretien_professionnel(text):
    assert propose_kind(text).what == "other"


@pytest.mark.parametrize("text", ["", "?", "Visite", "RDV RH", "Sylvie"])
def test_words_that_are_asked(text):
    assert propose_kind(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Congé maternité", "maternity"),
        ("MATERNITE", "maternity"),
        ("Congé parental d'éducation", "parental"),
        ("Congé parental à temps partiel", "parental_part_time"),
        ("Congé d'adoption", "adoption"),
        ("Présence parentale", "presence_parentale"),
        ("Proche aidant", "proche_aidant"),
        ("Congé sabbatique", "sabbatical"),
        ("Longue maladie", "long_illness"),
        ("Arrêt longue maladie (ALD)", "long_illness_ald"),
        ("Mandat syndical", "mandat_syndical"),
        ("Congé sans solde", "unpaid"),
        ("Congés payés", None),
        ("Paternité", None),
    ],
)
def test_words_for_an_absence(text, code):
    assert propose_absence(text) == code
