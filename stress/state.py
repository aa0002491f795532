"""What a database holds after some work, as rows that two runs may be compared by."""

from collections import Counter

from benchmarks.databases import sql

# Beside the tables of the add-ons, what hangs on an interview or an employee.
TABLES = ("hr_employee", "mail_activity", "mail_followers", "mail_message")
TABLES += ("calendar_event", "calendar_attendee", "ir_attachment")
# References are left out, but those to what was there before.
KEPT = ("employee_id", "recipient_id", "user_id", "partner_id", "activity_type_id")
# What no two runs have alike.
VOLATILE = """
    id res_id create_date write_date message_id access_token checksum store_fname
    file_size file_sha256 digest index_content attendee_token progress tries
    date_scheduled
""".split()
# Two equal versions made at once are no harm, see its ``_of_contents``; each try to
# send a mail has a link of its own.
AS_ONE = ("hr_entretien_grille_version", "hr_entretien_link")
RELATIONS = """
    SELECT c.table_name, c.column_name, c.data_type, EXISTS (
               SELECT FROM pg_constraint f
                 JOIN pg_attribute a ON a.attrelid = f.conrelid
                WHERE f.contype = 'f' AND f.conrelid = c.table_name::regclass
                  AND a.attnum = f.conkey[1]
                  AND a.attname = c.column_name)
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND (c.table_name LIKE 'hr\\_entretien%%' OR c.table_name = ANY(%s))
     ORDER BY c.table_name, c.column_name
"""


def columns(database):
    """Table → its columns, as SQL; those that are not compared as an empty text."""
    found = {}
    for table, column, kind, refers in sql(RELATIONS, list(TABLES), database=database):
        found.setdefault(table, {})
        compared = column not in VOLATILE and (not refers or column in KEPT)
        day = "::date" if kind.startswith("timestamp") else ""
        text = f't."{column}"{day} AS "{column}"'
        found[table][column] = text if compared else ""
    return found


def who(table, held):
    """SQL of the employee that a row is about, NULL when it does not say."""
    of_interview = "(SELECT employee_id FROM hr_entretien WHERE id = t.{})"
    if table == "hr_employee":
        return "t.id"
    for column in ("employee_id", "recipient_id"):
        if column in held:
            return f"t.{column}"
    for column in ("res_model", "model"):
        if column in held:
            return (
                f"CASE t.{column} WHEN 'hr.employee' THEN t.res_id"
                f" WHEN 'hr.entretien' THEN {of_interview.format('res_id')} END"
            )
    if "entretien_id" in held:
        return of_interview.format("entretien_id")
    return "NULL::int"


def state(database):
    """``Counter`` of the rows, each with its table and the employee it is about."""
    rows = Counter()
    for table, held in columns(database).items():
        chosen = ", ".join(
            [f"{who(table, held)} AS about_whom", *filter(None, held.values())]
        )
        own = "WHERE t.res_model LIKE 'hr.%'" if table == "ir_attachment" else ""
        query = (
            f"SELECT r.about_whom, (to_jsonb(r) - 'about_whom')::text"
            f" FROM (SELECT {chosen} FROM {table} t {own}) r"
        )
        found = sql(query, database=database)
        found = set(found) if table in AS_ONE else found
        rows.update((table, *row) for row in found)
    return rows


def differences(expected, found, excused=()):
    """Lines that say what is missing and what is too much.

    :param excused: employees of whom something else was said
    """
    pairs = (("missing", expected - found), ("too much", found - expected))
    return [
        f"{what}, {number} × {table} of {employee}: {text[:300]}"
        for what, rows in pairs
        for (table, employee, text), number in sorted(rows.items(), key=str)
        if employee not in excused
    ]
