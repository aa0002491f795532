from odoo.fields import Domain

from odoo.addons.hr_entretien_professionnel.hooks import forget_models


def post_init_hook(env):
    """Say what the employees who are there already would cost.

    It rests on the headcount of the companies: that comes first.
    """
    env["res.company"].search(Domain.TRUE)._entretien_update_averages()
    env["hr.entretien.exposure"]._reconcile_everybody()


def uninstall_hook(env):
    """Take back what the framework leaves behind of the models of this add-on."""
    forget_models(env, "hr_entretien_professionnel_abondement")
