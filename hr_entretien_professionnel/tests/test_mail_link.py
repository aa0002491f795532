"""The token of a link is in the mail that leaves, and nowhere else."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .message_common import TOKEN, MessageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestMailLink(MessageCase):
    def _sent(self):
        message = self.queue._queue(self.stranger_entretien, "invitation")
        (mail,) = self._run()
        return message, mail

    def _opens(self, token):
        return bool(
            self.env["hr.entretien.link"]._find(self.stranger_entretien.id, token)
        )

    def test_the_mail_opens_the_page(self):
        _message, mail = self._sent()
        self.assertTrue(self._opens(self._token(mail)))
        self.assertIn(self._token(mail), mail["body_alternative"])
        link = self.stranger_entretien.link_ids
        self.assertEqual(link.email, "stranger@example.com")
        self.assertEqual(link.date_end, self._day("2026-05-31"))

    def test_who_has_an_account_logs_in(self):
        self.queue._queue(self.entretien, "invitation")
        (mail,) = self._run()
        self.assertIn(f'/mon-entretien/{self.entretien.id}"', mail["body"])
        self.assertFalse(self.entretien.link_ids)

    def test_the_interviewer_never_gets_the_employee_s_link(self):
        self.queue._queue(self.stranger_entretien, "prepared", self.other_manager)
        (mail,) = self._run()
        self.assertNotIn("/mon-entretien/", mail["body"])
        self.assertFalse(self.stranger_entretien.link_ids)

    def test_nothing_that_is_stored_opens_the_page(self):
        """Whatever table it might have slipped into, chatter and mails first."""
        message, mail = self._sent()
        token = self._token(mail)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN "
            "('text', 'character varying', 'jsonb') AND table_name ~ '^(mail|hr|ir)_' "
            "GROUP BY table_name"
        )
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s',
                [f"%{token}%"],
            )
            self.assertFalse(self.env.cr.fetchone()[0], table)
        self.assertIn("#lien-personnel", message.mail_message_id.body)
        self.assertNotIn("access_token", message.mail_message_id.body)

    def test_hr_and_the_manager_read_the_mail_without_the_token(self):
        self._sent()
        for user in (self.user_hr, self.user_other_manager):
            messages = self._as(user, self.stranger_entretien).message_ids
            bodies = "".join(messages.mapped("body"))
            self.assertIn("#lien-personnel", bodies)
            self.assertFalse(TOKEN.search(bodies))

    def test_the_system_administrator_does_not_read_the_mail(self):
        message, _mail = self._sent()
        with self.assertRaises(AccessError):
            self._as(self.user_system, message.mail_message_id).read(["body"])

    def test_a_mail_turned_to_somebody_else_has_no_token(self):
        """The system administrator writes no mail of ours; other code that does, a
        server action of his for instance, gets nothing that opens."""
        changes = (
            {"email_to": "system@example.com"},
            {"email_to": "stranger@example.com, system@example.com"},
            {"email_cc": "system@example.com"},
            {"headers": "{'Bcc': 'system@example.com'}"},
            {"recipient_ids": [(4, self.user_system.partner_id.id)]},
        )
        for rank, vals in enumerate(changes):
            with self.subTest(vals), freeze_time(f"2026-03-{rank + 3:02} 09:00:00"):
                self.queue._queue(self.stranger_entretien, "invitation")
                with self._box():
                    groups = self.sender._ready().values()
                    mail = self.sender._deliver(list(groups))
                    with self.assertRaises(AccessError):
                        mail.with_user(self.user_system).write(vals)
                    mail.sudo().write(vals)
                    mail.sudo().send()
                for sent in self._mails:
                    self.assertFalse(self._token(sent))
                self.assertFalse(self.stranger_entretien.link_ids)

    def test_a_mail_made_up_with_the_placeholder_has_no_token(self):
        address = f"/mon-entretien/{self.stranger_entretien.id}#lien-personnel"
        mail = (
            self.env["mail.mail"]
            .with_user(self.user_system)
            .create(
                {
                    "email_to": "system@example.com",
                    "body_html": f'<a href="https://example.com{address}">Mine</a>',
                }
            )
        )
        with self._box():
            mail.send()
        self.assertFalse(self._token(self._mails[0]))

    def test_what_already_left_is_not_sent_anew_with_a_token(self):
        message, _mail = self._sent()
        copy = self.env["mail.mail"].create(
            {
                "mail_message_id": message.mail_message_id.id,
                "body_html": message.mail_message_id.body,
                "email_to": "stranger@example.com",
            }
        )
        message.mail_mail_id = copy
        with self._box():
            copy.send()
        self.assertFalse(self._token(self._mails[0]))

    def test_only_hr_changes_what_the_mails_say(self):
        """Written in sudo: a template could say what its author cannot read."""
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        self._manages_all(self.user_hr)
        self._as(self.user_hr, template).subject = "Come on {{ object._mail_day() }}"
        for user in (self.user_manager, self.user_system):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._as(user, template).subject = "{{ object.sudo().hr_note }}"

    def test_no_code_comes_in_by_a_template(self):
        """HR, template editor or not, would have a token written into the chatter."""
        template = self.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        self._manages_all(self.user_hr)
        self.user_hr.group_ids += self.env.ref("mail.group_mail_template_editor")
        codes = (
            {"subject": "{{ object.sudo().hr_note }}"},
            {"body_html": "<p t-out=\"env['hr.entretien.link']._issue(object)\"/>"},
            {"body_html": '<t t-set="link" t-value="object"/><p t-out="link"/>'},
            {"email_from": "{{ object.employee_id.private_email }}"},
            {"body_html": '<a t-attf-href="/{{ object.hr_note }}">Here</a>'},
        )
        for vals in codes:
            with self.subTest(vals), self.assertRaises(AccessError):
                self._as(self.user_hr, template).write(vals)
        body = '<p>Come on <b t-out="object._mail_day()"/></p>'
        self._as(self.user_hr, template).body_html = body

    def test_the_templates_delivered_are_filled_in_as_they_may(self):
        templates = self.env["mail.template"].search(
            [("model", "in", ("hr.entretien", "hr.entretien.message"))]
        )
        self.assertEqual(len(templates), 17)
        templates._check_known_expressions()
