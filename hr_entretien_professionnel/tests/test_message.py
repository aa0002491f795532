"""One message a day for each person at the most, written when it leaves."""

from contextlib import closing

from odoo.sql_db import db_connect
from odoo.tests import freeze_time, tagged

from .message_common import MessageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMessage(MessageCase):
    def test_leaves_at_once(self):
        message = self.queue._queue(self.entretien, "invitation")
        self.assertEqual(message.state, "waiting")
        (mail,) = self._run()
        self.assertEqual(
            mail["email_to"], ['"Employee" <employee@entretien.example.com>']
        )
        self.assertRecordValues(
            message, [{"state": "sent", "email": "employee@entretien.example.com"}]
        )
        self.assertFalse(message.mail_mail_id, "the mail goes once it left")
        self.assertEqual(message.mail_message_id.res_id, self.entretien.id)

    def test_says_what_it_is_and_to_whom_in_the_reader_s_language(self):
        message = self.queue._queue(self.entretien, "moved")
        english, french = (message.with_context(lang=x) for x in ("en_US", "fr_FR"))
        self.assertEqual(english.display_name, "New date – Employee")
        self.assertEqual(french.display_name, "Nouvelle date – Employee")

    def test_asking_twice_sends_once(self):
        for _each in range(2):
            self.queue._queue(self.entretien, "invitation")
        self.assertEqual(len(self._run()), 1)
        self.assertFalse(self._run())

    def test_several_that_wait_go_together(self):
        """The manager hears of two preparations in one mail, with a link for each."""
        other = self._planned(self.colleague)
        self.queue._queue(self.entretien | other, "prepared", self.manager)
        (mail,) = self._run()
        self.assertIn("(and 1 more)", mail["subject"])
        for entretien, name in ((self.entretien, "Employee"), (other, "Colleague")):
            self.assertIn(f"{name} has prepared the interview", mail["body"])
            self.assertIn(f"res_id={entretien.id}", mail["body"].replace("&amp;", "&"))

    def test_a_digest_stays_in_no_chatter(self):
        """Who reads one of the interviews may not read the other."""
        other = self._planned(self.colleague)
        messages = self.queue._queue(self.entretien | other, "prepared", self.manager)
        self._run()
        self.assertEqual(len(messages.mail_message_id), 1)
        self.assertFalse(messages.mail_message_id.model)

    def test_an_invitation_is_said_in_full_in_a_digest(self):
        self.queue._queue(self.entretien, "invitation")
        self.queue._queue(self._planned(self.colleague), "prepared", self.employee)
        (mail,) = self._run()
        self.assertIn("does not evaluate your work", mail["body"])
        self.assertIn("mon-cep.org", mail["body"])
        self.assertEqual(mail["body"].count("Hello"), 1)
        self.assertEqual(mail["body"].count("Prepare my interview"), 1)
        self.assertNotIn("Open my page", mail["body"])

    def test_the_second_of_a_day_waits_for_the_next_morning(self):
        self.queue._queue(self.entretien, "invitation")
        self.assertEqual(len(self._run()), 1)
        second = self.queue._queue(self.entretien, "interviewer")
        self.assertFalse(self._run())
        self.assertEqual(str(second.date_scheduled), "2026-03-03 07:00:00")
        with freeze_time("2026-03-03 06:59:00"):
            self.assertFalse(self._run())
        with freeze_time("2026-03-03 07:00:00"):
            self.assertEqual(len(self._run()), 1)
        self.assertEqual(second.state, "sent")

    def test_a_document_handed_over_waits_for_no_other_day(self):
        """Its proof is of that day; whatever else waits goes with it."""
        held = self._entretien(
            self.employee, state="closed", date_held="2026-03-01", with_bilan=True
        )
        held.sudo().bilan_id.date_frozen = "2026-03-02 09:00:00"
        for kind in ("copy", "bilan_copy"):
            with self.subTest(kind):
                self.queue._queue(self.entretien, "invitation")
                self._run()
                document = self.queue._queue(held, kind)
                self.assertEqual(len(self._run()), 1)
                self.assertEqual(document.state, "sent")
                self.assertEqual(document.date_sent.date(), self._day("2026-03-02"))
        self.queue._queue(self.entretien, "interviewer")
        self.assertFalse(self._run(), "what is no document waits")

    def test_never_two_a_day_whatever_is_asked(self):
        """Ten days, three things to say each day: ten mails, nothing forgotten."""
        sent = 0
        for day in range(2, 12):
            for hour in (8, 12, 19):
                with freeze_time(f"2026-03-{day:02} {hour:02}:00:00"):
                    other = self._planned(self._employee(f"Person {day} {hour}"))
                    self.queue._queue(other, "prepared", self.manager)
                    sent += len(self._run())
        with freeze_time("2026-03-12 08:00:00"):
            sent += len(self._run())
        self.assertEqual(sent, 11)
        messages = self.queue.search([("recipient_id", "=", self.manager.id)])
        self.assertEqual(len(messages), 30)
        self.assertEqual(set(messages.mapped("state")), {"sent"})

    def test_the_day_is_that_of_the_person(self):
        """22:30 in Paris is the next day in Nouméa: each has his own day."""
        self.user_employee.tz = "Pacific/Noumea"
        with freeze_time("2026-03-02 12:30:00"):
            self.queue._queue(self.entretien, "invitation")
            self.assertEqual(len(self._run()), 1)
        with freeze_time("2026-03-02 13:30:00"):
            self.queue._queue(self.entretien, "interviewer")
            self.assertEqual(len(self._run()), 1, "half past midnight there")

    def test_one_person_with_two_cards(self):
        """Employed by two companies with one account: one message all the same."""
        self.user_employee.company_ids += self.other_company
        twin = self._employee(
            "Employee", company_id=self.other_company.id, user_id=self.user_employee.id
        )
        self.queue._queue(self.entretien, "invitation")
        self.queue._queue(self._planned(twin), "invitation")
        self.assertEqual(len(self._run()), 1)

    def test_what_is_no_longer_true_never_leaves(self):
        messages = (
            self.queue._queue(self.entretien, "invitation")
            + self.queue._queue(self.entretien, "moved")
            + self.queue._queue(self.entretien, "prepared", self.manager)
        )
        self._as(self.user_hr, self.entretien).action_cancel("A mistake")
        (told,) = self._run()
        self.assertIn("will not take place", told["body"], "that is what is true")
        self.assertEqual(set(messages.mapped("state")), {"cancelled"})

    def test_nobody_is_asked_to_sign_what_he_signed(self):
        """He signed on the tablet before the mail left, or another day refused to."""
        held = self._entretien(
            self.employee, motif="on_request", state="held", date_held="2026-03-01"
        )
        as_manager = self._as(self.user_manager, held)
        as_manager.action_present()
        message = held.sudo().entretien_message_ids
        self.assertRecordValues(message, [{"kind": "to_sign", "state": "waiting"}])
        as_manager._sign("employee", "refused", "Employee", text="No", via="tablet")
        self.assertFalse(self._run())
        self.assertEqual(message.state, "cancelled")

    def test_nobody_is_asked_to_sign_what_he_signed_on_paper(self):
        held = self._entretien(
            self.employee, motif="on_request", state="held", date_held="2026-03-01"
        )
        self._as(self.user_manager, held).action_present()
        held._add_proof("scan")
        self.assertFalse(self._run())
        self.assertEqual(held.sudo().entretien_message_ids.state, "cancelled")

    def test_nobody_is_asked_to_sign_what_was_withdrawn(self):
        """He had got a mail that day; the document was taken back before the next."""
        held = self._entretien(
            self.employee, motif="on_request", state="held", date_held="2026-03-01"
        )
        as_manager = self._as(self.user_manager, held)
        as_manager.action_present()
        as_manager.action_void_signatures("A mistake in it")
        message = held.sudo().entretien_message_ids
        self.assertFalse(self._run())
        self.assertEqual(message.state, "cancelled")
        as_manager.action_present()
        self.assertEqual(len(self._run()), 1)

    def test_moved_twice_says_the_last_date_once(self):
        self.queue._queue(self.entretien, "moved")
        self.entretien.date_planned = "2026-04-08 12:00:00"
        self.queue._queue(self.entretien, "moved")
        self.entretien.date_planned = "2026-04-15 12:00:00"
        (mail,) = self._run()
        self.assertIn("15 April", mail["subject"])
        self.assertIn("14:00", mail["body"], "in Paris")

    def test_an_invitation_that_waits_says_the_new_date(self):
        invitation = self.queue._queue(self.entretien, "invitation")
        moved = self.queue._queue(self.entretien, "moved")
        (mail,) = self._run()
        self.assertIn("invitation", mail["subject"])
        self.assertEqual((invitation.state, moved.state), ("sent", "cancelled"))

    def test_nobody_is_not_the_employee(self):
        """No interviewer: the message to him goes to nobody."""
        nobody = self.env["hr.employee"]
        self.assertFalse(self.queue._queue(self.entretien, "prepared", nobody))

    def test_a_message_that_cannot_be_written_spoils_no_other(self):
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        template.unlink()
        broken = self.queue._queue(self.entretien, "invitation")
        self.queue._queue(self.stranger_entretien, "interviewer")
        with self.assertLogs("odoo.addons.hr_entretien_professionnel", "ERROR"):
            self.assertEqual(len(self._run()), 1)
        self.assertEqual(broken.state, "failed")
        self.assertIn("missing", broken.failure_reason)
        told = self.entretien.activity_ids.mapped("summary")
        self.assertIn("Message not delivered", told)

    def test_twice_at_once_sends_once(self):
        """Another worker is sending: nothing is added to what he does."""
        self.queue._queue(self.entretien, "invitation")
        with closing(db_connect(self.env.cr.dbname).cursor()) as other:
            lock = ["hr.entretien.message"]
            other.execute("SELECT pg_advisory_lock(hashtext(%s))", lock)
            self.assertFalse(self._run())
            other.execute("SELECT pg_advisory_unlock(hashtext(%s))", lock)
        self.assertEqual(len(self._run()), 1)

    def test_many_people_cost_no_search_each(self):
        """The searches are made for all; what is left is to write each mail."""
        people = [
            self._employee(f"Person {rank}", work_email=f"p{rank}@example.com")
            for rank in range(8)
        ]
        entretiens = self.env["hr.entretien"].union(*map(self._planned, people))
        self.queue._queue(entretiens, "invitation")
        groups = list(self.sender._ready().values())
        few, many = groups[:2], groups[2:]

        def cost(batch):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.sender._deliver(batch)
            self.env.flush_all()
            return (self.env.cr.sql_log_count - before) / len(batch)

        cost(few)
        self.assertLess(cost(many), 3)
