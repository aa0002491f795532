from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .common import QUIET, EntretienCase

ADDON = "hr_entretien_professionnel"


class FirstRunCase(EntretienCase):
    @classmethod
    def _steps(cls, user, company=None):
        """The steps by their key, as that user finds them."""
        run = cls._as(user, cls.env["hr.entretien.first.run"])
        if company:
            run = run.with_context(allowed_company_ids=company.ids)
        return {step["key"]: step for step in run.get_steps().get("steps", [])}

    def _found(self, user=None):
        """The findings by their code."""
        steps = self._steps(user or self.user_hr).values()
        return {item["code"]: item for step in steps for item in step["findings"]}

    def _listed(self, user, action):
        """The records of the list that a button opens."""
        return self._as(user, self.env[action["res_model"]]).search(action["domain"])


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestFirstRun(FirstRunCase):
    """What is done, and what looks wrong, is read from the records."""

    def test_the_steps_stand_in_the_order_they_are_taken(self):
        self.assertEqual(
            list(self._steps(self.user_hr)),
            ["rhythm", "history", "dates", "people", "mail", "invite"],
        )

    def test_the_rhythm_is_chosen_once_it_is_applied_even_unchanged(self):
        self.assertFalse(self._steps(self.user_hr)["rhythm"]["done"])
        settings = self._as(self.user_hr, self.env["hr.entretien.settings"])
        settings.create({}).execute()
        self.assertEqual(self.company.entretien_rhythm, "legal")
        self.assertTrue(self._steps(self.user_hr)["rhythm"]["done"])

    def test_contracts_of_one_day_look_like_a_migration(self):
        found = self._found()["migration"]
        self.assertIn("8 of 8 employees", found["text"])
        self.assertIn("10/01/2022", found["text"])
        self.assertEqual(
            found["button"]["action"]["xml_id"], f"{ADDON}.hr_entretien_import_action"
        )

    def test_dates_of_seniority_mend_a_migration(self):
        everybody = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)]
        )
        everybody[2:].entretien_seniority_date = "2015-06-01"
        self.assertNotIn("migration", self._found())
        self.assertTrue(self._steps(self.user_hr)["dates"]["done"])

    def test_who_was_hired_on_many_days_is_no_migration(self):
        for number in range(20):
            self._employee(f"Other {number}", f"2021-{number % 12 + 1:02}-{number + 1}")
        self.assertNotIn("migration", self._found())

    def test_who_has_no_date_is_listed(self):
        lacking = self._employee("Sans contrat", None)
        found = self._found()["not_computable"]
        self.assertIn("due date: 1.", found["text"])
        self.assertEqual(self._listed(self.user_hr, found["button"]["action"]), lacking)
        self.assertFalse(self._steps(self.user_hr)["dates"]["done"])

    def test_a_company_without_anybody_says_so(self):
        self.user_hr.company_ids += (empty := self._company("Vide"))
        steps = self._steps(self.user_hr, empty)
        self.assertEqual(
            [item["code"] for item in steps["dates"]["findings"]], ["nobody"]
        )

    def test_the_history_is_there_once_an_interview_is(self):
        self.assertFalse(self._steps(self.user_hr)["history"]["done"])
        self._held(self.other_hr, "2025-03-03")
        self.assertFalse(self._steps(self.user_hr)["history"]["done"], "elsewhere")
        self._held(self.employee, "2024-03-04")
        self.assertTrue(self._steps(self.user_hr)["history"]["done"])

    def test_who_has_no_manager_is_listed_but_those_above(self):
        found = self._found()["no_manager"]
        self.assertEqual(
            self._listed(self.user_hr, found["button"]["action"]),
            self.hr + self.hr_manager,
            "n2 leads: somebody is above everybody",
        )
        self.hr.parent_id = self.n2
        self.hr_manager.department_id = self.department
        self.department.manager_id = self.manager
        self.assertNotIn("no_manager", self._found(), "the department's manager does")

    def test_who_works_overseas_has_a_schedule_of_there(self):
        port = self.env["res.partner"].create({"name": "Le Port", "zip": "97420"})
        self.stranger.address_id = port
        found = self._found()["other_clock"]
        self.assertEqual(
            self._listed(self.user_hr, found["button"]["action"]), self.stranger
        )
        calendars = self.env["resource.calendar"]
        there = calendars.create({"name": "Réunion", "tz": "Indian/Mauritius"})
        self.stranger.resource_calendar_id = there
        self.assertNotIn("other_clock", self._found(), "the same hours")

    def test_without_a_mail_server_who_may_add_one_is_named(self):
        self.env["ir.mail_server"].search([]).active = False
        found = self._found()["no_server"]
        self.assertFalse(found["button"])
        self.assertIn(self.user_system.name, found["text"])
        self.user_hr.group_ids += self.env.ref("base.group_system")
        action = self._found()["no_server"]["button"]["action"]
        self.assertEqual(action["res_model"], "ir.mail_server")
        self.env["ir.mail_server"].create(
            {"name": "Sortant", "smtp_host": "smtp.example.com"}
        )
        self.assertNotIn("no_server", self._found())

    def test_a_company_begun_in_english_is_set_to_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "en_US"
        button = self._found()["not_french"]["button"]
        run = self._as(self.user_hr, self.env["hr.entretien.first.run"])
        getattr(run, button["method"])()
        self.assertEqual(self.company.partner_id.lang, "fr_FR")
        self.assertNotIn("not_french", self._found())

    def test_french_is_installed_by_who_may(self):
        self.patch(self.registry["hr.entretien.first.run"], "_french", lambda run: None)
        self.company.partner_id.lang = "en_US"
        found = self._found()["not_french"]
        self.assertFalse(found["button"])
        self.assertIn(self.user_system.name, found["text"])
        self.user_hr.group_ids += self.env.ref("base.group_system")
        action = self._found()["not_french"]["button"]["action"]
        self.assertEqual(action["res_model"], "base.language.install")

    def test_every_button_opens_its_screen(self):
        self._employee("Sans contrat", None)
        self.user_hr.group_ids += self.env.ref("base.group_system")
        steps = self._steps(self.user_hr).values()
        buttons = [step["button"] for step in steps]
        buttons += [item["button"] for step in steps for item in step["findings"]]
        for button in filter(None, buttons):
            with self.subTest(button=button["label"]):
                self._open(button["action"])

    def _open(self, action):
        """The views, the list and the form, as the screen asks for them."""
        model = self._as(self.user_hr, self.env[action["res_model"]])
        model.get_views(action["views"])
        if "list" in action["view_mode"]:
            domain = action.get("domain") or []
            if isinstance(domain, str):
                domain = safe_eval(domain, {"uid": self.user_hr.id})
            model.search_read(domain, ["display_name"], limit=5)
        else:
            model.onchange({}, [], {})

    def test_the_steps_are_over_when_all_are_done_and_stay_so(self):
        done = {
            key: self.env["hr.entretien.first.run"]._step(key, "", None, done=True)
            for key in ("one", "two")
        }
        self.patch(self.registry["hr.entretien.first.run"], "_steps", lambda run: done)
        self.assertEqual(self._steps(self.user_hr), {})
        self.assertTrue(self.company.entretien_first_run_over)

    def test_hr_puts_the_steps_away_and_settings_bring_them_back(self):
        self._as(self.user_hr, self.env["hr.entretien.first.run"]).put_away()
        self.assertEqual(self._steps(self.user_hr), {})
        self.assertFalse(self.other_company.entretien_first_run_over)
        self.assertTrue(self._steps(self.user_other_hr))
        settings = self._as(self.user_hr, self.env["hr.entretien.settings"])
        settings.create({"entretien_first_run_over": False}).execute()
        self.assertTrue(self._steps(self.user_hr))

    def test_the_dashboard_shows_them_to_hr_alone(self):
        for user, seen in (
            (self.user_hr, True),
            (self.user_hr_manager, True),
            (self.user_manager, False),
            (self.user_employee, False),
            (self.user_system, False),
        ):
            board = self._as(user, self.env["hr.entretien.dashboard"]).get_figures()
            with self.subTest(login=user.login):
                self.assertEqual(bool(board.get("first_run")), seen)
                self.assertEqual(bool(self._steps(user)), seen)

    def test_nobody_else_changes_anything(self):
        self.company.partner_id.lang = "en_US"
        for user in (self.user_manager, self.user_employee, self.user_system):
            for method in ("put_away", "set_french"):
                run = self._as(user, self.env["hr.entretien.first.run"])
                with self.subTest(login=user.login, method=method):
                    with self.assertRaises(AccessError):
                        getattr(run, method)()
        self.assertFalse(self.company.entretien_first_run_over)
        self.assertEqual(self.company.partner_id.lang, "en_US")

    def test_hr_of_another_company_reads_and_changes_theirs(self):
        found = self._found(self.user_other_hr)
        self.assertNotIn("migration", found, "one employee")
        run = self._as(self.user_other_hr, self.env["hr.entretien.first.run"])
        with self.assertRaises(AccessError):
            run.with_context(allowed_company_ids=self.company.ids).put_away()
        run.put_away()
        self.assertFalse(self.company.entretien_first_run_over)

    def test_more_people_cost_no_more_queries(self):
        few = self._queries()
        departments = self.env["hr.department"].create(
            [{"name": f"Atelier {n}", "company_id": self.company.id} for n in range(5)]
        )
        self.env["hr.employee"].with_context(**QUIET).create(
            [
                {
                    "name": f"More {number}",
                    "company_id": self.company.id,
                    "contract_date_start": "2020-01-06",
                    "date_version": "2020-01-06",
                    "department_id": departments[number % 5].id,
                }
                for number in range(30)
            ]
        )
        with self._quiet_cron():
            self.env["hr.entretien"]._cron_entretien()
        self.assertEqual(self._queries(), few)

    def _queries(self):
        self._steps(self.user_hr)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._steps(self.user_hr)
        return self.env.cr.sql_log_count - before
