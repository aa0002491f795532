{
    "name": "Entretien professionnel – BDESE / CSE",
    "version": "19.0.1.1.0",
    "category": "Human Resources/Employees",
    "summary": "The yearly figures of the interviews for the BDESE and the CSE",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel"],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_entretien_bdese_security.xml",
        "report/hr_entretien_bdese.xml",
        "report/hr_entretien_bdese_templates.xml",
        "views/hr_entretien_bdese_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "hr_entretien_professionnel_bdese/static/src/bdese_form.js",
        ],
        "web.report_assets_common": [
            "hr_entretien_professionnel_bdese/static/src/bdese.scss",
        ],
    },
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
