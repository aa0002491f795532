{
    "name": "Entretien professionnel – Job Queue",
    "version": "19.0.1.1.0",
    "category": "Human Resources/Employees",
    "summary": "Several workers compute the dates of a large company (queue_job)",
    "author": "Entretien professionnel contributors",
    "license": "AGPL-3",
    "depends": ["hr_entretien_professionnel", "queue_job"],
    "data": ["data/queue_job_data.xml"],
    "auto_install": True,
}
