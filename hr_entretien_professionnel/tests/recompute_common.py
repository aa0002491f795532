"""A company that is large by decree: its dates are computed in the background."""

from unittest.mock import patch

MODULE = "odoo.addons.hr_entretien_professionnel.models.employee.hr_entretien_recompute"


class LargeMixin:
    """Two people at once, two in a batch; for classes of ``EntretienCase``."""

    def setUp(self):
        super().setUp()
        for name in ("AT_ONCE", "BATCH"):
            self.startPatcher(patch(f"{MODULE}.{name}", 2))
        self.Recompute = self.env["hr.entretien.recompute"]

    def _work(self, company=None):
        """The work of the company, read anew."""
        self.env.flush_all()
        self.env.invalidate_all()
        company = company or self.company
        return self.Recompute.search([("company_id", "=", company.id)])

    def _pass(self, batches=None):
        """The scheduled action; it has time for so many batches, or for all."""
        left = iter([3600.0] * (batches or 1_000_000) + [0.0] * 1_000)
        with patch.object(
            self.env.registry["ir.cron"],
            "_commit_progress",
            lambda _cron, *args, **_kw: next(left) if args else 3600.0,
        ):
            if batches:
                next(left)
            self.Recompute._cron_recompute()
        self.env.invalidate_all()
