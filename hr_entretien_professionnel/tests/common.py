"""Factories and one user per role, for every test of the add-on.

    @tagged("post_install", "-at_install")
    @freeze_time("2026-03-02")
    class TestSomething(EntretienCase):
        def test_what_happens(self):
            entretien = self._entretien(self.employee, date_due="2026-04-01")
            self._as(self.user_manager, entretien).action_plan()

Time is not frozen here: every class freezes its own (``odoo.tests.freeze_time``, above
the class, so that ``setUpClass`` runs on that day too).
"""

from contextlib import contextmanager
from unittest import SkipTest
from unittest.mock import patch

from odoo import fields
from odoo.tests import TransactionCase, new_test_user, tagged

# What the chatter writes at each creation costs time and proves nothing here.
QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
    "tracking_disable": True,
}


@tagged("post_install", "-at_install")
class EntretienCase(TransactionCase):
    """A French company at the legal rhythm, its people, and a second company.

    The people: ``n2`` is above ``manager``, who leads ``employee`` and ``colleague`` in
    ``department``; ``other_manager`` leads ``stranger`` in ``other_department``. Each
    has the user ``user_<name>``, except ``stranger``, who has no account. All were
    hired on 10 January 2022. ``user_system`` administers Odoo and has no employee.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._company("Ateliers Lemoine")
        cls.other_company = cls._company("Fonderie Vasseur")
        cls.env.user.write(
            {
                "company_ids": [(4, cls.company.id), (4, cls.other_company.id)],
                "company_id": cls.company.id,
            }
        )
        cls._create_users()
        cls._create_people()

    @classmethod
    def _company(cls, name, **kw):
        values = {"name": name, "country_id": cls.env.ref("base.fr").id, **kw}
        return cls.env["res.company"].create(values)

    @classmethod
    def _create_users(cls):
        cls.user_hr = cls._user("hr", "hr.group_hr_user")
        cls.user_hr_manager = cls._user("hr_manager", "hr.group_hr_manager")
        cls.user_manager = cls._user("manager")
        cls.user_n2 = cls._user("n2")
        cls.user_employee = cls._user("employee")
        cls.user_colleague = cls._user("colleague")
        cls.user_other_manager = cls._user("other_manager")
        cls.user_system = cls._user(
            "system", "base.group_system,base.group_erp_manager"
        )
        cls.user_other_hr = cls._user(
            "other_hr", "hr.group_hr_user", company=cls.other_company
        )
        cls.user_portal = cls._user("portal", "base.group_portal")

    @classmethod
    def _user(cls, role, groups="base.group_user", company=None, **kw):
        """A user of one company whose login is ``entretien_<role>``."""
        company = company or cls.company
        values = {
            "name": role.replace("_", " ").title(),
            "email": f"{role}@entretien.example.com",
            "company_id": company.id,
            "lang": "en_US",
            "tz": "Europe/Paris",
            **kw,
        }
        return new_test_user(
            cls.env, login=f"entretien_{role}", groups=groups, context=QUIET, **values
        )

    @classmethod
    def _manages_all(cls, user):
        """The user has every company: what they share without any is his to change."""
        user.company_ids = cls.env["res.company"].search([])

    @classmethod
    def _create_people(cls):
        departments = (
            cls.env["hr.department"]
            .with_context(**QUIET)
            .create(
                [
                    {"name": name, "company_id": cls.company.id}
                    for name in ("Usinage", "Expédition")
                ]
            )
        )
        cls.department, cls.other_department = departments
        cls.job = cls.env["hr.job"].create(
            {"name": "Tourneuse", "company_id": cls.company.id}
        )
        cls.n2 = cls._person("n2")
        cls.hr = cls._person("hr")
        cls.hr_manager = cls._person("hr_manager")
        here = {"department_id": cls.department.id, "job_id": cls.job.id}
        cls.manager = cls._person("manager", parent_id=cls.n2.id, **here)
        cls.employee = cls._person("employee", parent_id=cls.manager.id, **here)
        cls.colleague = cls._person("colleague", parent_id=cls.manager.id, **here)
        there = {"department_id": cls.other_department.id}
        cls.other_manager = cls._person("other_manager", parent_id=cls.n2.id, **there)
        cls.stranger = cls._employee(
            "Stranger", "2022-01-10", parent_id=cls.other_manager.id, **there
        )
        cls.other_hr = cls._person("other_hr", company_id=cls.other_company.id)

    @classmethod
    def _person(cls, role, **kw):
        """The employee of the user of that role."""
        user = getattr(cls, f"user_{role}")
        return cls._employee(user.name, "2022-01-10", user_id=user.id, **kw)

    @classmethod
    def _require(cls, model):
        """Skip what is about an add-on of the suite that is not installed."""
        if model not in cls.env:
            raise SkipTest(f"{model} is not installed")

    @classmethod
    def _employee(cls, name, hired="2022-01-10", **kw):
        """An employee hired on a day; without one, no contract date is known.

        :param kw: more values; ``contract_date_end`` makes a fixed-term contract
        """
        values = {
            "name": name,
            "company_id": cls.company.id,
            "employee_type": "employee",
            **kw,
        }
        if hired:
            values.update(date_version=hired, contract_date_start=hired)
        employee = cls.env["hr.employee"].with_context(**QUIET).create(values)
        return employee.with_env(cls.env)

    @classmethod
    def _version(cls, employee, start, end=None, **kw):
        """A further contract of the employee, from a day to its last one."""
        values = {
            "date_version": start,
            "contract_date_start": start,
            "contract_date_end": end,
            **kw,
        }
        version = employee.with_context(**QUIET).create_version(values)
        return version.with_env(cls.env)

    @classmethod
    def _entretien(cls, employee, **kw):
        """An interview, to plan unless told otherwise."""
        values = {"employee_id": employee.id, **kw}
        entretien = cls.env["hr.entretien"].with_context(**QUIET).create(values)
        return entretien.with_env(cls.env)

    @classmethod
    def _invited(cls, entretien, kind="letter"):
        """What an invitation leaves, by letter or by mail: the proof and the day."""
        entretien._add_proof(kind)
        entretien.sudo().date_invited = fields.Date.today()

    @classmethod
    def _held(cls, employee, day, **kw):
        """An interview of the past, as HR enters history: held, copy handed over."""
        values = {
            "state": "closed",
            "date_held": day,
            "date_copy_delivered": day,
            **kw,
        }
        return cls._entretien(employee, **values)

    @classmethod
    def _as(cls, user, record):
        """The record as that user finds it when he arrives: nothing in the cache.

        Access failures depend on the cache: without this a test proves nothing. Nor is
        a time zone kept, which costs a query or none as garbage was collected or not.
        """
        cls.env.flush_all()
        cls.env.transaction.reset()
        # Whatever companies the caller had ticked are not the user's.
        companies = user.company_ids.ids
        return record.with_user(user).with_context(allowed_company_ids=companies)

    @staticmethod
    def _duty(employee, kind):
        """What is due of that kind, as stored: target, limit, reason."""
        kinds = ("first", "periodic") if kind == "periodic" else (kind,)
        return next(item for item in employee._entretien_due() if item["kind"] in kinds)

    def _reasoning(self, employee):
        """The whole calculation behind the dates of an employee, as HR reads it."""
        sections = self.env["hr.entretien.explanation"]._sentences(employee)
        return "\n".join(sum(sections.values(), []))

    def _quiet_cron(self):
        """Keep scheduled actions from committing: ``with self._quiet_cron(): …``."""
        return patch.object(
            self.env.registry["ir.cron"],
            "_commit_progress",
            lambda self, *args, **kwargs: 3600.0,
        )

    @contextmanager
    def assertRaisesRegex(self, exception, pattern):
        """Odoo rolls back and empties the cache in ``assertRaises`` alone.

        Without that, what was refused would still be there for the rest of the test.
        """
        with self.assertRaises(exception) as caught:
            yield caught
        self.assertRegex(str(caught.exception), pattern)

    @staticmethod
    def _day(value):
        """``_day("2026-03-02")``, shorter in tables of expected values."""
        return fields.Date.to_date(value)
