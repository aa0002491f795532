from datetime import datetime

import pytest
from spreadsheet.files import Sheet
from spreadsheet.layout import (
    data_rows,
    each_field_once,
    field_of,
    find_table,
    rows_above,
)

DAY = datetime(2023, 6, 15)


def sheet(*rows, name="Suivi"):
    numbered = [(number, list(row)) for number, row in enumerate(rows, start=1) if row]
    return Sheet(name, numbered)


def fields(table):
    return [column.field for column in table.columns]


# Headers of spreadsheets, of payroll and of HR software.
USUAL = {
    "number": [
        "Matricule", "N° matricule", "MATRICULE SALARIE", "N° salarié", "Num. salarié",
        "Code salarié", "Badge", "N° badge", "Identifiant", "ID salarié", "Mle", "N°",
        "Mat.",
        "Numéro d'employé", "Matricule paie", "Matricule RH", "Employee ID",
    ],
    "last_name": ["Nom", "NOM DE FAMILLE", "Nom d'usage", "Nom usuel", "Nom salarié"],
    "first_name": ["Prénom", "PRENOM", "Prénoms", "Prénom usuel"],
    "full_name": [
        "Nom et prénom", "Nom Prénom", "NOM PRÉNOM", "Prénom et nom", "Nom complet",
        "Salarié", "Salarié(e)", "Collaborateur", "Collaboratrice", "Employé", "Agent",
    ],
    "email": ["Courriel", "E-mail", "Adresse e-mail", "Mail professionnel", "Mél"],
    "date": [
        "Date de l'entretien", "Date EP", "Date", "Date entretien professionnel",
        "Réalisé le", "Entretien du", "Tenu le", "Fait le", "Date de réalisation",
        "Le",
    ],
    "kind": [
        "Type d'entretien", "Nature de l'entretien", "Type", "Motif", "Nature",
        "Libellé entretien", "Objet",
    ],
    "interviewer": [
        "Mené par", "Réalisé par", "Conduit par", "Évaluateur", "N+1", "Manager",
        "Responsable hiérarchique", "Nom du manager",
    ],
    "copy": [
        "Copie remise le", "CR remis ?", "Compte rendu remis", "Date de remise",
        "Remise du compte-rendu", "Copie remise", "Exemplaire remis le",
    ],
    "last_interview": ["Dernier entretien pro", "Date dernier EP", "Dernier EPP"],
    "last_bilan": [
        "Dernier bilan / état des lieux", "Date du dernier bilan", "Dernier EDL",
        "Date état des lieux", "État des lieux", "Bilan",
    ],
    "yearly": ["EP 2019", "Bilan 2021", "Entretien pro 2023"],
    "seniority_date": [
        "Date d'ancienneté", "Entré le", "Date d'entrée", "Date d'embauche",
        "Ancienneté", "Date entrée société", "Début de contrat",
    ],
    "birthday": ["Date de naissance", "Né(e) le", "Naissance"],
    "visit_date": ["Visite médicale", "Date visite mi-carrière"],
    "nir": ["NIR", "N° SS", "N° de sécurité sociale", "Numéro sécurité sociale"],
    "date_from": ["Du", "Début", "Date de début", "Début absence"],
    "date_to": ["Au", "Fin", "Date de fin", "Reprise le"],
    "ignored": [
        "Prochain EP (prévu)", "Échéance", "Service", "Poste", "Établissement", "Âge",
        "Date limite", "Type de contrat", "Sexe", "Email du manager",
        "Matricule N+1", "Date de convocation", "Prochain entretien 2025",
        "Date de sortie", "Date fin de contrat", "Lieu", "Lieu de naissance",
        "Lieu de travail",
    ],
    "remark": ["Observations", "Commentaire", "Remarques", "Commentaires RH",
               "Commentaires EP 2021"],
    "status": ["Statut", "Statut de l'entretien", "État", "Présence", "Status"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("header", "field"),
    [(header, field) for field, headers in USUAL.items() for header in headers],
)
def test_usual_headers(header, field):
    assert field_of(header) == field


def test_the_headers_stand_under_titles_and_bands():
    found = find_table(
        [
            sheet(["Lisez-moi : suivi des entretiens, matricule, nom"], name="Notice"),
            sheet(
                ["Suivi des entretiens professionnels"],
                ["Mis à jour en juin"],
                [],
                ["IDENTITÉ", "", "ENTRETIEN", "", "SUITE"],
                ["Matricule", "Nom", "Date", "Type", "Copie remise"],
                ["1", "LE GOFF", DAY, "EP", "oui"],
            ),
        ]
    )
    assert (found.sheet, found.header_row, found.content) == ("Suivi", 5, "interviews")
    assert fields(found) == ["number", "last_name", "date", "kind", "copy"]


def test_two_lines_of_headers_are_read_together():
    found = find_table(
        [
            sheet(
                ["Matricule", "EP 2021", "", "EP 2023", ""],
                ["", "Date", "Mené par", "Date", "Mené par"],
                ["1", DAY, "M. Roux", DAY, "M. Roux"],
            )
        ],
        header_row=2,
    )
    assert fields(found)[1:] == ["yearly", "interviewer", "yearly", "interviewer"]
    assert found.columns[3].header == "EP 2023 Date"


def test_a_header_that_says_too_little_is_known_by_its_cells():
    found = find_table(
        [
            sheet(
                ["Matricule", "Entretien n° 1", "Rubrique A"],
                ["1", "15/06/2023", "Entretien professionnel"],
                ["2", "16/06/2023", "Bilan"],
            )
        ]
    )
    assert fields(found) == ["number", "date", "kind"]


def test_a_field_is_one_column_s():
    found = find_table(
        [sheet(["Matricule", "Date", "Date de saisie", "Type"], ["1", DAY, DAY, "EP"])]
    )
    assert fields(found) == ["number", "date", None, "kind"]


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        (["Matricule", "Type", "Du", "Au"], "absences"),
        (["Salarié", "Motif", "Date de début", "Date de fin"], "absences"),
        (["Matricule", "Nom", "Date de naissance", "Date d'ancienneté"], "dates"),
        (["Matricule", "Dernier EP", "Dernier bilan"], "interviews"),
    ],
)
def test_what_the_file_holds(headers, content):
    found = find_table([sheet(headers, ["1", "Congé parental", DAY, DAY])])
    assert found.content == content
    if content == "absences":
        assert "absence_type" in fields(found)


