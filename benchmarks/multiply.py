"""A company ten times as large, from one whose dates are computed already.

Each row is copied as often as asked, with ids further on: what refers to a copied row
refers to its copy.
"""

PEOPLE = "SELECT id FROM hr_employee WHERE barcode LIKE 'B%'"
# The rows that are copied, by table.
ROWS = {
    "hr_employee": PEOPLE,
    "res_partner": "SELECT DISTINCT work_contact_id AS id FROM hr_employee"
    " WHERE barcode LIKE 'B%'",
    "resource_resource": "SELECT resource_id AS id FROM hr_employee"
    " WHERE barcode LIKE 'B%'",
    "hr_department": "SELECT id FROM hr_department"
    " WHERE name ->> 'en_US' LIKE 'Department %'",
    "hr_version": f"SELECT id FROM hr_version WHERE employee_id IN ({PEOPLE})",
    "hr_entretien_absence": "SELECT id FROM hr_entretien_absence",
    "hr_entretien": "SELECT id FROM hr_entretien",
    "hr_entretien_bilan": "SELECT id FROM hr_entretien_bilan",
    "hr_entretien_exposure": "SELECT id FROM hr_entretien_exposure",
    "mail_activity": "SELECT id FROM mail_activity WHERE res_model = 'hr.entretien'",
    "mail_followers": "SELECT id FROM mail_followers WHERE res_model = 'hr.entretien'",
}
# Columns that are no copy: ``k`` numbers the copies, ``size`` is that of the company.
NUMBERED = "to_char(substr(t.barcode, 2)::int + k * %(size)s, 'FM\"B\"000000')"
VALUES = {
    ("hr_employee", "barcode"): NUMBERED,
    ("hr_employee", "name"): "t.name || ' ' || k",
    ("hr_employee", "legal_name"): "t.legal_name || ' ' || k",
    ("hr_employee", "work_email"): "k || t.work_email",
    ("hr_employee", "user_id"): "NULL",
    ("resource_resource", "user_id"): "NULL",
    ("hr_department", "parent_path"): "NULL",
    ("mail_activity", "res_id"): "t.res_id + k * %(step)s",
    ("mail_followers", "res_id"): "t.res_id + k * %(step)s",
}
FOREIGN = """
SELECT a.attname, c.confrelid::regclass::text
  FROM pg_constraint c
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.contype = 'f' AND c.conrelid = %s::regclass
"""
COLUMNS = """
SELECT attname FROM pg_attribute
 WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""


def multiply(cr, size, times):
    """Make the company of ``size`` people in this database ``times`` as large."""
    # The copies refer to each other, in any order.
    cr.execute("SET session_replication_role = replica")
    for table, rows in ROWS.items():
        cr.execute(f"CREATE TEMP TABLE kept_{table} AS {rows}")
        cr.execute(f"ALTER TABLE kept_{table} ADD PRIMARY KEY (id)")
    cr.execute(" UNION ALL ".join(f"SELECT max(id) FROM {table}" for table in ROWS))
    step = max(row[0] or 0 for row in cr.fetchall()) + 1000
    params = {"size": size, "step": step, "times": times - 1}
    for table in ROWS:
        cr.execute(insertion(cr, table), params)
        cr.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
    cr.execute(
        "UPDATE hr_department SET parent_path ="
        " concat(parent_id || '/', id, '/') WHERE parent_path IS NULL"
    )
    cr.execute("SET session_replication_role = DEFAULT")
    cr.commit()
    cr.execute("ANALYZE")


def insertion(cr, table):
    """The statement that copies the rows of a table."""
    cr.execute(FOREIGN, [table])
    foreign = {name: other for name, other in cr.fetchall() if other in ROWS}
    cr.execute(COLUMNS, [table])
    columns = [row[0] for row in cr.fetchall()]
    values = []
    for column in columns:
        value = VALUES.get((table, column), f't."{column}"')
        if column == "id":
            value = "t.id + k * %(step)s"
        elif column in foreign and value != "NULL":
            value = (
                f"CASE WHEN EXISTS (SELECT FROM kept_{foreign[column]} o"
                f" WHERE o.id = {value}) THEN {value} + k * %(step)s ELSE {value} END"
            )
        values.append(value)
    names = ", ".join(f'"{column}"' for column in columns)
    return (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} t"
        f" JOIN kept_{table} USING (id), generate_series(1, %(times)s) k"
    )
