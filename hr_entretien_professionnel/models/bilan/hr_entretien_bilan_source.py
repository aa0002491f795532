"""What Odoo knows already of the period that an état des lieux examines."""

from collections import defaultdict
from itertools import pairwise

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

FILLED_STATES = ("to_plan", "planned", "held", "closed")
# Who paid, as the means of a need say it.
PAYERS = {"plan": "employer", "cpf": "cpf", "cpf_cofunded": "cpf"}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.model_create_multi
    def create(self, vals_list):
        entretiens = super().create(vals_list)
        # History is entered by hundreds: its lines come when somebody asks.
        open_ones = entretiens.filtered(lambda x: x.state in ("to_plan", "planned"))
        open_ones._fill_bilan()
        return entretiens

    def write(self, vals):
        result = super().write(vals)
        if vals.get("with_bilan") or vals.get("state") in ("planned", "held"):
            self._fill_bilan()
        return result

    def action_fill_bilan(self):
        """Propose what Odoo knows; what is there already, or rejected, stays."""
        self._check_lead()
        self._check_bilan_not_frozen()
        if not self.filtered("with_bilan"):
            raise UserError(self.env._("This interview carries no état des lieux."))
        self.sudo()._refresh_bilan_period()
        for entretien in self.filtered("bilan_problem"):
            raise UserError(entretien.bilan_problem)
        count = self._fill_bilan()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "info",
                "message": self.env._(
                    "%(count)s new lines to be confirmed by HR.", count=count
                )
                if count
                else self.env._("Odoo knows nothing more than what is already here."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _fill_bilan(self):
        """Propose lines for these états des lieux, a query per kind of source.

        :returns: how many were added
        """
        todo = self.sudo().filtered(
            lambda item: (
                item.with_bilan
                and item.state in FILLED_STATES
                and not item.date_bilan_frozen
            )
        )
        if not todo:
            return 0
        # One at a time for an employee: the period says which lines it takes.
        known = {
            (line.entretien_id.id, line.kind, line.source_model, line.source_id)
            for line in todo.bilan_line_ids
        }
        found = todo.employee_id._bilan_sources()
        values = [
            {"entretien_id": entretien.id, **source}
            for entretien in todo
            for source in found[entretien.employee_id.id]
            if entretien._bilan_covers(source)
            and (
                entretien.id,
                source["kind"],
                source["source_model"],
                source["source_id"],
            )
            not in known
        ]
        return len(self.env["hr.entretien.bilan.line"].sudo().create(values))

    def _bilan_covers(self, source):
        """Whether a dated fact falls in the period examined, after what the last état
        des lieux counted."""
        self.ensure_one()
        day = source["date_to"] or source["date_from"]
        start = self.bilan_period_from
        counted = self.bilan_last_held and day and day <= self.bilan_last_held
        return bool(
            day and start and start <= day <= self._bilan_until() and not counted
        )


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _bilan_sources(self):
        """Facts that an état des lieux may count, each with where it comes from.

        :rtype: dict of employee id → list of values of ``hr.entretien.bilan.line``
        """
        employees = self.sudo().with_context(active_test=False)
        result = defaultdict(list)
        for lang, group in employees.grouped(
            lambda item: item.company_id._entretien_lang()
        ).items():
            speaking = group.with_context(lang=lang)
            for gather in (
                speaking._bilan_from_versions,
                speaking._bilan_from_resume,
                speaking._bilan_from_skills,
                speaking._bilan_from_needs,
            ):
                for employee_id, values in gather():
                    result[employee_id].append(values)
        return result

    @api.model
    def _bilan_source(self, record, kind, name, start, end, source, label, **more):
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

    def _bilan_from_versions(self):
        """Pay rises and changes of job of the contract history; no amount is told."""
        versions = self.env["hr.version"].search(
            # One that was archived was taken back: it never applied.
            [("employee_id", "in", self.ids), ("active", "=", True)],
            order="employee_id, date_version, id",
        )
        for employee, history in versions.grouped("employee_id").items():
            for before, after in pairwise(history):
                for values in self._bilan_of_version(before, after):
                    yield employee.id, values

    def _bilan_of_version(self, before, after):
        day = after.date_version
        label = self.env._(
            "Contract history, version of %(date)s", date=format_date(self.env, day)
        )
        told = {"start": day, "end": False, "source": "contract", "label": label}
        if after.wage > before.wage > 0:
            name = self.env._("Pay rise")
            yield self._bilan_source(after, "pay", name, **told)
        was, now = self._bilan_places(before, after)
        if was and now and was != now:
            name = self.env._("From %(was)s to %(now)s", was=was, now=now)
            yield self._bilan_source(after, "career", name, **told)

    @api.model
    def _bilan_places(self, *versions):
        """Job and department of each, e.g. “Turner – Machining”; the department alone
        when only that changed, the title of the job when it is the same job."""
        here = [version.with_context(lang=self.env.lang) for version in versions]
        titles = [version.job_title or version.job_id.name for version in here]
        departments = [version.department_id.name for version in here]
        if len(set(titles)) > 1 and all(titles):
            return titles
        return departments

    def _bilan_from_resume(self):
        """Trainings of the résumé: the employee may have written them himself."""
        lines = self.env["hr.resume.line"].search(
            [("employee_id", "in", self.ids), ("line_type_id.is_course", "=", True)]
        )
        for line in lines:
            label = self.env._(
                "Résumé line, last changed by %(user)s",
                user=line.write_uid.name or "",
            )
            yield (
                line.employee_id.id,
                self._bilan_source(
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

    def _bilan_from_skills(self):
        """Certifications of the skills."""
        skills = self.env["hr.employee.skill"].search(
            [("employee_id", "in", self.ids), ("is_certification", "=", True)]
        )
        for skill in skills:
            yield (
                skill.employee_id.id,
                self._bilan_source(
                    skill,
                    "certification",
                    skill.skill_id.name,
                    skill.valid_from,
                    False,
                    "skill",
                    self.env._("Skills: certification"),
                ),
            )

    def _bilan_from_needs(self):
        """Needs told in an interview and met since."""
        needs = self.env["hr.entretien.besoin"].search(
            [
                ("employee_id", "in", self.ids),
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
                need.employee_id.id,
                self._bilan_source(
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
