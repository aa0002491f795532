from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .bilan_common import BilanCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestBilanAccess(BilanCase):
    """HR decides what counts; who leads reads; nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.veteran.user_id = cls._user("veteran")
        cls.bilan = cls._bilan(state="to_plan", date_held=False)
        cls.line = cls.env["hr.entretien.bilan.line"].create(
            {
                "bilan_id": cls.bilan.bilan_id.id,
                "name": "A course",
                "date_from": "2024-01-08",
            }
        )

    def _exporting(self, record):
        """The same user, let export what he may read: no more than that."""
        user = record.env.user
        user.sudo().group_ids += self.env.ref("base.group_allow_export")
        return user

    def test_leaders_read_and_decide_nothing(self):
        for user in (self.user_manager, self.user_n2):
            mine = self._as(user, self.line)
            with self.subTest(login=user.login):
                self.assertEqual(mine.name, "A course")
                for act in (
                    mine.action_confirm,
                    mine.action_reject,
                    mine.action_reset,
                    mine.unlink,
                    lambda mine=mine: mine.write({"mandatory": True}),
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_nobody_else_sees_a_line(self):
        users = (
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.veteran.user_id,
        )
        for user in users:
            mine = self._as(user, self.line)
            with self.subTest(login=user.login):
                self.assertFalse(mine.search([("id", "=", self.line.id)]))
                self.assertFalse(mine._read_group([], ["kind"], ["__count"]))
                for act in (
                    lambda mine=mine: mine.read(["name"]),
                    lambda mine=mine: mine.web_read({"name": {}}),
                    lambda mine=mine: self._as(self._exporting(mine), mine).export_data(
                        ["name"]
                    ),
                    lambda mine=mine: mine.write({"name": "Mine"}),
                    mine.action_confirm,
                    mine.unlink,
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_the_employee_reads_his_own_once_held(self):
        with freeze_time("2026-03-16"):
            self.bilan.write({"state": "held", "date_held": "2026-03-02"})
        mine = self._as(self.veteran.user_id, self.line)
        with self.assertRaises(AccessError):
            mine.read(["name"])
        self.line.sudo().state = "confirmed"
        mine = self._as(self.veteran.user_id, self.line)
        self.assertEqual(mine.name, "A course")
        with self.assertRaises(AccessError):
            mine.action_confirm()

    def test_a_new_line_tells_nobody_about_an_interview(self):
        lines, bilan = self.env["hr.entretien.bilan.line"], self.bilan.bilan_id
        spec = {"employee_id": {}, "company_id": {}, "name": {}}
        for user in (self.user_colleague, self.user_system, self.user_other_hr):
            mine = self._as(user, lines)
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                mine.onchange({"bilan_id": bilan.id}, ["bilan_id"], spec)
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                mine.with_context(default_bilan_id=bilan.id).onchange({}, [], spec)

    def test_documents_go_with_their_line(self):
        """Who reads the line reads them; what hangs elsewhere is not filed."""
        lines = self.env["hr.entretien.bilan.line"].with_user(self.user_hr)
        document = {"name": "certificate.pdf", "raw": b"%PDF-1.4"}
        line = lines.create(
            {
                "bilan_id": self.bilan.bilan_id.id,
                "name": "With its certificate",
                "attachment_ids": [(0, 0, document)],
            }
        )
        piece = line.attachment_ids
        self.assertEqual((piece.res_model, piece.res_id), (line._name, line.id))
        self.assertEqual(self._as(self.user_manager, piece).name, "certificate.pdf")
        for user in (self.user_colleague, self.user_other_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, piece).read(["raw"])
        card = self.env["ir.attachment"].create(
            {**document, "res_model": "hr.employee", "res_id": self.veteran.id}
        )
        with self.assertRaises(AccessError):
            line.attachment_ids = [(4, card.id)]

    def test_hr_cannot_say_where_a_line_comes_from(self):
        lines = self.env["hr.entretien.bilan.line"].with_user(self.user_hr)
        line = lines.with_context(default_state="confirmed").create(
            {
                "bilan_id": self.bilan.bilan_id.id,
                "name": "Forged",
                "state": "confirmed",
                "source": "contract",
                "confirmed_by": self.user_hr_manager.id,
            }
        )
        self.assertEqual((line.state, line.source), ("proposed", "hand"))
        self.assertFalse(line.confirmed_by)
        with self.assertRaises(UserError):
            line.write({"source": "contract"})

    def test_what_the_interview_is_for_is_hr_s_once_planned(self):
        self.bilan.write({"state": "planned", "date_planned": "2026-03-30 08:00:00"})
        mine = self._as(self.user_manager, self.bilan)
        for values in ({"with_bilan": False}, {"motif": "on_request"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                mine.write(values)
        self._as(self.user_hr, self.bilan).write({"with_bilan": False})

    def test_frozen_dates_are_not_written(self):
        other = self._bilan(motif="on_request")
        for user in (self.user_manager, self.user_hr):
            mine = self._as(user, self.bilan.bilan_id)
            for values in (
                {"date_frozen": "2026-03-10 08:00:00"},
                {"date_copy_delivered": "2026-03-10"},
                {"training_free_ok": True},
                {"entretien_id": other.id},
                {"company_id": self.other_company.id},
            ):
                with self.subTest(login=user.login, values=values):
                    with self.assertRaises(UserError):
                        mine.write(values)

    def test_it_is_made_and_deleted_with_its_interview_alone(self):
        """By its own address, and by the lists of commands of the interview's form."""
        bilan, bare = self.bilan.bilan_id, self._bilan(with_bilan=False)
        users = (self.user_hr_manager, self.user_hr, self.user_manager, self.user_n2)
        for user in (*users, self.user_colleague, self.user_system):
            mine = self._as(user, bilan)
            for act in (
                lambda mine=mine: mine.create({"entretien_id": bare.id}),
                mine.unlink,
                mine.copy,
                lambda user=user: self._as(user, bare).write(
                    {"bilan_ids": [Command.link(bilan.id)]}
                ),
                lambda user=user: self._as(user, bare).write(
                    {"bilan_ids": [Command.create({"date_frozen": "2026-03-10"})]}
                ),
                lambda user=user: self._as(user, self.bilan).write(
                    {"bilan_ids": [Command.delete(bilan.id)]}
                ),
                lambda user=user: self._as(user, self.bilan).write({"bilan_id": False}),
            ):
                with self.subTest(login=user.login), self.assertRaises(AccessError):
                    act()

    def test_nobody_else_reads_it_by_any_path(self):
        bilan = self.bilan.bilan_id
        for user in (
            self.user_colleague,
            self.user_other_manager,
            self.user_system,
            self.user_other_hr,
            self.veteran.user_id,
        ):
            mine = self._as(user, bilan)
            with self.subTest(login=user.login):
                self.assertFalse(mine.search([("period_to", "!=", False)]) & bilan)
                self.assertFalse(mine.name_search("Veteran"))
                self.assertFalse(mine._read_group([], ["employee_id"], ["__count"]))
                lines = self._as(user, self.line)
                self.assertFalse(lines.search([("bilan_id.period_to", "!=", False)]))
                for act in (
                    lambda mine=mine: mine.read(["conclusion"]),
                    lambda mine=mine: mine.web_read({"entretien_id": {}}),
                    lambda mine=mine: mine.write({"line_ids": []}),
                    mine.action_fill,
                    mine.action_confirm_all,
                    mine.action_hand_over,
                    mine.action_print,
                    mine.action_open_entretien,
                    self._as(user, self.bilan).action_open_bilan,
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_filling_is_for_who_leads(self):
        self._as(self.user_manager, self.bilan).bilan_id.action_fill()
        for user in (self.user_colleague, self.user_system, self.user_other_hr):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self._as(user, self.bilan).bilan_id.action_fill()
