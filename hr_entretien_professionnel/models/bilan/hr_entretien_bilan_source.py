from collections import defaultdict
from itertools import pairwise

from odoo import models
from odoo.tools.misc import format_date

SOURCES = ("versions", "resume", "skills", "needs")


class HrEntretienBilanSource(models.AbstractModel):
    """Dated facts of employees' files: contract history, résumé, skills, needs met.

    Each is proposed as a line of an état des lieux, with where it comes from, in the
    language of the employee's company; whether it falls in the period is not asked.
    """

    _name = "hr.entretien.bilan.source"
    _description = "Facts That an État des Lieux May Count"

    def _gather(self, employees, sources=SOURCES):
        """By employee id, values of lines: a query per kind of source and language."""
        employees = employees.sudo().with_context(active_test=False)
        result = defaultdict(list)
        for lang, group in employees.grouped(
            lambda item: item.company_id._entretien_lang()
        ).items():
            service = self.sudo().with_context(lang=lang, active_test=False)
            for source in sources:
                for values in getattr(service, f"_from_{source}")(group):
                    result[values.pop("employee_id")].append(values)
        return result

    def _prepare_line(self, record, kind, name, start, **more):
        return {
            "employee_id": record.employee_id.id,
            "kind": kind,
            "name": name,
            "date_from": start,
            "date_to": False,
            "source_model": record._name,
            "source_id": record.id,
            **more,
        }

    def _from_versions(self, employees):
        """Pay rises and changes of job of the contract history; no amount is said."""
        versions = self.env["hr.version"].search(
            # One that was archived was taken back: it never applied.
            [("employee_id", "in", employees.ids), ("active", "=", True)],
            order="employee_id, date_version, id",
        )
        for history in versions.grouped("employee_id").values():
            for before, after in pairwise(history):
                day = after.date_version
                label = self.env._(
                    "Contract history, version of %(date)s",
                    date=format_date(self.env, day),
                )
                origin = {"source": "contract", "source_label": label}
                if after.wage > before.wage > 0:
                    name = self.env._("Pay rise")
                    yield self._prepare_line(after, "pay", name, day, **origin)
                was, now = self._places(before, after)
                if was and now and was != now:
                    name = self.env._("From %(was)s to %(now)s", was=was, now=now)
                    yield self._prepare_line(after, "career", name, day, **origin)

    def _places(self, *versions):
        """The title of the job of each; the department when it is the same job."""
        titles = [version.job_title or version.job_id.name for version in versions]
        if len(set(titles)) > 1 and all(titles):
            return titles
        return [version.department_id.name for version in versions]

    def _from_resume(self, employees):
        """Trainings of the résumé: the employee may have written them."""
        lines = self.env["hr.resume.line"].search(
            [
                ("employee_id", "in", employees.ids),
                ("line_type_id.is_course", "=", True),
            ]
        )
        for line in lines:
            yield self._prepare_line(
                line,
                "training",
                line.name,
                line.date_start,
                date_to=line.date_end,
                source="resume",
                source_label=self.env._(
                    "Résumé line, last changed by %(user)s",
                    user=line.write_uid.name or "",
                ),
                hours=line.duration,
            )

    def _from_skills(self, employees):
        skills = self.env["hr.employee.skill"].search(
            [("employee_id", "in", employees.ids), ("is_certification", "=", True)]
        )
        for skill in skills:
            yield self._prepare_line(
                skill,
                "certification",
                skill.skill_id.name,
                skill.valid_from,
                source="skill",
                source_label=self.env._("Skills: certification"),
            )

    def _from_needs(self, employees):
        needs = self.env["hr.entretien.besoin"].search(
            [
                ("employee_id", "in", employees.ids),
                ("followup_state", "=", "done"),
                ("nature", "in", ("training", "certification")),
            ]
        )
        payers = {"plan": "employer", "cpf": "cpf", "cpf_cofunded": "cpf"}
        for need in needs:
            certified = need.nature == "certification" or need.means == "vae"
            day = need.date_held
            yield self._prepare_line(
                need,
                "certification" if certified else "training",
                need.name,
                need.date_done,
                date_to=need.date_done,
                source="need",
                source_label=self.env._(
                    "Need of the interview of %(date)s, done",
                    date=format_date(self.env, day) if day else "",
                ),
                payer=payers.get(need.means, False),
                cpf_cofunded=need.means == "cpf_cofunded",
                certification_kind="vae" if need.means == "vae" else False,
            )
