from odoo.addons.hr_entretien_professionnel.hooks import forget_models


def uninstall_hook(env):
    """Take back what the framework leaves behind of the models of this add-on."""
    forget_models(env, "hr_entretien_professionnel_rgpd")
