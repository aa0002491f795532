"""Whole files as payroll and HR software write them, from bytes to what comes of each
line; the words are those of Sage, Silae, ADP, Cegid, PayFit, Lucca, Eurécia, Kelio."""

import io
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from spreadsheet.files import read_sheets
from spreadsheet.kinds import propose_absence
from spreadsheet.layout import data_rows, find_table
from spreadsheet.lines import Known, judge, match, proposed_kind, read_lines, words_of
from spreadsheet.people import Directory, Person
from spreadsheet.values import plain

SINCE = date(2012, 1, 2)
PEOPLE = [
    Person(1, "Maëlle Le Goff", ("0012",), "maelle.legoff@ex.fr", SINCE),
    Person(2, "Yanis Haddad", ("0A-07",), "", SINCE),
    Person(3, "Łucja Wójcik", ("105",), "", SINCE),
    Person(4, "Søren Bjørn", ("00106",), "", SINCE),
    Person(5, "Jean-Œuvrard de La Tour", ("107",), "", SINCE),
    Person(6, "Anne d'Ormesson", ("108",), "", SINCE),
    Person(7, "Claire Martin", ("109",), "", SINCE, date(2018, 6, 30), active=False),
    Person(8, "Claire Martin", ("110",), "", date(2019, 9, 2)),
    Person(9, "Paul Petit", ("111",), "", SINCE),
    Person(10, "Paul Petit", ("112",), "", SINCE),
    Person(11, "Rémi Loin", ("113",), "", SINCE, here=False),
]


def text(written, encoding="utf-8-sig", end="\r\n"):
    return end.join(written.strip("\n").split("\n")).encode(encoding)


