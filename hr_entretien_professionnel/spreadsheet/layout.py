"""Where the table stands in a file, and what its columns are.

All of it is a proposal: HR sees the sheet, the row of the headers and what each column
is taken for, and changes them.
"""

import re
from typing import NamedTuple

from .kinds import is_status, propose_absence, propose_kind
from .values import plain, whole_day

# How far down the headers may stand, under titles and remarks.
HEADER_ROWS = 40
# Field → what headers say of it, as they are compared (``plain``); the first that fits.
HEADERS = [
    ("seniority_date", r"(date (de )?)?debut (de |du )?contrat"),
    # Its words are never seen by what stands below: a field whose header holds one of
    # them is named above, or its word goes from here.
    (
        "ignored",
        r".*\b(prochaine?s?|next)\b.*|.*\b(echeance|date limite|prevue?|a venir"
        r"|a faire|convocation|invitation|planification|planifiee?|relance|creation"
        r"|import|mise a jour|maj|sortie|depart|contrat)\b.*"
        r"|.*\b(age|service|departement|poste|emploi|fonction|site|agence"
        r"|etablissement|classification|coefficient|categorie|sexe|duree|lieu|heure)\b.*"
        # What is said of another person than the employee.
        r"|.*\b(matricule|code|identifiant|id|courriel|e ?mail|mail|prenom)\b.*"
        r"\b(manager|responsable|n 1|superieur|hierarchique|evaluateur|valid\w+)\b.*",
    ),
    (
        "nir",
        r"nir|n(umero)? (de )?s(ecu(rite)? )?s(ociale)?|n(umero)? (ss|insee|secu\w*)"
        r"|insee",
    ),
    ("birthday", r"(date (de )?)?naissance|nee? le|ne e le|birthday|date of birth"),
    ("visit_date", r".*\bvisite\b.*"),
    (
        "seniority_date",
        r".*\b(anciennete|entree|embauche|arrivee)\b.*|(entre|embauche) ?e? le"
        r"|hire date|start date",
    ),
    (
        "date_to",
        r"(date )?(de |d )?fin\b.*|au|jusqu au|reprise( le)?|date de reprise|to",
    ),
    ("date_from", r"(date )?(de )?debut\b.*|du|a partir du|depuis|from"),
    # Of employees or of interviews: what stands below says which.
    (
        "status",
        r"(statut|etat(?! des lieux)|status|avancement|situation)( d.*)?|presence",
    ),
    ("copy", r".*\b(copie|remise?|remis|cr|compte rendu|transmis\w*|exemplaire)\b.*"),
    ("email", r".*\b(courriel|e ?mail|mel|mail)\b.*"),
    (
        "interviewer",
        r"(entretien )?(mene|realise|tenu|conduit|fait|effectue|assure|anime)?e? ?par"
        r"|evaluateur|interviewe(u)?r|reviewer|responsable.*|n 1|manager.*|conducteur"
        r"|hierarchique|superieur.*|nom du (manager|responsable).*",
    ),
    (
        "full_name",
        r"nom complet|(nom|noms)( et)? prenoms?|prenoms?( et)? noms?|salarie( e)?s?"
        r"|collaborat\w+|employee?s?|agents?|full name"
        r"|nom (du |de la |de l )(salarie|collaborateur|employe|agent)e?|nom employee?"
        r"|personne|identite|interesse|nom usuel prenom",
    ),
    (
        "last_name",
        r"nom|nom (de )?(famille|naissance|usage|usuel|marital|salarie)|nom d usage"
        r"|last name|surname|family name",
    ),
    ("first_name", r"prenoms?( usuel| salarie)?|first name|given name"),
    (
        "number",
        r".*\b(matricule|badge|mle)\b.*|mat|(n|no|num|numero|code|id|identifiant)"
        r"( (de |du )?(salarie|employe|agent|collaborateur|paie|rh|personnel|interne))?"
        r"|(n|no|numero) d employe|identifiant.*"
        r"|(employee|personnel|staff) (id|number|no|code)",
    ),
    (
        "kind",
        r"(type|nature|motif|objet|categorie|libelle|intitule|kind)\b.*|entretien"
        r"|(review|interview) type|evenement|modele d entretien",
    ),
    (
        "last_bilan",
        r".*\b(dernier|derniere|date)\b.*\b(bilan|etat des lieux|edl)\b.*"
        r"|bilan|etat des lieux|edl",
    ),
    ("last_interview", r".*\b(dernier|derniere)\b.*\b(entretiens?|epp?|pro)\b.*"),
    (
        "date",
        r".*\bdate\b.*|entretien (du|le|realise le)"
        r"|(realise|tenu|fait|effectue|passe)e?( le)?|jour|le",
    ),
    ("remark", r"(obs|commentaires?|remarques?|notes?|precisions?|observations?)\b.*"),
]
HEADERS = [(name, re.compile(words)) for name, words in HEADERS]
# “EP 2019”, “Bilan 2021”.
YEARLY = re.compile(
    r"(?:.*\b)?(epp?|entretiens?|bilan|edl|etat des lieux|pro)\b"
    r".*?\b((?:19|20)\d\d)"
)
BARE_YEAR = re.compile(r"(annee )?(19|20)\d\d( (epp?|bilan|edl))?")
YEAR = re.compile(r"\b(19|20)\d\d\b")
# A header of days, or of answers: “Réalisé”, “Entretien fait (O/N)”.
DONE = re.compile(
    r"((l )?(entretien|epp?|rdv)( pro\w*)? )?(realise|tenu|effectue|fait|passe)e?"
    r"( o n| oui non)?"
)
# Of several columns that name a field, the one that says it best.
BEST = {
    "last_name": "usage|usuel|marital",
    "seniority_date": "anciennete",
    "date": r"entretien|epp?\b|realis|tenu|effectu|fait|passe",
}
# The columns that give one interview each, and what stands beside the day of each.
ONE_EACH = ("yearly", "last_interview", "last_bilan")
BESIDE = ("kind", "interviewer", "copy", "status")
# What an employee's dates are read from, and whether a year of two figures is old.
DATES = {"seniority_date": True, "birthday": True, "visit_date": False}
TOTAL = re.compile(r"(sous )?totale?s?|moyennes?|nombre|effectifs?|nb|somme")
# The fields that say who a line is about.
WHO = ("number", "email", "full_name", "last_name", "first_name")


