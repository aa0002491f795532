"""What was told at the hire is HR's of the company, to read, to write and to print."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .hire_common import LETTER, HireCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHireAccess(HireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = (
            cls.env["hr.entretien.hire.notice"]
            ._add_proof(cls.employee, "told_letter", "2026-02-02", "Hand to hand")
            .with_env(cls.env)
        )

    def _strangers(self):
        """Nobody of these is HR of the company; the employee is among them."""
        return (
            self.user_manager,
            self.user_n2,
            self.user_employee,
            self.user_colleague,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        )

    def test_hr_reads_it(self):
        line = self._as(self.user_hr, self.line)
        self.assertEqual(line.read(["note"])[0]["note"], "Hand to hand")
        person = self._as(self.user_hr, self.employee)
        self.assertEqual(person.entretien_hire_proof_ids.ids, self.line.ids)
        self.assertEqual(person.entretien_told_date, self._day("2026-02-02"))

    def test_nobody_else_reads_the_line(self):
        for user in self._strangers():
            with self.subTest(user=user.login), mute_logger("odoo.addons.base"):
                with self.assertRaises(AccessError):
                    self._as(user, self.line).read(["note"])
                if user != self.user_portal:
                    lines = self._as(user, self.env["hr.entretien.proof"])
                    self.assertNotIn(self.line.id, lines.search([]).ids)

    def test_nobody_else_reads_it_on_the_card(self):
        names = (
            "entretien_told_date",
            "entretien_told_how",
            "entretien_not_told",
            "entretien_hire_proof_ids",
        )
        for user in self._strangers():
            for name in names:
                with self.subTest(user=user.login, name=name):
                    with self.assertRaises(AccessError):
                        self._as(user, self.employee).read([name])
            with self.subTest(user=user.login):
                self.assertFalse(self._found(user))

    def _found(self, user):
        """Who the filter finds for that user, of those that he may not read."""
        people = self._as(user, self.env["hr.employee"])
        try:
            found = people.search([("entretien_not_told", "=", True)])
        except (AccessError, ValueError):
            # For who is HR of no company there is no such field.
            return people
        return found.filtered(lambda person: person.id == self.hired.id)

    def test_nobody_else_opens_or_fills_the_window(self):
        for user in self._strangers():
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._window(self.employee, user, how="contract")
                with self.assertRaises(AccessError):
                    self._as(user, self.employee).action_tell_at_hire()
        self.assertEqual(self.employee.entretien_hire_proof_ids, self.line)

    def test_a_window_is_not_turned_to_an_employee_of_others(self):
        window = self._window(self.other_hr, self.user_other_hr)
        with self.assertRaises(AccessError):
            window.write({"employee_ids": [(6, 0, self.employee.ids)]})
        own = self._window(self.hired)
        with self.assertRaises(AccessError):
            self._as(self.user_hr_manager, own).action_apply()

    def test_nobody_else_prints_the_letter(self):
        reports = self.env["ir.actions.report"]
        content, _kind = self._as(self.user_hr, reports)._render_qweb_html(
            LETTER, self.employee.ids
        )
        self.assertIn("Employee", content.decode())
        for user in self._strangers():
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, reports)._render_qweb_html(LETTER, self.employee.ids)

    def test_a_line_is_not_written_over_rpc(self):
        values = {
            "employee_id": self.employee.id,
            "kind": "told_contract",
            "date": "2026-02-02",
        }
        for user in (self.user_hr, *self._strangers()):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, self.env["hr.entretien.proof"]).create(values)

    @mute_logger("odoo.sql_db")
    def test_a_piece_by_hand_is_about_an_interview(self):
        lines = self._as(self.user_hr, self.env["hr.entretien.proof"])
        with self.assertRaises(IntegrityError):
            lines.create({"employee_id": self.employee.id, "note": "x"})

    def test_nobody_else_reads_the_message_nor_its_mail(self):
        self._window(self.hired, how="mail").action_apply()
        self._run()
        message = self.queue.search([("kind", "=", "hire")])
        mail_message = message.mail_message_id
        self.assertTrue(mail_message)
        for user in self._strangers():
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._as(user, message).read(["email"])
                with self.assertRaises(AccessError):
                    self._as(user, mail_message).read(["body"])


@tagged("post_install", "-at_install")
class TestHireLetterAddress(HireCase, HttpCase):
    """The letter over HTTP: its address is easily guessed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.env["res.users"].search([("login", "like", "entretien_")]):
            user.password = user.login
        cls.hired.private_street = "5 rue Haute"
        cls.env.flush_all()
        report = cls.env.ref(LETTER).report_name
        cls.urls = [
            f"/report/{kind}/{report}/{cls.hired.id}" for kind in ("html", "pdf")
        ]

    def _ask(self, user, url):
        login = user and user.login
        self.authenticate(login, login)
        return self.url_open(url)

    def test_hr_prints_it(self):
        for url in self.urls:
            with self.subTest(url=url):
                answer = self._ask(self.user_hr, url)
                self.assertEqual(answer.status_code, 200)
                self.assertTrue(
                    "5 rue Haute" in answer.text or answer.content.startswith(b"%PDF-")
                )

    def test_nobody_else_does(self):
        people = (
            self.user_manager,
            self.user_employee,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
            None,
        )
        with mute_logger("odoo.http", "odoo.addons.web.controllers.report"):
            for user in people:
                for url in self.urls:
                    with self.subTest(user=user and user.login, url=url):
                        answer = self._ask(user, url)
                        shown = answer.status_code == 200
                        self.assertFalse(shown and "/web/login" not in answer.url)
                        self.assertNotIn("5 rue Haute", answer.text)
