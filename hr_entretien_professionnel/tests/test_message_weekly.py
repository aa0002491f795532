"""What who conducts interviews has to do: on Monday, and when HR reminds them."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .message_common import MessageCase

MONDAY = "2026-03-02 02:00:00"
AT_EIGHT = "2026-03-02 09:00:00"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestMessageWeekly(MessageCase):
    """``manager`` has one to plan that is late, one this week, one to hand over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Planned for April: later than what is said.
        (cls.entretien | cls.stranger_entretien).interviewer_id = cls.n2
        cls.late = cls._entretien(
            cls.employee,
            motif="on_request",
            date_due="2023-06-01",
            date_limit="2023-08-31",
            interviewer_id=cls.manager.id,
        )
        cls.soon = cls._planned(cls.colleague, "2026-03-05 08:00:00")
        cls.held = cls._entretien(
            cls.colleague,
            state="held",
            motif="on_request",
            date_held="2026-02-16",
            interviewer_id=cls.manager.id,
        )

    def setUp(self):
        super().setUp()
        self._nothing_waits()

    def _nothing_waits(self):
        """That somebody else conducts it is said to people: not what is tested."""
        waiting = [("state", "=", "waiting"), ("kind", "!=", "weekly")]
        self.queue.search(waiting).state = "cancelled"

    def _night(self, when=MONDAY):
        """The messages that a night adds."""
        before = self.queue.search([("kind", "=", "weekly")])
        night = self.env["hr.entretien.night"]
        (step,) = (
            step for step in night._night_steps() if "weekly" in step.work.__name__
        )
        with freeze_time(when), self._quiet_cron():
            night._reconcile(step, self._today(), {})
        self.env.flush_all()
        return self.queue.search([("kind", "=", "weekly")]) - before

    def _mail(self, when=AT_EIGHT):
        with freeze_time(when):
            return self._run()

    def _remind(self, user=None, companies=None):
        entretiens = self._as(user or self.user_hr, self.env["hr.entretien"])
        if companies:
            entretiens = entretiens.with_context(allowed_company_ids=companies.ids)
        action = entretiens.action_remind_managers()
        self.env.flush_all()
        self.env.invalidate_all()
        return action["params"]["message"]

    # -- what it says ------------------------------------------------------------------

    def test_an_invitation_on_its_way_is_not_asked_for(self):
        """As the morning list: nobody has anything to do but to wait."""
        work = self.env["hr.entretien.work"].with_context(lang="en_US")
        said = " ".join(work._planned_text(self.soon, self.manager))
        self.assertIn("not invited yet", said)
        self.env["hr.entretien.message"]._queue(self.soon, "invitation")
        self.env.invalidate_all()
        said = " ".join(work._planned_text(self.soon, self.manager))
        self.assertNotIn("not invited yet", said)

    def test_says_what_to_plan_to_hold_and_to_hand_over(self):
        message = self._night()
        self.assertEqual(message.recipient_id, self.manager)
        self.assertFalse(self._mail(MONDAY), "not before the morning")
        (mail,) = self._mail()
        self.assertEqual(
            mail["subject"],
            "Interviews: 1 to plan (1 late) · 1 to hold · 1 to hand over",
        )
        text = mail["body_alternative"]
        for said in (
            "To plan\n\n- Employee – deadline passed on",
            "deadline passed on 08/31/2023 – 2 years and 6 months late : http",
            "To hold\n\n- Colleague – Thursday",
            "Thursday 5 March 2026 – 09:00 – not invited yet",
            "Copy to hand over\n\n- Colleague – held",
            "held on 02/16/2026 – to be signed",
            f"res_id={self.late.id}",
            "/odoo/entretiens-a-conduire",
        ):
            with self.subTest(said):
                self.assertIn(said, text)
        for hidden in ("Stranger", "L.6315", "Odoo", "Image"):
            self.assertNotIn(hidden, text)
        self.assertEqual(message.state, "sent")
        self.assertFalse(message.is_own, "the private address is not for that")
        self.assertFalse(message.mail_message_id.body, "their people are kept nowhere")

    def test_who_is_not_available_needs_another_date(self):
        self.soon.sudo()._add_proof("unavailable")
        self._night()
        (mail,) = self._mail()
        said = "09:00 – the employee is not available: another date is needed"
        self.assertIn(said, mail["body_alternative"])

    def test_a_due_date_behind_is_not_to_be_kept(self):
        """The deadline is still ahead: nobody is asked to be in time for the past."""
        self.late.sudo().write({"date_due": "2026-02-20", "date_limit": "2026-08-31"})
        self._night()
        (mail,) = self._mail()
        text = mail["body_alternative"]
        self.assertIn(
            "Employee – due date passed on 02/20/2026 – deadline in 5 months", text
        )
        self.assertNotIn("to be held by", text)

    def test_an_interview_of_one_s_own_is_not_theirs_to_conduct(self):
        own = self._entretien(self.manager, motif="on_request")
        self.assertEqual(own.interviewer_id, self.n2)
        work = self.env["hr.entretien.work"]._of(self.manager | self.n2)
        self.assertEqual(work[self.manager], self.late | self.soon | self.held)

    def test_goes_with_what_else_waits(self):
        self._night()
        self.queue._queue(self.soon, "prepared", self.manager)
        (mail,) = self._mail()
        self.assertIn("(and 1 more)", mail["subject"])
        self.assertIn("2 years and 6 months late", mail["body"])

    def test_their_people_are_kept_nowhere_whatever_was_asked_for_first(self):
        self.queue._queue(self.soon, "prepared", self.manager)
        message = self._night()
        (mail,) = self._mail()
        self.assertIn("2 years and 6 months late", mail["body"])
        self.assertFalse(message.mail_message_id.body)

    # -- when --------------------------------------------------------------------------

    def test_on_monday_alone_and_once(self):
        self.assertFalse(self._night("2026-03-01 02:00:00"))
        self.assertTrue(self._night())
        self.assertFalse(self._night())
        self.assertFalse(self._night("2026-03-03 02:00:00"))
        self.assertTrue(self._night("2026-03-09 02:00:00"))

    def test_on_tuesday_when_monday_is_a_public_holiday(self):
        self.assertFalse(self._night("2026-04-06 02:00:00"))
        self.assertTrue(self._night("2026-04-07 02:00:00"))

    def test_nothing_to_do_no_mail(self):
        self.late.interviewer_id = self.soon.interviewer_id = self.n2
        self.held.sudo().state = "closed"
        self.assertNotIn(self.manager, self._night().recipient_id)

    def test_done_before_it_leaves(self):
        message = self._night()
        self.late.interviewer_id = self.soon.interviewer_id = self.n2
        self.held.sudo().state = "closed"
        self._nothing_waits()
        self.assertFalse(self._mail())
        self.assertEqual(message.state, "cancelled")

    def test_the_company_wants_none(self):
        self.company.sudo().entretien_manager_weekly = False
        self.assertFalse(self._night())
        self.assertIn("1.", self._remind(), "HR may still remind them")

    def test_one_company_of_the_manager_wants_none(self):
        """Theirs of that company are said when HR asks, never on Monday."""
        self.other_company.sudo().entretien_manager_weekly = False
        person = self._employee("Fondeur", company_id=self.other_company.id)
        self._planned(
            person,
            "2026-03-05 08:00:00",
            company_id=self.other_company.id,
            interviewer_id=self.manager.id,
        )
        self._nothing_waits()
        self._night()
        (mail,) = self._mail()
        self.assertIn("2 years and 6 months late", mail["body"])
        self.assertNotIn("Fondeur", mail["body"])
        with freeze_time("2026-03-04 10:00:00"):
            self._remind()
            (mail,) = self._run()
        self.assertIn("Fondeur", mail["body"])

    def test_who_left_gets_none(self):
        self.manager.active = False
        self.assertNotIn(self.manager, self._night().recipient_id)

    def test_costs_no_query_each(self):
        people = [self._employee(f"Person {rank}") for rank in range(12)]
        for rank, person in enumerate(people):
            self._planned(
                person,
                "2026-03-05 08:00:00",
                interviewer_id=self.n2.id if rank % 2 else self.manager.id,
            )
        work = self.env["hr.entretien.work"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.assertEqual(len(work._to_send_weekly(self._today())), 2)
        self.env.invalidate_all()
        message = self.queue._queue_weekly(self.n2, self._today())
        self.env.flush_all()
        with self.assertQueryCount(45):
            message._speaking()._mail_work()
        messages = message | self.queue._queue_weekly(self.manager, self._today())
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            for one in messages:
                self.assertGreater(len(one.work_ids), 5, "read once for all")

    def _today(self):
        return fields.Date.context_today(self.queue)

    # -- HR reminds --------------------------------------------------------------------

    def test_hr_reminds_at_once_and_once_a_day(self):
        self.assertEqual(self._remind(), "Managers reminded: 1.")
        said = "Already reminded today: 1. Not again before tomorrow."
        self.assertEqual(self._remind(), said)
        with freeze_time("2026-03-04 10:00:00"):
            self.assertEqual(self._remind(), "Managers reminded: 1.")
            self.assertEqual(len(self._run()), 1)

    def _asked(self, user=None):
        entretiens = self._as(user or self.user_hr, self.env["hr.entretien"])
        return entretiens.action_ask_remind()

    def test_hr_reads_whom_it_writes_to_before_anything_is_sent(self):
        day = "2026-03-06 08:00:00"
        values = {"motif": "on_request", "interviewer_id": self.n2.id}
        self._planned(self.colleague, day, **values)
        self._nothing_waits()
        self.n2.work_email = self.n2.user_id.email = False
        self.assertEqual(
            self._asked(),
            {
                "count": 1,
                "text": "Recipients: 1 (Manager). Each receives by e-mail what they "
                "have left to plan, to conduct and to hand over.\n"
                f"No e-mail address: {self.n2.name}.\n"
                "Nothing of the kind has left so far.",
            },
        )
        self.assertFalse(self.queue.search([("kind", "=", "weekly")]), "it only asks")
        with freeze_time("2026-03-04 10:00:00"):
            self._remind()
            waiting = self._asked()["text"]
            self._run()
        self.assertIn("Already reminded today: 2.", waiting)
        self.assertNotIn("Nothing of the kind", waiting)
        with freeze_time("2026-03-04 16:00:00"):
            asked = self._asked()
        self.assertFalse(asked["count"])
        self.assertIn("Already reminded today: 2.", asked["text"])
        with freeze_time("2026-03-05 10:00:00"):
            asked = self._asked()
        self.assertEqual(asked["count"], 1)
        self.assertRegex(asked["text"], r"Last sent on 0?3/0?4/\S+ .*; recipients: 1\.")

    def test_nothing_to_remind_of_is_said_and_offers_no_sending(self):
        asked = self._asked(self.user_other_hr)
        self.assertFalse(asked["count"])
        self.assertIn("No manager has anything left to do.", asked["text"])

    def test_leaves_although_another_left_that_day(self):
        with freeze_time("2026-03-04 09:00:00"):
            self.queue._queue(self.soon, "prepared", self.manager)
            self.assertEqual(len(self._run()), 1)
            self._remind()
            self.assertEqual(len(self._run()), 1)

    def test_hr_reads_whom_no_mail_reaches(self):
        self.manager.work_email = self.user_manager.email = False
        self.assertEqual(self._remind(), "No e-mail address: Manager.")
        message = self.queue.search([("kind", "=", "weekly")])
        self.assertEqual(message.state, "no_address")
        with self.assertRaises(AccessError):
            self._as(self.user_manager, message).action_resend()

    def test_nobody_has_anything_to_do(self):
        said = self._remind(self.user_other_hr)
        self.assertEqual(said, "No manager has anything left to do.")

    def test_only_the_companies_ticked(self):
        person = self._employee("Fondeur", company_id=self.other_company.id)
        conductor = self.other_hr
        self._planned(
            person,
            "2026-03-05 08:00:00",
            company_id=self.other_company.id,
            interviewer_id=conductor.id,
        )
        self.user_hr.company_ids |= self.other_company
        self._remind(companies=self.company)
        messages = self.queue.search([("kind", "=", "weekly")])
        self.assertEqual(messages.recipient_id, self.manager)
        self._remind(companies=self.company | self.other_company)
        messages = self.queue.search([("kind", "=", "weekly")])
        self.assertEqual(messages.recipient_id, self.manager | conductor)
        bodies = {str(mail["email_to"]): mail["body"] for mail in self._mail()}
        self.assertEqual(len(bodies), 2)
        for address, body in bodies.items():
            self.assertEqual("Fondeur" in body, "other_hr" in address)

    def test_hr_alone_may_remind(self):
        for user in (
            self.user_manager,
            self.user_employee,
            self.user_portal,
            self.user_system,
        ):
            for act in (self._remind, self._asked):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    act(user)
        self.assertFalse(self.queue.search([("kind", "=", "weekly")]))
