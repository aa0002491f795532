from odoo import models
from odoo.tools.misc import format_date

from ..models.interview.hr_entretien_texts_mixin import TEXTS
from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from ..models.selection_labels import translated

# Asked beside what Odoo knows, and with the wishes; the others with the job.
APART = ("career", "prospects")


class ReportPreparationSheet(models.AbstractModel):
    """The sheet on which an employee prepares with a pen; it stays theirs.

    It reads no preparation, draft or sent, and nothing that the interviewer wrote.
    What is on it the one who prints could read anyway: the directory and, for HR, the
    past jobs. It speaks the language of its environment.
    """

    _name = "report.hr_entretien_professionnel.report_preparation_sheet"
    _description = "Preparation Sheet of an Interview"

    def _get_report_values(self, docids, data=None):
        """A template alone would not refuse: what was read in sudo for its language is
        in the cache, for everybody."""
        docs = self.env["hr.entretien"].browse(docids)
        docs._check_lead()
        return {"docs": docs, "sheet": self}

    def _file_name(self, entretien):
        name = entretien.env[INTERVIEW_WORDS]._file_name(entretien)
        return self.env._("Preparation - %(name)s", name=name)

    def _headings(self):
        """What the sheet calls each text, by its name in ``TEXTS``."""
        return {
            name: translated(self.env, words.sheet) for name, words in TEXTS.items()
        }

    def _lines(self, name):
        return TEXTS[name].lines

    def _asked_with_job(self):
        """Names of the texts that are asked with the job, whatever the interview."""
        always = [name for name, words in TEXTS.items() if not words.occasion]
        return [name for name in always if name not in APART]

    def _asked_on_occasion(self, entretien):
        """Names of those asked for what the interview is held for besides."""
        occasions = self.env["hr.entretien.grille"]._occasions(entretien)
        return [name for name, words in TEXTS.items() if words.occasion in occasions]

    def _career(self, entretien):
        """What Odoo knows, oldest first, as (period, what): the present job (for HR
        those before too), and what every colleague may read of the résumé."""
        employee, jobs = entretien.employee_id, []
        past = employee.version_ids if entretien._user_is_hr() else ()
        for version in past and past.sorted("date_version"):
            title = version.job_title or version.job_id.name
            job = ", ".join(filter(None, (title, version.department_id.name)))
            if job and (not jobs or jobs[-1][1] != job):
                jobs.append((version.date_version, job))
        if not jobs and entretien.seniority_date:
            names = (
                self.env[INTERVIEW_WORDS]._job(entretien),
                entretien.department_id.sudo().name,
            )
            job = ", ".join(filter(None, names)) or self.env._("In the company")
            jobs = [(entretien.seniority_date, job)]
        ends = [start for start, _job in jobs[1:]] + [None]
        steps = [
            (start, end, job) for (start, job), end in zip(jobs, ends, strict=False)
        ]
        for line in employee.sudo().resume_line_ids:
            steps.append((line.date_start, line.date_end, line.name))
        steps.sort(key=lambda step: step[0])
        return [(self._period(start, end), what) for start, end, what in steps]

    def _period(self, start, end):
        """E.g. “2019 – 2022”, “depuis 2022”."""
        first = format_date(self.env, start, date_format="yyyy")
        if not end:
            return self.env._("since %(year)s", year=first)
        last = format_date(self.env, end, date_format="yyyy")
        return first if first == last else f"{first} – {last}"

    def _last_needs(self, entretien):
        """Those of the last interview held, which its reader may read."""
        needs = self.env["hr.entretien.besoin"].search(
            [
                ("employee_id", "=", entretien.employee_id.id),
                ("date_held", "!=", False),
            ],
            order="date_held desc, sequence, id",
        )
        return needs.filtered(lambda need: need.date_held == needs[0].date_held)
