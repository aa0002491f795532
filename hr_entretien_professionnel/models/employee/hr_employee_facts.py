"""What Odoo knows of employees, gathered in batches for the engine."""

from collections import defaultdict, namedtuple

from odoo import models

from ...schedule import Absence, Interview

HELD_STATES = ("held", "closed")

Versions = namedtuple("Versions", "contracts covered last_type")
NO_VERSION = Versions((), False, None)
Gathered = namedtuple("Gathered", "versions interviews absences")


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_gather(self, choices=None):
        """What is known of these employees, one query per kind of fact.

        :param choices: see ``_entretien_plans``
        :returns: dict of employee id → ``Gathered``
        """
        versions = self._entretien_versions(choices)
        interviews = self._entretien_interviews()
        absences = self._entretien_absences()
        return {
            employee_id: Gathered(
                versions.get(employee_id, NO_VERSION),
                interviews.get(employee_id, ()),
                absences.get(employee_id, ()),
            )
            for employee_id in {*self._origin.ids, False}
        }

    def _entretien_versions(self, choices=None):
        """The contracts of all these employees, in one query.

        :returns: dict of employee id → ``Versions``: first and last day of the
            contracts of employment (several versions of one contract count once),
            whether any version is of a covered type, and the type of the last one
        """
        Version = self.env["hr.version"].sudo().with_context(active_test=True)
        groups = Version._read_group(
            [("employee_id", "in", self._origin.ids)],
            [
                "employee_id",
                "date_version:day",
                "contract_date_start:day",
                "contract_date_end:day",
                "employee_type",
            ],
            order="employee_id, date_version:day",
        )
        covered_types = {
            company: (choices or company)._entretien_covered_types()
            for company in self.company_id
        }
        company_of = {employee._origin.id: employee.company_id for employee in self}
        rows = defaultdict(list)
        for employee, _day, start, end, employee_type in groups:
            covered = employee_type in covered_types.get(company_of[employee.id], ())
            rows[employee.id].append((covered, start, end, employee_type))
        return {
            employee_id: Versions(
                contracts=tuple(
                    dict.fromkeys(
                        (start, end or None)
                        for covered, start, end, _type in lines
                        if covered and start
                    )
                ),
                covered=any(line[0] for line in lines) and lines[-1][0],
                last_type=lines[-1][3],
            )
            for employee_id, lines in rows.items()
        }

    def _entretien_interviews(self):
        """The interviews that count for all these employees, in one query.

        A written refusal counts on its own date (the employer made the offer); what
        was declined by word of mouth on return counts for that return alone.

        :returns: dict of employee id → tuple of ``schedule.Interview``
        """
        domain = [
            ("employee_id", "in", self._origin.ids),
            ("state", "in", (*HELD_STATES, "declined")),
        ]
        groups = (
            self.env["hr.entretien"]
            .sudo()
            ._read_group(
                domain,
                [
                    "employee_id",
                    "state",
                    "date_held:day",
                    "date_declined:day",
                    "declined_how",
                    "motif",
                    "with_bilan",
                    "with_mid_career",
                    "with_end_career",
                ],
            )
        )
        result = defaultdict(list)
        for employee, state, held, declined, how, motif, *carried in groups:
            refused = state == "declined"
            oral = refused and how == "oral"
            if day := declined if refused else held:
                result[employee.id].append(
                    self._entretien_interview(day, refused, oral, motif, *carried)
                )
        return {employee_id: tuple(items) for employee_id, items in result.items()}

    def _entretien_interview(
        self, day, refused, oral, motif, bilan, mid_career, end_career
    ):
        """One interview as the engine knows it; its motif says what it was for too."""
        return Interview(
            day,
            bilan=bilan,
            refused=refused,
            oral=oral,
            on_return=motif == "return",
            before_leave=motif == "before_leave",
            mid_career=mid_career or motif == "mid_career",
            end_career=end_career or motif == "end_career",
        )

    def _entretien_absences(self):
        """The absences of all these employees, in one query.

        :returns: dict of employee id → tuple of ``schedule.Absence``
        """
        kinds = self.env["hr.entretien.absence.type"]._kinds()
        groups = (
            self.env["hr.entretien.absence"]
            .sudo()
            ._read_group(
                [("employee_id", "in", self._origin.ids)],
                [
                    "employee_id",
                    "type_id",
                    "date_from:day",
                    "date_to:day",
                    "announced_on:day",
                ],
            )
        )
        result = defaultdict(list)
        for employee, kind, start, end, announced in groups:
            absence = Absence(kinds[kind.id], start, end, announced or None)
            result[employee.id].append(absence)
        return {employee_id: tuple(items) for employee_id, items in result.items()}
