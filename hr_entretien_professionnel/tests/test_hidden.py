"""What people who have nothing to do with an interview learn of it: nothing."""

import inspect
import json
import re

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import EntretienCase

OURS = "odoo.addons.hr_entretien_professionnel"
CHECKSUM = "5ec2e7" * 10
SECRETS = ("Zorglub", "Champignac", "Vasseur", "Turbot", "2026-03-20", CHECKSUM)
SECRETS += ("20/03/2026", "03/20/2026", "09:00", "10:00")


class HiddenCase(EntretienCase):
    """A planned interview of another company, and those whom it does not concern."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        there = {"company_id": cls.other_company.id}
        cls.chief = cls._employee("Champignac", **there)
        cls.chief.user_id = cls._user("chief", company=cls.other_company)
        cls.person = cls._employee("Zorglub", parent_id=cls.chief.id, **there)
        cls.person.work_email = "person@example.com"
        # As it is done, with what Odoo notes of it.
        cls.entretien = cls.env["hr.entretien"].create(
            {
                "employee_id": cls.person.id,
                "motif": "periodic",
                "date_due": "2026-04-01",
                "state": "planned",
                "date_planned": "2026-03-20 09:00:00",
                "location": "Salle Turbot",
            }
        )
        cls.event = cls.entretien.event_id
        values = {"entretien_id": cls.entretien.id, "checksum": CHECKSUM}
        values.update(role="presented", version=1, name="a.pdf", content=b"YQ==")
        cls.env["hr.entretien.file"].sudo().create(values)
        cls.outsiders = (
            cls.user_colleague,
            cls.user_other_manager,
            cls.user_hr,
            cls.user_system,
        )

    def _said(self, gesture):
        """What a gesture answers, or the words in which it is refused."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return json.dumps(gesture(), default=str, ensure_ascii=False)
        except (UserError, ValueError, KeyError, TypeError, IntegrityError) as error:
            return f"{type(error).__name__}: {error}"

    def _assert_silent(self, said):
        for secret in SECRETS:
            self.assertNotIn(secret, said)

    def _hanging(self):
        """One record of each model that hangs on the interview."""
        yield self.entretien
        for name in sorted(self.env.registry):
            model = self.env[name].sudo()
            if (
                name.startswith("hr.entretien.")
                and "entretien_id" in model._fields
                and not (model._abstract or model._transient)
            ):
                about = [("entretien_id", "=", self.entretien.id)]
                yield from model.search(about, limit=1)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHidden(HiddenCase):
    def test_errors_name_nobody_even_in_debug_mode(self):
        for user in self.outsiders:
            for record in self._hanging():
                with self.subTest(login=user.login, model=record._name):
                    user.sudo().group_ids += self.env.ref("base.group_no_one")
                    with self.debug_mode():
                        mine = self._as(user, record)
                        said = self._said(lambda mine=mine: mine.read(["create_date"]))
                    self._assert_silent(said)
                    self.assertIn("AccessError", said)

    def test_no_method_answers(self):
        for user in self.outsiders:
            for record in self._hanging():
                for name, method in inspect.getmembers(type(record), callable):
                    where = getattr(method, "__module__", None) or ""
                    if name.startswith("_") or not where.startswith(OURS):
                        continue
                    mine = self._as(user, record)
                    said = self._said(lambda m=mine, n=name: getattr(m, n)())
                    with self.subTest(login=user.login, model=record._name, name=name):
                        self._assert_silent(said)
                        self.assertNotRegex(said, "^(UserError|ValidationError)")

    def test_a_field_of_records_that_nobody_reads_is_hidden(self):
        """Those that other add-ons add too; a card is read as its public one."""
        for name in sorted(self.env.registry):
            model = self._as(self.user_manager, self.env[name])
            if name.startswith("hr.entretien") and model.has_access("read"):
                for field in model._fields.values():
                    if field.relational and field.comodel_name != "hr.employee":
                        comodel = model.env[field.comodel_name]
                        shown = model._has_field_access(field, "read")
                        with self.subTest(field=str(field)):
                            self.assertTrue(not shown or comodel.has_access("read"))

    def test_creating_does_not_tell_who_has_an_open_interview(self):
        free = self._employee("Free", company_id=self.other_company.id)
        for user in self.outsiders:
            for way in ({}, {"by_default": True}):
                said = {
                    self._said(
                        lambda p=person, u=user, w=way: self._open_for(u, p, **w)
                    )
                    for person in (self.person, free)
                }
                with self.subTest(login=user.login, **way):
                    self.assertEqual(len(said), 1, said)

    def _open_for(self, user, person, by_default=False):
        values = {"employee_id": person.id, "motif": "periodic"}
        mine = self._as(user, self.entretien.browse())
        if by_default:
            defaults = {f"default_{name}": value for name, value in values.items()}
            return mine.with_context(**defaults).create({})
        return mine.create(values)

    def test_followers_are_nobody_else_s_to_list(self):
        """But of those who write in the chatter there."""
        here = self._entretien(self.colleague)
        for record, shown in (
            (self.entretien, self.user_other_hr),
            (here, self.user_hr | self.user_manager | self.user_n2),
        ):
            record.message_subscribe(self.user_hr_manager.partner_id.ids)
            about = [("res_model", "=", "hr.entretien"), ("res_id", "=", record.id)]
            for user in (*self.outsiders, self.user_other_hr, *shown):
                rows = self._as(user, self.env["mail.followers"])
                with self.subTest(login=user.login, record=record):
                    self.assertEqual(rows.search_count(about), user in shown)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHiddenMeeting(HiddenCase):
    """In the calendar an interview is a private meeting like another."""

    GESTURES = {
        "place": lambda event: event.write({"location": "x"}),
        "hour": lambda event: event.write({"start": "2026-03-21 10:00:00"}),
        "open": lambda event: event.write({"privacy": "public"}),
        "whole day": lambda event: event.write({"allday": True}),
        "delete": lambda event: event.unlink(),
        "archive": lambda event: event.action_archive(),
        "post": lambda event: event.message_post(body="x"),
        "messages": lambda event: event.env["mail.message"].search_count(
            [("model", "=", event._name), ("res_id", "=", event.id)]
        ),
        "join": lambda event: event.env["calendar.attendee"].create(
            {"event_id": event.id, "partner_id": event.env.user.partner_id.id}
        ),
        "answer": lambda event: event.attendee_ids.write({"state": "accepted"}),
        "decline": lambda event: event.attendee_ids.write({"state": "declined"}),
        "put out": lambda event: event.attendee_ids[:1].unlink(),
        "read": lambda event: event.read(),
        "copy": lambda event: event.copy_data(),
    }

    def test_it_looks_like_any_private_meeting(self):
        people = self.event.attendee_ids.partner_id
        # Nobody was invited to it by the calendar's own mail, with its file.
        events = self.env["calendar.event"].with_context(no_mail_to_attendees=True)
        dentist = events.create(
            {
                "name": "Dentist",
                "start": self.event.start,
                "stop": self.event.stop,
                "privacy": "private",
                "user_id": self.chief.user_id.id,
                "partner_ids": [(6, 0, people.ids)],
            }
        )
        both = (self.event, dentist)
        # Of either, in both answers: a user may have the same number as one of them.
        ids = [item.id for event in both for item in (event, *event.attendee_ids)]
        numbers = rf"\b({'|'.join(map(str, ids))})\b"
        for user in self.outsiders:
            for name, gesture in self.GESTURES.items():
                said = [
                    self._seen(gesture, self._as(user, event), numbers)
                    for event in both
                ]
                with self.subTest(login=user.login, gesture=name):
                    self.assertEqual(*said)

    def _seen(self, gesture, event, numbers):
        """What a gesture answers, but for the numbers of the records."""
        said = re.sub(numbers, "…", self._said(lambda: gesture(event)))
        return re.sub(r"Records: \d+", "", said)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHiddenForm(HiddenCase):
    """A form answers with what the server computes from the records in it."""

    def test_no_form_tells_about_records_that_are_not_the_user_s(self):
        named = {record._name: record for record in self._hanging()}
        named["hr.employee"] = self.person
        named["res.company"] = self.other_company
        for name in sorted(self.env.registry):
            model = self.env[name]
            if name.startswith("hr.entretien") and not model._abstract:
                for field in model._fields.values():
                    if field.relational and field.comodel_name in named:
                        record = named[field.comodel_name]
                        for user in self.outsiders:
                            if record.with_user(user).has_access("read"):
                                continue  # the system administrator, the companies
                            with self.subTest(user=user.login, field=str(field)):
                                self._assert_form_silent(user, field, record)

    def _assert_form_silent(self, user, field, record):
        value = record.id if field.type == "many2one" else [(4, record.id)]
        model = self._as(user, self.env[field.model_name])
        spec = {
            name: {"fields": {"display_name": {}}} if other.relational else {}
            for name, other in model._fields.items()
            if model._has_field_access(other, "read")
        }
        led = self.employee if user == self.user_hr else self.stranger
        told = {
            "employee_id": led.id,
            "date_planned": "2026-03-20 09:30:00",
            "state": "to_plan",
        }
        told = {key: val for key, val in told.items() if key in model._fields}
        for values in ({field.name: value}, {**told, field.name: value}):
            for changed in ([field.name], []):
                said = self._said(
                    lambda v=values, c=changed: model.onchange(dict(v), c, spec)
                )
                # What was typed is no secret.
                self._assert_silent(said.replace("2026-03-20 09:30:00", ""))

    def test_the_people_of_ones_own_company_are_chosen(self):
        """Also a superior of another company of the group."""
        self.manager.sudo().company_id = self.other_company
        for user, person in ((self.user_hr, self.employee), (self.user_n2, self.hr)):
            values = {"employee_id": self.employee.id, "interviewer_id": person.id}
            for interviewer in (person, self.manager):
                values["interviewer_id"] = interviewer.id
                mine = self._as(user, self.env["hr.entretien"])
                with self.subTest(login=user.login, interviewer=interviewer.name):
                    found = mine.onchange(
                        values, ["interviewer_id"], {"slot_warning": {}}
                    )
                    self.assertIn("value", found)