def test_the_sheet_and_the_row_that_hr_chose():
    sheets = [
        sheet(["Matricule", "Date", "Type"], ["1", DAY, "EP"], name="2023"),
        sheet(["Matricule", "Date", "Type"], ["1", DAY, "EP"], name="2021"),
    ]
    assert find_table(sheets).sheet == "2023"
    assert find_table(sheets[1:]).sheet == "2021"
    assert find_table(sheets[1:], header_row=2).header_row == 2


def test_a_file_whose_headers_nobody_knows_is_shown_all_the_same():
    found = find_table([sheet(["a", "b"], ["c", "d"])])
    assert (found.header_row, fields(found)) == (1, [None, None])


def test_totals_titles_and_repeated_headers_are_left_aside():
    rows = [
        ["Matricule", "Nom", "Date", "Type"],
        ["1", "LE GOFF", DAY, "EP"],
        ["", "", "Atelier de Brest", ""],
        ["2", "HADDAD", DAY, "EP"],
        ["Matricule", "Nom", "Date", "Type"],
        ["3"],
        ["TOTAL", "", "3", ""],
        ["Total général : 3"],
        ["4", "TOTAL", DAY, "EP"],
    ]
    lines = data_rows(sheet(*rows), find_table([sheet(*rows)]))
    assert [(line.number, line.aside) for line in lines] == [
        (2, ""), (3, "title"), (4, ""), (5, "header"), (6, ""), (7, "total"),
        (8, "total"), (9, ""),
    ]  # fmt: skip


def test_any_header_with_a_year_when_days_stand_below():
    found = find_table(
        [
            sheet(
                ["Matricule", "Campagne 2023", "Salaire 2023", "Bilan 2021"],
                ["1", DAY, "2100", ""],
                ["2", DAY, "1900", DAY],
            )
        ]
    )
    assert fields(found) == ["number", "yearly", None, "yearly"]


def test_of_two_columns_the_one_that_says_it_best():
    headers = ["Matricule", "Date d'entrée", "Date d'ancienneté", "Date", "Date EP"]
    found = find_table([sheet(headers, ["1", DAY, DAY, DAY, DAY])])
    assert fields(found) == ["number", None, "seniority_date", None, "date"]


def test_a_status_is_known_by_what_stands_below():
    for said, field in (("Réalisé", "status"), ("Cadre", "ignored")):
        found = find_table([sheet(["Matricule", "Date", "Statut"], ["1", DAY, said])])
        assert fields(found)[2] == field


def test_answers_under_the_header_of_a_day_are_a_status():
    """Without days beside them they stand where the days should be."""
    for header in ("Réalisé", "Fait (O/N)", "Entretien réalisé ?"):
        for yes, no in (("oui", "non"), ("O", "N"), ("VRAI", "FAUX")):
            rows = (["1", DAY, yes], ["2", DAY, no])
            found = find_table([sheet(["Matricule", "Date", header], *rows)])
            assert fields(found) == ["number", "date", "status"]
    of_training = sheet(["Matricule", "Date", "Formation faite"], ["1", DAY, "oui"])
    assert fields(find_table([of_training])) == ["number", "date", None]
    found = find_table([sheet(["Matricule", "Réalisé"], ["1", "oui"])])
    assert fields(found) == ["number", "date"]
    years = ["Matricule", "EP 2019", "Réalisé", "EP 2021", "Réalisé"]
    found = find_table([sheet(years, ["1", DAY, "oui", DAY, "non"])])
    assert fields(found) == ["number", "yearly", "status", "yearly", "status"]


def test_what_hr_settled_goes_before_what_says_it_best():
    (columns,) = (
        find_table(
            [sheet(["Matricule", "Rdv 2019", "Date EP"], ["1", DAY, DAY])]
        ).columns,
    )
    columns = [item._replace(field="date") for item in columns[1:]]
    assert [item.field for item in each_field_once(columns)] == [None, "date"]
    assert [item.field for item in each_field_once(columns, {1})] == ["date", None]


def test_lines_over_the_headers_are_numbered():
    """Two tables one under the other: the second says more."""
    found = sheet(
        ["Mis à jour le", DAY],
        ["Matricule", "Nom", "Date"],
        ["1", "Martin", DAY],
        ["Matricule", "Nom", "Prénom", "Date", "Type"],
        ["1", "Martin", "Léa", DAY, "EP"],
    )
    table = find_table([found])
    assert (table.header_row, rows_above(found, table)) == (4, [3])
