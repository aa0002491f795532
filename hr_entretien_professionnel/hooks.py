"""Installation on a database that already lives, and leaving it clean."""

from odoo.fields import Domain


def post_init_hook(env):
    """Count the companies and schedule the employees who were there before.

    The stored dates are first computed while the tables are created, before the
    laws are loaded as data: only now can the plan be made, and what is due be opened.
    What it may cost rests on the headcount: it comes first.
    """
    apprentices = env.ref("hr.contract_type_apprenticeship", raise_if_not_found=False)
    if apprentices:
        apprentices.entretien_left_out = True
    env["res.company"].search(Domain.TRUE)._entretien_update_averages()
    env["hr.employee"]._entretien_plan_everybody()


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
        named = [
            ("model", "=", model),
            ("res_id", "in", records.ids),
            ("module", "!=", module),
        ]
        env["ir.model.data"].sudo().search(named).unlink()
