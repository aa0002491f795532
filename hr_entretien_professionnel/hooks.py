"""Installation on a database that already lives, and leaving it clean."""

from odoo.fields import Field
from odoo.tools import SQL

from .models.employee.hr_employee import HrEmployee


def pre_init_hook(env):
    """Make room on the cards for what is computed of them.

    A stored field that is new is computed for every row before the installation goes
    on: a hundred thousand people do not fit in the memory of a server. A column that is
    there is left alone; the dates come afterwards (``hr.entretien.recompute``), and
    until then each card says so.
    """
    make_columns(env.cr, waiting="entretien_block_code")


def make_columns(cr, waiting=None):
    """Add the columns of the stored fields that are computed of an employee.

    :param str waiting: the one that says of who is there already that it is to come
    """
    columns = {
        name: field.column_type[1]
        for name, field in vars(HrEmployee).items()
        if isinstance(field, Field) and field._args__.get("compute")
        if field._args__.get("store")
    }
    added = []
    for name, column in columns.items():
        default = SQL("DEFAULT 'waiting'") if name == waiting else SQL()
        name, column = SQL.identifier(name), SQL(column)
        added.append(SQL("ADD COLUMN IF NOT EXISTS %s %s %s", name, column, default))
    cr.execute(SQL("ALTER TABLE hr_employee %s", SQL(", ").join(added)))
    if waiting:
        # Of the rows to come nothing is said: no row is written, either way.
        column = SQL.identifier(waiting)
        cr.execute(SQL("ALTER TABLE hr_employee ALTER %s DROP DEFAULT", column))


def post_init_hook(env):
    """Schedule the employees who were there before, and open what is due.

    Only now that the laws are loaded as data can the plan be made.
    """
    apprentices = env.ref("hr.contract_type_apprenticeship", raise_if_not_found=False)
    if apprentices:
        apprentices.entretien_left_out = True
    env["hr.entretien.recompute"]._everybody("install")


def uninstall_hook(env):
    """Take back what the framework leaves behind, and free the grids.

    Those that came as data are deleted before the interviews: with the interviews goes
    what they were asked.
    """
    forget_models(env, "hr_entretien_professionnel")
    env.cr.execute("UPDATE hr_entretien SET grille_id = NULL, grille_version_id = NULL")
    env.cr.execute("DELETE FROM hr_entretien_grille_version")
    env.invalidate_all()


def forget_models(env, module):
    """Take back what the framework leaves behind of the models of an add-on.

    For the ``uninstall_hook`` of each add-on of the suite. Rows that name a model as
    text are not dropped with it: activities (the ones done are archived), and the
    filters and export lists that people saved. The mixins of ``mail`` or ``portal``
    name the selections and the inheritance of each model that uses them: the rows go
    with the model, the identifiers that other modules gave them would stay.

    :param str module: technical name of the add-on that is being uninstalled
    """
    models = [
        name for name, model in env.registry.items() if model._original_module == module
    ]
    for model, field in (
        ("mail.activity", "res_model"),
        ("ir.filters", "model_id"),
        ("ir.exports", "resource"),
    ):
        records = env[model].sudo().with_context(active_test=False)
        records.search([(field, "in", models)]).unlink()
    for model, field in (
        ("ir.model.fields.selection", "field_id.model"),
        ("ir.model.inherit", "model_id.model"),
    ):
        records = env[model].sudo().search([(field, "in", models)])
        named = [("model", "=", model), ("res_id", "in", records.ids)]
        others = [*named, ("module", "!=", module)]
        env["ir.model.data"].sudo().search(others).unlink()
