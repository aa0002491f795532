"""Who loses a team, an account or a company reads no more from that moment on.

Odoo keeps what a record rule says of a user from one request to the next: a rule that
names people must ask anew who they are.
"""

from odoo import api
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessAtOnce(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.successor = cls._user("successor")
        cls.entretien.action_ids.owner_id = cls.colleague
        cls.entretien._add_proof("other", "Said on the phone")

    def _records(self):
        """The interview, and what hangs on it."""
        held = self.entretien
        return (held, held.besoin_ids, held.souhait_ids, held.proof_ids)

    def _reads(self, user, record):
        """In another environment of the same worker, as another request is."""
        self.env.flush_all()
        env = api.Environment(
            self.env.cr, user.id, {"allowed_company_ids": user.company_ids.ids}
        )
        env.invalidate_all()
        theirs = env[record._name].browse(record.ids)
        found = theirs.search([("id", "in", record.ids)])
        env.invalidate_all()
        try:
            theirs.read(["create_date"])
        except AccessError:
            self.assertFalse(found)
            return False
        self.assertTrue(found)
        return True

    def _assert_read_until(self, user, records, change):
        for record in records:
            with self.subTest(login=user.login, model=record._name, before=True):
                self.assertTrue(self._reads(user, record))
        change()
        for record in records:
            with self.subTest(login=user.login, model=record._name):
                self.assertFalse(self._reads(user, record))

    def test_the_card_goes_to_another_account(self):
        def change():
            self.manager.user_id = self.successor

        self._assert_read_until(self.user_manager, self._records(), change)
        for record in self._records():
            self.assertTrue(self._reads(self.successor, record))

    def test_the_card_is_archived(self):
        def change():
            self.manager.active = False

        self._assert_read_until(self.user_manager, self._records(), change)

    def test_the_card_goes_to_another_company(self):
        def change():
            self.manager.company_id = self.other_company

        self._assert_read_until(self.user_manager, self._records(), change)

    def test_the_team_has_another_manager(self):
        planned = self._entretien(self.colleague, motif="on_request")

        def change():
            self.colleague.parent_id = self.other_manager
            planned.interviewer_id = self.other_manager

        self._assert_read_until(self.user_manager, planned, change)
        self.assertTrue(self._reads(self.user_other_manager, planned))

    def test_the_manager_above_is_another_one(self):
        def change():
            self.manager.parent_id = self.other_manager
            self.other_manager.parent_id = False

        self._assert_read_until(self.user_n2, self._records(), change)

    def test_ones_own_goes_with_the_account(self):
        def change():
            self.employee.user_id = self.successor

        self._assert_read_until(self.user_employee, self._records(), change)

    def test_what_one_was_in_charge_of(self):
        def change():
            self.colleague.user_id = False

        self._assert_read_until(
            self.user_colleague, (self.entretien.action_ids,), change
        )

    def test_nobody_else_is_concerned(self):
        """Those who read before go on."""
        everybody = (self.user_n2, self.user_hr, self.user_employee)
        for user in everybody:
            self.assertTrue(self._reads(user, self.entretien))
        self.manager.user_id = False
        for user in everybody:
            with self.subTest(login=user.login):
                self.assertTrue(self._reads(user, self.entretien))

    def test_no_rule_of_the_suite_writes_down_who_people_are(self):
        """They say the same, whatever card the user has."""
        env = self.env(user=self.user_manager)

        def said():
            env.registry.clear_cache()
            return {
                (name, mode): self._conditions(
                    env["ir.rule"]._compute_domain(name, mode)
                )
                for name in env.registry
                if name.startswith("hr.entretien")
                for mode in ("read", "write", "create", "unlink")
            }

        before = said()
        self.manager.user_id = False
        self.assertEqual(said(), before)

    def _conditions(self, domain):
        return [
            (
                item.field_expr,
                item.operator,
                self._conditions(item.value)
                if isinstance(item.value, Domain)
                else item.value,
            )
            for item in domain.iter_conditions()
        ]
