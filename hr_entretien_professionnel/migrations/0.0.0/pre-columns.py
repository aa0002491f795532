"""Stored fields that a version brings are not computed for every card as it loads."""

from odoo.addons.hr_entretien_professionnel.hooks import make_columns


def migrate(cr, version):
    """Before the fields are there; what they hold comes at the end."""
    make_columns(cr)
