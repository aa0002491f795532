"""Two people begin the same preparation at once: real transactions."""

from odoo.exceptions import ValidationError
from odoo.service.model import retrying
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .concurrent_common import ConcurrentCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestPreparationConcurrent(ConcurrentCase):
    def setUp(self):
        super().setUp()
        self.people = []
        self.addCleanup(self._clean)
        with self._transaction() as env:
            entretien = self._commit_entretien(
                env, "Prepared", state="planned", date_planned="2026-04-01 08:00:00"
            )
            self.people = entretien.employee_id.ids
            self.entretien_id = entretien.id
            entretien._ensure_grille_version()

    def _clean(self):
        with self._transaction() as env:
            self._forget(env, env["hr.employee"].browse(self.people))

    def _entretien(self, env):
        return env["hr.entretien"].browse(self.entretien_id)

    @mute_logger("odoo.sql_db")
    def test_the_second_is_told_what_happened_and_what_to_do(self):
        """Their page in one tab, the invitation in another: neither saw the other's."""
        with self._transaction() as env:
            second = self._entretien(env)
            self.assertFalse(second.preparation_id)
            with self._transaction() as other:
                self._entretien(other)._ensure_preparation()
            with self.assertRaises(ValidationError) as caught:
                retrying(second._ensure_preparation, env)
            self.assertIn(
                "The preparation of this interview was begun at the same moment "
                "elsewhere: reload the page and go on there.",
                str(caught.exception),
            )
            env.cr.rollback()
            self.assertTrue(retrying(second._ensure_preparation, env))
