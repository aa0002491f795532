from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from odoo.addons.hr_entretien_professionnel.tests.demo_common import MODULE, DemoCase


@tagged("post_install", "-at_install")
class TestAbondementDemo(DemoCase):
    modules = (MODULE, "hr_entretien_professionnel_abondement")

    def test_one_employee_for_each_outcome(self):
        self.load_demo()
        self.env.cr.precommit.run()

        def row(name, held=None):
            employee = self.env.ref(f"{MODULE}.employee_{name}_demo")
            return employee.entretien_exposure_ids.filtered(
                lambda item: item.entretien_id == (held or item.entretien_id.browse())
            )

        astier = self.env.ref(f"{MODULE}.entretien_astier_4_demo")
        self.assertEqual(row("roche").outcome, "saved_interviews")
        self.assertEqual(row("astier", astier).outcome, "saved_training")
        self.assertEqual(row("pradel").outcome, "exposed")
        self.assertFalse(row("pradel").training_ok)
        self.assertEqual(row("blachon").outcome, "exposed")
        self.assertTrue(row("blachon").training_ok)
        missing = [item for item in row("vidal").details["required"] if item["missing"]]
        self.assertEqual([item["kind"] for item in missing], ["mid_career"])
        self.assertEqual(row("vidal").outcome, "exposed")
        start = row("ferreira").period_start
        self.assertEqual(row("ferreira").bilan_target, start + relativedelta(years=6))
        keller = row("keller", self.env.ref(f"{MODULE}.entretien_keller_3_demo"))
        self.assertEqual(keller.outcome, "saved_interviews")
        self.assertEqual((keller.lenient_amount, keller.strict_amount), (0, 3000))
        self.assertEqual(row("tournier").outcome, "not_concerned")
        self.assertFalse(row("tournier").interviews_ok)
