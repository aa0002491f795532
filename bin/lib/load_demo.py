# Run by bin/run in the odoo shell, which gives "env": load the demo data of this
# project's add-ons, and of no other, as Odoo's --with-demo would.
#
# Odoo's own function installs the add-on without demo data when a file fails; here
# the failure shows.

from types import SimpleNamespace

from odoo.modules import Manifest
from odoo.modules.loading import load_data

modules = env["ir.module.module"].search(  # noqa: F821
    [("name", "=like", "hr_entretien_professionnel%"), ("state", "=", "installed")]
)
# The core before those that stand on it.
for module in modules.sorted("name"):
    manifest = Manifest.for_addon(module.name)
    package = SimpleNamespace(name=module.name, manifest=manifest)
    load_data(env(su=True), {}, "init", kind="demo", package=package)  # noqa: F821
    module.demo = True
# As on the second day: what is owed is written down by the nightly update.
env["hr.entretien"]._cron_entretien()  # noqa: F821
env.cr.commit()  # noqa: F821