def xlsx(*sheets, epoch=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.epoch = epoch or book.epoch
    for name, *rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(*rows):
    def cell(value):
        day = value and not isinstance(value, str)
        kind = f' office:date-value="{value:%Y-%m-%d}"' if day else ""
        shown = f"{value:%d/%m/%y}" if day else escape(value)
        return f"<t:table-cell{kind}><x:p>{shown}</x:p></t:table-cell>"

    lines = "".join(
        f"<t:table-row>{''.join(map(cell, row))}</t:table-row>" for row in rows
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = {"office": "office", "t": "table", "x": "text"}
    spaces = " ".join(f'xmlns:{k}="{urn}:{v}:1.0"' for k, v in names.items())
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><t:table t:name="Suivi">'
            f"{lines}</t:table></office:body></office:document-content>",
        )
    return content.getvalue()


def page(*rows):
    lines = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<html><body><table>{lines}</table></body></html>".encode("cp1252")


# Name → content, then (row, person, what or code, day, motif, bilan, copy) of each
# line, as far as it matters.
FILES = {
    "Sage": (
        text(
            """
Etablissement;Code salarié;Nom;Prénom;Date d'entrée;Libellé emploi;Nature entretien;\
Date convocation;Date réalisation;Responsable;Email responsable;CR signé le
SIEGE;12;LE GOFF;Maelle;02/01/2012;Acheteur;Entretien pro.;1/6/23;15/06/23 matin;;a@b;OK
SIEGE;0A07;HADDAD;Yanis;;;Entretien pro bilan 6 ans;;12/03/2020;;;remise le 12/03/20
SIEGE;105;WOJCIK;Lucja;;;E. P. de retour de CPE;;01.02.2021;;;N/A
SIEGE;106;BJORN;Soren;;;Refus signé;;10/05/2023;;;
SIEGE;107;DE LA TOUR;Jean-Oeuvrard;;;EP;;semaine 12;;;
SIEGE;108;D ORMESSON;Anne;;;EAAD;;11/05/2022;;;X
""",
            "cp1252",
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False, "unknown_day"),
            (3, 2, "held", "2020-03-12", "periodic", True, "2020-03-12"),
            (4, 3, "held", "2021-02-01", "return", False, "no"),
            (5, 4, "declined", "2023-05-10"),
            (6, 5, "bad_day"),
            (7, 6, "unknown_kind"),
        ],
    ),
    "Silae, cp850": (
        text(
            """
Matricule;Nom de naissance;Nom d'usage;Prénom;Date ancienneté;Type;Date;Présence
0012;X;LE GOFF;Maëlle;02/01/2012;Entretien périodique;2023-06-15;Présent
0A-07;HADDAD;HADDAD;Yanis;02/01/2012;Etat des lieux récapitulatif;2020-03-12;Présent
105;WÓJCIK;WÓJCIK;Lucja;02/01/2012;Entretien périodique;2021-03-12;Absent
""",
            "cp850",
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False),
            (3, 2, "held", "2020-03-12", "periodic", True),
            (4, 3, "not_held"),
        ],
    ),
    "ADP: a notice, bands, a total": (
        xlsx(
            ("Lisez-moi", ["Extrait d'ADP"], ["Ne pas modifier Date et Type"]),
            (
                "Extraction",
                ["Société ARMOR – Suivi EP"],
                [],
                ["Collaborateur", "", "", "Dernier rendez-vous", "", "", "Suites"],
                ["Identifiant GXP", "Nom", "Prénom", "Date", "Nature", "Animé par",
                 "Document remis", "Commentaires RH"],
                [12, "LE GOFF", "Maëlle", datetime(2023, 6, 15),
                 "Entretien professionnel", "Roux Marc", True, "RAS"],
                ["0A07", "HADDAD", "Yanis", datetime(2020, 3, 12, 14, 30),
                 "Bilan sexennal", "Roux Marc", "le 12/03/20"],
                ["", "", "Atelier Sud"],
                [105.0, "WOJCIK", "Lucja", 45092, "EP mi carrière", "", "non signé"],
                ["Total", "", "", "3"],
            ),
        ),
        [
            (5, 1, "held", "2023-06-15", "periodic", False, "unknown_day"),
            (6, 2, "held", "2020-03-12", "periodic", True, "2020-03-12"),
            (7, None, "no_interview"),
            (8, 3, "held", "2023-06-15", "mid_career", False, "no"),
            (9, None, "total"),
        ],
    ),
    "day 0 of a sheet, and people of whom nothing is said": (
        ods(
            ["Matricule", "Dernier entretien", "Dernier bilan"],
            ["12", date(2023, 6, 15), date(1899, 12, 30)],
            ["0A07", date(1899, 12, 30), ""],
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False),
            (3, None, "no_interview"),
        ],
    ),
    "absences, of some people none": (
        ods(
            ["Matricule", "Type d'absence", "Du", "Au"],
            ["12", "Congé maternité", date(2020, 1, 1), date(2020, 4, 20)],
            ["0A07", "", "", ""],
        ),
        [(2, 1, "absence"), (3, None, "nothing")],
    ),
    "dates of employees, of some people none": (
        text("Matricule;Date de naissance\n12;15/06/1968\n999;\n"),
        [(2, 1, "dates"), (3, None, "nothing")],
    ),
    "Cegid: two lines of headers, one column for each campaign": (
        ods(
            ["Code", "Nom", "EP 2019", "", "EDL 2021", "", "EP 2023", ""],
            ["", "", "Date", "Par", "Date", "Par", "Date", "Par"],
            ["12", "LE GOFF", date(2019, 3, 4), "", date(2021, 3, 5), "Paul", "annulé"],
            ["0A07", "HADDAD", "", "", "05/04/2021", "", "reporté", ""],
        ),
        [
            (3, 1, "held", "2019-03-04", "periodic", False),
            (3, 1, "held", "2021-03-05", "periodic", True),
            (3, 1, "not_held"),
            (4, 2, "held", "2021-04-05", "periodic", True),
            (4, 2, "not_held"),
        ],
    ),
    "PayFit, in English": (
        text(
            """
First name,Last name,Employee ID,Email,Review type,Review date,Reviewer,Status
Maëlle,Le Goff,0012,maelle.legoff@ex.fr,Entretien professionnel,2023-06-15,,Completed
Yanis,Haddad,0A-07,,Entretien professionnel - Bilan à 6 ans,2020-03-12,,Completed
Lucja,Wojcik,105,,Entretien annuel,2021-03-12,,Completed
Soren,Bjorn,106,,Entretien professionnel,2021-03-12,,Cancelled
""",
            "utf-8",
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False),
            (3, 2, "held", "2020-03-12", "periodic", True),
            (4, 3, "other"),
            (5, 4, "not_held"),
        ],
    ),
    "Lucca, a page called .xls": (
        page(
            ["Collaborateur", "Matricule", "Email manager", "Campagne",
             "Modèle d'entretien", "Date de validation", "Statut"],
            ["Maëlle LE GOFF", "12", "r@ex.fr", "Campagne 2023",
             "Entretien professionnel", "15/06/2023", "Validé"],
            ["HADDAD Yanis", "0A07", "r@ex.fr", "Campagne 2020",
             "Entretien d'évaluation", "12/03/2020", "Validé"],
            ["WOJCIK Lucja", "105", "r@ex.fr", "Campagne 2023", "EP", "12/03/2023",
             "En cours"],
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False),
            (3, 2, "other"),
            (4, 3, "not_held"),
        ],
    ),
    "Eurécia, a tabbed text called .xls": (
        text(
            "Export du 03/03/2026\n\n"
            "N° Employé\tNom employé\tNom formulaire\tRéalisé le\n"
            "0012\tLE GOFF Maëlle\tEntretien pro. 2023\tjeu. 15/06/2023 09:00\n"
            "0A-07\tHADDAD Yanis\tÉtat des lieux 6 ans 2020\t12/03/2020",
            "cp1252",
        ),
        [
            (4, 1, "held", "2023-06-15", "periodic", False),
            (5, 2, "held", "2020-03-12", "periodic", True),
        ],
    ),
    "Kelio, by names, from an old Mac": (
        text(
            """
Salarié;Évènement;Prévu le;Effectué le;Remarque
Mme LE GOFF Maëlle;Entretien professionnel;10/06/2023;15/06/2023;
HADDAD (Yanis);Bilan 6 ans;10/03/2020;12/03/2020;prêt à évoluer
Mlle Anne D'ORMESSON;Entretien professionnel;10/03/2020;;
M. DE LA TOUR Jean Oeuvrard;Entretien professionnel;;fait le 12/03/2020;
""",
            "mac_roman",
            "\r",
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False),
            (3, 2, "held", "2020-03-12", "periodic", True),
            (4, 6, "no_day"),
            (5, 5, "held", "2020-03-12", "periodic", False),
        ],
    ),
    "one line for each employee": (
        xlsx(
            (
                "Liste",
                ["Mle", "NOM Prénom", "Date du dernier EP", "Type dernier EP",
                 "Date du dernier état des lieux", "Prochain EP"],
                ["0012", "LE GOFF Maëlle", datetime(2023, 6, 15), "Retour maternité",
                 datetime(2018, 3, 1), datetime(2025, 6, 15)],
                ["0A-07", "HADDAD Yanis", "juin 2023", "EP", "jamais"],
                ["105", "WOJCIK Łucja", "absente"],
                ["106", "BJÖRN Sören"],
                ["Nombre de salariés : 4"],
            )
        ),
        [
            (2, 1, "held", "2023-06-15", "return", False),
            (2, 1, "held", "2018-03-01", "periodic", True),
            (3, 2, "month"),
            (3, 2, "not_held"),
            (4, 3, "not_held"),
            (5, None, "no_interview"),
            (6, None, "no_interview"),
        ],
    ),
    "one column for each campaign, under a title": (
        text(
            """
Suivi des entretiens professionnels;;;;;
;;;;;
Matricule;Nom;Entretien 2019;EDL 2021;Entretien 2023;Prochain entretien 2025
0012;LE GOFF;12/03/2019;03/2021;15/06/23;12/03/2025
0A-07;HADDAD;X;refus signé le 12/04/2021;OK;
105;WOJCIK;non réalisé;Fait le 12/03/2021;reporté;
"""
        ),
        [
            (4, 1, "held", "2019-03-12", "periodic", False),
            (4, 1, "month"),
            (4, 1, "held", "2023-06-15", "periodic", False),
            (5, 2, "no_day"),
            (5, 2, "declined", "2021-04-12", "periodic", True),
            (5, 2, "no_day"),
            (6, 3, "not_held"),
            (6, 3, "held", "2021-03-12", "periodic", True),
            (6, 3, "not_held"),
        ],
    ),
    "an Excel of 1904": (
        xlsx(
            (
                "Feuil1",
                ["Num", "Nom Prénom", "Date EP", "Nature", "Remise CR"],
                [12, "LE GOFF Maëlle", datetime(2023, 6, 15), "EP", "en main propre"],
                ["0A 07", "HADDAD Yanis", datetime(2020, 3, 12), "EP récapitulatif"],
            ),
            epoch=CALENDAR_MAC_1904,
        ),
        [
            (2, 1, "held", "2023-06-15", "periodic", False, "unknown_day"),
            (3, 2, "held", "2020-03-12", "periodic", True, "no"),
        ],
    ),
    "the day of the last interview and that of the bilan, whatever they are called": (
        text(
            """
Matricule;Nom;Type;Date de l'entretien;État des lieux;Copie remise
0012;LE GOFF;Retour maternité;12/03/2019;12/03/2023;oui
0A-07;HADDAD;;12/03/2019;;non
105;WOJCIK;;;12/03/2023;
106;BJORN;EP;12/03/2019;non;
107;DE LA TOUR;EP;12/03/2019;oui;
109;MARTIN;EP;30/06/2018;02/07/2018;
"""
        ),
        [
            (2, 1, "held", "2019-03-12", "return", False, "unknown_day"),
            (2, 1, "held", "2023-03-12", "periodic", True, "unknown_day"),
            (3, 2, "held", "2019-03-12", "periodic", False, "no"),
            (4, 3, "held", "2023-03-12", "periodic", True, "no"),
            (5, 4, "held", "2019-03-12", "periodic", False),
            (5, 4, "not_held"),
            (6, 5, "held", "2019-03-12", "periodic", False),
            (6, 5, "no_day"),
            (7, 7, "held", "2018-06-30", "periodic", False),
            (7, 7, "after_departure"),
        ],
    ),
    "years of appraisals, of training, and one that was only planned": (
        text(
            """
Matricule;Nom;2018;EP 2019;Évaluation 2020;Entretiens planifiés 2021;Formation 2022;\
Saisie : date
0012;LE GOFF;12/03/2018;12/03/2019;12/03/2020;12/03/2021;12/03/2022;01/02/2024
"""
        ),
        [
            (2, 1, "held", "2018-03-12", "periodic", False),
            (2, 1, "held", "2019-03-12", "periodic", False),
            (2, 1, "other"),
            (2, 1, "not_held"),
            (2, 1, "unknown_kind"),
            (2, 1, "unknown_kind"),
        ],
    ),
    "namesakes, archived, elsewhere, particles": (
        text(
            """
NOM;PRENOM;DATE ENTRETIEN;INTITULE
MARTIN;Claire;12/03/2016;EP
MARTIN;Claire;12/03/2020;EP
PETIT;Paul;12/03/2020;EP
LOIN;Rémi;12/03/2020;EP
DE LA TOUR;Jean Œuvrard;12/03/2020;EP
Tour (de la);Jean-Oeuvrard;12 03 2022;EP
D’ORMESSON;Anne;12/03/2020;EP
WOJCIK;LUCJA;12/03/2020;EP
BJORN;SOREN;12/03/2020;EP
"""
        ),
        [
            (2, 7, "held", "2016-03-12"),
            (3, 8, "held", "2020-03-12"),
            (4, None, "two"),
            (5, None, "elsewhere"),
            (6, 5, "held", "2020-03-12"),
            (7, 5, "held", "2022-03-12"),
            (8, 6, "held", "2020-03-12"),
            (9, 3, "held", "2020-03-12"),
            (10, 4, "held", "2020-03-12"),
        ],
    ),
    "absences": (
        text(
            """
Matricule;Nom;Code absence;Libellé absence;Date début;Date fin;Nb jours
0012;LE GOFF;MAT;Congé maternité;01/03/2024;31/08/2024;180
0A-07;HADDAD;CPE;Congé parental d'éducation;01/03/2022;28/02/2023;365
105;WOJCIK;CP;Congés payés;01/08/2023;15/08/2023;10
106;BJORN;MAL;Maladie;01/03/2023;31/12/2023;300
106;BJORN;MAL;Maladie;01/03/2023;31/12/2023;300
106;BJORN;MAL;Maladie;01/03/2023;31/01/2024;330
106;BJORN;MAL;Maladie;01/12/2023;31/01/2024;330
106;BJORN;MAL;Maladie;01/01/2024;31/01/2024;330
109;MARTIN;MAL;Maladie;01/05/2018;31/07/2018;92
109;MARTIN;MAL;Maladie;01/08/2018;31/10/2018;92
"""
        ),
        [
            (2, 1, "absence", "2024-03-01"),
            (3, 2, "absence", "2022-03-01"),
            (4, 3, "unknown_kind"),
            (5, 4, "absence", "2023-03-01"),
            (6, 4, "known"),
            (7, 4, "absence_otherwise"),
            (8, 4, "absence_otherwise"),
            (9, 4, "absence", "2024-01-01"),
            (10, 7, "absence", "2018-05-01"),
            (11, 7, "after_departure"),
        ],
    ),
    "dates of the employees": (
        xlsx(
            (
                "Registre",
                ["REGISTRE DU PERSONNEL"],
                ["Matricule", "Nom", "Né(e) le", "N° Sécu", "Entré(e) le",
                 "Date d'ancienneté", "Dernière visite médicale"],
                ["0012", "LE GOFF", datetime(1980, 5, 4), "2800535123456", SINCE,
                 datetime(2010, 9, 1), datetime(2025, 5, 4)],
                ["0A-07", "HADDAD", "04/05/68", "", SINCE, "01/09/2011"],
            )
        ),
        [
            (3, 1, "dates", {"birthday": "1980-05-04", "seniority_date": "2010-09-01",
                             "visit_date": "2025-05-04", "nir": "2800535123456"}),
            (4, 2, "dates", {"birthday": "1968-05-04", "seniority_date": "2011-09-01"}),
        ],
    ),
}  # fmt: skip


