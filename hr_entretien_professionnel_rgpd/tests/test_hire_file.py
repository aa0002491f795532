"""What was told at the hire is in the whole file, and goes with it."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.hire_common import HireCase

SUMMARY = "hr_entretien_professionnel_rgpd.report_hr_entretien_export"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHireFile(HireCase):
    def _tell(self):
        piece = (
            self.env["ir.attachment"]
            .with_user(self.user_hr)
            .create({"name": "contrat.pdf", "raw": b"contract", "res_id": 0})
        )
        self._record(
            self.hired,
            "contract",
            "2026-01-20",
            note="Article 9",
            attachment_ids=[(6, 0, piece.ids)],
        )
        self._window(self.hired, how="mail").action_apply()
        self.env.flush_all()
        self._run()

    def test_the_export_tells_it(self):
        self._tell()
        hired = self._as(self.user_hr, self.hired)
        told = hired._entretien_export_content()
        kinds = [line["kind"]["code"] for line in told["proofs"]]
        self.assertEqual(kinds, ["told_contract", "told_mail"])
        self.assertEqual(told["proofs"][0]["attachment_ids"][0]["name"], "contrat.pdf")
        self.assertEqual(told["follow_up"]["entretien_told_date"], "2026-01-20")
        self.assertIn("entretien de parcours", told["messages"][0]["text"])
        self.assertIn(b"contract", [raw for _n, raw in hired._entretien_documents()])
        reports = self._as(self.user_hr, self.env["ir.actions.report"])
        page, _kind = reports._render_qweb_html(SUMMARY, self.hired.ids)
        self.assertIn("Article 9", page.decode())

    def test_it_is_erased_with_the_rest_past_the_term(self):
        self._tell()
        line = self.hired.entretien_hire_proof_ids
        piece = line.attachment_ids
        message = self.queue.search([("kind", "=", "hire")])
        kept = message.mail_message_id
        self.company.entretien_retention_months = 24
        self.hired.with_context(no_wizard=True).write(
            {"active": False, "departure_date": "2026-03-01"}
        )
        self.env.flush_all()
        with freeze_time("2029-03-02"):
            purge = self._as(self.user_hr_manager, self.env["hr.entretien.purge"])
            (row,) = purge.search([("employee_id", "=", self.hired.id)])
            self.assertEqual(row.proof_count, 2)
            self.assertEqual(row.state, "due")
            row.unlink()
        self.assertFalse(line.exists())
        self.assertFalse(piece.exists())
        self.assertFalse(message.exists())
        self.assertFalse(kept.exists())
        self.assertTrue(self.hired.exists())
