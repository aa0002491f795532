"""Any version may bring another reading of the law: nobody waits for the night."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Run once every add-on is loaded, at each change of version."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["hr.entretien.recompute"]._everybody("install")
