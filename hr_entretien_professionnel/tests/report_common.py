"""What the tests of the printed document share."""

from .paper_common import PrintedCase

REPORT = "hr_entretien_professionnel.hr_entretien_report"

# One value for each section that a record may have.
TEXTS = {
    "career": "BTS en apprentissage, puis tourneuse",
    "job_notes": "Conduite du tour à commande numérique",
    "skills_used": "Lecture de plans",
    "skills_to_develop": "Réglage des outils",
    "difficulties": "Changements d'équipe fréquents",
    "prospects": "Devenir régleuse",
    "conclusion": "Projet partagé",
    "interviewer_comment": "Échange constructif",
    "employee_comment": "Je confirme mon projet",
}
TEXT_TITLES = (
    "Career stages: jobs, experience, training",
    "Present job and skills",
    "The job",
    "Skills and qualifications used",
    "Skills to bring up to date or to develop",
    "Difficulties met",
    "Career prospects",
    "Conclusion",
    "Comments",
    "The interviewer's comment",
    "The employee's comment",
)
LINE_TITLES = (
    "Wishes of the employee",
    "Needs for training and support",
    "Actions decided",
)
INFO_TITLES = (
    "Information given to the employee",
    "Validation of acquired experience (VAE)",
    "Personal training account (CPF), its activation and the top-ups the employer "
    "may fund",
    "Career counselling (conseil en évolution professionnelle, CEP)",
)
TITLES = (*TEXT_TITLES, *LINE_TITLES, *INFO_TITLES)


class ReportCase(PrintedCase):
    """Interviews to print, and the document of one of which everything is filled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The company has no grid: its questions are printed by another test.
        cls.env["hr.entretien.grille"].search([]).active = False
        cls.company.partner_id.lang = "en_US"
        # Whatever languages and formats the database has.
        for code, date_format in (("en_US", "%m/%d/%Y"), ("fr_FR", "%d/%m/%Y")):
            lang = cls.env["res.lang"]._activate_lang(code)
            lang.date_format = date_format
        cls.manager.job_title = "Responsable d'usinage"

    @classmethod
    def _rich(cls, **kw):
        """An interview held on 15 February 2026, of which everything is filled."""
        values = {
            "state": "held",
            "date_held": "2026-02-15",
            "info_vae_date": "2026-02-15",
            "info_cpf_date": "2026-02-15",
            "info_cep_date": "2026-01-20",
            "hr_note": "Salary to be reviewed",
            "souhait_ids": [
                (
                    0,
                    0,
                    {
                        "kind": "responsibility",
                        "target_job_id": cls.job.id,
                        "target_department_id": cls.other_department.id,
                        "horizon": "two_years",
                        "note": "Encadrer une petite équipe",
                    },
                )
            ],
            "besoin_ids": [
                (
                    0,
                    0,
                    {
                        "name": "Formation au réglage",
                        "nature": "certification",
                        "aim": "evolution",
                        "means": "cpf_cofunded",
                        "priority": "2",
                        "horizon": "one_year",
                        "answer": "accepted",
                        "answer_reason": "Inscrite au plan",
                    },
                )
            ],
            "action_ids": [
                (
                    0,
                    0,
                    {
                        "name": "Inscrire à la session d'automne",
                        "owner_id": cls.manager.id,
                        "deadline": "2026-09-30",
                    },
                )
            ],
            **TEXTS,
            **kw,
        }
        return cls._entretien(cls.employee, **values)

    def _page(self, user, entretiens):
        return super()._page(REPORT, user, entretiens)
