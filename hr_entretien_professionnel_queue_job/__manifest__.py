{
    "name": "Entretien professionnel – Job Queue",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Employees",
    "summary": "The dates of a large company computed by several workers (OCA queue_job)",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel", "queue_job"],
    "data": ["data/queue_job_data.xml"],
    "auto_install": True,
}
