"""Who reads an interview, before and after it is held."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

SLOT = "2026-03-10 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestReading(EntretienCase):
    """Reading, by every way the server offers: a view that hides proves nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planned = cls._entretien(
            cls.employee, state="planned", date_planned=SLOT, career="Secret career"
        )
        cls.held = cls._entretien(cls.employee, state="held", date_held="2026-02-27")

        # Whoever may export at all: the interviews must hold by themselves.
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )

    def assertReads(self, user, entretien):
        records = self._as(user, entretien)
        domain = [("id", "=", entretien.id)]
        self.assertTrue(records.read()[0]["display_name"])
        self.assertEqual(records.search(domain), records)
        self.assertEqual(len(records.search_read(domain, ["career"])), 1)
        self.assertEqual(records._read_group(domain, [], ["__count"]), [(1,)])
        self.assertEqual(len(records.name_search("", domain)), 1)
        self.assertEqual(len(records.export_data(["career"])["datas"]), 1)

    def assertReadsNothing(self, user, entretien):
        """Not the content, not the name, not even that it exists."""
        domain = [("id", "=", entretien.id)]
        model = self._as(user, entretien.browse())
        self.assertFalse(model.search(domain))
        self.assertFalse(model.search_read(domain, ["career"]))
        self.assertFalse(model.name_search("", domain))
        self.assertEqual(model._read_group(domain, [], ["__count"]), [(0,)])
        self.assertFalse(model.formatted_read_group(domain, ["state"], ["__count"]))
        for read in (
            lambda record: record.read(["career"]),
            lambda record: record.display_name,
            lambda record: record.employee_comment,
            lambda record: record.export_data(["career"]),
            lambda record: record.web_read({"career": {}}),
        ):
            with self.assertRaises(AccessError):
                read(self._as(user, entretien))

    def test_readers_before_it_is_held(self):
        """A colleague or another manager who reads over RPC gets nothing at all."""
        for user in (
            self.user_hr,
            self.user_hr_manager,
            self.user_manager,
            self.user_n2,
        ):
            with self.subTest(login=user.login):
                self.assertReads(user, self.planned)
        for user in (
            self.user_employee,
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
        ):
            with self.subTest(login=user.login):
                self.assertReadsNothing(user, self.planned)

    def test_employee_reads_his_own_once_held(self):
        self.assertReads(self.user_employee, self.held)
        for user in (self.user_colleague, self.user_other_manager, self.user_system):
            self.assertReadsNothing(user, self.held)
        self.held.action_close()
        self.assertReads(self.user_employee, self.held)

    def test_declined_and_cancelled_are_not_shown_to_the_employee(self):
        self.planned.action_decline("Letter of 1 March")
        self.assertReadsNothing(self.user_employee, self.planned)
        self.assertReads(self.user_manager, self.planned)

    def test_portal_user_has_no_access_to_the_model(self):
        """An employee whose account is a portal one goes through the portal pages."""
        self.employee.user_id = self.user_portal
        with self.assertRaises(AccessError):
            self._as(self.user_portal, self.held).read(["career"])
        with self.assertRaises(AccessError):
            self._as(self.user_portal, self.held).search([])

    def test_interviewer_from_elsewhere_reads_what_he_holds_only(self):
        other = self._entretien(self.colleague)
        self.planned.interviewer_id = self.other_manager
        self.assertReads(self.user_other_manager, self.planned)
        self.assertReadsNothing(self.user_other_manager, other)
        self.assertReadsNothing(self.user_other_manager, self.held)

    def test_hr_note_is_for_hr(self):
        """Neither the interviewer nor the employee reads, searches or writes it."""
        self.held.hr_note = "Beware"
        self.assertEqual(self._as(self.user_hr, self.held).hr_note, "Beware")
        for user in (self.user_manager, self.user_n2, self.user_employee):
            with self.subTest(login=user.login):
                held = self._as(user, self.held)
                self.assertNotIn("hr_note", held.fields_get())
                self.assertNotIn("hr_note", held.read()[0])
                with self.assertRaises(AccessError):
                    held.read(["hr_note"])
                with self.assertRaises(AccessError):
                    held.search([("hr_note", "ilike", "Bew")])
                with self.assertRaises(AccessError):
                    held.write({"hr_note": "Changed"})

    def test_everything_a_form_shows_can_be_read(self):
        """A field that stumbles on the employee's private data would break the form.

        On a cold cache, as his browser does it: names of related records included.
        """
        self.held.besoin_ids = [Command.create({"name": "Welding"})]
        self.held.action_ids = [
            Command.create({"name": "Enrol", "owner_id": self.manager.id})
        ]
        self.held.souhait_ids = [Command.create({"target_job_id": self.job.id})]
        for user in (self.user_manager, self.user_n2, self.user_employee):
            with self.subTest(login=user.login):
                held = self._as(user, self.held)
                spec = {name: {} for name in held.fields_get()}
                for name, field in held._fields.items():
                    if name in spec and field.type == "many2one":
                        spec[name] = {"fields": {"display_name": {}}}
                for name in ("besoin_ids", "action_ids", "souhait_ids"):
                    lines = held[name].fields_get()
                    spec[name] = {"fields": {line: {} for line in lines}}
                values = held.web_read(spec)[0]
                self.assertEqual(values["employee_id"]["display_name"], "Employee")
                self.assertEqual(values["manager_id"]["display_name"], "Manager")
                self.assertEqual(values["department_id"]["display_name"], "Usinage")

    def test_another_company_sees_nothing(self):
        self.assertReadsNothing(self.user_other_hr, self.held)
        entretien = self._entretien(self.other_hr)
        self.assertReadsNothing(self.user_hr, entretien)
        self.assertReads(self.user_other_hr, entretien)
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, self.held).write({"career": "Hello"})
        with self.assertRaises(AccessError):
            self._as(self.user_other_hr, self.held.browse()).create(
                {"employee_id": self.employee.id, "motif": "on_request"}
            )
