"""Who lets somebody into HR does it under the eyes of its administrators."""

from odoo import Command
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestEnterHr(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hr_group = cls.env.ref("hr.group_hr_user")

    def _told(self, gesture):
        """Who is notified of what the system administrator does, and how."""
        Message = self.env["mail.message"].sudo()
        last = Message.search([], order="id desc", limit=1).id
        gesture(self._as(self.user_system, self.env["res.users"]))
        messages = Message.search(
            [("id", ">", last), ("subject", "like", "New HR access")]
        )
        return messages.filtered(
            lambda item: self.user_hr_manager.partner_id in item.notified_partner_ids
        )

    def test_every_way_in_is_told_to_the_hr_administrators(self):
        colleague, group = self.user_colleague, self.hr_group
        other = self.env["res.groups"].create({"name": "Others"})
        other.user_ids = self.user_n2
        ways = {
            "the user": lambda env: (
                env["res.users"]
                .browse(colleague.id)
                .write({"group_ids": [Command.link(group.id)]})
            ),
            "the group": lambda env: (
                env["res.groups"]
                .browse(group.id)
                .write({"user_ids": [Command.link(self.user_manager.id)]})
            ),
            "a group that implies it": lambda env: (
                env["res.groups"]
                .browse(other.id)
                .write({"implied_ids": [Command.link(group.id)]})
            ),
            "oneself, as an administrator of HR": lambda env: env.user.write(
                {"group_ids": [Command.link(self.env.ref("hr.group_hr_manager").id)]}
            ),
            "a new user": lambda env: env["res.users"].create(
                {
                    "name": "New",
                    "login": "entretien_new",
                    "group_ids": [Command.link(group.id)],
                }
            ),
        }
        names = ("Colleague", "Manager", "N2", "System", "New")
        for name, (way, gesture) in zip(names, ways.items(), strict=True):
            with self.subTest(way=way):
                message = self._told(lambda users, g=gesture: g(users.env))
                self.assertEqual(len(message), 1)
                self.assertIn(f"New HR access: {name}", message.subject)
                self.assertIn("System gave", message.body)

    def test_who_is_back_from_the_archives_too(self):
        self.user_hr.active = False
        message = self._told(
            lambda users: users.browse(self.user_hr.id).action_unarchive()
        )
        self.assertEqual(len(message), 1)

    def test_other_changes_tell_nobody(self):
        officer = self.user_hr
        for gesture in (
            lambda users: users.browse(officer.id).write({"name": "Another"}),
            lambda users: users.browse(officer.id).write(
                {
                    "group_ids": [
                        Command.link(self.env.ref("base.group_allow_export").id)
                    ]
                }
            ),
        ):
            self.assertFalse(self._told(gesture))

    def test_who_opens_the_door_is_not_told_of_it(self):
        self._as(self.user_hr_manager, self.user_colleague).sudo().write(
            {"group_ids": [Command.link(self.hr_group.id)]}
        )
        message = (
            self.env["mail.message"].sudo().search([("subject", "like", "Colleague")])
        )
        told = message.notified_partner_ids
        self.assertNotIn(self.user_hr_manager.partner_id, told)
