# Run by bin/run --empty in the odoo shell, which gives "env": a company that has its
# employees in Odoo already, and no interview.

from odoo.tools import convert_file

for name in ("res_company.xml", "hr.employee.csv", "hr.department.csv"):
    path = f"demo/first_day/{name}"
    addon = "hr_entretien_professionnel"
    # Theirs from now on: an update of the add-on does not take them away.
    convert_file(
        env(su=True),  # noqa: F821
        addon,
        path,
        {},
        mode="init",
        noupdate=True,
    )
env.cr.commit()  # noqa: F821
