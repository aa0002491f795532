"""The sheet on which an employee prepares with a pen; it stays his."""

from odoo import models
from odoo.tools.misc import format_date

from ..interview.hr_entretien import OPEN_STATES


class HrEntretien(models.Model):
    """It says what the company knows of his career and asks the company's questions.

    It reads no preparation, draft or sent, and nothing that the interviewer wrote.
    What is on it the one who prints could read anyway: the directory and, for HR, the
    past jobs.
    """

    _inherit = "hr.entretien"

    def action_print_preparation(self):
        """The sheets to prepare on paper, each beginning on a page of its own.

        :raises UserError: an interview was already held, or will not be
        :raises AccessError: the user does not lead it
        """
        self._check_step(OPEN_STATES)
        self._ensure_grille_version()
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_preparation_sheet_report"
        ).report_action(self)

    def _paper_docs(self):
        """Those to print, once it is sure that the user leads them.

        A template alone would not refuse: what was read in sudo for its language is in
        the cache, for everybody.

        :raises AccessError: the user does not lead one of them
        """
        self._check_lead()
        return self

    def _sheet_file_name(self):
        self.ensure_one()
        return self.env._("Preparation - %(name)s", name=self._report_file_name())

    def _sheet_career(self):
        """What Odoo knows of the career, oldest first.

        :returns: list of (period as text, what)
        """
        self.ensure_one()
        steps = self._sheet_jobs() + self._sheet_resume()
        return [
            (self._sheet_period(start, end), what)
            for start, end, what in sorted(steps, key=lambda step: step[0])
        ]

    def _sheet_jobs(self):
        """The jobs in the company: the present one, and for HR those before.

        :returns: list of (first day, last day or None, what)
        """
        self.ensure_one()
        jobs = self._sheet_past_jobs() if self._user_is_hr() else []
        if not jobs and self.seniority_date:
            names = (self._report_job(), self.department_id.sudo().name)
            job = ", ".join(filter(None, names)) or self.env._("In the company")
            jobs = [(self.seniority_date, None, job)]
        return jobs

    def _sheet_past_jobs(self):
        versions = self.employee_id.version_ids.sorted("date_version")
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

    def _sheet_resume(self):
        """Experience and training of the résumé, which every colleague may read."""
        self.ensure_one()
        return [
            (line.date_start, line.date_end, line.name)
            for line in self.employee_id.sudo().resume_line_ids
        ]

    def _sheet_period(self, start, end):
        """E.g. “2019 – 2022”, “depuis 2022”."""
        first = format_date(self.env, start, date_format="yyyy")
        if not end:
            return self.env._("since %(year)s", year=first)
        last = format_date(self.env, end, date_format="yyyy")
        return first if first == last else f"{first} – {last}"

    def _sheet_skills(self):
        """Names of the skills and certifications on his card, without any level."""
        self.ensure_one()
        return self.employee_id.sudo().employee_skill_ids.skill_id.mapped("name")

    def _sheet_last_needs(self):
        """The needs of the last interview held, which its reader may read here."""
        self.ensure_one()
        needs = self.env["hr.entretien.besoin"].search(
            [("employee_id", "=", self.employee_id.id), ("date_held", "!=", False)],
            order="date_held desc, sequence, id",
        )
        return needs.filtered(lambda need: need.date_held == needs[0].date_held)

    def _sheet_need_aims(self):
        """What a training need may be for, as boxes to tick."""
        aim = self.besoin_ids._fields["aim"]
        return [label for _code, label in aim._description_selection(self.env)]
