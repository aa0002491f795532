from odoo.addons.hr_entretien_professionnel.hooks import forget_models


def pre_init_hook(env):
    """The marker of ``hr.employee`` is never true: nobody is computed for it."""
    env.cr.execute(
        "ALTER TABLE hr_employee ADD COLUMN IF NOT EXISTS entretien_exposure_due bool"
    )


def post_init_hook(env):
    """Say what the employees who are there already would cost."""
    env["hr.entretien.recompute"]._everybody("install")


def uninstall_hook(env):
    """Take back what the framework leaves behind of the models of this add-on."""
    forget_models(env, "hr_entretien_professionnel_abondement")
