from itertools import chain

from lxml import etree

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..models.bilan.hr_entretien_bilan_line import KINDS_OF
from .bilan_common import BilanCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilan(BilanCase):
    """What the état des lieux finds, from interviews and confirmed lines."""

    def test_period_and_interviews_of_the_cycle(self):
        self._interview("2020-01-08", motif="first")
        self._interview("2022-01-05")
        self._interview("2024-01-03", date_copy_delivered="2024-01-20")
        bilan = self._bilan()
        self.assertEqual(str(bilan.bilan_id.period_from), "2018-03-02")
        self.assertEqual(str(bilan.bilan_id.period_to), "2026-03-02")
        rows = bilan.bilan_id.interviews
        self.assertEqual(
            [row["held"] for row in rows][:3],
            ["2020-01-08", "2022-01-05", "2024-01-03"],
        )
        self.assertEqual(rows[2]["delivered"], "2024-01-20")
        self.assertTrue(bilan.bilan_id.interviews_ok)
        self.assertIn("2024", bilan.bilan_id.interviews_table)

    def test_a_missing_interview_is_told(self):
        self._interview("2020-01-08", motif="first")
        bilan = self._bilan()
        self.assertFalse(bilan.bilan_id.interviews_ok)
        self.assertTrue([row for row in bilan.bilan_id.interviews if not row["met"]])
        self.assertIn("Not held", bilan.bilan_id.interviews_table)
        self.assertIn("An interview is missing", bilan.bilan_id.conclusion)

    def test_each_kind_of_line_meets_one_criterion(self):
        kinds = dict(self.env["hr.entretien.bilan.line"]._fields["kind"].selection)
        self.assertCountEqual(chain(*KINDS_OF.values()), kinds)

    def test_the_card_names_the_criteria_as_their_fields_do(self):
        """Training that is mandatory counts for 1° too: it is not named otherwise."""
        names = [f"{name}_text" for name in KINDS_OF]
        view = self.env.ref("hr_entretien_professionnel.hr_entretien_view_form")
        [card] = etree.fromstring(view.arch).xpath("//field[@name='bilan_ids']//t")
        fields = self.env["hr.entretien.bilan"]._fields
        for name in names:
            [title] = card.xpath(f"field[@name='{name}']/preceding-sibling::div[1]")
            self.assertEqual(title.text, fields[name].string)

    def test_each_criterion_is_seen_in_the_form_and_the_list(self):
        for kind, ends in (("form", ["text"]), ("list", ["text", "ok"])):
            view = self.env.ref(
                f"hr_entretien_professionnel.hr_entretien_bilan_view_{kind}"
            )
            shown = etree.fromstring(view.arch).xpath("//field/@name")
            names = {f"{name}_{end}" for name in KINDS_OF for end in ends}
            self.assertFalse(names - set(shown), kind)

    def test_refused_or_cancelled_it_examines_nothing(self):
        """Lists say what became of the interview, and of no criterion that it fails."""
        days = {"date_held": False, "date_declined": "2026-03-02"}
        for state, said in (("declined", "Declined"), ("cancelled", "Cancelled")):
            bilan = self._bilan(state=state, **days).bilan_id
            self.assertFalse(bilan.period_from)
            self.assertEqual(bilan.with_context(lang="en_US").verdict, said)
            self.assertFalse(bilan.training_text or bilan.progression_text)

    def test_only_confirmed_lines_count(self):
        bilan = self._bilan()
        line = self._line(bilan, confirmed=False)
        self.assertFalse(bilan.bilan_id.training_ok)
        self.assertEqual(bilan.bilan_id.to_confirm, 1)
        said = "still to be confirmed by HR: 1."
        self.assertIn(said, bilan.bilan_id.conclusion)
        self.assertEqual(
            bilan.bilan_id.verdict, "Interview missing, training to confirm"
        )
        line.action_confirm()
        self.assertTrue(bilan.bilan_id.training_ok)
        self.assertEqual(bilan.bilan_id.to_confirm, 0)
        self.assertNotIn(said, bilan.bilan_id.conclusion)
        self.assertEqual(bilan.bilan_id.verdict, "Interview missing, training followed")
        self.assertEqual(line.confirmed_by, self.user_hr)
        line.action_reset()
        self.assertFalse(bilan.bilan_id.training_ok)

    def test_criteria(self):
        """(kind, values, criteria met)"""
        cases = (
            ("training", {}, {"training", "training_free"}),
            ("training", {"mandatory": True}, {"training"}),
            ("training", {"mandatory": True, "cpf_cofunded": True}, {"training"}),
            ("training", {"payer": "cpf"}, {"training"}),
            ("training", {"payer": "employee"}, {"training"}),
            (
                "training",
                {"payer": "cpf", "cpf_cofunded": True},
                {"training", "training_free"},
            ),
            ("certification", {}, {"certification"}),
            ("pay", {}, {"progression"}),
            ("career", {}, {"progression"}),
        )
        for kind, values, met in cases:
            with self.subTest(kind=kind, values=values):
                bilan = self._bilan(date_held="2026-03-01")
                self._line(bilan, kind, **values)
                names = ("training", "training_free", "certification", "progression")
                found = {name for name in names if bilan.bilan_id[f"{name}_ok"]}
                self.assertEqual(found, met)
                bilan.with_user(self.user_hr).action_cancel("Next case")

    def test_the_conclusion_follows_the_cumulative_rule(self):
        bilan = self._bilan()
        self.assertIn("is topped up", bilan.bilan_id.conclusion)
        self._line(bilan, mandatory=True)
        self.assertIn("is topped up", bilan.bilan_id.conclusion)
        self._line(bilan)
        self.assertIn("is not due", bilan.bilan_id.conclusion)

    def test_what_is_incomplete_is_not_confirmed(self):
        bilan = self._bilan()
        for kind, values, word in (
            ("training", {"date_from": False}, "its date"),
            ("training", {"attachment_ids": False}, "a document"),
            ("pay", {"progression": False}, "individual or collective"),
            ("certification", {"certification_kind": False}, "what was obtained"),
        ):
            line = self._line(bilan, kind, confirmed=False, **values)
            with self.subTest(word=word), self.assertRaisesRegex(UserError, word):
                line.action_confirm()

    def test_what_is_of_another_period_is_not_confirmed(self):
        """One training of another cycle would save the abondement of this one."""
        bilan = self._bilan()
        for start, end in (
            ("2017-03-06", False),
            (False, "2018-03-01"),
            ("2026-03-03", False),
            ("2026-03-03", "2026-03-20"),
        ):
            line = self._line(bilan, confirmed=False, date_from=start, date_to=end)
            with self.subTest(start=start, end=end):
                period = r"the period examined \(03/02/2018 – 03/02/2026\)"
                with self.assertRaisesRegex(UserError, period):
                    line.action_confirm()
        for start, end in (
            ("2017-12-04", "2018-03-02"),
            ("2026-03-02", "2026-06-30"),
            (False, "2026-03-02"),
        ):
            with self.subTest(start=start, end=end):
                line = self._line(bilan, date_from=start, date_to=end)
                self.assertEqual(line.state, "confirmed")

    def test_a_rejection_says_why(self):
        line = self._line(self._bilan(), confirmed=False)
        window = line.action_reject()
        self.assertEqual(window["res_model"], "hr.entretien.bilan.reject")
        self.assertEqual(line.state, "proposed")
        reject = self.env[window["res_model"]].with_user(self.user_hr)
        reject = reject.with_context(**window["context"]).create(
            {"reason": "Not followed to the end"}
        )
        reject.action_apply()
        self.assertEqual(line.state, "rejected")
        self.assertEqual(line.reject_reason, "Not followed to the end")
        line.action_reset()
        self.assertFalse(line.reject_reason)

    def test_a_confirmed_line_is_put_back_before_it_is_corrected(self):
        line = self._line(self._bilan())
        with self.assertRaisesRegex(UserError, "put it back"):
            line.write({"mandatory": True})
        with self.assertRaisesRegex(UserError, "buttons"):
            line.write({"state": "rejected"})
        with self.assertRaises(UserError):
            line.unlink()

    def test_without_seniority_no_period_is_guessed(self):
        self.veteran.version_ids.write({"contract_date_start": False})
        bilan = self._bilan()
        self.assertFalse(bilan.bilan_id.period_from)
        self.assertFalse(bilan.bilan_id.interviews_ok)
        self.assertIn("No contract start date", bilan.bilan_id.problem)
        self.assertEqual(bilan.bilan_id.conclusion, bilan.bilan_id.problem)

    def test_without_bilan_nothing_is_computed(self):
        self.assertFalse(self._bilan(with_bilan=False).bilan_id)
        bilan = self._bilan()
        self.assertTrue(bilan.bilan_id.period_from)
        bilan.with_bilan = False
        self.assertFalse(bilan.bilan_id.period_from)
        self.assertFalse(bilan.bilan_id.conclusion)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanFill(BilanCase):
    """Lines proposed from what Odoo knows already."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        course = cls.env["hr.resume.line.type"].create(
            {"name": "Course", "is_course": True}
        )
        cls.course = cls.env["hr.resume.line"].create(
            {
                "employee_id": cls.veteran.id,
                "name": "Robot programming",
                "line_type_id": course.id,
                "date_start": "2023-02-06",
                "date_end": "2023-02-08",
            }
        )
        cls.env["hr.resume.line"].create(
            {
                "employee_id": cls.veteran.id,
                "name": "Before he came",
                "line_type_id": course.id,
                "date_start": "2015-02-06",
            }
        )
        level = Command.create({"name": "Got", "level_progress": 100})
        kind = cls.env["hr.skill.type"].create(
            {
                "name": "Licences",
                "is_certification": True,
                "skill_ids": [Command.create({"name": "CACES"})],
                "skill_level_ids": [level],
            }
        )
        cls.env["hr.employee.skill"].create(
            {
                "employee_id": cls.veteran.id,
                "skill_type_id": kind.id,
                "skill_id": kind.skill_ids.id,
                "skill_level_id": kind.skill_level_ids.id,
                "valid_from": "2022-05-02",
            }
        )
        cls.veteran.version_ids.wage = 2000
        cls.veteran.create_version(
            {"date_version": "2021-09-01", "wage": 2200, "job_title": "Setter"}
        )
        past = cls._interview("2022-01-05")
        cls.need = cls.env["hr.entretien.besoin"].create(
            {
                "entretien_id": past.id,
                "name": "Team leading",
                "means": "cpf_cofunded",
                "followup_state": "done",
                "date_done": "2024-06-03",
            }
        )

    def _sources(self, bilan):
        return sorted(bilan.bilan_id.line_ids.mapped(lambda x: (x.kind, x.source)))

    def test_each_source_is_proposed_with_where_it_comes_from(self):
        bilan = self._bilan(state="to_plan", date_held=False)
        self.assertEqual(
            self._sources(bilan),
            [
                ("career", "contract"),
                ("certification", "skill"),
                ("pay", "contract"),
                ("training", "need"),
                ("training", "resume"),
            ],
        )
        self.assertEqual(set(bilan.bilan_id.line_ids.mapped("state")), {"proposed"})
        self.assertTrue(all(bilan.bilan_id.line_ids.mapped("source_label")))
        need = bilan.bilan_id.line_ids.filtered(lambda x: x.source == "need")
        self.assertTrue(need.cpf_cofunded)

    def test_a_version_taken_back_is_no_progression(self):
        version = self.veteran.create_version(
            {"date_version": "2025-02-03", "wage": 9000, "job_title": "Director"}
        )
        version.active = False
        lines = self._bilan(state="to_plan", date_held=False).bilan_id.line_ids
        self.assertNotIn(version.date_version, lines.mapped("date_from"))

    def test_no_amount_of_the_wage_is_told(self):
        bilan = self._bilan(state="to_plan", date_held=False)
        told = " ".join(
            f"{line.name} {line.source_label}" for line in bilan.bilan_id.line_ids
        )
        self.assertNotIn("2200", told.replace(",", "").replace(" ", ""))

    def test_twice_is_once_and_what_is_rejected_stays_away(self):
        bilan = self._bilan(state="to_plan", date_held=False)
        line = bilan.bilan_id.line_ids.filtered(lambda x: x.source == "resume")
        mine = line.with_user(self.user_hr)
        mine.action_reject("Not finished")
        before = bilan.bilan_id.line_ids
        self._as(self.user_manager, bilan).bilan_id.action_fill()
        self.assertEqual(bilan.bilan_id.line_ids, before)
        self.assertEqual(line.state, "rejected")
        with self.assertRaises(UserError):
            mine.unlink()

    def test_history_is_filled_when_asked(self):
        bilan = self._bilan(state="closed", date_copy_delivered="2026-03-02")
        self.assertFalse(bilan.bilan_id.line_ids)
        self._as(self.user_hr, bilan).bilan_id.action_fill()
        self.assertEqual(len(bilan.bilan_id.line_ids), 5)

    def test_queries_do_not_grow_with_employees(self):
        def cost(count):
            people = self.env["hr.employee"]
            for number in range(count):
                people |= self._employee(f"P{count}-{number}", "2018-01-10")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["hr.entretien.bilan.source"]._gather(people)
            return self.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(12), cost(2) + 2)
