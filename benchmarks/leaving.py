"""Install, use, uninstall and install again: nothing of the add-ons may stay behind.

The core with all that installs itself with it, then each of the other add-ons alone, on
a database that has what they depend on: ``bin/benchmark --uninstall``, part of
``bin/test --long``. The bridge to OCA's queue_job where that is on the addons path.
Compares the
database before and after: tables, columns, constraints and indexes, and the rows of
every table that can name a model or a module. Lists what stayed or is lost, and then
fails; it takes a minute.
"""

import logging

from odoo import SUPERUSER_ID, api, fields
from odoo.modules import Manifest
from odoo.modules.registry import Registry
from odoo.tools import SQL

MODULE = "hr_entretien_professionnel"
PREFIX = "hr.entretien"

# What a database holds of a model or a module: a name for each row that could stay.
ROWS = {
    "table": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    "column": "SELECT table_name || '.' || column_name "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
    "constraint": "SELECT conname FROM pg_constraint",
    "sequence": "SELECT relname FROM pg_class WHERE relkind = 'S'",
    "function": "SELECT proname FROM pg_proc JOIN pg_namespace n "
    "ON n.oid = pronamespace WHERE n.nspname = 'public'",
    "model": "SELECT model FROM ir_model",
    "field": "SELECT model || '.' || name FROM ir_model_fields",
    "selection": "SELECT f.model || '.' || f.name || '=' || s.value "
    "FROM ir_model_fields_selection s JOIN ir_model_fields f ON f.id = s.field_id",
    # Not the entries of the list of apps: installing anything refreshes that list.
    "xmlid": "SELECT module || '.' || name FROM ir_model_data "
    "WHERE model != 'ir.module.module'",
    "access": "SELECT 'access ' || id || ' ' || name FROM ir_model_access",
    "rule": "SELECT 'rule ' || id || ' ' || name FROM ir_rule",
    "view": "SELECT 'view ' || id || ' ' || name FROM ir_ui_view",
    "menu": "SELECT 'menu ' || id || ' ' || (name ->> 'en_US') FROM ir_ui_menu",
    "action": "SELECT 'action ' || id || ' ' || (name ->> 'en_US') FROM ir_actions",
    "cron": "SELECT 'cron ' || id || ' ' || cron_name FROM ir_cron",
    "filter": "SELECT 'filter ' || id || ' ' || name FROM ir_filters",
    "parameter": "SELECT key FROM ir_config_parameter",
    "default": "SELECT 'default ' || id || ' ' || field_id FROM ir_default",
    "sequence record": "SELECT 'sequence ' || id || ' ' || name FROM ir_sequence",
    "template": "SELECT 'template ' || id || ' ' || model FROM mail_template",
    "subtype": "SELECT 'subtype ' || id || ' ' || (name ->> 'en_US') "
    "FROM mail_message_subtype",
    "activity type": "SELECT 'type ' || id || ' ' || (name ->> 'en_US') "
    "FROM mail_activity_type",
    "group": "SELECT 'group ' || id || ' ' || (name ->> 'en_US') FROM res_groups",
    "paper format": "SELECT 'format ' || id || ' ' || name FROM report_paperformat",
    "privilege": "SELECT 'privilege ' || id || ' ' || (name ->> 'en_US') "
    "FROM res_groups_privilege",
    "category": "SELECT 'category ' || id || ' ' || (name ->> 'en_US') "
    "FROM ir_module_category",
    "embedded action": "SELECT 'embedded ' || id FROM ir_embedded_actions",
    "export list": "SELECT 'export ' || id || ' ' || resource FROM ir_exports",
    "activity plan": "SELECT 'plan ' || id || ' ' || res_model FROM mail_activity_plan",
    "tip": "SELECT 'tip ' || id FROM digest_tip",
    "asset": "SELECT 'asset ' || id || ' ' || name FROM ir_asset",
}
# Rows that point to a record by the name of its model: dropping the table leaves them.
POINTERS = {
    "activity": ("mail_activity", "res_model"),
    "message": ("mail_message", "model"),
    "follower": ("mail_followers", "res_model"),
    "attachment": ("ir_attachment", "res_model"),
    "event": ("calendar_event", "res_model"),
    "rating": ("rating_rating", "res_model"),
    "filter of": ("ir_filters", "model_id"),
    "link": ("mail_link_preview", "source_url"),
}


