"""Who is told by the scheduled action, and who takes over from who left."""

from odoo.tests import freeze_time, tagged

from .test_reconcile import KIND, TODAY, ReconcileCase


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReconcileActivity(ReconcileCase):
    """One activity, to somebody who can do something with it, and no mail."""

    def _told(self, employee):
        self._pass()
        return self._open(employee).activity_ids

    def test_interviewer_is_told(self):
        activity = self._told(self._due())
        self.assertRecordValues(
            activity,
            [
                {
                    "user_id": self.user_manager.id,
                    "date_deadline": self._day("2026-05-20"),
                    "activity_type_id": self.env.ref(f"{KIND}to_plan").id,
                    "automated": True,
                }
            ],
        )
        self.assertTrue(activity.summary)

    def test_activity_in_the_language_of_who_reads_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        kind = self.env.ref(f"{KIND}to_plan")
        kind.with_context(lang="fr_FR").name = "Planifier l'entretien"
        self.user_manager.lang = "fr_FR"
        self.assertEqual(self._told(self._due()).summary, "Planifier l'entretien")

    def test_nobody_to_tell(self):
        """No manager, no HR in charge: opened all the same, and OdooBot is not told."""
        employee = self._due(parent_id=False)
        self.assertFalse(self._told(employee))
        self.assertFalse(self._open(employee).interviewer_id)

    def test_hr_in_charge_when_nobody_holds_it(self):
        self.company.entretien_responsible_id = self.user_hr
        self.assertEqual(self._told(self._due(parent_id=False)).user_id, self.user_hr)

    def test_interviewer_who_cannot_open_it(self):
        """No account, a portal one, an archived one: HR in charge is told instead."""
        self.company.entretien_responsible_id = self.user_hr
        gone = self._user("gone")
        gone.active = False
        elsewhere = self._user("elsewhere", company=self.other_company)
        for user in (None, self.user_portal, gone, elsewhere):
            name = user.login if user else "no account"
            boss = self._employee(f"Boss {name}")
            self._held(boss, "2026-01-12", with_bilan=True)
            employee = self._due(f"Under {name}", parent_id=boss.id)
            # Only now: Time Off makes whoever has a team an internal user.
            boss.user_id = user
            activity = self._told(employee)
            self.assertEqual(self._open(employee).interviewer_id, boss, name)
            self.assertEqual(activity.user_id, self.user_hr, name)

    def test_account_that_cannot_open_it_is_never_the_last_resort(self):
        for user in (self.user_portal, self.user_other_hr):
            self.company.entretien_responsible_id = user
            self.assertFalse(self._told(self._due(user.login, parent_id=False)))

    def test_department_head_when_there_is_no_manager(self):
        self.department.manager_id = self.manager
        employee = self._due(parent_id=False, department_id=self.department.id)
        self.assertEqual(self._told(employee).user_id, self.user_manager)

    def test_department_head_does_not_hold_his_own(self):
        """And the nights after do not open and close his activity again."""
        self.company.entretien_responsible_id = self.user_hr
        head = self._due("Head", parent_id=False, department_id=self.department.id)
        self.department.manager_id = head
        self.assertEqual(self._told(head).user_id, self.user_hr)
        self.assertFalse(self._open(head).interviewer_id)
        once = self._snapshot()
        self._pass()
        self.assertEqual(self._snapshot(), once)

    def test_no_mail(self):
        """300 mails on the night of the installation is how an add-on is removed."""
        self.company.entretien_responsible_id = self.user_hr
        before = self.env["mail.mail"].search_count([])
        people = [self._due(f"Due {number}") for number in range(5)]
        self._pass()
        for employee in people:
            employee.entretien_seniority_date = "2024-04-15"
        self._open(people[0]).date_planned = "2026-05-12 09:00:00"
        self._open(people[0]).action_plan()
        self.manager.active = False
        self._pass()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        notified = self.env["mail.notification"].search_count(
            [
                ("notification_type", "=", "email"),
                ("mail_message_id.model", "=", "hr.entretien"),
            ]
        )
        self.assertFalse(notified)

    def test_activity_follows_the_interviewer_that_hr_chose(self):
        """HR gives the interview to the N+2: the manager's list must let it go."""
        employee = self._due()
        self._told(employee)
        self._open(employee).interviewer_id = self.n2
        activity = self._told(employee)
        self.assertEqual(activity.user_id, self.user_n2)

    def test_who_gets_an_account_is_told(self):
        """Opened when nobody could be told: not forgotten when somebody can."""
        employee = self._due(parent_id=False)
        self.assertFalse(self._told(employee))
        self.company.entretien_responsible_id = self.user_hr
        self.assertEqual(self._told(employee).user_id, self.user_hr)

    def test_activity_ticked_off_does_not_come_back(self):
        """He was told; to be told again every night is to be told nothing."""
        employee = self._due()
        self._told(employee).action_feedback()
        self.assertFalse(self._told(employee))

    def test_other_activities_are_left_alone(self):
        """What people wrote down for themselves on the interview is theirs."""
        employee = self._due()
        self._told(employee)
        entretien = self._open(employee)
        mine = entretien.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_hr.id
        )
        entretien.interviewer_id = self.n2
        self.assertIn(mine, self._told(employee))
        self.assertEqual(mine.user_id, self.user_hr)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReconcileReassign(ReconcileCase):
    """The interviewer leaves: somebody else conducts what he had to conduct."""

    def setUp(self):
        super().setUp()
        self.due = self._due(department_id=self.department.id)
        self._pass()
        self.entretien = self._open(self.due)

    def test_interviewer_who_left_is_replaced(self):
        self.department.manager_id = self.n2
        self.manager.action_archive()
        self._pass()
        self.assertEqual(self.entretien.interviewer_id, self.n2)
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_n2)
        self.assertEqual(len(self.entretien.activity_ids), 1)
        self.assertEqual(self.entretien.manager_id, self.manager, "kept as a proof")

    def test_new_manager_takes_over(self):
        self.due.parent_id = self.other_manager
        self.manager.action_archive()
        self._pass()
        self.assertEqual(self.entretien.interviewer_id, self.other_manager)
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_other_manager)

    def test_nobody_to_replace_him(self):
        """Then HR in charge is told, once; and a manager named later takes over."""
        self.company.entretien_responsible_id = self.user_hr
        self.manager.action_archive()
        self._pass()
        self.assertFalse(self.entretien.interviewer_id)
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_hr)
        once = self._snapshot()
        self._pass()
        self.assertEqual(self._snapshot(), once)
        self.due.parent_id = self.other_manager
        self._pass()
        self.assertEqual(self.entretien.interviewer_id, self.other_manager)
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_other_manager)

    def test_planned_one_is_handed_over_and_said(self):
        """The date stands; who must now conduct it cannot guess that he has to."""
        self.entretien.date_planned = "2026-05-12 09:00:00"
        self.entretien.action_plan()
        self.department.manager_id = self.n2
        self.manager.action_archive()
        for _night in range(2):
            self._pass()
        self.assertEqual(self.entretien.state, "planned")
        self.assertEqual(str(self.entretien.date_planned), "2026-05-12 09:00:00")
        self.assertEqual(self.entretien.interviewer_id, self.n2)
        self.assertEqual(len(self.entretien.activity_ids), 1)
        self.assertEqual(self.entretien.activity_ids.user_id, self.user_n2)

    def test_what_is_closed_keeps_its_interviewer(self):
        self.entretien.action_mark_held()
        self.entretien.action_close()
        self.department.manager_id = self.n2
        self.manager.action_archive()
        self._pass()
        self.assertEqual(self.entretien.interviewer_id, self.manager)
        self.assertEqual(self.entretien.manager_id, self.manager)
