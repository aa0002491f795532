"""Many records written together, where one by one or field by field costs too much."""

import json

from odoo.tools import SQL

# What is stored holds nothing that leads back to itself; days are written as text.
ENCODED = json.JSONEncoder(check_circular=False, default=str).encode
# What stands for nothing in a column of that type; NULL in all others.
EMPTY = {"boolean": False, "integer": 0, "float": 0, "monetary": 0}


def write_each(records, vals_list):
    """Give each record its own values: tracked and checked, without what the ``write``
    of its model makes follow.

    :param vals_list: a dict for each, with the same names in all
    """
    names = set().union(*vals_list)
    records._track_prepare(names)
    records.modified(names, before=True)
    fields = [records._fields[name] for name in names]
    with records.env.protecting(fields, records):
        for record, vals in zip(records, vals_list, strict=True):
            record.update(vals)
    records.modified(names)
    records._validate_fields(names)


def write_rows(records, rows):
    """Write the rows that differ from those of the table, and no others.

    Nothing follows of itself: the caller does what hangs on these fields.

    :param records: recordset that gives the model, in sudo
    :param dict rows: id → dict of field name → value, with the same names in all
    :returns: field name → ids of the records whose value is another one now
    :rtype: dict of str → list of int
    """
    if not rows:
        return {}
    ids = sorted(rows)
    names = list(rows[ids[0]])
    records.browse(ids).flush_recordset(names)
    columns = [SQL.identifier(name) for name in names]
    new = [SQL.identifier("new", name) for name in names]
    differs = [
        SQL("%s IS DISTINCT FROM %s", SQL.identifier("old", name), value)
        for name, value in zip(names, new, strict=True)
    ]
    query = SQL(
        """
        UPDATE %(table)s AS row SET (%(columns)s) = ROW(%(new)s)
          FROM %(new_rows)s
          JOIN %(table)s AS old ON old.id = new.id
         WHERE row.id = old.id AND (%(changed)s)
     RETURNING row.id, %(differs)s""",
        table=SQL.identifier(records._table),
        columns=SQL(", ").join(columns),
        new=SQL(", ").join(new),
        new_rows=_as_rows(records, [{"id": key, **rows[key]} for key in ids]),
        changed=SQL(" OR ").join(differs),
        differs=SQL(", ").join(differs),
    )
    changed = {name: [] for name in names}
    for row_id, *flags in records.env.execute_query(query):
        for name, flag in zip(names, flags, strict=True):
            if flag:
                changed[name].append(row_id)
    records.browse(ids).invalidate_recordset(names, flush=False)
    return changed


def insert_rows(records, rows):
    """Create these rows; as in ``write_rows``, nothing follows of itself.

    :param list rows: dicts of field name → value of each stored field that has one,
        with the same names in all
    """
    if not rows:
        return
    columns = SQL(", ").join(map(SQL.identifier, rows[0]))
    records.env.cr.execute(
        SQL(
            "INSERT INTO %(table)s (%(columns)s, create_uid, create_date) "
            "SELECT *, %(uid)s, now() AT TIME ZONE 'UTC' FROM %(new_rows)s",
            table=SQL.identifier(records._table),
            columns=columns,
            uid=records.env.uid,
            new_rows=_as_rows(records, rows),
        )
    )


def _as_rows(records, rows):
    """These rows as a table named ``new``, with a column for each of their fields."""
    fields = [records._fields[name] for name in rows[0]]
    empty = {field.name: EMPTY.get(field.type) for field in fields}
    values = [{name: row[name] or empty[name] for name in empty} for row in rows]
    columns = (
        SQL("%s %s", SQL.identifier(field.name), SQL.identifier(field.column_type[0]))
        for field in fields
    )
    return SQL(
        "jsonb_to_recordset(%s) AS new(%s)", ENCODED(values), SQL(", ").join(columns)
    )
