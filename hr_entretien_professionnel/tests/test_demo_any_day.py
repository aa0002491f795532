from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .demo_common import DemoCase


@tagged("post_install", "-at_install")
class TestDemoOnAnyDay(DemoCase):
    """The demo is never stale: it tells the same story whatever the day."""

    def check_on(self, day):
        with freeze_time(datetime.fromisoformat(day) + timedelta(hours=9)):
            self.load_demo()
            self.check_every_status()
            self.check_slots()
            self.check_interview_days()

    def test_on_a_sunday(self):
        self.check_on("2027-05-16")

    def test_on_the_last_day_of_the_year(self):
        self.check_on("2026-12-31")

    def test_on_a_29_february(self):
        self.check_on("2028-02-29")
