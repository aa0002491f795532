"""A state that follows from today: shown, searched and grouped alike."""

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from .common import EntretienCase

FIRST = {"due": "2026-03-20", "limit": "2026-04-20"}
# The last day of each state and the first of the next one.
DAYS = {
    "2026-02-17": "on_time",
    "2026-02-18": "soon",
    "2026-04-20": "soon",
    "2026-04-21": "late",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestStateDomains(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._entretien(cls.employee)
        cls.entretien.write({"date_due": FIRST["due"], "date_limit": FIRST["limit"]})
        cls.without_limit = cls._entretien(cls.colleague, motif="on_request")
        cls.over = cls._held(cls.stranger, "2026-01-12", date_limit="2026-01-31")
        cls.all = cls.entretien | cls.without_limit | cls.over

    def test_delay_day_by_day(self):
        states = ("late", "soon", "on_time", False)
        for day, state in DAYS.items():
            with self.subTest(day), freeze_time(day):
                self.env.invalidate_all()
                shown = self.all.grouped("delay_state")
                self.assertEqual(shown[state], self.entretien)
                self.assertEqual(shown[False], self.without_limit | self.over)
                self.assertEqual(self.entretien.is_late, state == "late")
                among = Domain("id", "in", self.all.ids)
                Entretien = self.env["hr.entretien"]
                for asked in states:
                    self.assertEqual(
                        Entretien.search(among & Domain("delay_state", "=", asked)),
                        shown.get(asked, Entretien),
                        asked,
                    )
                    self.assertEqual(
                        Entretien.search(among & Domain("delay_state", "!=", asked)),
                        self.all - shown.get(asked, Entretien),
                        asked,
                    )
                groups = Entretien._read_group(among, ["delay_state"], ["id:recordset"])
                self.assertEqual(
                    {found or False: items for found, items in groups}, dict(shown)
                )
                late = Entretien.search(among & Domain("is_late", "=", True))
                self.assertEqual(late, shown.get("late", Entretien))
                self.assertEqual(
                    Entretien.search(among & Domain("is_late", "=", False)),
                    self.all - late,
                )
                counted = Entretien._read_group(among, [], ["late_count:sum"])
                self.assertEqual(counted, [(len(late),)])