class BadQueries(logging.Handler):
    """What PostgreSQL refuses on the way: Odoo goes on, with errors in its log."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.found = []
        logging.getLogger("odoo.sql_db").addHandler(self)

    def emit(self, record):
        self.found.append(record.getMessage()[:200])


def names(env):
    """Everything that can be named, by kind."""
    found = {}
    for kind, query in ROWS.items():
        found[kind] = {row[0] for row in env.execute_query(SQL(query))}
    for kind, (table, column) in POINTERS.items():
        if env.execute_query(SQL("SELECT to_regclass(%s)", table))[0][0]:
            query = SQL(
                "SELECT %s || ' ' || id FROM %s WHERE %s LIKE %s",
                kind,
                SQL.identifier(table),
                SQL.identifier(column),
                f"%{PREFIX}%",
            )
            found[kind] = {row[0] for row in env.execute_query(query)}
    return found


def fresh(dbname):
    """An environment of the registry as it is now."""
    return api.Environment(Registry(dbname).cursor(), SUPERUSER_ID, {})


def switch(dbname, action, name=MODULE):
    """Install or uninstall an add-on, then give an environment of what is left."""
    env = fresh(dbname)
    module = env["ir.module.module"].search([("name", "=", name)])
    getattr(module, f"button_immediate_{action}")()
    env.cr.close()
    return fresh(dbname)


def use(env):
    """Leave traces of every kind: interviews in each state, activities, messages."""
    env["hr.employee"].create(
        [
            {
                "name": f"Salarié {number}",
                "date_version": "2020-01-06",
                "contract_date_start": "2020-01-06",
            }
            for number in range(6)
        ]
    )
    env.company.entretien_responsible_id = env.ref("base.user_admin")
    env["hr.entretien"]._cron_entretien()
    entretiens = env["hr.entretien"].search([])
    if not entretiens.activity_ids:
        raise SystemExit("No activity was made: nothing is tried.")
    for name in ("besoin", "action"):
        env[f"{PREFIX}.{name}"].create(
            {"entretien_id": entretiens[0].id, "name": "Trace"}
        )
    entretiens[0].message_post(body="Said", attachments=[("a.txt", b"kept")])
    meet(env, entretiens[4])
    env["ir.exports"].create({"name": "Mine", "resource": "hr.entretien"})
    env.user.sudo().entretien_calendar_key = "an address that a calendar knows"
    entretiens[1].action_mark_held()
    entretiens[1].action_present()
    entretiens[1].action_close()
    entretiens[2].action_decline("No")
    entretiens[3].action_cancel("No")
    env["ir.filters"].create(
        {"name": "Mine", "model_id": "hr.entretien", "user_ids": False}
    )
    env["ir.attachment"].create(
        {
            "name": "copy.pdf",
            "raw": b"%PDF",
            "res_model": "hr.entretien",
            "res_id": entretiens[1].id,
        }
    )
    env.cr.commit()


def meet(env, entretien):
    """A meeting in the calendar, an invitation and a link."""
    manager = env["hr.employee"].create({"name": "Encadrante"})
    entretien.write(
        {
            "interviewer_id": manager.id,
            "date_planned": fields.Datetime.add(fields.Datetime.now(), days=40),
        }
    )
    entretien.action_plan()
    entretien.employee_id.work_email = "salarie@example.com"
    entretien.action_send_invitation()
    sender = env[f"{PREFIX}.sender"]
    sender._deliver(list(sender._ready().values()))
    env[f"{PREFIX}.link"]._issue(entretien, "salarie@example.com")
    env[f"{PREFIX}.message"]._queue_weekly(manager, fields.Date.today())
    if not entretien.event_id:
        raise SystemExit("No meeting was made: nothing is tried.")


def use_abondement(env):
    """A payment that is due, its activity, its list, and a filter on it."""
    env.company.write(
        {"entretien_concern": "concerned", "entretien_concerned_since": "2014-03-07"}
    )
    env.company.entretien_responsible_id = env.ref("base.user_admin")
    owing = env["hr.employee"].create(
        {
            "name": "Salariée jamais reçue",
            "date_version": "2012-01-02",
            "contract_date_start": "2012-01-02",
            # Gone since: no interview is opened, which would be the core's to keep.
            "contract_date_end": "2022-12-31",
        }
    )
    env.flush_all()
    env.cr.precommit.run()
    rows = env[f"{PREFIX}.exposure"]
    due = fields.Date.today()
    payment = rows._open_abondements(rows._to_pay(due), due)
    payment.message_post(body="Said", attachments=[("a.txt", b"kept")])
    env[f"{PREFIX}.abondement.export"].create({"abondement_ids": payment.ids})
    env["ir.filters"].create({"name": "Mine", "model_id": payment._name})
    if owing not in payment.employee_id or not payment.activity_ids:
        raise SystemExit("Nothing is owed: nothing is tried.")


def use_campaign(env):
    """A campaign with its people, and what can hang on it."""
    campaign = env[f"{PREFIX}.campaign"].create({"name": "Campagne"})
    campaign.action_preview()
    campaign.message_post(body="Said", attachments=[("a.txt", b"kept")])
    kind = "mail.mail_activity_data_todo"
    campaign.activity_schedule(kind, user_id=env.uid).action_feedback("Done")
    campaign.activity_schedule(kind, user_id=env.uid)
    env["ir.filters"].create({"name": "Mine", "model_id": campaign._name})
    if not campaign.line_ids:
        raise SystemExit("Nobody is in the campaign: nothing is tried.")


def use_bdese(env):
    """A sheet, its printed page, and a filter on it."""
    sheet = env[f"{PREFIX}.bdese"].create({})
    report = "hr_entretien_professionnel_bdese.hr_entretien_bdese_report"
    env["ir.actions.report"]._render_qweb_html(report, sheet.ids)
    env["ir.filters"].create({"name": "Mine", "model_id": sheet._name})


def use_rgpd(env):
    """A term that was changed, a file that was exported, a file that was deleted."""
    env.company.entretien_retention_months = 36
    gone = env["hr.employee"].create(
        {
            "name": "Ancienne salariée",
            "date_version": "2012-01-02",
            "contract_date_start": "2012-01-02",
            "contract_date_end": "2018-01-31",
        }
    )
    env[PREFIX].create(
        {"employee_id": gone.id, "state": "closed", "date_held": "2016-03-01"}
    )
    gone.with_context(no_wizard=True).active = False
    gone.entretien_archived_on = "2018-02-01"
    env.flush_all()
    gone._entretien_export()
    files = env[f"{PREFIX}.purge"].with_user(env.ref("base.user_admin"))
    files.browse(gone.id).unlink()
    env["ir.filters"].create({"name": "Mine", "model_id": f"{PREFIX}.export.log"})
    if not env[f"{PREFIX}.purge.log"].search_count([("kind", "=", "erased")]):
        raise SystemExit("No file was deleted: nothing is tried.")


def use_holidays(env):
    """A leave type that is mapped."""
    kind = env.ref(f"{MODULE}.absence_type_unpaid")
    env["hr.leave.type"].search([], limit=1).entretien_type_id = kind


# What leaves traces of an add-on, beside being installed; None: nothing does.
USES = {
    MODULE: use,
    f"{MODULE}_abondement": use_abondement,
    f"{MODULE}_bdese": use_bdese,
    f"{MODULE}_campaign": use_campaign,
    f"{MODULE}_holidays": use_holidays,
    f"{MODULE}_queue_job": None,
    f"{MODULE}_rgpd": use_rgpd,
}


def try_out(dbname, name):
    """Install an add-on, use it and uninstall it.

    :returns: what stayed, is lost or was refused, as texts
    """
    env = fresh(dbname)
    before = names(env)
    env.cr.close()
    env = switch(dbname, "install", name)
    if leave_traces := USES[name]:
        leave_traces(env)
    env.cr.commit()
    env.cr.close()
    refused = BadQueries().found
    env = switch(dbname, "uninstall", name)
    after = names(env)
    env.cr.close()
    stayed = [
        f"{kind}: {item}"
        for kind in after
        for item in sorted(after[kind] - before.get(kind, set()))
    ]
    lost = [
        f"LOST {kind}: {item}"
        for kind in before
        for item in sorted(before[kind] - after.get(kind, set()))
    ]
    print(
        f"{name}: stayed: {len(stayed)}, lost: {len(lost)}, bad queries: {len(refused)}"
    )
    return [*stayed, *lost, *refused]


def others(env):
    """The names of the add-ons that installed themselves with the core."""
    domain = [("name", "=like", f"{MODULE}\\_%"), ("state", "=", "installed")]
    return env["ir.module.module"].search(domain).mapped("name")


def try_out_alone(dbname, name):
    """The same of an add-on that is installed, which it is again afterwards."""
    switch(dbname, "uninstall", name).cr.close()
    wrong = try_out(dbname, name)
    switch(dbname, "install", name).cr.close()
    return wrong


def add_queue_job(dbname):
    """Install OCA's queue_job when it is there; the bridge comes with it.

    :returns: the names of what came
    """
    if not Manifest.for_addon("queue_job", display_warning=False):
        return []
    env = fresh(dbname)
    before = set(others(env))
    env.cr.close()
    env = switch(dbname, "install", "queue_job")
    came = [name for name in others(env) if name not in before]
    env.cr.close()
    return came


def main(dbname):
    # Else the first installation does, and OCA's category is taken for ours.
    env = fresh(dbname)
    env["ir.module.module"].update_list()
    env.cr.commit()
    env.cr.close()
    wrong = try_out(dbname, MODULE)
    env = switch(dbname, "install")
    planned = env["hr.employee"].search_count([("entretien_next_date", "!=", False)])
    env["hr.entretien"]._cron_entretien()
    opened = env["hr.entretien"].search_count([])
    env.cr.commit()
    names_of_others = others(env)
    env.cr.close()
    print(f"installed again: {planned} employees planned, {opened} interviews opened")
    for name in names_of_others:
        wrong += try_out_alone(dbname, name)
    for name in add_queue_job(dbname):
        wrong += try_out_alone(dbname, name)
    if wrong or not planned or not opened or not names_of_others:
        raise SystemExit("\n".join(["", *wrong]))
