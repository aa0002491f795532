{
    "name": "Entretien professionnel – RGPD",
    "version": "19.0.1.1.0",
    "category": "Human Resources/Employees",
    "summary": "How long the interviews are kept after a departure, an employee's "
    "whole file on request, who exported what",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel"],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_entretien_rgpd_security.xml",
        "wizard/hr_entretien_settings_views.xml",
        "report/hr_entretien_export_templates.xml",
        "views/hr_employee_views.xml",
        "views/hr_entretien_purge_views.xml",
        "views/hr_entretien_export_log_views.xml",
    ],
    "demo": ["demo/hr_employee_demo.xml"],
    "assets": {
        "web.assets_tests": [
            "hr_entretien_professionnel_rgpd/static/tests/tours/**/*",
        ],
        "web.report_assets_common": [
            "hr_entretien_professionnel_rgpd/static/src/export.scss",
        ],
    },
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
