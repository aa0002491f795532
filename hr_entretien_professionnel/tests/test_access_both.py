"""HR of several companies is asked to see to those that are not their main one."""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHrOfBoth(EntretienCase):
    """``both`` is of HR; their main company is the first, the matters are the other's.

    ``user_other_hr`` works in the other alone. Whoever acts works in the first alone.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_both = cls._user("both", "hr.group_hr_manager")
        cls.user_both.company_ids |= cls.other_company
        cls.both = cls._person("both")
        cls.other_company.entretien_responsible_id = cls.user_both
        cls.person = cls._employee("Zorglub", company_id=cls.other_company.id)
        cls.entretien = cls._entretien(cls.person, motif="on_request")
        cls.today = cls._day("2026-03-02")

    def _here(self, record):
        """As a scheduled action finds it: no company is ticked."""
        self.env.flush_all()
        self.env.invalidate_all()
        return record.sudo().with_context(allowed_company_ids=[], lang=None)

    def _asked(self, topic, record=None):
        record = record or self.entretien
        activities = self.env["mail.activity"].sudo()
        about = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        found = activities.search([*about, ("entretien_topic", "=", topic)])
        self.assertTrue(all(found.mapped("automated")))
        return found.user_id

    def _ask_hr(self, topic):
        entretien = self._here(self.entretien)
        entretien.env["hr.entretien.sender"]._ask_hr(entretien, topic)

    def test_what_nobody_conducts(self):
        self._here(self.entretien)._schedule_to_plan(self.today)
        self.assertEqual(self._asked("to_plan"), self.user_both)
        here = self._here(self.env["hr.entretien.interviewer"])
        self.assertNotIn(self.entretien.id, here._to_ask_anew())

    def test_what_is_to_check(self):
        here = self._here(self.entretien)
        here._schedule_check(self.today, "_handed_over_note", to_hr=True)
        self.assertEqual(self._asked("_handed_over_note"), self.user_both)

    def test_messages_that_did_not_arrive(self):
        self._ask_hr("failed")
        self.assertEqual(self._asked("failed"), self.user_both)

    def test_what_the_night_could_not_do(self):
        here = self._here(self.entretien)
        night = here.env["hr.entretien.night"]
        step = next(item for item in night._night_steps() if item.model == here._name)
        for responsible in (self.user_both, self.env["res.users"]):
            self.other_company.entretien_responsible_id = responsible
            night._note_failure(step, here.id, UserError("No"), {})
            self.assertEqual(self._asked("night"), self.user_both)
            night._forget_failures({})
            self.assertFalse(self._asked("night"))

    def test_what_was_decided(self):
        held = self._entretien(
            self.person,
            state="held",
            date_held="2026-02-20",
            action_ids=[
                (
                    0,
                    0,
                    {
                        "name": "Enrol",
                        "owner_id": self.person.id,
                        "deadline": "2026-05-01",
                    },
                )
            ],
        )
        self._here(held.action_ids)._sync_activities(again=True)
        self.assertEqual(self._asked("follow_up", held), self.user_both)

    def test_they_may_conduct_it(self):
        here = self._here(self.entretien)
        self.assertIn(self.both, here.allowed_interviewer_ids)

    def test_who_may_not_open_it_is_not_asked(self):
        """The account left, works elsewhere, or is no longer of HR."""

        def leave():
            self.user_both.active = False

        def elsewhere():
            self.user_both.company_ids = self.company

        def no_hr():
            self.user_both.group_ids = self.env.ref("base.group_user")

        people = self.env["mail.activity"]
        for change in (leave, elsewhere, no_hr):
            with self.subTest(change=change.__name__), self.cr.savepoint():
                change()
                self.env.flush_all()
                asked = people._entretien_hr_user(self.other_company)
                self.assertNotEqual(asked, self.user_both)
                self._ask_hr("failed")
                activities = self.entretien.activity_ids
                self.assertNotIn(self.user_both, activities.user_id)

    def test_an_activity_is_known_by_its_code(self):
        """Whoever reads it may change its words, and another one of its kind is no
        answer."""
        here = self._here(self.entretien)
        here._schedule_to_plan(self.today)
        activity = here.activity_ids._entretien_about("to_plan")
        activity.write({"summary": "Autre chose", "note": "Autre chose"})
        mine = here.activity_schedule(
            "hr_entretien_professionnel.mail_activity_entretien_to_plan",
            user_id=self.user_both.id,
            automated=False,
        )
        self.assertEqual(here.activity_ids._entretien_about("to_plan"), activity)
        here._close_to_plan()
        self.assertFalse(activity.active)
        self.assertTrue(mine.active)
