"""A state that follows from today: shown, searched and grouped alike."""

from lxml import etree

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

    def test_the_card_of_the_employee_says_the_same(self):
        """The deadline of an interview on Home, in its list and in the follow-up."""
        employee = self._as(self.user_hr, self.employee)
        dates = {"entretien_next_date": "due", "entretien_next_limit": "limit"}
        self.employee.write({name: FIRST[key] for name, key in dates.items()})
        for day, state in DAYS.items():
            with self.subTest(day), freeze_time(day):
                self.env.invalidate_all()
                self.assertEqual(employee.entretien_delay_state, state)

    def test_its_colour_is_the_same_everywhere(self):
        views = self.env["ir.ui.view"].search(
            [
                ("model", "in", ("hr.entretien", "hr.employee")),
                ("type", "in", ("list", "form", "kanban")),
                ("arch_db", "like", "delay_label"),
            ]
        )
        self.assertGreater(len(views), 5)
        for view in views:
            for node in etree.fromstring(view.arch).iter("field"):
                if not (node.get("name") or "").endswith("delay_label"):
                    continue
                with self.subTest(view.name):
                    warns = node.get("decoration-warning", "")
                    around = node.getparent().get("t-att-class", "")
                    self.assertRegex(warns + around, r"delay_state == 'soon'|soon: ")

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
