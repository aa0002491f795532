"""The chatter and the activities of a held interview are the leaders' own."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from .close_common import CloseCase
from .thread_common import FollowersMixin


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestThread(CloseCase, FollowersMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.note = cls._as(cls.user_hr, cls.entretien).message_post(
            body="He will not be promoted",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        cls.sent = cls._as(cls.user_hr, cls.entretien).message_post(
            body="Please read and sign",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=cls.user_employee.partner_id.ids,
        )

    def _fetched(self, user):
        """What the chatter shows this user when he opens the interview."""
        user.password = user.login
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        answer = self.make_jsonrpc_request(
            "/mail/thread/messages",
            {"thread_model": "hr.entretien", "thread_id": self.entretien.id},
        )
        return answer["messages"]

    def test_employee_reads_what_was_sent_to_him_alone(self):
        messages = self._fetched(self.user_employee)
        self.assertIn(self.sent.id, messages)
        self.assertNotIn(self.note.id, messages)
        mine = self._as(self.user_employee, self.note)
        with self.assertRaises(AccessError):
            mine.read(["body"])
        domain = [("model", "=", "hr.entretien"), ("body", "ilike", "promoted")]
        self.assertFalse(mine.search(domain))
        self.assertEqual(mine.search_count(domain), 0)
        interview = self._as(self.user_employee, self.entretien)
        self.assertNotIn(self.note, interview.message_ids)

    def test_who_follows_alone_posts_nothing(self):
        """Odoo lets whoever reads follow, and whoever follows post."""
        past = self._held(self.employee, "2022-02-28")
        self._as(self.user_employee, past).message_subscribe(
            self.user_employee.partner_id.ids
        )
        self.env["mail.followers"].sudo().create(
            {
                "res_model": "hr.entretien",
                "res_id": past.id,
                "partner_id": self.user_system.partner_id.id,
            }
        )
        before = len(past.message_ids)
        for user in (self.user_employee, self.user_system, self.user_colleague):
            mine = self._as(user, past)
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                mine.message_post(body="Forged", message_type="comment")
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.env["mail.message"]).create(
                    {
                        "model": "hr.entretien",
                        "res_id": past.id,
                        "body": "Forged",
                        "message_type": "comment",
                    }
                )
        self.env.invalidate_all()
        self.assertEqual(len(past.message_ids), before)

    def test_who_was_written_to_answers(self):
        """As by a reply to the mail; and nobody else takes that way."""
        values = {
            "model": "hr.entretien",
            "res_id": self.entretien.id,
            "parent_id": self.sent.id,
            "body": "I have signed",
            "message_type": "comment",
            "subtype_id": self.env.ref("mail.mt_comment").id,
        }
        messages = self.env["mail.message"]
        self.assertTrue(self._as(self.user_employee, messages).create(values))
        for user in (self.user_colleague, self.user_system):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, messages).create(values)

    def test_leaders_read_everything(self):
        for user in (self.user_manager, self.user_hr):
            with self.subTest(login=user.login):
                messages = self._fetched(user)
                self.assertIn(self.sent.id, messages)
                self.assertIn(self.note.id, messages)

    def test_who_follows_is_shown_to_the_leaders(self):
        """As the chatter shows it, and to send a message to the right people."""
        followers = self.user_hr_manager | self.user_n2
        self.entretien.message_subscribe(followers.partner_id.ids)
        for user in (self.user_hr, self.user_hr_manager, self.user_manager):
            with self.subTest(login=user.login):
                mine = self._as(user, self.entretien)
                self.assertLessEqual(followers.partner_id, mine.message_partner_ids)
                self.assertLessEqual(
                    followers.partner_id, mine.message_follower_ids.partner_id
                )
                user.password = user.login
                self.env.flush_all()
                self.authenticate(user.login, user.login)
                data = self.make_jsonrpc_request(
                    "/mail/data",
                    {
                        "fetch_params": [
                            [
                                "mail.thread",
                                {
                                    "thread_model": "hr.entretien",
                                    "thread_id": self.entretien.id,
                                    "request_list": ["followers"],
                                },
                            ]
                        ]
                    },
                )
                (thread,) = data["mail.thread"]
                self.assertGreaterEqual(thread["followersCount"], 2)
        self.entretien.message_subscribe(self.user_employee.partner_id.ids)
        mine = self._as(self.user_employee, self.entretien)
        self.assertLessEqual(mine.message_partner_ids, self.user_employee.partner_id)

    def test_activities_of_the_leaders_are_not_his_to_read(self):
        activity = self._as(self.user_hr, self.entretien).activity_schedule(
            "mail.mail_activity_data_todo",
            note="See his salary",
            user_id=self.user_hr.id,
        )
        with self.assertRaises(AccessError):
            self._as(self.user_employee, activity).read(["note"])
        self.assertTrue(self._as(self.user_manager, activity).note)
        mine = self._as(self.user_employee, activity)
        self.assertFalse(mine.search([("res_model", "=", "hr.entretien")]))
        theirs = self._as(self.user_hr, activity)
        self.assertTrue(theirs.search([("id", "=", activity.id)]))

    def test_employee_keeps_the_activities_given_to_him(self):
        activity = self._as(self.user_hr, self.entretien).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_employee.id
        )
        mine = self._as(self.user_employee, activity)
        self.assertEqual(mine.search([("id", "=", activity.id)]), activity)

    def test_no_domain_tells_what_the_leaders_wrote(self):
        """A domain answers yes or no: asked often enough, it spells the note."""
        interview = self._as(self.user_hr, self.entretien)
        note = interview.message_post(body="x", attachments=[("a.txt", b"x")])
        note.sudo().attachment_ids.index_content = "dismissal"
        interview.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="His salary",
            note="See his salary",
            user_id=self.user_hr.id,
        )
        asked = (
            ("message_ids.body", "ilike", "promoted"),
            ("website_message_ids.body", "ilike", "promoted"),
            ("message_ids.attachment_ids.index_content", "ilike", "dismissal"),
            ("activity_ids.note", "ilike", "salary"),
            ("activity_ids.summary", "ilike", "salary"),
            ("activity_summary", "ilike", "salary"),
            ("activity_type_id", "!=", False),
            ("activity_type_icon", "!=", False),
            ("activity_user_id", "=", self.user_hr.id),
            ("activity_date_deadline", "!=", False),
            ("activity_ids", "!=", False),
            ("message_ids", "in", self.note.ids),
            ("activity_state", "=", "today"),
            ("activity_state", "!=", "planned"),
        )
        paths = {"hr.entretien": "", "hr.entretien.besoin": "entretien_id."}
        paths["hr.entretien.action"] = paths["hr.entretien.souhait"] = "entretien_id."
        for model, path in paths.items():
            for field, operator, value in asked:
                domain = [(path + field, operator, value)]
                with self.subTest(model=model, domain=domain):
                    self.assertTrue(self._asks(self.user_hr, model, domain))
                    self.assertTrue(self._asks(self.user_manager, model, domain))
                    self.assertFalse(self._asks(self.user_employee, model, domain))
        mine = self._as(self.user_employee, self.entretien)
        for name in ("activity_summary", "activity_type_id", "activity_type_icon"):
            with self.subTest(read=name):
                self.assertFalse(mine.read([name])[0][name])
        states = mine._read_group([], ["activity_state"], ["__count"])
        self.assertNotIn("today", dict(states))

    def test_following_brings_the_notes_to_the_leaders_alone(self):
        self._check_followers(self.entretien)

    def _asks(self, user, model, domain):
        """How many of the rows that hang on the interview the domain finds."""
        return self._as(user, self.env[model]).search_count(domain)

    def test_every_chatter_of_the_suite_is_its_writers_own(self):
        threads = [
            model
            for name, model in self.env.registry.items()
            if name.startswith("hr.entretien") and "message_ids" in model._fields
        ]
        self.assertGreater(len(threads), 1)
        self.assertIn(self.env.registry["hr.entretien"], threads)
        for model in threads:
            with self.subTest(model=model._name):
                mixin = self.env.registry["hr.entretien.thread.mixin"]
                self.assertTrue(issubclass(model, mixin))
