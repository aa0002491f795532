{
    "name": "Entretien professionnel – Data Cleaning",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Employees",
    "summary": "Odoo's cleaning rules find the interview files past their term",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": [
        "hr_entretien_professionnel",
        "hr_entretien_professionnel_rgpd",
        "data_recycle",
    ],
    "data": ["data/data_recycle_model_data.xml"],
    "auto_install": True,
}
