"""The demo company, as the tests load it."""

from datetime import timedelta
from unittest.mock import patch

import pytz

from odoo import fields
from odoo.modules.module import Manifest
from odoo.tests import TransactionCase
from odoo.tools.convert import convert_file

MODULE = "hr_entretien_professionnel"


class DemoCase(TransactionCase):
    """The demo company, loaded here because the test database has no demo.

    ``modules`` are the add-ons whose demo data make it, in order: a test of another
    add-on of the suite adds its own.
    """

    modules = (MODULE,)

    def load_demo(self):
        """Load what the manifests list, then let the scheduled action pass."""
        with self.assertNoLogs(level="WARNING"):
            for module in self.modules:
                for filename in Manifest.for_addon(module)["demo"]:
                    convert_file(
                        self.env, module, filename, {}, mode="init", noupdate=True
                    )
            self.env.flush_all()
            self.run_cron()
        self.today = fields.Date.today()
        self.company = self.env.ref(f"{MODULE}.company_demo")
        self.services = self.env.ref(f"{MODULE}.company_services_demo")
        self.services |= self.env.ref(f"{MODULE}.company_agreement_demo")
        self.everybody = (
            self.env["hr.employee"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.company.id)])
        )
        self.employees = self.everybody.filtered("active")
        self.entretiens = self.env["hr.entretien"].search(
            [("company_id", "=", self.company.id)]
        )

    def run_cron(self):
        progress = type(self.env["ir.cron"])
        with patch.object(progress, "_commit_progress", return_value=3600):
            self.env["hr.entretien"]._cron_entretien()
        self.env.invalidate_all()

    def of_status(self, status):
        return self.employees.filtered(lambda item: item.entretien_status == status)

    def of_type(self, employee_type):
        return self.employees.filtered(lambda item: item.employee_type == employee_type)

    def contracts(self, employee):
        """The (start, end) of each contract of an employee, oldest first."""
        versions = employee.version_ids.filtered("contract_date_start")
        return sorted(
            {(item.contract_date_start, item.contract_date_end) for item in versions}
        )

    def second_contract_gaps(self):
        """Days without a contract before the second one, by employee."""
        found = {}
        for employee in self.employees:
            contracts = self.contracts(employee)
            if len(contracts) == 2:
                (_start, end), (start, _end) = contracts
                found[employee] = (start - end).days - 1
        return found

    def check_every_status(self):
        self.assertGreaterEqual(len(self.of_status("up_to_date")), 10)
        self.assertGreaterEqual(len(self.of_status("overdue")), 5)
        self.assertGreaterEqual(len(self.of_status("due_soon")), 5)
        self.assertGreaterEqual(len(self.of_status("planned")), 3)
        for status in ("not_computable", "not_concerned"):
            self.assertTrue(self.of_status(status))
            for employee in self.of_status(status):
                self.assertTrue(employee.entretien_blocking_reason, employee.name)

    def check_slots(self):
        """Planned ones: to come, on a working day, within the working hours."""
        planned = self.entretiens.filtered(lambda item: item.state == "planned")
        self.assertGreaterEqual(len(planned), 4)
        now = fields.Datetime.now()
        for entretien in planned:
            start, end = entretien.date_planned, entretien.date_planned_end
            self.assertGreater(start, now, entretien.display_name)
            self.assertLess(start, now + timedelta(weeks=6), entretien.display_name)
            for person in (entretien.employee_id, entretien.interviewer_id):
                self.assertEqual(
                    self.worked_hours(person, start, end),
                    entretien.duration,
                    f"{entretien.display_name}: {person.name}",
                )

    def worked_hours(self, employee, start, end):
        start, end = pytz.utc.localize(start), pytz.utc.localize(end)
        calendar = employee.resource_calendar_id
        intervals = calendar._attendance_intervals_batch(start, end)[False]
        return sum(
            (stop - begin).total_seconds() / 3600 for begin, stop, _x in intervals
        )

    def check_interview_days(self):
        """None was held or handed over at a weekend or before the contract."""
        for entretien in self.entretiens.filtered("date_held"):
            copy = entretien.date_copy_delivered or entretien.date_held
            for day in (entretien.date_held, copy):
                self.assertLess(day.weekday(), 5, entretien.display_name)
            self.assertGreaterEqual(entretien.date_held, entretien.seniority_date)
