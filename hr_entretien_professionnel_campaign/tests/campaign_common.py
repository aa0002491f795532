"""What the tests of campaigns share."""

from odoo.addons.hr_entretien_professionnel.tests.common import EntretienCase


class CampaignCase(EntretienCase):
    """Everybody has an address and working hours; HR runs a campaign."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.entretien_notice_days = 7
        cls.company.resource_calendar_id.tz = "Europe/Paris"
        cls.stranger.work_email = "stranger@entretien.example.com"

    @classmethod
    def _campaign(cls, user=None, **kw):
        """A campaign of HR, of everybody due before the end of 2026."""
        values = {
            "name": "Printemps",
            "company_id": cls.company.id,
            "due_before": "2026-12-31",
            "date_from": "2026-03-16",
            "weeks": 4,
            "max_per_day": 2,
            "max_per_week": 5,
            **kw,
        }
        campaigns = cls._as(user or cls.user_hr, cls.env["hr.entretien.campaign"])
        return campaigns.with_context(lang="en_US").create(values)

    @classmethod
    def _line(cls, campaign, employee):
        """The line of an employee; the campaign is read anew."""
        campaign.invalidate_recordset()
        return campaign.line_ids.filtered(
            lambda line: line.employee_id.id == employee.id
        )

    @classmethod
    def _people(cls, number, **kw):
        """So many employees of the department, with an address."""
        return cls.env["hr.employee"].concat(
            *(
                cls._employee(
                    f"Person {place}",
                    department_id=cls.department.id,
                    parent_id=cls.manager.id,
                    work_email=f"person{place}@entretien.example.com",
                    **kw,
                )
                for place in range(number)
            )
        )

    @classmethod
    def _ready(cls, **kw):
        """A campaign whose dates are given, ready to be launched."""
        campaign = cls._campaign(**kw)
        campaign.action_preview()
        campaign.action_spread()
        return campaign

    def _run(self):
        """What the scheduled action does, as it does it: without anybody's rights."""
        self.env.invalidate_all()
        with self._quiet_cron():
            self.env["hr.entretien.campaign"]._cron_campaigns()
        self.env.invalidate_all()
