"""What a database holds of the add-ons, to say what an update lost of it.

``company_digest.py take DATABASE FILESTORE`` prints it as JSON, from PostgreSQL and the
files alone: the code of no release is asked. ``company_digest.py compare BEFORE AFTER
[--same]`` lists what is lost and fails; with ``--same``, what is new too, and
``DERIVED``.

A column that is gone was renamed when a new one of its table holds its values.
"""

import hashlib
import json
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2.sql import SQL, Identifier

OURS = r"hr\_entretien\_professionnel%"
# The fields of our models, and those added to others. Any update writes the dates.
FIELDS = """
SELECT replace(f.model, '.', '_'), f.name, f.relation_table, m.model
FROM ir_model_fields f
JOIN ir_model m ON m.id = f.model_id AND NOT m.transient
JOIN ir_model_data d ON d.model = 'ir.model.fields' AND d.res_id = f.id
WHERE f.store AND d.module LIKE %s AND f.name NOT IN ('write_date', 'write_uid')
"""
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
"""
# Rows that a release writes anew: texts of the add-on, not of the company.
SUPPLIED = """
SELECT model, res_id FROM ir_model_data WHERE module LIKE %s AND noupdate IS NOT TRUE
"""
# Found again from the rest by each version, in a shape of its own.
DERIVED = {
    ("hr_entretien_exposure", "details"),
    ("hr_entretien_campaign_line", "by_letter"),
}
# What hangs on a record by the name of its model.
HANGING = {
    "mail_message": ("model", "body"),
    "mail_activity": ("res_model", "summary"),
    "mail_followers": ("res_model", "partner_id"),
    "calendar_event": ("res_model", "start"),
    "ir_attachment": ("res_model", "name"),
}
FILES = """
SELECT a.id, a.store_fname, a.db_datas, f.checksum FROM ir_attachment a
LEFT JOIN hr_entretien_file f ON a.res_model = 'hr.entretien.file'
    AND a.res_field = 'content' AND f.id = a.res_id
WHERE a.res_model LIKE 'hr.entretien%%' AND a.type = 'binary'
"""


class Reader:
    """Of a database: values by table, column and row, all as texts."""

    def __init__(self, cr, filestore):
        self.cr, self.filestore = cr, filestore

    def query(self, query, *params):
        self.cr.execute(query, params)
        return self.cr.fetchall()

    def take(self):
        tables = {}
        columns, supplied = set(self.query(COLUMNS)), {}
        for model, row in self.query(SUPPLIED, OURS):
            supplied.setdefault(model, set()).add(row)
        for table, name, relation, model in sorted(
            self.query(FIELDS, OURS), key=lambda field: field[:2]
        ):
            if relation:
                tables[relation] = {"rows": self.pairs(relation)}
            elif (table, name) in columns:
                values = self.column(table, name, supplied.get(model, ()))
                tables.setdefault(table, {})[name] = values
        for table, (names, value) in HANGING.items():
            tables[f"{table} of ours"] = {value: self.hanging(table, names, value)}
        tables["documents"] = {"sha256": self.documents()}
        return tables

    def column(self, table, name, supplied):
        query = SQL("SELECT id, {}::text FROM {}").format(
            Identifier(name), Identifier(table)
        )
        return {
            str(row): value
            for row, value in self.query(query)
            if value is not None and row not in supplied
        }

    def pairs(self, relation):
        query = SQL("SELECT r::text FROM {} r").format(Identifier(relation))
        return {row[0]: "" for row in self.query(query)}

    def hanging(self, table, names, value):
        query = SQL("SELECT id, {}::text FROM {} WHERE {} LIKE 'hr.entretien%%'")
        parts = (Identifier(name) for name in (value, table, names))
        return {str(row): text or "" for row, text in self.query(query.format(*parts))}

    def documents(self):
        """The SHA-256 of each, by attachment.

        :raises SystemExit: the bytes of a frozen one are not those of its checksum
        """
        found = {}
        for row, name, stored, checksum in self.query(FILES):
            content = (self.filestore / name).read_bytes() if name else bytes(stored)
            found[str(row)] = hashlib.sha256(content).hexdigest()
            if checksum not in (None, found[str(row)]):
                raise SystemExit(f"attachment {row} is not the document frozen in it")
        return found


def lost(before, after, passed_over=()):
    """What is there no more, or is not the same, as texts."""
    found = []
    for table, columns in before.items():
        now = after.get(table, {})
        new = [now[name] for name in now.keys() - columns.keys()]
        for name, values in columns.items():
            if (table, name) in passed_over:
                continue
            if name not in now:
                kept = not values or any(values.items() <= n.items() for n in new)
                found += [] if kept else [f"{table}.{name} is gone"]
                continue
            found += [
                f"{table}.{name} of {row}: {value!r} became {now[name].get(row)!r}"
                for row, value in values.items()
                if now[name].get(row) != value
            ]
    return found


def main(what, first, second, *options):
    if what == "take":
        with closing(psycopg2.connect(dbname=first)) as connection:
            json.dump(Reader(connection.cursor(), Path(second)).take(), sys.stdout)
        return
    before, after = (json.loads(Path(name).read_text()) for name in (first, second))
    same = "--same" in options
    wrong = lost(before, after, () if same else DERIVED)
    if same:
        wrong += [f"new: {text}" for text in lost(after, before)]
    if wrong:
        raise SystemExit("\n".join(wrong[:50]))
    rows = sum(len(next(iter(columns.values()))) for columns in before.values())
    print(
        f"{len(before)} tables, {rows} rows, {len(before['documents']['sha256'])} files"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
