{
    "name": "Entretien professionnel – Campaigns",
    "version": "19.0.1.1.0",
    "category": "Human Resources/Employees",
    "summary": "HR plans and invites a whole population at once",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel"],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_entretien_campaign_security.xml",
        "data/ir_cron_data.xml",
        "wizard/hr_entretien_campaign_look_views.xml",
        "views/hr_entretien_campaign_line_views.xml",
        "views/hr_entretien_campaign_views.xml",
        "views/hr_entretien_campaign_menus.xml",
    ],
    "demo": ["demo/hr_entretien_campaign_demo.xml"],
    "assets": {
        "web.assets_backend": [
            "hr_entretien_professionnel_campaign/static/src/progress/**/*",
        ],
        "web.assets_tests": [
            "hr_entretien_professionnel_campaign/static/tests/tours/**/*",
        ],
    },
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
