from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCase

METHODS = (
    "action_preview",
    "action_back",
    "action_spread",
    "action_spread_missing",
    "action_launch",
    "action_stop",
    "action_resume",
    "action_retry",
    "action_add_people",
    "action_print_letters",
    "action_look_first",
    "action_open",
    "action_copies",
    "_copies_file",
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignAccess(CampaignCase):
    """Campaigns are HR's of the company, and nobody else's, whatever is called."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._ready(employee_ids=cls.employee.ids)
        cls.line = cls.campaign.line_ids
        cls.outsiders = (
            cls.user_manager,
            cls.user_employee,
            cls.user_colleague,
            cls.user_system,
            cls.user_portal,
            cls.user_other_hr,
        )

    def test_nobody_else_reads_writes_or_deletes(self):
        for user in self.outsiders:
            for record in (self.campaign, self.line):
                with self.subTest(user=user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        self._as(user, record).read(["display_name"])
                    with self.assertRaises(AccessError):
                        self._as(user, record).write({"is_in": False})
                    with self.assertRaises(AccessError):
                        self._as(user, record).unlink()
                    with self.assertRaises(AccessError):
                        self._as(user, record).copy()

    def test_nobody_else_takes_a_step(self):
        for user in self.outsiders:
            for name in METHODS:
                with self.subTest(user=user.login, method=name):
                    with self.assertRaises(AccessError):
                        getattr(self._as(user, self.campaign), name)()
            for name in (
                "action_look",
                "action_put_in",
                "action_leave_out",
                "action_open_entretien",
            ):
                with self.subTest(user=user.login, method=name):
                    with self.assertRaises(AccessError):
                        getattr(self._as(user, self.line), name)()

    def test_nobody_else_finds_or_counts_them(self):
        for model in ("hr.entretien.campaign", "hr.entretien.campaign.line"):
            others = self._as(self.user_other_hr, self.env[model])
            self.assertFalse(others.search([]))
            for user in (self.user_manager, self.user_employee, self.user_system):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self._as(user, self.env[model]).search_count([])

    def test_hr_of_another_company_adds_nobody_to_it(self):
        with self.assertRaises(UserError):
            self._as(self.user_other_hr, self.campaign).employee_ids |= self.other_hr
        campaigns = self._as(self.user_other_hr, self.env["hr.entretien.campaign"])
        with self.assertRaises(UserError):
            campaigns.create({"name": "X", "company_id": self.company.id})
        with self.assertRaises(UserError):
            campaigns.create(
                {
                    "name": "X",
                    "company_id": self.other_company.id,
                    "employee_ids": self.employee.ids,
                }
            )

    def test_hr_takes_no_step_by_writing(self):
        """The state would send, and another's name would lend his rights."""
        campaign = self._as(self.user_hr, self.campaign)
        for values in (
            {"state": "running"},
            {"user_id": self.user_system.id},
            {"date_launched": "2026-01-01"},
        ):
            with self.subTest(values):
                with self.assertRaises(AccessError):
                    campaign.write(values)
                with self.assertRaises(AccessError):
                    campaign.create({"name": "X", **values})
                named = {f"default_{name}": value for name, value in values.items()}
                behind = campaign.with_context(**named).create({"name": "X"})
                self.assertEqual(behind.state, "draft")
                self.assertFalse(behind.user_id or behind.date_launched)

    def test_hr_writes_no_other_field_of_a_line(self):
        """The interview of another company could be planned through it."""
        line = self._as(self.user_hr, self.line)
        entretien = self._entretien(self.other_hr)
        for values in (
            {"entretien_id": entretien.id},
            {"employee_id": self.other_hr.id},
            {"state": "sent"},
            {"launched": True},
            {"error": "x"},
            {"campaign_id": self.campaign.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                line.write(values)
        with self.assertRaises(AccessError):
            line.create({"campaign_id": self.campaign.id})
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.user_hr).write(
                {"line_ids": [(1, line.id, {"entretien_id": entretien.id})]}
            )

    def test_hr_chooses_no_interviewer_whom_he_cannot_see(self):
        line = self._as(self.user_hr, self.line)
        with self.assertRaises(AccessError):
            line.interviewer_id = self.other_hr.id

    def test_nobody_conducts_their_own_interview(self):
        line = self._as(self.user_hr, self.line)
        with self.assertRaisesRegex(UserError, "their own"):
            line.interviewer_id = self.employee.id

    def test_a_campaign_that_was_launched_is_kept(self):
        self._as(self.user_hr, self._campaign()).unlink()
        campaign = self._as(self.user_hr, self.campaign)
        campaign.action_launch()
        with self.assertRaisesRegex(UserError, "is kept"):
            campaign.unlink()

    def test_a_campaign_stays_in_its_company(self):
        self.user_hr.company_ids |= self.other_company
        campaign = self._as(self.user_hr, self.campaign)
        with self.assertRaises(UserError):
            campaign.company_id = self.other_company

    def test_rights_lost_since_the_launch_send_nothing(self):
        """Who launched is no longer HR: his lines fail, and say so."""
        self._as(self.user_hr, self.campaign).action_launch()
        self.user_hr.group_ids -= self.env.ref("hr.group_hr_user")
        self._run()
        self.assertEqual(self.line.sudo().state, "error")
        self.assertFalse(
            self.employee.entretien_ids.filtered(lambda item: item.state == "planned")
        )

    def test_people_chosen_by_hand_join_a_campaign_that_runs(self):
        campaign = self._as(self.user_hr, self.campaign)
        campaign.action_launch()
        campaign.employee_ids |= self.colleague
        campaign.action_add_people()
        line = self._line(self.campaign, self.colleague)
        self.assertTrue(line.is_in and line.date_planned)
        self.assertFalse(line.launched)