class Column(NamedTuple):
    """A column of the table: its place from 0, header, and field or None."""

    place: int
    header: str
    field: str | None


class Table(NamedTuple):
    """The table found: ``header_row`` is the number that the sheet shows."""

    sheet: str
    header_row: int
    columns: tuple
    content: str


class Row(NamedTuple):
    """A line below the headers: its number, its cells by place, or why it is left
    aside (``total``, ``title``, ``header``)."""

    number: int
    cells: list
    aside: str = ""


class Content(NamedTuple):
    """What a file may hold: see ``CONTENTS``.

    :param fields: the columns of use to it, beside who a line is about
    :param shown_by: those that say that a file holds it
    :param words: the column whose words HR explains, or None
    :param by_cells: field → test of the cells that it has whatever its header says
    """

    fields: tuple
    shown_by: tuple
    words: str | None = None
    by_cells: dict = {}


# What HR says that a file holds, or the first that its columns show; a DSN is read by
# ``dsn``. What comes of a line of each: ``lines.JUDGES``.
CONTENTS = {
    "interviews": Content(
        ("date", *BESIDE, *ONE_EACH, "seniority_date"),
        ("date", *ONE_EACH),
        "kind",
        {"date": whole_day, "kind": propose_kind},
    ),
    "absences": Content(
        ("absence_type", "date_from", "date_to"),
        ("date_from", "date_to"),
        "absence_type",
        {"absence_type": propose_absence},
    ),
    "dates": Content((*DATES, "nir"), (*DATES, "nir")),
}


