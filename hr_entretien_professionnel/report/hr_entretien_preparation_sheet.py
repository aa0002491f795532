from odoo import models
from odoo.tools.misc import format_date

from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from ..models.selection_labels import translated

# Asked beside what Odoo knows, and with the wishes; the others with the job.
APART = ("career", "prospects")


class ReportPreparationSheet(models.AbstractModel):
    """The sheet on which an employee prepares with a pen; it stays theirs.

    It reads no preparation, draft or sent, and nothing that the interviewer wrote.
    What is on it the one who prints reads on the interview anyway, which opens with
    the jobs. It speaks the language of its environment.
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

    def _asked(self, entretien):
        """The texts that it asks for, as (heading, lines to write on), by where they
        stand: a name of ``APART``, ``job``, or ``occasion``."""
        asked = {place: [] for place in (*APART, "job", "occasion")}
        texts = self.env["hr.entretien.grille"]._asked_texts(entretien)
        for name, words in texts.items():
            place = name if name in APART else "occasion" if words.occasion else "job"
            asked[place].append((translated(self.env, words.sheet), words.lines))
        return asked

    def _career(self, entretien):
        """What Odoo knows, oldest first, as (period, what): the jobs in the company,
        and what every colleague may read of the résumé."""
        employee = entretien.employee_id
        jobs = employee._entretien_jobs()
        if not jobs and entretien.seniority_date:
            job = entretien.department_id.sudo().name or self.env._("In the company")
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
        before = self.env["hr.entretien.previous"]._held_before(entretien)
        return before[entretien][:1].besoin_ids
