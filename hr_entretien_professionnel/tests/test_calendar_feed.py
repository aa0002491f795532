"""The address that a calendar subscribes to: its owner's, and what they read now."""

from datetime import timedelta

import vobject

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.hr_entretien_professionnel.models.message.calendar_file import (
    calendar_feed,
)

from .common import EntretienCase


@tagged("post_install", "-at_install")
class TestCalendarFeed(EntretienCase, HttpCase):
    """Time is not frozen: the server of the tests has its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = fields.Datetime.now().replace(microsecond=0) + timedelta(days=20)
        cls.entretien = cls._entretien(
            cls.employee,
            state="planned",
            date_planned=cls.day,
            location="Salle Mistral",
            conclusion="Between us",
        )

    def _address(self, user):
        self._as(user, user).action_entretien_calendar_renew()
        return self._as(user, user).entretien_calendar_url

    def _open(self, address):
        self.env.flush_all()
        return self.url_open("/" + address.split("/", 3)[3])

    def _events(self, address):
        answer = self._open(address)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("text/calendar", answer.headers["Content-Type"])
        calendar = vobject.readOne(answer.text)
        return list(getattr(calendar, "vevent_list", ()))

    def test_who_conducts_follows_name_motif_place_and_hour(self):
        (event,) = self._events(self._address(self.user_manager))
        self.assertIn(self.employee.name, event.summary.value)
        self.assertEqual(event.location.value, "Salle Mistral")
        self.assertEqual(event.dtstart.value.replace(tzinfo=None), self.day)
        self.assertNotIn("Between us", event.serialize())

    def test_nobody_follows_those_of_others(self):
        for user in (self.user_n2, self.user_hr, self.user_colleague):
            with self.subTest(user.login):
                self.assertFalse(self._events(self._address(user)))

    def test_the_employee_follows_theirs_when_it_is_moved_or_cancelled(self):
        address = self._address(self.user_employee)
        self.assertEqual(len(self._events(address)), 1)
        self.entretien.date_planned = later = self.day + timedelta(days=1)
        (event,) = self._events(address)
        self.assertEqual(event.dtstart.value.replace(tzinfo=None), later)
        self.assertNotIn(self.employee.name, event.summary.value)
        self.entretien.action_cancel("Organisation")
        self.assertFalse(self._events(address))

    def test_of_all_their_companies(self):
        """The website that answers is of one of them, or of none."""
        self.user_manager.company_ids += self.other_company
        there = self._entretien(
            self._employee("Ludovic Prat", company_id=self.other_company.id),
            state="planned",
            date_planned=self.day,
        )
        there.interviewer_id = self.manager
        user = self.user_manager.with_context(allowed_company_ids=self.company.ids)
        self.assertIn("Ludovic Prat", calendar_feed(user.sudo()).decode())

    def test_rights_are_asked_for_at_each_time(self):
        address = self._address(self.user_manager)
        self.entretien.interviewer_id = self.n2
        self.assertFalse(self._events(address))

    def test_an_address_that_is_not_theirs_opens_nothing(self):
        address = self._address(self.user_manager)
        other = self._address(self.user_employee)
        number, sign = (item.rsplit("/", 1)[1].split("-") for item in (address, other))
        base = address.rsplit("/", 1)[0]
        for wrong in (
            f"{number[0]}-{sign[1]}",
            f"{number[0]}-.ics",
            f"{self.user_hr.id}-.ics",
            f"{2**62}-{number[1]}",
            "٣-x.ics",
            "x.ics",
        ):
            with self.subTest(wrong):
                self.assertEqual(self._open(f"{base}/{wrong}").status_code, 404)

    def test_withdrawn_or_replaced_it_opens_nothing(self):
        first = self._address(self.user_manager)
        second = self._address(self.user_manager)
        self.assertNotEqual(first, second)
        self.assertEqual(self._open(first).status_code, 404)
        self.assertEqual(self._open(second).status_code, 200)
        self._as(
            self.user_manager, self.user_manager
        ).action_entretien_calendar_revoke()
        self.assertEqual(self._open(second).status_code, 404)

    def test_who_left_follows_nothing(self):
        address = self._address(self.user_manager)
        self.user_manager.active = False
        self.assertEqual(self._open(address).status_code, 404)

    def test_nobody_makes_or_reads_the_address_of_another(self):
        self._address(self.user_manager)
        for user in (self.user_system, self.user_hr_manager, self.user_employee):
            theirs = self._as(user, self.user_manager)
            with self.subTest(user.login):
                self.assertFalse(theirs.entretien_calendar_url)
                with self.assertRaises(AccessError):
                    theirs.action_entretien_calendar_renew()
                with self.assertRaises(AccessError):
                    theirs.read(["entretien_calendar_key"])

    def test_nobody_finds_or_sets_the_secret(self):
        key = "entretien_calendar_key"
        self._address(self.user_manager)
        for user in (self.user_system, self.user_hr_manager, self.user_manager):
            for act in (
                lambda users: users.search([(key, "like", "a%")]),
                lambda users: users.search([], order=key),
                lambda users: users.search_read([], [key]),
                lambda users: users.formatted_read_group([], [key]),
                lambda users: users.export_data([key]),
                lambda users: users.write({key: "mine"}),
                lambda users: users.create({"name": "x", "login": "x", key: "mine"}),
            ):
                with self.subTest(user.login), self.assertRaises(UserError):
                    act(self._as(user, self.user_manager))
        self.assertNotIn(
            key, self._as(self.user_manager, self.user_manager).copy_data()[0]
        )

    def test_who_becomes_a_customer_follows_theirs_alone(self):
        address = self._address(self.user_manager)
        self.assertEqual(len(self._events(address)), 1)
        portal = self.env.ref("base.group_portal")
        self.user_manager.sudo().group_ids = [(6, 0, portal.ids)]
        self.assertFalse(self._events(address))