def field_of(header):
    """The field that a header names, None when it names none we know."""
    text = plain(header)
    found = next((name for name, words in HEADERS if words.fullmatch(text)), None)
    apart = found in ("ignored", "remark")
    return "yearly" if YEARLY.fullmatch(text) and not apart else found


def find_table(sheets, header_row=None, content=None):
    """The sheet and the row whose cells are most like headers of ours.

    :param sheets: of ``files.read_sheets``, or the one that HR chose
    :param int header_row: number of the row that HR chose instead
    :param str content: what HR says that the file holds
    :rtype: Table
    """
    best, found = (-1, 0), None
    for item in sheets:
        # The last columns may have no header.
        width = max(len(cells) for _number, cells in item.rows)
        band = [""] * width
        for place, (number, cells) in enumerate(item.rows[:HEADER_ROWS]):
            above, band = band, [*cells, *[""] * (width - len(cells))]
            if header_row and number != header_row:
                continue
            columns = _columns(band, above)
            named = {column.field for column in columns} - {None, "ignored"}
            score = len(named) + (2 if named & set(WHO) else 0)
            score = (score if len(named) > 1 else 0, len(item.rows) - place > 1)
            if score > best:
                best, found = score, (item, number, columns)
    if not found:
        return find_table(sheets[:1], sheets[0].rows[0][0], content)
    item, number, columns = found
    content = content or _proposed_content(columns)
    columns = _by_contents(item, number, columns, content)
    return Table(item.name, number, tuple(columns), content)


def _columns(cells, band):
    """The columns that these headers name; one that says too little is read with the
    band of titles above it, one that is empty is the title that reaches down to it."""
    texts = [cell if isinstance(cell, str) else str(cell or "") for cell in cells]
    if not re.search(r"\d", "".join(texts)):
        # What holds figures is a line of the table.
        texts = [text or str(title) for text, title in zip(texts, band, strict=True)]
    columns, above = [], ""
    for place, (text, title) in enumerate(zip(texts, band, strict=True)):
        field, above = field_of(text), str(title) or above
        # What holds figures is a line of the table, not the second one of its headers.
        if text and above and not re.search(r"\d", text):
            joined = f"{above} {text}"
            if YEARLY.fullmatch(plain(above)) and field == "date":
                text, field = joined, "yearly"
            field = field or field_of(joined)
        columns.append(Column(place, text, field))
    return each_field_once(columns)


def each_field_once(columns, settled=()):
    """A field is one column's: that of a place that HR settled, that which names it
    best, else the first; those of a year are several, and so is what stands beside."""
    others = set()
    for same in _by_claim(columns):
        words = BEST.get(same[0].field, "")
        best = [item for item in same if item.place in settled] or same
        best = next((x for x in best if re.search(words, plain(x.header))), best[0])
        others.update({*same} - {best})
    return [x._replace(field=None) if x in others else x for x in columns]


def with_fields(columns, fields):
    """:param dict fields: what HR says of the columns, by place; empty: nothing"""
    return [x._replace(field=fields.get(x.place, x.field) or None) for x in columns]


def _one_each(columns):
    """The fields of the columns that give one interview each; “Date” is one more of
    them beside others, and alone it is the row's."""
    several = any(column.field in ONE_EACH for column in columns)
    return (*ONE_EACH, "date") if several else ()


def _by_claim(columns):
    """The columns of each thing that one of them alone can be: a field, or what stands
    beside the day of an interview."""
    day, days, found = None, _one_each(columns), {}
    for column in columns:
        field = column.field
        if field in days:
            day = column.place
        if field not in (None, "yearly", "ignored", "remark"):
            claim = (field, day if field in BESIDE else None)
            found.setdefault(claim, []).append(column)
    return found.values()


def taken_twice(columns):
    """Columns that say the same thing: HR keeps one of them.

    :rtype: list of Column, of one field
    """
    return next((same for same in _by_claim(columns) if len(same) > 1), [])


