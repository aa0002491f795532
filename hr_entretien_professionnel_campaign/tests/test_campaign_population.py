from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.modules.module import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_labels,
)

from .campaign_common import CampaignCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestCampaignPopulation(CampaignCase):
    """Who is in a campaign, who is out and why. All were hired on 10 January 2022."""

    def _reason(self, employee, **kw):
        """Why that employee is out of a campaign, or None when he is in."""
        campaign = self._campaign(**kw)
        campaign.action_preview()
        line = self._line(campaign, employee)
        return None if line.is_in else (line.out_code, line.out_reason)

    def test_whoever_is_due_before_the_date_is_in(self):
        """With nothing open yet: the interview will be opened at the launch."""
        campaign = self._campaign()
        campaign.action_preview()
        line = self._line(campaign, self.employee)
        self.assertRecordValues(
            line,
            [
                {
                    "is_in": True,
                    "date_due": self.employee.entretien_next_date,
                    "date_limit": self.employee.entretien_next_limit,
                    "interviewer_id": self.manager.id,
                    "entretien_id": False,
                    "state": "todo",
                }
            ],
        )
        self.assertFalse(self.employee.entretien_ids)
        self.assertEqual(campaign.state, "preview")

    def test_an_open_interview_is_the_one_that_counts(self):
        entretien = self._entretien(self.employee)
        campaign = self._campaign()
        campaign.action_preview()
        self.assertEqual(self._line(campaign, self.employee).entretien_id, entretien)

    def test_a_campaign_for_a_later_date_goes_beyond_the_horizon(self):
        """Due in January 2030: the nightly action would not open it before long."""
        self._held(self.employee, "2026-01-15")
        self.assertEqual(self._reason(self.employee)[0], "nothing_due")
        self.assertIsNone(self._reason(self.employee, due_before="2030-12-31"))

    def test_the_population_is_departments_managers_and_jobs(self):
        child = self.env["hr.department"].create(
            {
                "name": "Tours",
                "parent_id": self.department.id,
                "company_id": self.company.id,
            }
        )
        deep = self._employee("Deep", department_id=child.id, parent_id=self.n2.id)
        team = self.manager + self.employee + self.colleague
        for criteria, expected in (
            ({"department_ids": self.department.ids}, team + deep),
            ({"manager_ids": self.manager.ids}, self.employee + self.colleague),
            ({"job_ids": self.job.ids}, team),
            ({"employee_ids": self.stranger.ids}, self.stranger),
            (
                {"manager_ids": self.manager.ids, "employee_ids": self.stranger.ids},
                self.employee + self.colleague + self.stranger,
            ),
        ):
            with self.subTest(criteria):
                campaign = self._campaign(**criteria)
                campaign.action_preview()
                self.assertEqual(campaign.line_ids.employee_id, expected)

    def test_both_pages_of_the_population_show_the_same_criteria(self):
        arch = etree.fromstring(self._campaign().get_view(view_type="form")["arch"])
        draft, later = (
            set(arch.xpath(f"//page[@name='{name}']//field/@name"))
            for name in ("population", "criteria")
        )
        motifs = selection_labels(self.env["hr.entretien"], "motif")
        ticked = {f"for_{motif}" for motif in motifs}
        self.assertEqual(draft - ticked - {"company_id"}, later - {"motifs"})
        self.assertLessEqual(ticked, draft)

    def test_nobody_of_another_company_is_in_the_population(self):
        campaign = self._campaign()
        campaign.action_preview()
        self.assertEqual(campaign.line_ids.employee_id.company_id, self.company)

    def test_not_due_says_when_it_is(self):
        self._held(self.employee, "2026-01-15")
        self.assertEqual(
            self._reason(self.employee),
            (
                "nothing_due",
                "Nothing due before 12/31/2026: the next one is due on 01/10/2030.",
            ),
        )

    def test_already_planned_says_when(self):
        entretien = self._entretien(
            self.employee,
            date_planned="2026-03-20 09:00:00",
            interviewer_id=self.manager.id,
        )
        entretien.action_plan()
        self.assertEqual(
            self._reason(self.employee), ("planned", "Already planned on 03/20/2026.")
        )

    def test_absent_for_all_of_the_campaign_is_out(self):
        self._absent("2026-01-05", "2026-08-31")
        self.assertEqual(
            self._reason(self.employee),
            (
                "absent",
                "Suspended: absent until 08/31/2026, after the last day of the "
                "campaign.",
            ),
        )

    def test_back_during_the_campaign_is_in_from_that_day(self):
        self._absent("2026-01-05", "2026-03-24")
        campaign = self._campaign()
        campaign.action_preview()
        line = self._line(campaign, self.employee)
        self.assertRecordValues(
            line,
            [
                {
                    "is_in": True,
                    "not_before": self._day("2026-03-25"),
                    "warning": "Back from absence on 03/25/2026.",
                }
            ],
        )

    def _absent(self, start, end):
        self.env["hr.entretien.absence"].create(
            {
                "employee_id": self.employee.id,
                "type_id": self.env["hr.entretien.absence.type"]
                .search([("apart", "=", False)], limit=1)
                .id,
                "date_from": start,
                "date_to": end,
            }
        )

    def test_not_concerned_and_not_computable_say_why(self):
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Mandataire"}
        )
        self.assertEqual(
            self._reason(self.employee),
            ("not_concerned", "Not followed up: Mandataire"),
        )
        nobody = self._employee("Undated", hired=None, parent_id=self.manager.id)
        code, text = self._reason(nobody)
        self.assertEqual(code, "not_computable")
        self.assertIn("No contract start date", text)

    def test_why_the_card_gives_no_date_is_said_to_who_reads_it(self):
        """Not in the words of who looked first, who may read another language."""
        self.employee.write(
            {"entretien_excluded": True, "entretien_excluded_reason": "Mandataire"}
        )
        campaign = self._campaign()
        campaign.action_preview()
        line = self._line(campaign, self.employee)
        line.sudo().out_data = {"text": "Ausgenommen"}
        self.assertEqual(line.out_reason, "Not followed up: Mandataire")
        self.employee.entretien_excluded = False
        line.invalidate_recordset()
        self.assertEqual(line.out_reason, "Ausgenommen", "as it was found")

    def test_a_contract_that_ends_before_is_out(self):
        leaver = self._employee(
            "Leaver",
            "2022-01-10",
            contract_date_end="2026-03-10",
            parent_id=self.manager.id,
        )
        self.assertEqual(
            self._reason(leaver),
            (
                "ends_before",
                "The contract ends on 03/10/2026, before the first day of the "
                "campaign.",
            ),
        )

    def test_nobody_to_hold_it_is_out_until_hr_chooses(self):
        alone = self._employee("Alone", "2022-01-10")
        self.assertEqual(self._reason(alone)[0], "no_interviewer")

    def test_whose_contract_is_over_holds_nothing(self):
        """Not archived yet: the manager above is asked, as for any interview."""
        former = self._employee(
            "Former", contract_date_end="2026-01-30", parent_id=self.n2.id
        )
        worker = self._employee("Worker", parent_id=former.id)
        campaign = self._campaign(employee_ids=worker.ids)
        campaign.action_preview()
        self.assertEqual(self._line(campaign, worker).interviewer_id, self.n2)

    def test_hr_does_not_choose_who_is_gone(self):
        former = self._employee("Former", contract_date_end="2026-01-30")
        campaign = self._campaign(employee_ids=self.employee.ids)
        campaign.action_preview()
        line = self._line(campaign, self.employee)
        with self.assertRaisesRegex(UserError, "Former cannot conduct this interview"):
            line.interviewer_id = former

    def test_in_another_running_campaign_is_out(self):
        first = self._ready(name="Première", employee_ids=self.employee.ids)
        self.assertIsNone(self._reason(self.employee))
        first.action_launch()
        self.assertEqual(
            self._reason(self.employee),
            ("other_campaign", "Already in the campaign “Première”."),
        )

    def test_criteria_of_motif_and_delay(self):
        """Overdue since January 2023 at the old law: all are, and periodic or first."""
        motif = self.employee.entretien_next_motif
        other = "return" if motif != "return" else "periodic"
        self.assertIsNone(self._reason(self.employee, **{f"for_{motif}": True}))
        self.assertEqual(
            self._reason(self.employee, **{f"for_{other}": True})[0], "other_motif"
        )
        both = {f"for_{motif}": True, f"for_{other}": True}
        self.assertIsNone(self._reason(self.employee, **both))
        self.assertEqual(
            self._campaign(for_return=True, for_periodic=True).motifs,
            "Periodic, Return from absence",
        )

    def test_with_every_type_ticked_nobody_is_of_another_type(self):
        """Each type of interview has its box, under its own name, in the form."""
        campaigns = self.env["hr.entretien.campaign"]
        types = selection_labels(self.env["hr.entretien"], "motif")
        boxes = {f"for_{motif}": label for motif, label in types.items()}
        names = {name for name in campaigns._fields if name.startswith("for_")}
        self.assertEqual(names, boxes.keys())
        form = campaigns.get_view(view_type="form")["arch"]
        every = dict.fromkeys(boxes, True)
        for name, label in boxes.items():
            with self.subTest(name):
                self.assertIn(f'name="{name}"', form)
                self.assertEqual(self._campaign(**{name: True}).motifs, label)
        self.assertEqual(self._campaign(**every).motifs, ", ".join(types.values()))
        for motif in types:
            with self.subTest(motif):
                person = self._employee(motif, parent_id=self.manager.id)
                self._entretien(person, motif=motif)
                self.assertIsNone(self._reason(person, **every))

    def test_every_type_of_the_first_release_is_every_type(self):
        """19.0.1.0.0 knew no interview before a leave."""
        types = selection_labels(self.env["hr.entretien"], "motif")
        known = [f"for_{motif}" for motif in types if motif != "before_leave"]
        every = self._campaign(**dict.fromkeys(known, True))
        some = self._campaign(**dict.fromkeys(known[1:], True))
        self.env.flush_all()
        name = "hr_entretien_professionnel_campaign/migrations/19.0.1.1.0/"
        script = load_script(file_path(f"{name}post-before-leave.py"), "before_leave")
        self.assertEqual(len(every._wanted_motifs()), 6)
        script.migrate(self.env.cr, "19.0.1.0.0")
        (every + some).invalidate_recordset()
        self.assertEqual(len(every._wanted_motifs()), 7)
        self.assertEqual(len(some._wanted_motifs()), 5)

    def test_chosen_by_hand_is_in_whatever_the_date(self):
        self._held(self.employee, "2026-01-15")
        self.assertIsNone(self._reason(self.employee, employee_ids=self.employee.ids))

    def test_without_email_he_is_in_and_gets_a_letter(self):
        worker = self._employee("Worker", parent_id=self.manager.id)
        campaign = self._campaign()
        campaign.action_preview()
        line = self._line(campaign, worker)
        self.assertTrue(line.is_in and line.by_letter)
        self.assertEqual(line.warning, "No e-mail: letter to print.")

    def test_hr_decides_otherwise_and_it_stays(self):
        """Looking again must not undo what HR decided on a person."""
        self._held(self.colleague, "2026-01-15")
        campaign = self._campaign()
        campaign.action_preview()
        self._line(campaign, self.employee).write(
            {"is_in": False, "note": "Vu la semaine dernière"}
        )
        self._line(campaign, self.colleague).action_put_in()
        campaign.action_preview()
        out, put_in = (
            self._line(campaign, person) for person in (self.employee, self.colleague)
        )
        self.assertFalse(out.is_in)
        self.assertEqual(out.out_reason, "Left out by HR: Vu la semaine dernière")
        self.assertTrue(put_in.is_in)

    def test_who_holds_it_is_as_the_campaign_says(self):
        for kind, values, expected in (
            ("manager", {}, self.manager),
            ("n2", {}, self.n2),
            ("chosen", {"interviewer_id": self.hr.id}, self.hr),
        ):
            with self.subTest(kind):
                campaign = self._campaign(interviewer_kind=kind, **values)
                campaign.action_preview()
                line = self._line(campaign, self.employee)
                self.assertEqual(line.interviewer_id, expected)

    def test_the_preview_costs_the_same_for_a_few_and_for_many(self):
        """A query for each person would show between these two."""
        counts = []
        for number in (5, 60):
            people = self._people(number)
            campaign = self._campaign(employee_ids=people.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_preview()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)

    def test_the_screen_reads_counts_and_lines_without_a_query_each(self):
        counts = []
        # The first time fills caches that both the others find.
        for number in (2, 5, 40):
            campaign = self._campaign(employee_ids=self._people(number).ids)
            campaign.action_preview()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.line_ids.mapped("out_reason")
            campaign.line_ids.mapped("warning")
            self.assertEqual(campaign.in_count, number)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 1, counts)

    def test_nobody_holds_their_own(self):
        """Neither their own manager, in a loop, nor under another card of theirs."""
        self.employee.parent_id = self.employee
        self.n2.parent_id = self.manager
        self.user_colleague.company_ids |= self.other_company
        elsewhere = self._employee(
            "Colleague There",
            user_id=self.user_colleague.id,
            company_id=self.other_company.id,
        )
        self.colleague.parent_id = elsewhere
        elsewhere.parent_id = self.n2
        campaign = self.env["hr.entretien.campaign"].create(
            {
                "name": "2026",
                "company_id": self.company.id,
                "date_from": "2026-04-01",
                "due_before": "2026-12-31",
                "interviewer_kind": "manager",
            }
        )
        population = self.env["hr.entretien.campaign.population"]
        none = self.env["hr.entretien"]
        for person, holder in (
            (self.colleague, self.n2),
            (self.employee, self.department.manager_id),
            (self.manager, self.n2),
        ):
            with self.subTest(name=person.name):
                found = population._interviewer(campaign, person, none)
                self.assertEqual(found, holder)
        line = self.env["hr.entretien.campaign.line"].create(
            {"campaign_id": campaign.id, "employee_id": self.colleague.id}
        )
        with self.assertRaises(ValidationError):
            line.interviewer_id = elsewhere
