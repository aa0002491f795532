"""Templates are filled in with the server's rights: for who may read, no one else."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessMail(CloseCase):
    """Every user may open a composer or a preview, and name any record in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref(
            "hr_entretien_professionnel.mail_template_entretien_invitation"
        )
        cls.message = cls.env["hr.entretien.message"]._queue(
            cls.entretien, "invitation"
        )
        cls.of_interview = cls.env["mail.template"].create(
            {
                "name": "About the interview",
                "model_id": cls.env["ir.model"]._get_id("hr.entretien"),
                "subject": "{{ object.display_name }}",
            }
        )
        cls.others = cls.user_colleague | cls.user_other_manager | cls.user_system

    def _composer(self, user):
        return self._as(user, self.env["mail.compose.message"]).create(
            {
                "model": "hr.entretien.message",
                "res_ids": str(self.message.ids),
                "composition_mode": "comment",
                "template_id": self.template.id,
            }
        )

    def _preview(self, user, record=None):
        """A template of ours on that record, the message by default."""
        record = self.message if record is None else record
        template = self.template if record == self.message else self.of_interview
        seen = self._as(user, self.env["mail.template.preview"]).create(
            {
                "mail_template_id": template.id,
                "resource_ref": f"{record._name},{record.id}",
            }
        )
        return f"{seen.subject} {seen.body_html}"

    def test_others_fill_in_no_composer(self):
        for user in self.others:
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self.assertFalse(self._composer(user).body)

    def test_others_preview_nothing(self):
        for user in self.others:
            with self.subTest(login=user.login):
                self.assertNotIn(self.employee.name, self._preview(user))
                self.assertNotIn(
                    self.employee.name, self._preview(user, self.entretien)
                )

    def test_others_render_no_text_of_their_own(self):
        for user in self.others:
            mixin = self._as(user, self.env["mail.render.mixin"])
            for source, record in (
                ("{{ object._mail_employee() }}", self.message),
                ("{{ object.date_planned }}", self.entretien),
            ):
                with self.subTest(login=user.login, source=source):
                    with self.assertRaises(AccessError):
                        mixin._render_template(source, record._name, record.ids)

    def test_hr_does(self):
        self.assertIn(self.employee.name, self._composer(self.user_hr).body)
        self.assertIn(self.employee.name, self._preview(self.user_hr))

    def test_who_leads_it_does_on_the_interview(self):
        """The messages themselves are HR's."""
        for user in (self.user_hr, self.user_manager):
            with self.subTest(login=user.login):
                self.assertIn(self.employee.name, self._preview(user, self.entretien))
        self.assertNotIn(self.employee.name, self._preview(self.user_manager))
