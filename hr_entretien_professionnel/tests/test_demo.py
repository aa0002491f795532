import re
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.fields import Domain
from odoo.tests import tagged

from ..models.employee.entretien_reason import reasons_text
from ..models.interview.hr_entretien_texts_mixin import TEXTS
from .demo_common import MODULE, DemoCase

LAW_2025 = date(2025, 10, 26)
WRITTEN = (*(name for name, words in TEXTS.items() if not words.occasion), "conclusion")
A_DATE = re.compile(r"\b(19|20)\d\d\b|\b\d{1,2}/\d{1,2}\b")


@tagged("post_install", "-at_install")
class TestDemo(DemoCase):
    """Each case that the demo promises is found in it by what it means."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin_company = cls.env.ref("base.user_admin").company_id

    def setUp(self):
        super().setUp()
        self.load_demo()

    def test_the_company(self):
        self.check_every_status()
        self.check_slots()
        self.check_interview_days()
        self._check_organisation()
        self._check_accounts()
        self._check_contracts()
        self._check_not_followed()
        self._check_seniority()
        self._check_history()
        self._check_written()
        self._check_open()
        self._check_manager_who_left()
        self._check_grid()
        self._check_told()
        self._check_invited()
        self._check_preparations()
        self._check_not_held()
        self._check_return()
        self._check_particular()
        self._check_decided()
        self._check_corrected_law()

    def _check_corrected_law(self):
        """One employee for each point of the law that is easily read wrong."""
        self.assertFalse(self._told("vasseur", "return"), "exactly six months")
        for name, kind, target, told in (
            ("aubry", "periodic", "2027-02-05", "III, "),
            ("noel", "periodic", "2028-05-13", "L.6315-1"),
            ("ferrand", "before_leave", None, "L.3142-23"),
            ("perret", "return", "2026-04-27", "L.1225-17"),
            ("meunier", "return", "2026-07-01", "L.6315-1"),
            ("caron", "bilan", "2027-03-06", "+ 30 "),
            ("bail", "return", "2026-08-01", "L.324-1 CSS"),
            ("fabre", "periodic", "2029-02-03", "L.6315-1"),
            ("marchand", "bilan", "2034-03-07", "07/03/2026"),
            ("petit", "bilan", "2034-01-05", "13/04/2033"),
        ):
            with self.subTest(name):
                found = self._told(name, kind)
                self.assertTrue(found)
                self.assertIn(target or found[0], found[0])
                self.assertIn(told, found[1])
        merle = self.env.ref(f"{MODULE}.employee_merle_demo")
        self.assertTrue(merle.entretien_seasonal_hint)

    def _told(self, name, kind):
        """Due date of a kind, and its reason in French; None without one."""
        employee = self.env.ref(f"{MODULE}.employee_{name}_demo")
        employee = employee.with_context(lang="fr_FR")
        names = self.env["hr.entretien.regime"].with_context(lang="fr_FR")
        for duty in employee._entretien_due():
            if duty["kind"] == kind:
                reason = reasons_text(
                    employee.env, [duty["reason"]], names._reason_names()
                )
                return duty["target"], reason
        return None

    def _check_organisation(self):
        self.assertEqual(self.company.country_id.code, "FR")
        self.assertEqual(self.company.currency_id.name, "EUR")
        self.assertEqual(self.company.partner_id.lang, "fr_FR")
        self.assertTrue(35 <= len(self.employees) <= 49)
        self.assertEqual(len(self.employees.department_id), 9)
        self.assertFalse(
            self.employees.department_id.filtered(lambda x: not x.manager_id)
        )
        self.assertTrue(self.employees.filtered("parent_id.parent_id"))
        counts = [
            len(self.employees.filtered(lambda item, sex=sex: item.sex == sex))
            for sex in ("female", "male")
        ]
        self.assertLessEqual(abs(counts[0] - counts[1]), 4)
        self.assertFalse(self.everybody.filtered(lambda item: not item.birthday))

    def _check_accounts(self):
        users = {user.login: user for user in self.employees.user_id}
        self.assertGreaterEqual(len(users), 5)
        self.assertLess(len(users), len(self.employees) / 2)
        self.assertEqual(self.company.entretien_responsible_id, users["rh"])
        self.assertTrue(users["rh"].has_group("hr.group_hr_manager"))
        for login in ("manager", "salarie"):
            self.assertFalse(users[login].has_group("hr.group_hr_user"))
        employee = self.employees.filtered(
            lambda item: item.user_id == users["salarie"]
        )
        self.assertEqual(employee.parent_id.user_id, users["manager"])
        for user in users.values():
            self.assertEqual((user.lang, user.tz), ("fr_FR", "Europe/Paris"))
            more = self.services if user.login == "rh" else user.company_ids.browse()
            self.assertEqual(user.company_ids, self.company | more)
        admin = self.env.ref("base.user_admin")
        self.assertIn(self.company, admin.company_ids)
        self.assertEqual(admin.company_id, self.admin_company)

    def _check_contracts(self):
        gaps = self.second_contract_gaps()
        followed = [item for item, gap in gaps.items() if gap <= 4]
        broken = [item for item, gap in gaps.items() if gap > 4]
        self.assertTrue(followed and broken)
        for employee in followed:
            first = self.contracts(employee)[0][0]
            self.assertEqual(employee.entretien_start_date, first)
        for employee in broken:
            last = self.contracts(employee)[-1][0]
            self.assertEqual(employee.entretien_start_date, last)
        for employee in self.of_type("student"):
            self.assertEqual(employee.entretien_status, "up_to_date")
        part_time = self.employees.filtered(
            lambda item: item.resource_calendar_id.hours_per_week == 28
        )
        self.assertTrue(part_time.filtered("entretien_next_date"))
        ends_before = self.employees.filtered(
            lambda item: (
                item.entretien_end_date
                and item.entretien_end_date >= self.today
                and not item.entretien_next_date
                and item.employee_type == "employee"
            )
        )
        self.assertEqual(set(ends_before.mapped("entretien_status")), {"up_to_date"})
        self.assertTrue(all(ends_before.mapped("entretien_blocking_reason")))

    def _check_not_followed(self):
        for employee_type in ("freelance", "trainee"):
            people = self.of_type(employee_type)
            self.assertEqual(set(people.mapped("entretien_status")), {"not_concerned"})
        self.assertTrue(self.employees.filtered("entretien_excluded"))
        unknown = self.of_status("not_computable")
        self.assertEqual(
            set(unknown.mapped("entretien_block_code")), {"no_contract_date"}
        )

    def _check_seniority(self):
        transferred = self.employees.filtered("entretien_seniority_date")
        self.assertTrue(transferred)
        for employee in transferred:
            start = employee.entretien_seniority_date
            self.assertLess(start, employee.contract_date_start)
            self.assertEqual(employee.entretien_start_date, start)
        starts = self.employees.filtered("entretien_start_date")
        long_ago = self.today - relativedelta(years=20, days=-7)
        last_month = self.today - relativedelta(months=1)
        self.assertTrue(starts.filtered(lambda x: x.entretien_start_date <= long_ago))
        recent = starts.filtered(lambda x: x.entretien_start_date >= last_month)
        self.assertGreaterEqual(len(recent), 2)
        self.assertEqual(set(recent.mapped("entretien_status")), {"up_to_date"})

    def _check_history(self):
        closed = self.entretiens.filtered(lambda item: item.state == "closed")
        self.assertGreaterEqual(len(closed), 25)
        self.assertTrue(all(closed.mapped("date_copy_delivered")))
        bilans = closed.filtered("with_bilan")
        self.assertTrue(bilans.filtered(lambda item: item.date_held < LAW_2025))
        self.assertTrue(bilans.filtered(lambda item: item.date_held >= LAW_2025))

    def _check_written(self):
        written = self.entretiens.filtered("besoin_ids")
        self.assertGreaterEqual(len(written), 8)
        for entretien in written:
            self.assertTrue(entretien.souhait_ids and entretien.action_ids)
            for name in WRITTEN:
                self.assertTrue(entretien[name], f"{entretien.display_name}: {name}")
                self.assertNotRegex(entretien[name], A_DATE)
            if entretien.state == "closed":
                self.assertTrue(entretien.info_cep_date)
        besoins = written.besoin_ids
        self.assertEqual(
            set(besoins.mapped("answer")),
            {"pending", "accepted", "postponed", "refused"},
        )
        self.assertGreaterEqual(len(set(besoins.mapped("means"))), 6)
        self.assertGreaterEqual(len(set(written.souhait_ids.mapped("kind"))), 5)
        for besoin in besoins.filtered("date_done"):
            self.assertTrue(besoin.date_held <= besoin.date_done <= self.today)

    def _check_open(self):
        by_state = self.entretiens.grouped("state")
        self.assertTrue(all(by_state["held"].mapped("missing_text")))
        self.assertTrue(all(by_state["declined"].mapped("motive")))
        self.assertTrue(all(by_state["cancelled"].mapped("motive")))
        for entretien in by_state["declined"]:
            self.assertEqual(entretien.employee_id.entretien_status, "up_to_date")
        self.assertFalse(by_state["planned"].filtered("warned_of"))
        for entretien in by_state["planned"]:
            self.assertTrue(entretien.interviewer_id and entretien.location)
            self.assertTrue(entretien.career)
        for entretien in by_state["to_plan"]:
            self.assertTrue(entretien.activity_ids, entretien.display_name)

    def _check_manager_who_left(self):
        gone = self.everybody.filtered(lambda item: not item.active)
        held_by = self.entretiens.filtered(lambda item: item.interviewer_id in gone)
        self.assertTrue(held_by)
        self.assertEqual(set(held_by.mapped("state")), {"closed"})
        former_team = self.entretiens.filtered_domain(
            Domain("manager_id", "in", gone.ids) & Domain("state", "=", "planned")
        )
        self.assertTrue(former_team.interviewer_id)
        self.assertTrue(all(former_team.interviewer_id.mapped("active")))

    def kinds(self, entretien):
        """The kinds of the proof file of an interview."""
        return set(entretien.proof_ids.mapped("kind"))

    def with_proof(self, kind):
        return self.entretiens.filtered(lambda item: kind in self.kinds(item))

    def _check_grid(self):
        grille = self.env["hr.entretien.grille"].search(
            [("company_id", "=", self.company.id)]
        )
        audiences = grille.question_ids.mapped("audience")
        self.assertEqual(set(audiences), {"employee", "interviewer"})
        self.assertTrue(grille.entretien_ids.filtered("grille_version_id"))

    def _check_told(self):
        """Hired this year: one told by the contract, one by letter, others not."""
        told = self.employees.filtered("entretien_told_date")
        hows = {"told_contract", "told_letter"}
        self.assertEqual(set(told.mapped("entretien_told_how")), hows)
        self.assertTrue(self.employees.filtered("entretien_not_told"))

    def _check_invited(self):
        invited = self.with_proof("invitation").filtered(
            lambda item: item.state == "planned"
        )
        self.assertGreaterEqual(len(invited), 4)
        self.assertTrue(all(invited.mapped("date_invited")))
        self.assertTrue(self.with_proof("letter"))
        for entretien in invited:
            self.assertIn("planned", self.kinds(entretien))
            self.assertTrue(entretien.preparation_id)
            self.assertFalse(entretien.next_step)
        by_step = self.entretiens.grouped("next_step")
        for step in ("plan", "invite", "re_invite", "sign"):
            self.assertIn(step, by_step)

    def _check_preparations(self):
        """The employee with an account prepares; another one has sent his."""
        employee = self.employees.filtered(lambda x: x.user_id.login == "salarie")
        manager = self.employees.filtered(lambda x: x.user_id.login == "manager")
        preparations = self.entretiens.preparation_id
        own = preparations.filtered(lambda item: item.employee_id == employee)
        self.assertEqual((own.state, own.entretien_id.state), ("draft", "planned"))
        sent = preparations.filtered(lambda item: item.state == "submitted")
        self.assertEqual(sent.entretien_id.interviewer_id, manager)
        self.assertTrue(sent.prospects and sent.wishes and sent.needs)
        self.assertIn("L'îlot de mise sous tension.", dict(sent.answers).values())
        self.assertFalse(sent.sudo()._is_writing())
        self.assertEqual(self.with_proof("preparation"), sent.entretien_id)

    def _check_not_held(self):
        absent = self.with_proof("absence")
        self.assertEqual(absent.mapped("no_show_count"), [1])
        self.assertEqual((absent.state, absent.next_step), ("to_plan", "re_invite"))
        self.assertEqual(absent.employee_id.entretien_status, "overdue")
        declined = self.with_proof("refusal")
        self.assertEqual(set(declined.mapped("state")), {"declined"})

    def _check_return(self):
        offered = self.with_proof("offer")
        self.assertEqual((offered.motif, offered.state), ("return", "planned"))
        self.assertEqual(offered.employee_id.entretien_status, "planned")

    def _check_particular(self):
        """A mid-career bilan whose measures come up again, and both returns."""
        recalled = self.entretiens.filtered("measures_recalled")
        self.assertEqual(recalled.mapped("state"), ["planned"])
        (mid,) = self.entretiens.filtered("physician_measures")
        self.assertEqual(
            (mid.motif, mid.employee_id), ("mid_career", recalled.employee_id)
        )
        words = self.env["report.hr_entretien_professionnel.report_hr_entretien"]
        self.assertTrue(words._occasion_rows(mid, "mid_career"))
        returns = self.entretiens.filtered("return_kind")
        self.assertEqual(set(returns.mapped("return_kind")), {"parental", "mandate"})
        self.assertEqual(set(returns.mapped("state")), {"to_plan"})

    def _check_decided(self):
        held = self.entretiens.filtered(lambda item: item.state == "held")
        for model in (held.besoin_ids, held.action_ids):
            followed = model.filtered(lambda line: line.owner_id and line.deadline)
            self.assertTrue(followed)
            self.assertTrue(all(followed.sudo().mapped("activity_id")))

    def test_nobody_gets_a_mail(self):
        Mail = self.env["mail.mail"].sudo()
        partners = self.employees.work_contact_id | self.company.partner_id
        self.assertFalse(Mail.search([("recipient_ids", "in", partners.ids)]))

    def test_a_second_pass_finds_nothing_to_do(self):
        Activity = self.env["mail.activity"]
        before = (self.entretiens.ids, Activity.search_count([]))
        self.run_cron()
        after = self.env["hr.entretien"].search([("company_id", "=", self.company.id)])
        self.assertEqual((after.ids, Activity.search_count([])), before)
