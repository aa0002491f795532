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
        cls.others = cls.user_colleague | cls.user_other_manager | cls.user_system

    def _composer(self, user):
        return self._as(user, self.env["mail.compose.message"]).create(
            {
                "model": "hr.entretien",
                "res_ids": str(self.entretien.ids),
                "composition_mode": "comment",
                "template_id": self.template.id,
            }
        )

    def _preview(self, user):
        seen = self._as(user, self.env["mail.template.preview"]).create(
            {
                "mail_template_id": self.template.id,
                "resource_ref": f"hr.entretien,{self.entretien.id}",
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

    def test_others_render_no_text_of_their_own(self):
        for user in self.others:
            mixin = self._as(user, self.env["mail.render.mixin"])
            for source in (
                "{{ object._mail_employee() }}",
                "{{ object.date_planned }}",
            ):
                with self.subTest(login=user.login, source=source):
                    with self.assertRaises(AccessError):
                        mixin._render_template(
                            source, "hr.entretien", self.entretien.ids
                        )

    def test_who_leads_it_does(self):
        for user in (self.user_hr, self.user_manager):
            with self.subTest(login=user.login):
                self.assertIn(self.employee.name, self._composer(user).body)
                self.assertIn(self.employee.name, self._preview(user))
