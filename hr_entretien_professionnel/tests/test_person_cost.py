"""What people cost the database: created, moved, opened by those who lead them."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import Cursor
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL

from ..models.interview.hr_entretien_night import TO_OPEN
from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestPersonCost(EntretienCase):
    @contextmanager
    def _statements(self):
        """The statements about the suite's own tables, as text."""
        found, execute = [], Cursor.execute

        def listen(cursor, query, *args, **kwargs):
            text = query.code if isinstance(query, SQL) else query
            if "hr_entretien" in text:
                found.append(text)
            return execute(cursor, query, *args, **kwargs)

        with patch.object(Cursor, "execute", listen):
            yield found
            self.env.flush_all()

    def _hire(self, number):
        return self.env["hr.employee"].create(
            [
                {
                    "name": f"Hired {rank} of {number}",
                    "company_id": self.company.id,
                    "date_version": "2025-09-01",
                    "contract_date_start": "2025-09-01",
                    "work_email": f"hired{rank}of{number}@example.com",
                }
                for rank in range(number)
            ]
        )

    def _opened(self, record, user):
        """The statements of a form as its user opens it, as a number."""
        spec = Form(self._as(user, record))._view["fields_spec"]
        record = self._as(user, record)
        before = self.env.cr.sql_log_count
        record.web_read(spec)
        return self.env.cr.sql_log_count - before

    def test_many_hired_cost_what_one_does(self):
        self._hire(1)
        costs = []
        for number in (1, 8):
            with self._statements() as found:
                people = self._hire(number)
            self.assertEqual(len(people.filtered("entretien_next_date")), number)
            costs.append(len(found))
        self.assertEqual(costs[0], costs[1])

    def test_who_is_hired_has_nothing_to_look_for(self):
        """Neither interviews nor absences; nor is anything due before long."""
        self._hire(1)
        self.env.flush_all()
        waiting = self.env.cr.postcommit.data.pop(TO_OPEN, None)
        with self._statements() as found:
            self._hire(1)
        self.assertFalse(found)
        self.assertNotIn(TO_OPEN, self.env.cr.postcommit.data)
        if waiting:
            self.env.cr.postcommit.data[TO_OPEN] = waiting

    def test_who_is_hired_with_a_past_has_it_counted(self):
        """Entered in the same transaction as the card: memory knows of it."""
        person = self._hire(1)
        self._held(person, "2026-01-15")
        self.assertGreater(str(person.entretien_next_date), "2027")
        self._entretien(person, date_due="2026-04-01")
        self.env.flush_all()
        self.assertIn(person.id, self.env.cr.postcommit.data[TO_OPEN])

    def test_a_contract_that_ends_is_followed_all_the_same(self):
        entretien = self._entretien(self.employee, date_due="2026-04-01")
        self.env.invalidate_all()
        self.employee.contract_date_end = "2025-12-31"
        self.assertEqual(entretien.state, "cancelled")

    def test_many_moved_cost_what_one_does(self):
        """The department alone: neither the texts nor the état des lieux."""
        people = self._hire(8)
        for person in people:
            self._entretien(person, date_due="2027-09-01", with_bilan=True)
        costs = []
        for moved in (people[:1], people):
            self.env.flush_all()
            self.env.invalidate_all()
            with self._statements() as found:
                moved.department_id = self.other_department
            costs.append(len(found))
            written = [text for text in found if text.lstrip().startswith("UPDATE")]
            for word in ("info_vae", "hr_entretien_bilan"):
                self.assertNotIn(word, " ".join(written))
        self.assertEqual(costs[0], costs[1])
        entretiens = people.entretien_ids
        self.assertEqual(entretiens.department_id, self.other_department)

    def test_many_archived_cost_what_one_does(self):
        """Their interviews are set aside together; no date follows from that."""
        people = self._hire(9)
        for person in people:
            self._entretien(person, date_due="2026-04-01")
        costs = []
        for gone in (people[:1], people[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            with self._statements() as found:
                gone.with_context(no_wizard=True).action_archive()
            costs.append(len(found))
            asked = 'SELECT DISTINCT "hr_entretien"."employee_id"'
            self.assertFalse([text for text in found if asked in text])
        self.assertEqual(costs[0], costs[1])
        # What is deleted empties the memory: not before the cards were of use.
        self.assertLessEqual(costs[0], 12)
        left = {"state": "cancelled", "date_left": self._day("2026-03-02")}
        self.assertRecordValues(people.entretien_ids, [left] * len(people))

    def test_who_is_archived_keeps_their_version(self):
        """Odoo looks for the version of each, and all that rests on it follows."""
        costs = []
        for number in (1, 8):
            gone = self._hire(number).with_context(no_wizard=True)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            gone.action_archive()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[0], costs[1])
        self.assertLessEqual(costs[0], 14)

    def test_who_is_back_has_the_version_of_the_day(self):
        """It came while they were archived, when Odoo's own action leaves them out; the
        departure of the one before is over with it."""
        person = self._hire(1)
        person.with_context(no_wizard=True).action_archive()
        person.write(
            {"departure_date": "2026-03-10", "contract_date_end": "2026-03-10"}
        )
        later = {"date_version": "2026-04-01", "contract_date_start": "2026-04-01"}
        person.create_version(later)
        self.env.flush_all()
        self.env.invalidate_all()
        with freeze_time("2026-04-15"):
            self.env["hr.employee"]._cron_update_current_version_id()
            self.assertEqual(str(person.current_version_id.date_version), "2025-09-01")
            person.action_unarchive()
            self.assertEqual(str(person.current_version_id.date_version), "2026-04-01")
            self.assertFalse(person.entretien_end_date)

    def test_a_closed_interview_stays_where_it_was(self):
        held = self._held(self.employee, "2024-03-01")
        self.assertEqual(held.department_id, self.department)
        self.assertEqual(held.company_id, self.company)
        self.employee.department_id = self.other_department
        self.employee.job_id = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(held.department_id, self.department)
        self.assertEqual(held.job_id, self.job)

    def test_a_line_of_proof_finds_nothing_of_the_hire_again(self):
        entretien = self._held(self.employee, "2024-03-01")
        self.env.flush_all()
        with self.assertQueryCount(2):
            entretien._add_proof("other", note="Said")
            self.env.flush_all()

    def test_many_to_check_cost_what_one_does(self):
        self.company.entretien_responsible_id = self.user_hr
        costs = []
        for number in (1, 1, 6):
            entretiens = self.env["hr.entretien"].concat(
                *map(self._entretien, self._hire(number))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            entretiens._schedule_check(self._day("2026-03-02"), "_handed_over_note")
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(entretiens.activity_ids), number)
        # The first one finds the caches of the server empty.
        self.assertLessEqual(costs[2], costs[1], costs)

    def test_a_manager_opens_an_interview(self):
        """The user's cards and team are found by the searches that need them."""
        self._held(self.employee, "2024-03-01")
        entretien = self._entretien(self.employee, date_due="2026-04-01")
        self._opened(entretien, self.user_manager)
        by_manager = self._opened(entretien, self.user_manager)
        self.assertLessEqual(by_manager, 40)
        self._opened(entretien, self.user_n2)
        self.assertEqual(self._opened(entretien, self.user_n2), by_manager)

    def test_hr_opens_the_card(self):
        """Of the suite's tables no more for ten interviews than for one."""
        costs = []
        for years in (1, 9):
            for year in range(years):
                self._held(self.colleague, f"20{22 - year}-02-0{years}")
            self._opened(self.colleague, self.user_hr)
            spec = Form(self._as(self.user_hr, self.colleague))._view["fields_spec"]
            card = self._as(self.user_hr, self.colleague)
            with self._statements() as found:
                card.web_read(spec)
            costs.append(len(found))
        self.assertEqual(costs[0], costs[1])
