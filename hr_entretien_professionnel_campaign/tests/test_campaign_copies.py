import io
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignCopies(CampaignCase, HttpCase):
    """HR takes all the copies delivered in one file, and nobody else does."""

    @classmethod
    @freeze_time("2026-03-02")
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._ready(employee_ids=(cls.employee + cls.colleague).ids)
        cls.campaign.action_launch()
        with cls._quiet_cron(cls):
            cls.env["hr.entretien.campaign"]._cron_campaigns()
        cls.entretien = cls._line(cls.campaign, cls.employee).entretien_id
        cls.url = f"/entretiens/campagnes/{cls.campaign.id}/copies"

    def _close(self):
        with freeze_time("2026-04-20"):
            entretien = self.entretien.sudo()
            entretien.action_mark_held()
            entretien.action_close()
        return entretien._frozen_file("final")

    def _archive(self):
        _name, target = self._as(self.user_hr, self.campaign)._copies_file()
        return zipfile.ZipFile(target)

    def _exported(self):
        """The exports that are logged from now on."""
        logged = []

        def after_export(people, kind, note=False):
            logged.append((kind, people, note))

        employees = self.env.registry["hr.employee"]
        self.patch(employees, "_entretien_after_export", after_export)
        return logged

    def test_before_any_copy_there_is_no_file(self):
        with self.assertRaisesRegex(UserError, "No copy"):
            self.campaign.action_copies()

    def test_the_documents_are_those_handed_over_byte_for_byte(self):
        document = self._close()
        action = self.campaign.action_copies()
        self.assertEqual(action["url"], self.url)
        archive = self._archive()
        [name] = archive.namelist()
        self.assertEqual(name, document.name)
        self.assertIn(f" - {self.employee.name} - {self.entretien.date_held}.", name)
        self.assertEqual(archive.read(name), document._bytes())

    def test_two_of_the_same_name_are_both_there(self):
        self.colleague.name = self.employee.name
        self._close()
        self.entretien = self._line(self.campaign, self.colleague).entretien_id
        self._close()
        first, second = sorted(self._archive().namelist())
        self.assertIn(" (2).", first)
        self.assertEqual(first.replace(" (2)", ""), second)

    def test_it_is_logged_with_the_people(self):
        self._close()
        logged = self._exported()
        self._archive()
        [(kind, people, note)] = logged
        self.assertEqual((kind, people.id), ("copies_export", self.employee.id))
        self.assertIn(self.campaign.name, note)

    def test_hr_downloads_it(self):
        document = self._close()
        self.user_hr.password = self.user_hr.login
        self.authenticate(self.user_hr.login, self.user_hr.login)
        answer = self.url_open(self.url)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        [name] = archive.namelist()
        self.assertEqual(archive.read(name), document._bytes())

    def test_nobody_else_gets_it(self):
        self._close()
        logged = self._exported()
        users = (
            self.user_manager,
            self.user_employee,
            self.user_system,
            self.user_portal,
            self.user_other_hr,
        )
        for user in users:
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                with self.assertRaises(AccessError):
                    self._as(user, self.campaign)._copies_file()
                user.password = user.login
                self.authenticate(user.login, user.login)
                self.assertEqual(self.url_open(self.url).status_code, 404)
        self.authenticate(None, None)
        answer = self.url_open(self.url, allow_redirects=False)
        self.assertNotEqual(answer.status_code, 200)
        self.assertFalse(logged)
