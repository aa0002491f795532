{
    "name": "Entretien professionnel – Abondement correctif",
    "version": "19.0.1.1.0",
    "category": "Human Resources/Employees",
    "summary": "What the états des lieux may cost, the corrective payments, their "
    "list for the Caisse des dépôts",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel"],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_entretien_abondement_security.xml",
        "data/mail_activity_type_data.xml",
        "wizard/hr_entretien_headcount_templates.xml",
        "wizard/hr_entretien_settings_views.xml",
        "wizard/hr_entretien_abondement_settle_views.xml",
        "wizard/hr_entretien_abondement_export_views.xml",
        "views/hr_entretien_abondement_views.xml",
        "views/hr_entretien_exposure_views.xml",
        "views/hr_employee_views.xml",
        "views/hr_entretien_bilan_views.xml",
        "data/ir_filters_data.xml",
    ],
    "demo": ["demo/res_company_demo.xml", "demo/hr_employee_demo.xml"],
    "assets": {
        "web.assets_tests": [
            "hr_entretien_professionnel_abondement/static/tests/tours/**/*",
        ],
    },
    "auto_install": True,
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
