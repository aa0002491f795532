"""The link of an employee without an account opens his page, and nothing else."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestLink(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.stranger, date_planned="2026-04-01 08:00:00")
        cls.links = cls.env["hr.entretien.link"]

    def _open(self, token, entretien=None):
        entretien = entretien or self.entretien
        return self.links.with_user(self.env.ref("base.public_user"))._open(
            entretien.id, token
        )

    def _link(self):
        return self.entretien.link_ids[:1]

    def test_opens_its_interview_and_no_other(self):
        token = self.links._issue(self.entretien, "stranger@example.com")
        other = self._entretien(self.colleague)
        self.assertEqual(self._open(token), self._link())
        self.assertFalse(self._open(token, other))
        self.assertFalse(self._open("wrong"))
        self.assertFalse(self._open(None))

    def test_each_mail_has_its_own_link(self):
        first, second = (self.links._issue(self.entretien) for _each in range(2))
        self.assertNotEqual(first, second)
        self.assertTrue(self._open(first))
        self.assertTrue(self._open(second))

    def test_expires_after_the_days_of_the_company(self):
        self.company.entretien_link_days = 10
        token = self.links._issue(self.entretien)
        self.assertEqual(self._link().date_end, self._day("2026-03-12"))
        with freeze_time("2026-03-12 22:00:00"):
            self.assertTrue(self._open(token))
        with freeze_time("2026-03-13 00:01:00"):
            self.assertFalse(self._open(token))

    def test_says_when_it_was_last_used(self):
        token = self.links._issue(self.entretien)
        self.assertFalse(self._link().date_used)
        self._open(token)
        self.assertEqual(str(self._link().date_used), "2026-03-02 09:00:00")

    def test_hr_withdraws_it(self):
        token = self.links._issue(self.entretien)
        self._as(self.user_hr, self._link()).action_revoke()
        self.assertFalse(self._open(token))
        proof = self.entretien.proof_ids.filtered(lambda p: p.kind == "link_revoked")
        self.assertEqual(proof.user_id, self.user_hr)
        self._as(self.user_hr, self._link()).action_revoke()
        self.assertEqual(self.entretien.proof_ids.mapped("kind"), ["link_revoked"])

    def test_nobody_else_withdraws_it(self):
        self.links._issue(self.entretien)
        link = self._link()
        for user in (
            self.user_manager,
            self.user_other_manager,
            self.user_colleague,
            self.user_other_hr,
            self.user_system,
            self.user_portal,
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._as(user, link).action_revoke()
        self.assertFalse(link.revoked)

    def test_withdrawn_when_the_interview_is_cancelled(self):
        token = self.links._issue(self.entretien)
        self._as(self.user_hr, self.entretien).action_cancel("No longer needed")
        self.assertFalse(self._open(token))

    def test_withdrawn_when_the_employee_leaves(self):
        token = self.links._issue(self.entretien)
        self.stranger.active = False
        self.assertFalse(self._open(token))

    def test_wrong_links_shut_out_nobody(self):
        """A whole company sits behind one address: the right link always opens."""
        token = self.links._issue(self.entretien)
        for guess in range(50):
            self.assertFalse(self._open(f"wrong {guess}"))
        self.assertTrue(self._open(token))

    def test_the_same_work_whatever_is_wrong(self):
        """A wrong token, no token, another interview's: the same queries."""
        token = self.links._issue(self.entretien)
        other = self._entretien(self.colleague)
        cases = (("wrong", self.entretien), ("", other), (token, other))
        self._open("wrong")
        for wrong, entretien in cases:
            self.env.flush_all()
            with self.subTest(wrong), self.assertQueryCount(2):
                self._open(wrong, entretien)
                self.env.flush_all()
