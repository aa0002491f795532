"""Many people at once: what a night, or a departure, costs for each of them."""

from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from ..models.interview import hr_entretien_night
from .common import QUIET
from .test_reconcile import TODAY, ReconcileCase


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNightMass(ReconcileCase):
    def _many(self, number):
        """So many employees whose first interview is due on days that differ."""
        days = (self._day("2024-03-20") + timedelta(days=one) for one in range(number))
        return (
            self.env["hr.employee"]
            .with_context(**QUIET)
            .create(
                [
                    {
                        "name": f"Due {number} {day}",
                        "company_id": self.company.id,
                        "parent_id": self.manager.id,
                        "date_version": day,
                        "contract_date_start": day,
                    }
                    for day in days
                ]
            )
            .with_env(self.env)
        )

    def _cost(self, work):
        """How many queries this takes, from an empty cache to the last flush."""
        self.env.cr.flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.cr.flush()
        return self.env.cr.sql_log_count - before

    def _cost_of_more(self, work):
        """How many queries each of the 20 more costs when there are 40."""
        few, many = (self._cost(work(self._many(number))) for number in (20, 40))
        return (many - few) / 20

    def _opened(self, people):
        self._pass()
        return people.entretien_ids

    def test_opening_costs_little_for_each(self):
        self.assertLessEqual(self._cost_of_more(lambda people: self._pass), 2)

    def test_mending_costs_little_for_each(self):
        def moved(people):
            entretiens = self._opened(people)
            self.env.cr.execute(
                "UPDATE hr_entretien SET date_due = date_due - 3, "
                "deadline_told = deadline_told - 3, motif = 'periodic' WHERE id IN %s",
                [entretiens._ids],
            )
            return self._pass

        self.assertLessEqual(self._cost_of_more(moved), 0)
        entretiens = self.env["hr.entretien"].search([("state", "=", "to_plan")])
        self.assertEqual(set(entretiens.mapped("motif")), {"first"})
        for entretien in entretiens:
            due = entretien.employee_id.entretien_next_date
            told = (entretien.date_due, *entretien.activity_ids.mapped("date_deadline"))
            self.assertEqual(told, (due, due))

    def test_what_changed_is_noted_on_each(self):
        """The lines of the chatter are stored together."""
        first, second = entretiens = self._opened(self._many(2))
        for entretien in entretiens:
            entretien.date_due += timedelta(days=3)
        self.env.cr.flush()
        for entretien in (first, second):
            (line,) = entretien.message_ids.tracking_value_ids
            self.assertEqual(line.field_id.name, "date_due")
            self.assertEqual(line.new_value_datetime.date(), entretien.date_due)

    def test_archiving_costs_little_for_each(self):
        def leaving(people):
            self._opened(people)
            return people.action_archive

        self.assertLessEqual(self._cost_of_more(leaving), 2)
        aside = self.env["hr.entretien"].search([("date_left", "=", self._day(TODAY))])
        self.assertEqual(set(aside.mapped("state")), {"cancelled"})
        self.assertEqual(len(aside.proof_ids), 60)

    def test_a_manager_who_leaves_hands_over_together(self):
        """Odoo asks four of them itself: it takes the team from them one by one."""

        def leaving(people):
            manager = self._employee("Leaving", "2020-01-06", parent_id=self.n2.id)
            people.parent_id = manager
            self._opened(people)
            return manager.action_archive

        self.assertLessEqual(self._cost_of_more(leaving), 5)

    def test_a_step_is_looked_for_once(self):
        """Each batch of 200 searched everybody anew: quadratic."""
        people, asked = self._many(5), []
        Night = self.env.registry["hr.entretien.night"]
        find = Night._employees_to_open

        def finding(night, today, only=Domain.TRUE):
            asked.append(only)
            return find(night, today, only)

        finding.__name__ = find.__name__
        with (
            patch.object(hr_entretien_night, "BATCH", 2),
            patch.object(hr_entretien_night, "STATISTICS_AFTER", (2,)),
            patch.object(Night, "_employees_to_open", finding),
        ):
            self._pass()
        self.assertEqual([only.is_true() for only in asked], [True, *[False] * 3])
        self.assertEqual(len(people.entretien_ids), 5)

    def test_what_somebody_did_meanwhile_is_not_done_again(self):
        people = self._many(2)
        Night = self.env.registry["hr.entretien.night"]
        opening = Night._open_batch

        def open_both(night, ids, today):
            self.assertEqual(ids, people[:1].ids)
            self._entretien(people[1], motif="first")
            return opening(night, ids, today)

        with (
            patch.object(hr_entretien_night, "BATCH", 1),
            patch.object(Night, "_open_batch", open_both),
        ):
            self._pass()
        self.assertEqual(people.entretien_ids.mapped("motif"), ["first", "first"])
