from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models.preparation.hr_entretien_preparation import CONTENT
from .page_common import SECRET, PageCase

SOME = "Je veux quitter"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestPreparationPrivacy(PageCase):
    """Nobody but the employee reads his draft through the ORM, superuser included."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls._request_of(cls.user_employee):
            cls.preparation.with_user(cls.user_employee)._draft_save(
                {
                    "prospects": SECRET,
                    "wish.other_job": SECRET,
                    "need.a": {"name": SECRET},
                    "answer.questionpride": SECRET,
                }
            )
        cls.env.flush_all()
        cls.others = (
            cls.user_hr
            | cls.user_hr_manager
            | cls.user_manager
            | cls.user_n2
            | cls.user_colleague
            | cls.user_other_manager
            | cls.user_system
            | cls.user_other_hr
            | cls.user_portal
        )
        export = cls.env.ref("base.group_allow_export")
        (cls.others - cls.user_portal).write({"group_ids": [(4, export.id)]})

    def _everybody(self):
        """Everybody else, then superusers: (who, the preparation as he finds it)."""
        for user in self.others:
            yield user.login, self._as(user, self.preparation)
            yield f"{user.login}, sudo", self._as(user, self.preparation).sudo()
        yield "superuser", self._as(self.env.ref("base.user_root"), self.preparation)
        yield "author, impersonated", self._author()
        yield "author, impersonated, sudo", self._author().sudo()

    def _names(self, preparation):
        return list(preparation._fields) if preparation.env.su else list(CONTENT)

    def test_nobody_reads_it(self):
        for who, preparation in self._everybody():
            with self.subTest(who=who):
                try:
                    said = preparation.read(self._names(preparation))
                except AccessError:
                    continue
                self.assertNotIn(SOME, str(said))

    def test_nobody_exports_it(self):
        for who, preparation in self._everybody():
            with self.subTest(who=who):
                try:
                    said = preparation.export_data([*CONTENT, "display_name"])
                except (AccessError, UserError):
                    continue
                self.assertNotIn(SOME, str(said))

    def test_nobody_finds_it_by_what_it_says(self):
        for who, preparation in self._everybody():
            for name in set(CONTENT) - {"wishes", "needs", "answers"}:
                with self.subTest(who=who, name=name):
                    try:
                        found = preparation.search([(name, "ilike", SOME)])
                        found |= preparation.search([(name, "!=", False)])
                    except AccessError:
                        continue
                    self.assertFalse(found)

    def test_nobody_groups_by_what_it_says(self):
        domain = Domain("id", "=", self.preparation.id)
        for who, preparation in self._everybody():
            with self.subTest(who=who):
                try:
                    said = [
                        preparation._read_group(domain, ["prospects"], ["__count"]),
                        preparation._read_group(domain, [], ["prospects:array_agg"]),
                        preparation.formatted_read_group(
                            domain, ["prospects"], ["__count"]
                        ),
                    ]
                except AccessError:
                    continue
                self.assertNotIn(SOME, str(said))

    def test_no_name_says_it(self):
        for who, preparation in self._everybody():
            with self.subTest(who=who):
                try:
                    said = [
                        preparation.name_search(SOME),
                        preparation.display_name,
                        preparation.web_search_read([], {name: {} for name in CONTENT}),
                    ]
                except AccessError:
                    continue
                self.assertNotIn(SOME, str(said))

    def test_no_other_code_opens_it(self):
        """Server actions call private methods, as superuser or as anybody."""
        for who, preparation in self._everybody():
            with self.subTest(who=who):
                for method in ("read_draft", "_draft_load", "_submit", "_reopen_draft"):
                    with self.assertRaises(AccessError):
                        getattr(preparation, method)()
                with self.assertRaises(AccessError):
                    preparation._draft_save({"prospects": "Mine"})
                with self.assertRaises(AccessError):
                    preparation._draft_load("a guessed token")

    def test_a_server_action_of_the_administrator_does_not_open_it(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Look",
                "model_id": self.env.ref(
                    "hr_entretien_professionnel.model_hr_entretien_preparation"
                ).id,
                "state": "code",
                "code": "record.with_user(record.sudo().employee_id.user_id)"
                ".read_draft()",
            }
        )
        action = action.with_context(
            active_model="hr.entretien.preparation", active_id=self.preparation.id
        )
        with (
            self._request_of(self.user_system),
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_actions"),
        ):
            action.run()

    def test_a_scheduled_action_that_runs_as_the_employee_does_not_open_it(self):
        """The system administrator chooses as whom a scheduled action runs."""
        for method in ("read_draft", "_draft_load", "_submit", "_reopen_draft"):
            with (
                self.subTest(method=method),
                self._run_as(self.user_employee),
                self.assertRaises(AccessError),
            ):
                getattr(self._author(), method)()

    def test_the_sealed_column_is_read_by_no_user(self):
        for user in (self.user_employee, self.user_hr_manager, self.user_system):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, self.preparation).read(["sealed"])

    def test_nothing_of_it_is_in_the_database_in_clear(self):
        self.env.cr.execute(
            "SELECT p::text FROM hr_entretien_preparation p WHERE id = %s",
            [self.preparation.id],
        )
        self.assertNotIn(SOME, self.env.cr.fetchone()[0])

    def test_neither_chatter_nor_mail_nor_log_says_it(self):
        self.assertFalse(
            self.env["mail.message"].search([("body", "ilike", SOME)])
            | self.env["mail.message"].search([("subject", "ilike", SOME)])
        )
        self.assertFalse(self.env["mail.mail"].search([("body_html", "ilike", SOME)]))
        self.assertFalse(
            self.env["mail.tracking.value"].search([("new_value_text", "ilike", SOME)])
        )

    def test_a_draft_written_by_superuser_code_is_sealed(self):
        """An import or a script cannot put a draft in clear by mistake."""
        other = self._planned(self.colleague)._ensure_preparation()
        other.write({"prospects": SECRET})
        self.assertFalse(other.prospects)
        created = self.env["hr.entretien.preparation"].create(
            {"entretien_id": self._planned(self.stranger).id, "prospects": SECRET}
        )
        self.assertFalse(created.prospects)

    def test_nobody_writes_it(self):
        for user in self.others - self.user_portal:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, self.preparation).write({"prospects": "Mine"})

    def test_the_author_himself_writes_nothing_but_his_answers(self):
        """Else he would move the preparation to another interview, or forge a date."""
        for vals in (
            {"state": "submitted"},
            {"sealed": False},
            {"entretien_id": self._planned(self.colleague).id},
            {"date_submitted": "2026-01-01 00:00:00", "prospects": "Mine"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._author().write(vals)

    def test_an_archived_employee_opens_it_no_more(self):
        self.employee.active = False
        with self.assertRaises(AccessError), self._request_of(self.user_employee):
            self._author().read_draft()

    def test_what_was_sent_is_read_by_those_who_lead_the_interview_alone(self):
        self._submit()
        readers = (self.user_hr, self.user_hr_manager, self.user_manager, self.user_n2)
        for user in readers:
            with self.subTest(user=user.login):
                seen = self._as(user, self.preparation)
                self.assertEqual(seen.prospects, SECRET)
        for user in self.others - self.user_hr.union(*readers):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, self.preparation).read(["prospects"])
