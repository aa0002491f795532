"""A refusal says whom to ask, and of no interview that there is one."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .close_common import CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestAccessRefusal(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien._add_proof("other", "Said on the phone")
        cls.shared = cls.env["hr.entretien.grille"].search(
            [("company_id", "=", False)], limit=1
        )

    def _refused(self, user, record, gesture="read"):
        vals = {"write": [{"active": True}]}.get(gesture, [])
        with self.assertRaises(AccessError) as caught:
            getattr(self._as(user, record), gesture)(*vals)
        return str(caught.exception)

    def test_a_colleague_is_sent_to_hr(self):
        held = self.entretien
        for record in (held, held.besoin_ids, held.souhait_ids, held.proof_ids):
            for user in (self.user_colleague, self.user_other_manager):
                for debug in (False, True):
                    if debug:
                        user.group_ids += self.env.ref("base.group_no_one")
                    with self.subTest(model=record._name, debug=debug):
                        with self.debug_mode():
                            said = self._refused(user, record)
                        self.assertIn("your HR department", said)
                        self.assertIn("does not exist, or", said)
                        for told in (
                            self.employee.name,
                            "administrator",
                            "Entretien",
                            "hr.entretien",
                            str(record.id),
                        ):
                            self.assertNotIn(told, said)

    def test_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.user_colleague.lang = "fr_FR"
        said = self._refused(self.user_colleague, self.entretien)
        self.assertIn("votre service RH", said)

    def test_hr_of_another_company_is_sent_to_that_of_this_one(self):
        said = self._refused(self.user_other_hr, self.entretien)
        self.assertIn("HR administrators of the company", said)
        self.assertNotIn(self.employee.name, said)

    def test_hr_that_did_not_tick_the_company_is_proposed_to(self):
        self.user_other_hr.company_ids |= self.company
        self.env.invalidate_all()
        theirs = self.entretien.with_user(self.user_other_hr).with_context(
            allowed_company_ids=self.other_company.ids
        )
        with self.assertRaises(AccessError) as caught:
            theirs.read(["state"])
        self.assertEqual(
            caught.exception.context["suggested_company"]["id"], self.company.id
        )

    def test_what_all_companies_share(self):
        """Who lacks a company is told so; who lacks the rights is not told the same."""
        for user in (self.user_hr, self.user_hr_manager):
            said = self._refused(user, self.shared, "write")
            self.assertIn("who manages all of them", said)
        self._manages_all(self.user_hr)
        said = self._refused(self.user_hr, self.shared, "write")
        self.assertIn("only an HR administrator changes it", said)
        self._manages_all(self.user_hr_manager)
        self._as(self.user_hr_manager, self.shared).write({"active": True})
