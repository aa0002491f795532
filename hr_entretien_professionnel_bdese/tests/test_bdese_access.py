"""The sheet is HR's, and only of the companies that they work in."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase

REPORT = "hr_entretien_professionnel_bdese.report_hr_entretien_bdese"
SECRET = "Interviews held, by type"
OUTSIDERS = ("manager", "employee", "system", "portal")


@tagged("post_install", "-at_install")
class TestBdeseAccess(EntretienCase):
    """Over RPC: window, lines, figures."""

    def _sheets(self, role):
        user = getattr(self, f"user_{role}")
        return self._as(user, self.env["hr.entretien.bdese"])

    def test_others_open_no_sheet(self):
        for role in OUTSIDERS:
            for call in ("action_open_sheet", "_create"):
                with self.subTest(role=role, call=call), self.assertRaises(AccessError):
                    sheets = self._sheets(role)
                    if call == "_create":
                        sheets.create({"company_id": self.company.id})
                    else:
                        sheets.action_open_sheet()

    def test_the_form_tells_others_nothing(self):
        """A form being filled computes before anything is saved."""
        spec = {"year": {}, "held_ids": {"fields": {"total": {}}}}
        values = {"company_id": self.company.id, "year": "2025"}
        for role in OUTSIDERS:
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._sheets(role).onchange(values, ["year"], spec)

    def test_hr_elsewhere_counts_nothing_here(self):
        sheets = self._sheets("other_hr")
        with self.assertRaises(AccessError):
            sheets.create({"company_id": self.company.id})
        own = sheets.create({})
        self.assertEqual(own.company_id, self.other_company)
        with self.assertRaises(AccessError):
            own.company_id = self.company
        spec = {"held_ids": {"fields": {"total": {}}}}
        values = {"company_id": self.company.id, "year": "2025"}
        with self.assertRaises(AccessError):
            sheets.onchange(values, ["company_id"], spec)

    def test_a_forged_context_opens_no_company(self):
        sheets = self._sheets("other_hr").with_context(
            allowed_company_ids=[self.company.id], default_company_id=self.company.id
        )
        with self.assertRaises(AccessError):
            sheets.create({})

    def test_the_sheet_counts_one_company(self):
        for person in (self.employee, self.other_hr):
            held = self._held(person, "2025-11-03", with_bilan=True)
            lines = {"entretien_id": held.id, "name": "Anglais"}
            needs = self.env["hr.entretien.besoin"]
            needs.create({**lines, "followup_state": "progress"})
            dated = {
                "kind": "training",
                "state": "confirmed",
                "date_from": "2025-02-03",
            }
            training = {"bilan_id": held.bilan_id.id, "name": "Soudure", **dated}
            self.env["hr.entretien.bilan.line"].create(training)
        sheet = self._sheets("hr").create({"year": "2025"})
        counted = self.env["hr.entretien.bdese.line"].concat(
            *(lines.filtered("total") for _title, _columns, lines in sheet._tables())
        )
        self.assertGreater(len(counted), 8)
        for line in counted:
            action = line.action_open()
            found = self.env[action["res_model"]].sudo()
            found = found.with_context(active_test=False).search(action["domain"])
            with self.subTest(section=line.section, code=line.code):
                self.assertEqual(found.company_id, self.company)

    def test_hr_reads_no_sheet_of_a_colleague(self):
        mine = self._sheets("hr").create({})
        for role in ("hr_manager", "other_hr", *OUTSIDERS):
            user = getattr(self, f"user_{role}")
            for records, name in ((mine, "year"), (mine.held_ids, "total")):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    self._as(user, records).read([name])
                with self.subTest(role=role), self.assertRaises(UserError):
                    self._as(user, records).export_data([name])

    def test_nobody_writes_a_figure(self):
        mine = self._sheets("hr").create({})
        line = mine.held_ids[0]
        with self.assertRaises(AccessError):
            self._as(self.user_hr, line).write({"total": 12})
        with self.assertRaises(AccessError):
            self._as(self.user_hr, line).unlink()
        with self.assertRaises(AccessError):
            forged = {"section": "held", "code": "total", "total": 12}
            mine.write({"held_ids": [(0, 0, forged)]})

    def test_who_is_not_hr_any_more_opens_no_list(self):
        mine = self._sheets("hr").create({})
        self.user_hr.group_ids -= self.env.ref("hr.group_hr_user")
        with self.assertRaises(AccessError):
            self._as(self.user_hr, mine.held_ids[0]).action_open()


@tagged("post_install", "-at_install")
class TestBdeseAddresses(EntretienCase, HttpCase):
    """Over HTTP: the printed sheet and the spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.env["res.users"].search([("login", "like", "entretien_")]):
            user.password = user.login
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        sheets = cls._as(cls.user_hr, cls.env["hr.entretien.bdese"])
        cls.sheet = sheets.create({})
        cls.env.flush_all()
        cls.urls = (
            f"/report/pdf/{REPORT}/{cls.sheet.id}",
            f"/report/html/{REPORT}/{cls.sheet.id}",
            f"/hr_entretien_professionnel_bdese/{cls.sheet.id}/xlsx",
        )

    def _ask(self, role, url, follow=False):
        login = role and f"entretien_{role}"
        self.authenticate(login, login)
        return self.url_open(url, allow_redirects=follow)

    def test_hr_gets_each_of_them(self):
        for url in self.urls:
            with self.subTest(url=url):
                # To the address in the user's language, where there are several.
                answer = self._ask("hr", url, follow=True)
                self.assertEqual(answer.status_code, 200)
                if not url.endswith("xlsx"):
                    self.assertIn(SECRET, answer.text)
        self.assertTrue(answer.content.startswith(b"PK"))
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn(".xlsx", answer.headers["Content-Disposition"])

    def test_nobody_else_does(self):
        roles = (*OUTSIDERS, "hr_manager", "other_hr", None)
        with mute_logger("odoo.http", "odoo.addons.web.controllers.report"):
            for role in roles:
                for url in self.urls:
                    with self.subTest(role=role, url=url):
                        answer = self._ask(role, url)
                        self.assertNotEqual(answer.status_code, 200)
                        self.assertNotIn(SECRET, answer.text)

    def test_nothing_is_kept_on_the_server(self):
        attachments = self.env["ir.attachment"].sudo()
        kept = [("res_model", "=like", "hr.entretien.bdese%")]
        for url in self.urls:
            self._ask("hr", url)
        self.assertFalse(attachments.search_count(kept))