def beside(columns):
    """What stands beside the day of each interview of a row, by the day's place.

    A column of copies alone in its table is of all of them.

    :rtype: dict of int → list of Column
    """
    found, of, days = {}, None, _one_each(columns)
    copies = [column for column in columns if column.field == "copy"]
    for column in columns:
        if column.field in days:
            of = column.place
            found[of] = copies if len(copies) == 1 else []
        elif column.field in BESIDE and of is not None and [column] != copies:
            found[of] = [*found[of], column]
    return found


def _proposed_content(columns):
    """What the file holds, by the columns that it has."""
    fields = {column.field for column in columns}
    shown = (name for name, item in CONTENTS.items() if fields & {*item.shown_by})
    return next(shown, "interviews")


def _by_contents(sheet, header_row, columns, content):
    """What the headers leave open, by what the columns hold."""
    words = CONTENTS[content].words or "kind"
    columns = [x._replace(field=words) if x.field == "kind" else x for x in columns]
    rows = [cells for number, cells in sheet.rows if number > header_row][:200]
    days = (x for x in columns if x.field in (None, "date", *ONE_EACH))
    days = any(_share(column, rows, whole_day) > 0.6 for column in days)
    columns = each_field_once([_by_its_cells(x, rows, days) for x in columns])
    fields = {column.field for column in columns}
    if fields & set(ONE_EACH):
        return columns
    for name, test in CONTENTS[content].by_cells.items():
        free = (c for c in columns if c.field is None and _share(c, rows, test) > 0.6)
        if name not in fields and (column := next(free, None)):
            columns[columns.index(column)] = column._replace(field=name)
    return columns


def _by_its_cells(column, rows, days):
    """Headers that two things bear; ``days``: those of the interviews have a column."""
    header = plain(column.header)
    answers = days and column.field in (None, "date") and DONE.fullmatch(header)
    if answers and _share(column, rows, is_status) > 0.6:
        return column._replace(field="status")
    if not column.field and YEAR.search(column.header):
        # One day is enough when the header is the year alone.
        enough = 0 if BARE_YEAR.fullmatch(header) else 0.6
        if _share(column, rows, whole_day) > enough:
            return column._replace(field="yearly")
    if column.field == "status" and _share(column, rows, is_status) < 0.6:
        # “Statut : cadre”.
        return column._replace(field="ignored")
    if column.field == "seniority_date" and _share(column, rows, whole_day) < 0.5:
        # “Ancienneté : 12 ans”.
        return column._replace(field=None)
    return column


def _share(column, rows, test):
    """The share of the filled cells of a column that pass the test."""
    cells = (row[column.place] for row in rows if column.place < len(row))
    values = [value for value in cells if value != ""]
    return sum(bool(test(value)) for value in values) / (len(values) or 1)


def rows_above(sheet, table):
    """The numbers of the rows over the headers that hold a day among other cells."""
    return [
        number
        for number, cells in sheet.rows
        if number < table.header_row
        and sum(cell != "" for cell in cells) > 2
        and any(map(whole_day, cells))
    ]


def data_rows(sheet, table):
    """The lines of the table; totals, titles and repeated headers are marked.

    :rtype: list of Row
    """
    titles = dict(sheet.rows).get(table.header_row, ())
    headers = sorted(plain(cell) for cell in titles if cell != "")
    who = {column.place for column in table.columns if column.field in WHO}
    rows = []
    for number, cells in sheet.rows:
        if number <= table.header_row:
            continue
        filled = {n: plain(cell) for n, cell in enumerate(cells) if cell != ""}
        first, *others = texts = list(filled.values())
        aside = ""
        if TOTAL.fullmatch(re.sub(r" \d+$", "", first)) or (
            first.startswith(("total", "sous total")) and len(texts) < len(headers)
        ):
            aside = "total"
        elif sorted(texts) == headers:
            aside = "header"
        elif not others and not filled.keys() & who:
            aside = "title"
        rows.append(Row(number, cells, aside))
    return rows