def read(content):
    """The lines of a file, each judged, its words taken as they are proposed."""
    sheets = read_sheets(content)
    table = find_table(sheets)
    rows = data_rows(next(s for s in sheets if s.name == table.sheet), table)
    lines = read_lines(rows, table.columns, table.content)
    absences = table.content == "absences"
    words = words_of(lines, "absence_type" if absences else "kind")
    match(lines, Directory(PEOPLE))
    kinds = {plain(word): proposed_kind(word, table.columns) for word in words}
    kinds_of_absence = {plain(word): propose_absence(word) for word in words}
    dates = {person.id: {"nir": None} for person in PEOPLE}
    known = Known(
        today=date(2026, 11, 29),
        words=kinds_of_absence if absences else kinds,
        first_days={person.id: person.first for person in PEOPLE},
        last_days={person.id: person.last for person in PEOPLE if person.last},
        recorded={"dates": dates, "absences": {}}.get(table.content, set()),
    )
    judge(lines, known, table.content)
    return lines


@pytest.mark.parametrize("name", FILES)
def test_what_comes_of_each_line(name):
    content, expected = FILES[name]
    found = []
    for line in read(content):
        if line.values:
            told = ({key: str(value) for key, value in line.values.items()},)
        else:
            kind = line.kind or (None,) * 3
            told = (str(line.day), kind[1], kind[2], str(line.copy))
        found.append((line.number, line.person_id, line.code or line.what, *told))
    assert len(found) == len(expected)
    for line, wanted in zip(found, expected, strict=True):
        assert line[: len(wanted)] == wanted
