"""What Odoo knows already that an état des lieux may count."""

from collections import defaultdict
from itertools import pairwise

from odoo import models
from odoo.tools.misc import format_date

# Who paid, as the means of a need say it.
PAYERS = {"plan": "employer", "cpf": "cpf", "cpf_cofunded": "cpf"}


class HrEntretienBilanSource(models.AbstractModel):
    """Dated facts of employees' files: contract history, résumé, skills, needs met.

    Each is proposed as a line of an état des lieux, with where it comes from, in the
    language of the employee's company; whether it falls in the period is not asked.
    """

    _name = "hr.entretien.bilan.source"
    _description = "Facts That an État des Lieux May Count"

    def _gather(self, employees):
        """A query per kind of source and language, whatever the number of employees.

        :rtype: dict of employee id → list of values of ``hr.entretien.bilan.line``
        """
        employees = employees.sudo().with_context(active_test=False)
        result = defaultdict(list)
        for lang, group in employees.grouped(
            lambda item: item.company_id._entretien_lang()
        ).items():
            service = self.sudo().with_context(lang=lang, active_test=False)
            for gather in (
                service._from_versions,
                service._from_resume,
                service._from_skills,
                service._from_needs,
            ):
                for employee, values in gather(group):
                    result[employee.id].append(values)
        return result

    def _prepare_line(self, record, kind, name, start, end, source, label, **more):
        return {
            "kind": kind,
            "name": name,
            "date_from": start,
            "date_to": end,
            "source": source,
            "source_model": record._name,
            "source_id": record.id,
            "source_label": label,
            **more,
        }

    def _from_versions(self, employees):
        """Pay rises and changes of job of the contract history; no amount is said."""
        versions = self.env["hr.version"].search(
            # One that was archived was taken back: it never applied.
            [("employee_id", "in", employees.ids), ("active", "=", True)],
            order="employee_id, date_version, id",
        )
        for employee, history in versions.grouped("employee_id").items():
            for before, after in pairwise(history):
                for values in self._of_version(before, after):
                    yield employee, values

    def _of_version(self, before, after):
        day = after.date_version
        label = self.env._(
            "Contract history, version of %(date)s", date=format_date(self.env, day)
        )
        about = {"start": day, "end": False, "source": "contract", "label": label}
        if after.wage > before.wage > 0:
            name = self.env._("Pay rise")
            yield self._prepare_line(after, "pay", name, **about)
        was, now = self._places(before, after)
        if was and now and was != now:
            name = self.env._("From %(was)s to %(now)s", was=was, now=now)
            yield self._prepare_line(after, "career", name, **about)

    def _places(self, *versions):
        """Job and department of each, e.g. “Turner – Machining”; the department alone
        when only that changed, the title of the job when it is the same job."""
        titles = [version.job_title or version.job_id.name for version in versions]
        departments = [version.department_id.name for version in versions]
        if len(set(titles)) > 1 and all(titles):
            return titles
        return departments

    def _from_resume(self, employees):
        """Trainings of the résumé: the employee may have written them himself."""
        lines = self.env["hr.resume.line"].search(
            [
                ("employee_id", "in", employees.ids),
                ("line_type_id.is_course", "=", True),
            ]
        )
        for line in lines:
            label = self.env._(
                "Résumé line, last changed by %(user)s",
                user=line.write_uid.name or "",
            )
            yield (
                line.employee_id,
                self._prepare_line(
                    line,
                    "training",
                    line.name,
                    line.date_start,
                    line.date_end,
                    "resume",
                    label,
                    hours=line.duration,
                ),
            )

    def _from_skills(self, employees):
        """Certifications of the skills."""
        skills = self.env["hr.employee.skill"].search(
            [("employee_id", "in", employees.ids), ("is_certification", "=", True)]
        )
        for skill in skills:
            yield (
                skill.employee_id,
                self._prepare_line(
                    skill,
                    "certification",
                    skill.skill_id.name,
                    skill.valid_from,
                    False,
                    "skill",
                    self.env._("Skills: certification"),
                ),
            )

    def _from_needs(self, employees):
        """Needs said in an interview and met since."""
        needs = self.env["hr.entretien.besoin"].search(
            [
                ("employee_id", "in", employees.ids),
                ("followup_state", "=", "done"),
                ("nature", "in", ("training", "certification")),
            ]
        )
        for need in needs:
            label = self.env._(
                "Need of the interview of %(date)s, done",
                date=format_date(self.env, need.date_held) if need.date_held else "",
            )
            certified = need.nature == "certification" or need.means == "vae"
            yield (
                need.employee_id,
                self._prepare_line(
                    need,
                    "certification" if certified else "training",
                    need.name,
                    need.date_done,
                    need.date_done,
                    "need",
                    label,
                    payer=PAYERS.get(need.means, False),
                    cpf_cofunded=need.means == "cpf_cofunded",
                    certification_kind="vae" if need.means == "vae" else False,
                ),
            )
