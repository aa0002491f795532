"""Many rows written in one statement, where each field of each record costs too much."""

import json

from odoo.tools import SQL


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
          FROM UNNEST(%(values)s) AS new(id, %(columns)s)
          JOIN %(table)s AS old ON old.id = new.id
         WHERE row.id = old.id AND (%(changed)s)
     RETURNING row.id, %(differs)s""",
        table=SQL.identifier(records._table),
        columns=SQL(", ").join(columns),
        new=SQL(", ").join(new),
        values=SQL(", ").join(
            [
                SQL("%s::int[]", ids),
                *(
                    _array(records._fields[name], [rows[key][name] for key in ids])
                    for name in names
                ),
            ]
        ),
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


def _array(field, values):
    """The values of a field as an array of its column's type."""
    if field.type == "json":
        values = [json.dumps(value) if value else None for value in values]
    elif field.type != "boolean":
        number = field.type in ("integer", "float", "monetary")
        values = [value if value or number else None for value in values]
    return SQL("%s::%s[]", values, SQL(field.column_type[0]))
