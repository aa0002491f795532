"""The address that a calendar subscribes to: its owner's, and what they read now."""

from datetime import timedelta

import vobject

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

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
