"""Nobody obtains a working link: what is stored opens nothing."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestLinkAccess(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.stranger, date_planned="2026-04-01 08:00:00")
        cls.token = cls.env["hr.entretien.link"]._issue(
            cls.entretien, "stranger@example.com"
        )
        cls.link = cls.entretien.link_ids

    def test_hr_lists_the_links_without_what_opens(self):
        self.user_hr.group_ids += self.env.ref("base.group_allow_export")
        link = self._as(self.user_hr, self.link)
        values = link.read()[0]
        self.assertEqual(values["email"], "stranger@example.com")
        self.assertNotIn("digest", values)
        self.assertNotIn("digest", link.fields_get())
        with self.assertRaises(AccessError):
            link.read(["digest"])
        with self.assertRaises(AccessError):
            link.export_data(["digest"])
        with self.assertRaises(AccessError):
            link.search([("digest", "like", "a%")])

    def test_hr_cannot_make_one(self):
        digest = self.link._digest("chosen by HR")
        values = {"entretien_id": self.entretien.id, "date_end": "2027-01-01"}
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.link).create({**values, "digest": digest})
        for vals in ({"digest": digest}, {"date_end": "2030-01-01"}, {"revoked": True}):
            with self.subTest(vals), self.assertRaises(AccessError):
                self._as(self.user_hr, self.link).write(vals)

    def test_others_do_not_even_list_them(self):
        for user in (
            self.user_other_manager,
            self.user_colleague,
            self.user_system,
            self.user_portal,
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self._as(user, self.link).read(["email"])
        self.assertFalse(self._as(self.user_other_hr, self.link).search([]))

    def test_nothing_stored_opens_the_page(self):
        """Even in the superuser's environment: no field holds the token."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT to_jsonb(link)::text FROM hr_entretien_link link WHERE id = %s",
            [self.link.id],
        )
        (stored,) = self.env.cr.fetchone()
        self.assertNotIn(self.token, stored)
        opened = self.link.sudo()._find(self.entretien.id, self.link.sudo().digest)
        self.assertFalse(opened, "the digest is not a token")
