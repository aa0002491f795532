"""Whatever is done in whatever order, what is stored is what would be computed anew."""

import random
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from .random_company import MOTIFS, TODAY, RandomCompanyCase

STEPS = 120
REFUSED = (UserError, IntegrityError)
# Found once, then written.
ONCE = ("settled_manager_id",)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-24 10:00:00")
class TestNothingStale(RandomCompanyCase):
    NUMBER = 10
    NUMBER_ELSEWHERE = 1

    def setUp(self):
        super().setUp()
        self.rng = random.Random(self.SEED)
        self.cards = self._quiet("hr.employee").browse([x.id for x in self.people])
        self.cards = self.cards.with_context(active_test=False)

    def _columns(self):
        """Of each model, its records and the names of all that is stored of them and
        computed by the suite."""
        talks = self._quiet("hr.entretien")
        talks = talks.search([("employee_id", "in", self.cards.ids)])
        for records in (self.cards, talks, talks.bilan_ids):
            ours = records._name.startswith("hr.entretien")
            yield (
                records,
                [
                    name
                    for name, field in records._fields.items()
                    if field.compute and field.store and field.column_type
                    if not field.related and name not in ONCE
                    if ours or name.startswith(("entretien_", "current_version"))
                ],
            )

    def _stored(self):
        self.env.flush_all()
        found = {}
        for records, names in self._columns():
            columns = SQL(", ").join(map(SQL.identifier, ["id", *names]))
            table, ids = SQL.identifier(records._table), records.ids
            query = SQL("SELECT %s FROM %s WHERE id = ANY(%s)", columns, table, ids)
            for row_id, *values in self.env.execute_query(query):
                for name, value in zip(names, values, strict=True):
                    found[records._name, row_id, name] = value
        return found

    def _compute_all(self):
        for records, names in self._columns():
            for name in names:
                self.env.add_to_compute(records._fields[name], records)

    def _day(self):
        return TODAY - timedelta(days=self.rng.randrange(400))

    def _some(self, state=None):
        """Some interviews, of any state or of that one."""
        talks = self._quiet("hr.entretien")
        domain = [("employee_id", "in", self.cards.ids)]
        found = talks.search(domain + [("state", "=", state)] * bool(state))
        return found.browse(
            self.rng.sample(found.ids, min(len(found), self.rng.randint(1, 4)))
        )

    def _steps(self):
        """What may be done to an interview, to its employee, to the company."""
        draw, card = self.rng, self.cards.browse(self.rng.choice(self.cards.ids))
        day, company = self._day(), self.proven
        soon = f"{TODAY + timedelta(days=draw.randint(1, 300))} 09:00:00"
        flags = {
            name: draw.random() < 0.5
            for name in ("with_bilan", "with_mid_career", "with_end_career")
        }
        held = {"state": "held", "date_held": day}
        plan = {"state": "planned", "date_planned": soon}
        closed = {"date_copy_delivered": TODAY}
        values = (
            held | flags,
            plan | flags,
            {"state": "to_plan", "date_planned": False},
            {"state": "declined", "date_declined": day},
            {"state": "cancelled"} | flags,
            {"motif": draw.choice(MOTIFS)},
            flags,
        )
        return {
            "write": lambda: self._some().write(draw.choice(values)),
            "cancel": lambda: self._some().action_cancel("No"),
            "reopen": lambda: self._some("cancelled").action_reopen("Yes"),
            "reopen_closed": lambda: self._some("closed").action_reopen("Yes"),
            "reopen_declined": lambda: self._some("declined").action_reopen("Yes"),
            "hold": lambda: self._some("planned").action_mark_held(),
            "hold_at_once": lambda: self._some("to_plan").action_mark_held(),
            "decline": lambda: self._some("planned").action_decline("No", day),
            "no_show": lambda: self._some("planned").action_no_show(TODAY),
            "close": lambda: self._some("held")._take_step("close", closed),
            "plan": lambda: self._some("to_plan")._take_step("plan", plan),
            "create": lambda: self._entretien(card, **(held | flags)),
            "delete": lambda: self._some("to_plan").unlink(),
            "archive": lambda: card.write({"active": not card.active}),
            "leave": lambda: card.write({"departure_date": day}),
            "seniority": lambda: card.write({"entretien_seniority_date": day}),
            "place": lambda: card.write(
                {
                    "department_id": draw.choice(self.departments.ids),
                    "entretien_category": draw.choice(("worker", "manager")),
                    "parent_id": draw.choice(self.cards.ids),
                }
            ),
            "texts": lambda: company.write({"entretien_info_cpf": f"<p>{day}</p>"}),
        }

    def test_after_each_step(self):
        # The dates that were drawn are nobody's.
        self._compute_all()
        done = []
        for number in range(STEPS):
            name, step = self.rng.choice(list(self._steps().items()))
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                    step()
            except REFUSED:
                continue
            done.append(name)
            stored = self._stored()
            self._compute_all()
            with self.subTest(number=number, step=name):
                self.assertEqual(self._differences(stored, self._stored()), {})
        self.assertGreater(len(set(done)), 12, done)
        self.assertGreater(len(done), STEPS // 2, done)
