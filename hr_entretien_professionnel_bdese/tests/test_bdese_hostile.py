"""Whatever is sent to the sheet, the answer is a clear error."""

from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase
from odoo.addons.hr_entretien_professionnel.tests.hostile_common import HostileCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestBdeseHostile(HostileCase):
    def test_the_window(self):
        self._try_window("hr.entretien.bdese", {"company_id": self.company.id})


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestBdeseHostileAddress(EntretienCase, HttpCase):
    def test_the_address(self):
        self.user_hr.password = self.user_hr.login
        self.authenticate(self.user_hr.login, self.user_hr.login)
        with mute_logger("odoo.http"):
            answer = self.url_open(f"/hr_entretien_professionnel_bdese/{2**62}/xlsx")
        self.assertLess(answer.status_code, 500)
