from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..models.employee.hr_entretien_timeline import put_in_lanes
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestTimeline(EntretienCase):
    def _marks(self, employee=None):
        employee = employee or self.employee
        return [
            (str(row["date"]), row["mark"], row["status"])
            for row in self.env["hr.entretien.timeline"]._rows(employee)[employee.id]
        ]

    def test_what_was_missed_and_what_comes_is_told(self):
        """Hired in 2022, nothing held: two years missed, the next under the new law."""
        marks = self._marks()
        self.assertEqual(marks[0], ("2022-01-10", "start", ""))
        self.assertIn(("2024-01-10", "missed"), [mark[:2] for mark in marks])
        self.assertIn("bilan_next", [mark[1] for mark in marks])

    def test_it_misses_by_the_company_s_reading(self):
        """Held late, an interview counts or not."""
        self._held(self.employee, "2024-06-01", motif="first")
        for late_counts, missed in ((True, 0), (False, 1)):
            self.company.entretien_late_counts = late_counts
            marks = [mark for mark in self._marks() if mark[1] == "missed"]
            self.assertEqual(len(marks), missed)

    def test_held_refused_planned_and_bilan_have_each_their_mark(self):
        self._held(self.employee, "2023-12-20", motif="first")
        self._held(self.employee, "2025-12-20", with_bilan=True)
        self._entretien(self.colleague, state="declined", date_declined="2024-01-05")
        self._entretien(
            self.colleague, state="planned", date_planned="2026-04-01 08:00:00"
        )
        held = {mark[1] for mark in self._marks()}
        self.assertLessEqual({"held", "bilan"}, held)
        self.assertNotIn("missed", held)
        other = self._marks(self.colleague)
        self.assertIn(("2024-01-05", "refused", "refused in writing"), other)
        self.assertIn(("2026-04-01", "planned", "planned"), other)

    def test_an_interview_held_after_its_limit_says_so(self):
        self._held(self.employee, "2024-06-01", date_limit="2024-01-10")
        self.assertIn(("2024-06-01", "held", "held late"), self._marks())

    def test_a_limit_is_told_once(self):
        marks = [mark for mark in self._marks() if mark[1] == "missed"]
        self.assertEqual(len(marks), len(set(marks)))

    def test_no_date_known_no_drawing(self):
        nobody = self._employee("Nobody", hired=None)
        self.assertIsNone(self.env["hr.entretien.timeline"]._drawing(nobody))
        self.assertFalse(nobody.entretien_timeline)

    def test_the_drawing_is_read_without_colour_or_eyes(self):
        html = str(self._as(self.user_hr, self.employee).entretien_timeline)
        self.assertIn('role="img"', html)
        self.assertIn("aria-label", html)
        self.assertIn("✕", html)
        self.assertIn("missed or overdue", html)

    def test_the_etat_des_lieux_prints_it(self):
        entretien = self._held(self.employee, "2025-12-20", with_bilan=True)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "hr_entretien_professionnel.report_hr_entretien_bilan", entretien.ids
        )
        self.assertIn("o_entretien_timeline_graph", html.decode())
        self.assertNotIn("o_entretien_timeline_list", html.decode())

    def test_no_query_for_each_employee(self):
        people = self.employee | self.colleague | self.manager | self.n2 | self.hr
        self.env["hr.entretien.timeline"]._rows(people)
        self.env.invalidate_all()
        one = self._count(self.employee)
        self.env.invalidate_all()
        self.assertLessEqual(self._count(people), one + 3)

    def _count(self, people):
        before = self.env.cr.sql_log_count
        self.env["hr.entretien.timeline"]._rows(people)
        return self.env.cr.sql_log_count - before

    def test_a_manager_and_the_employee_read_no_field_of_the_card(self):
        for user in (self.user_manager, self.user_employee, self.user_system):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.employee).read(["entretien_timeline"])


@tagged("post_install", "-at_install")
class TestTimelineLayout(EntretienCase):
    def _draw(self, *days, today="2026-03-02"):
        rows = [
            {"date": self._day(day), "mark": mark, "label": "", "status": ""}
            for day, mark in days
        ]
        with freeze_time(today):
            return self.env["hr.entretien.timeline"]._draw(rows)

    def test_labels_that_would_overlap_go_to_further_lanes(self):
        for places, lanes in (
            ([10, 17, 40], [0, 1, 0]),
            ([10, 11, 12, 22], [0, 1, 2, 0]),
            ([], []),
        ):
            rows = [{"where": place} for place in places]
            self.assertEqual(put_in_lanes(rows), max(lanes, default=-1) + 1)
            self.assertEqual([row["lane"] for row in rows], lanes)

    def test_long_lines_have_few_ticks_and_short_ones_each_year(self):
        short = self._draw(("2022-01-10", "start"))["ticks"]
        self.assertEqual([year for year, _where in short], [2023, 2024, 2025, 2026])
        long = self._draw(("1990-01-10", "start"), ("2030-03-02", "next"))["ticks"]
        self.assertLessEqual(len(long), 9)

    def test_everything_stands_within_the_line(self):
        drawn = self._draw(
            ("2020-01-01", "held"), ("2030-01-01", "limit"), today="2026-01-01"
        )
        self.assertEqual([row["where"] for row in drawn["rows"]], [6.0, 94.0])
        self.assertEqual((drawn["axis"], drawn["height"]), (34, 2 * 34 + 2 * 22))

    def test_one_day_alone_is_drawn(self):
        drawn = self._draw(("2026-01-01", "start"), today="2026-01-01")
        self.assertEqual(drawn["today"], 6.0)
