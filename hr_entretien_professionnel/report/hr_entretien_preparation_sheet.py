"""The sheet on which an employee prepares with a pen; it stays theirs."""

from odoo import api, models
from odoo.tools.misc import format_date

from ..models.proof.ir_actions_report import INTERVIEW_WORDS


class ReportPreparationSheet(models.AbstractModel):
    """It says what the company knows of the career and asks the company's questions.

    It reads no preparation, draft or sent, and nothing that the interviewer wrote.
    What is on it the one who prints could read anyway: the directory and, for HR, the
    past jobs. It speaks the language of its environment.
    """

    _name = "report.hr_entretien_professionnel.report_preparation_sheet"
    _description = "Preparation Sheet of an Entretien"

    @api.model
    def _get_report_values(self, docids, data=None):
        """A template alone would not refuse: what was read in sudo for its language is
        in the cache, for everybody.

        :raises AccessError: the user does not lead one of them
        """
        docs = self.env["hr.entretien"].browse(docids)
        docs._check_lead()
        return {
            "doc_ids": docids,
            "doc_model": "hr.entretien",
            "docs": docs,
            "sheet": self,
        }

    @api.model
    def _file_name(self, entretien):
        name = entretien.env[INTERVIEW_WORDS]._file_name(entretien)
        return self.env._("Preparation - %(name)s", name=name)

    @api.model
    def _career(self, entretien):
        """What Odoo knows of the career, oldest first.

        :returns: list of (period as text, what)
        """
        steps = self._jobs(entretien) + self._resume(entretien)
        return [
            (self._period(start, end), what)
            for start, end, what in sorted(steps, key=lambda step: step[0])
        ]

    @api.model
    def _jobs(self, entretien):
        """The jobs in the company: the present one, and for HR those before.

        :returns: list of (first day, last day or None, what)
        """
        jobs = self._past_jobs(entretien) if entretien._user_is_hr() else []
        if not jobs and entretien.seniority_date:
            names = (
                self.env[INTERVIEW_WORDS]._job(entretien),
                entretien.department_id.sudo().name,
            )
            job = ", ".join(filter(None, names)) or self.env._("In the company")
            jobs = [(entretien.seniority_date, None, job)]
        return jobs

    @api.model
    def _past_jobs(self, entretien):
        versions = entretien.employee_id.version_ids.sorted("date_version")
        jobs = []
        for version in versions:
            names = (
                version.job_title or version.job_id.name,
                version.department_id.name,
            )
            job = ", ".join(filter(None, names))
            if job and (not jobs or jobs[-1][1] != job):
                jobs.append((version.date_version, job))
        ends = [start for start, _job in jobs[1:]] + [None] * bool(jobs)
        return [(start, end, job) for (start, job), end in zip(jobs, ends, strict=True)]

    @api.model
    def _resume(self, entretien):
        """Experience and training of the résumé, which every colleague may read."""
        return [
            (line.date_start, line.date_end, line.name)
            for line in entretien.employee_id.sudo().resume_line_ids
        ]

    @api.model
    def _period(self, start, end):
        """E.g. “2019 – 2022”, “depuis 2022”."""
        first = format_date(self.env, start, date_format="yyyy")
        if not end:
            return self.env._("since %(year)s", year=first)
        last = format_date(self.env, end, date_format="yyyy")
        return first if first == last else f"{first} – {last}"

    @api.model
    def _skills(self, entretien):
        """Names of the skills and certifications on the card, without any level."""
        return entretien.employee_id.sudo().employee_skill_ids.skill_id.mapped("name")

    @api.model
    def _last_needs(self, entretien):
        """The needs of the last interview held, which its reader may read."""
        needs = self.env["hr.entretien.besoin"].search(
            [
                ("employee_id", "=", entretien.employee_id.id),
                ("date_held", "!=", False),
            ],
            order="date_held desc, sequence, id",
        )
        return needs.filtered(lambda need: need.date_held == needs[0].date_held)

    @api.model
    def _need_aims(self):
        """What a training need may be for, as boxes to tick."""
        aim = self.env["hr.entretien.besoin"]._fields["aim"]
        return [label for _code, label in aim._description_selection(self.env)]
