"""What the interview to open for an employee says."""

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

# The sections an interview carries besides its own talk, by kind of obligation.
CARRIED_FLAGS = {
    "bilan": "with_bilan",
    "mid_career": "with_mid_career",
    "end_career": "with_end_career",
}
# Under which name the ids of those to look at wait for the commit.
TO_OPEN = "hr_entretien_professionnel.to_open"


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _compute_entretien_plan(self):
        """What a fact makes due opens as soon as the fact is committed."""
        result = super()._compute_entretien_plan()
        self._entretien_open_after_commit()
        return result

    def _entretien_open_after_commit(self):
        """Remember whose dates changed: all of them are looked at once, afterwards.

        In a transaction of its own: what cannot be opened undoes nobody's work. While
        add-ons are loaded tables are missing: the installation opens by itself.
        """
        ids, registry = self._origin.ids, self.env.registry
        if not ids or not registry.ready:
            return
        postcommit = self.env.cr.postcommit
        waiting = postcommit.data.setdefault(TO_OPEN, set())
        if not waiting:

            @postcommit.add
            def open_what_is_due():
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env["hr.entretien.night"]._open_at_once(
                        postcommit.data.pop(TO_OPEN)
                    )

        waiting.update(ids)

    @api.model
    def _entretien_plan_everybody(self):
        """The add-on was installed or updated, and with it the law and the engine: all
        dates are computed anew, and what is due opens."""
        self._entretien_recompute_all()
        everybody = self.sudo().search(Domain.TRUE)
        self.env["hr.entretien.night"]._open_at_once(everybody.ids)

    def _entretien_open_values(self, today):
        """Values of the interview to open for each of these employees.

        :param date today:
        :rtype: list of dict
        """
        return [
            {
                "employee_id": employee.id,
                "career": employee._entretien_career_text(),
                **employee._entretien_due_values(today),
            }
            for employee in self
        ]

    def _entretien_due_values(self, today):
        """Date, limit, motif and reasons of what is to be held next.

        One interview carries every obligation whose target falls within the horizon.

        :param date today:
        """
        self.ensure_one()
        left = self.entretien_end_date and self.entretien_end_date < today
        due = self._entretien_due()
        if left or not self.active or not due:
            return {
                "date_due": False,
                "date_limit": False,
                "reason_data": False,
                **dict.fromkeys(CARRIED_FLAGS.values(), False),
            }
        horizon = max(
            self.entretien_next_date,
            today + timedelta(days=self.company_id.sudo().entretien_horizon_days),
        )
        last = fields.Date.to_string(horizon)
        carried = [item for item in due if item["target"] <= last]
        kinds = {item["kind"] for item in carried}
        return {
            "date_due": self.entretien_next_date,
            "date_limit": self.entretien_next_limit,
            "motif": self.entretien_next_motif,
            **{flag: kind in kinds for kind, flag in CARRIED_FLAGS.items()},
            "reason_data": [item["reason"] for item in carried],
        }

    def _entretien_career_text(self):
        """The career as Odoo knows it, oldest first: jobs held here, then the résumé.

        Called in a loop over a batch: the versions and lines of all come together.
        """
        self.ensure_one()
        here = self.with_context(lang=self.company_id._entretien_lang()).sudo()
        return "\n".join(
            [*here._entretien_job_lines(), *here._entretien_resume_lines()]
        )

    def _entretien_job_lines(self):
        """A line for each change of job or department in the contract history."""
        lines, previous = [], None
        for version in self.version_ids.sorted("date_version"):
            job = version.job_title or version.job_id.name
            place = (job, version.department_id)
            if not job or place == previous:
                continue
            previous = place
            label = " – ".join(filter(None, (job, version.department_id.name)))
            day = format_date(self.env, version.date_version)
            lines.append(self.env._("Since %(date)s: %(job)s", date=day, job=label))
        return lines

    def _entretien_resume_lines(self):
        """Experience and training of the résumé, as years and a title."""
        lines = []
        for line in self.resume_line_ids.sorted("date_start"):
            years = [str(day.year) for day in (line.date_start, line.date_end) if day]
            period = "–".join(dict.fromkeys(years))
            lines.append(" : ".join(filter(None, (period, line.name))))
        return lines
