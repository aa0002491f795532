from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import EntretienCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestInterviewFigures(EntretienCase):
    """What the analysis of interviews counts by: copies and delays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee.write({"entretien_category": "worker", "sex": "female"})

    def test_copies_follow_until_it_is_held_and_stay(self):
        held = self._held(self.employee, "2024-01-08")
        opened = self._entretien(self.employee)
        self.employee.write({"entretien_category": "technician", "sex": "other"})
        self.assertRecordValues(
            held + opened,
            [
                {"employee_category": "worker", "employee_sex": "female"},
                {"employee_category": "technician", "employee_sex": "other"},
            ],
        )

    def test_an_empty_copy_is_filled_in_when_the_fact_is_known(self):
        """Histories are imported before HR has every category."""
        held = self._held(self.colleague, "2024-01-08")
        self.assertFalse(held.employee_category)
        self.colleague.entretien_category = "clerk"
        self.assertEqual(held.employee_category, "clerk")

    def test_delays_are_those_of_what_is_over(self):
        late = self._held(
            self.employee,
            "2024-01-20",
            date_limit="2024-01-10",
            date_copy_delivered="2024-01-25",
        )
        early = self._held(self.colleague, "2024-01-04", date_limit="2024-01-10")
        opened = self._entretien(self.stranger)
        self.assertEqual(
            [(item.delay_days, item.copy_delay_days) for item in late + early + opened],
            [(10, 5), (0, 0), (0, 0)],
        )
        [(count, late_mean, copy_mean)] = self._as(
            self.user_hr, self.env["hr.entretien"]
        )._read_group(
            [("id", "in", (late + early + opened).ids)],
            [],
            ["__count", "delay_days:avg", "copy_delay_days:avg"],
        )
        self.assertEqual((count, float(late_mean), float(copy_mean)), (3, 5.0, 2.5))
        self.assertEqual(
            self.env["hr.entretien"].search([("delay_days", ">", 0)]), late
        )

    def test_only_hr_reads_and_groups_by_them(self):
        entretien = self._entretien(self.employee)
        users = self.user_manager + self.user_n2
        users.group_ids += self.env.ref("base.group_allow_export")
        for user in users:
            for name in (
                "employee_category",
                "employee_sex",
                "delay_days",
                "copy_delay_days",
            ):
                record = self._as(user, entretien)
                with self.subTest(login=user.login, field=name):
                    with self.assertRaises(AccessError):
                        record.read([name])
                    with self.assertRaises(AccessError):
                        record.export_data([name])
                    with self.assertRaises(AccessError):
                        record.search([(name, "!=", False)])
                    with self.assertRaises(AccessError):
                        record.write({name: False})
                    with self.assertRaises(AccessError):
                        record.formatted_read_group([], [name], ["__count"])

    def test_a_manager_still_opens_an_interview(self):
        """The copies are written with the server's rights, not with his."""
        entretien = (
            self._as(self.user_manager, self.env["hr.entretien"])
            .create({"employee_id": self.employee.id, "motif": "on_request"})
            .sudo()
        )
        self.assertEqual(entretien.employee_category, "worker")

    def test_needs_are_counted_by_all_that_hr_asks(self):
        entretien = self._entretien(self.employee)
        self.env["hr.entretien.besoin"].create(
            [
                {"entretien_id": entretien.id, "name": "CACES", "priority": "2"},
                {"entretien_id": entretien.id, "name": "VAE", "means": "vae"},
            ]
        )
        needs = self._as(self.user_hr, self.env["hr.entretien.besoin"])
        for name in ("nature", "means", "priority", "answer", "followup_state"):
            groups = needs._read_group(
                [("entretien_id", "=", entretien.id)], [name], ["__count"]
            )
            self.assertEqual(sum(number for _key, number in groups), 2)
