{
    "name": "Entretien professionnel – Time Off",
    "version": "19.0.1.1.0",
    "category": "Human Resources/Employees",
    "summary": "The leaves of Time Off become the absences that the interviews count",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel", "hr_holidays"],
    "data": [
        "views/hr_leave_type_views.xml",
        "views/hr_entretien_absence_views.xml",
        "views/hr_employee_views.xml",
    ],
    "demo": ["demo/hr_leave_type_demo.xml", "demo/hr_leave_demo.xml"],
    "auto_install": True,
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
