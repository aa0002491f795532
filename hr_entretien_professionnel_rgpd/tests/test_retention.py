from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.close_common import CloseCase

from ..models import hr_entretien_purge


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestRetention(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.entretien_retention_months = 24
        cls.gone = cls._employee(
            "Gone", "2015-01-05", contract_date_end="2024-01-31", active=False
        )
        cls._held(cls.gone, "2018-01-10")

    def _line(self, employee=None):
        self.env.invalidate_all()
        return self.env["hr.entretien.purge"].browse((employee or self.gone).id)

    def _state(self, employee=None):
        line = self._line(employee)
        return (line.state, line.block) if line.exists() else None

    # -- who is kept and until when ----------------------------------------------------

    def test_the_term_counts_from_the_last_day(self):
        line = self._line()
        self.assertEqual(str(line.last_day), "2024-01-31")
        self.assertEqual(str(line.purge_date), "2026-01-31")
        self.assertEqual(self._state(), ("due", False))
        self.company.entretien_retention_months = 25
        self.assertEqual(str(self._line().purge_date), "2026-02-28")
        self.company.entretien_retention_months = 26
        self.assertEqual(self._state(), ("term", False))

    def test_the_last_day_of_the_term_still_keeps(self):
        with freeze_time("2026-01-31"):
            self.assertEqual(self._state(), ("term", False))
        with freeze_time("2026-02-01"):
            self.assertEqual(self._state(), ("due", False))

    def test_without_a_term_nothing_is_ever_due(self):
        self.company.entretien_retention_months = 0
        self.assertEqual(self._state(), ("kept", "no_term"))
        self.assertFalse(self._line().purge_date)

    def test_who_is_present_is_not_listed_or_kept(self):
        self._held(self.colleague, "2023-12-20")
        self.assertIsNone(self._state(self.colleague))
        self.gone.active = True
        self.assertEqual(self._state(), ("kept", "present"))

    def test_who_came_back_is_not_departed(self):
        self._version(self.gone, "2025-06-01")
        self.assertEqual(self._state(), ("kept", "unknown"))

    def test_a_last_day_that_is_not_known_is_never_guessed(self):
        nobody = self._employee("Nobody", "2015-01-05", active=False)
        self._held(nobody, "2018-01-10")
        self.assertEqual(self._state(nobody), ("kept", "unknown"))
        nobody.departure_date = "2020-05-31"
        self.assertEqual(str(self._line(nobody).last_day), "2020-05-31")
        self.assertEqual(self._state(nobody), ("due", False))

    def test_where_nothing_follows_up_the_payments_none_keeps_the_file(self):
        self.patch(hr_entretien_purge, "CORRECTIVES", "hr.entretien.absent")
        self.assertEqual(self._state(), ("due", False))

    def test_an_abondement_to_pay_keeps_the_file(self):
        self._require("hr.entretien.abondement")
        owed = self.env["hr.entretien.abondement"].create(
            {
                "employee_id": self.gone.id,
                "company_id": self.company.id,
                "bilan_date": "2021-01-05",
                "period_start": "2015-01-05",
                "pay_by": "2021-06-30",
                "amount": 3000,
            }
        )
        self.assertEqual(self._state(), ("kept", "unpaid"))
        owed.write({"state": "paid", "paid_on": "2021-06-01"})
        self.assertEqual(self._state(), ("due", False))
        with self.assertRaises(UserError):
            owed.unlink()
        self._as(self.user_hr_manager, self._line()).unlink()
        self.assertFalse(owed.exists())

    def test_a_confirmed_line_of_an_etat_des_lieux_goes_with_the_file(self):
        self.gone.entretien_ids.with_bilan = True
        bilan = self.gone.entretien_ids.bilan_id
        line = self.env["hr.entretien.bilan.line"].create(
            {"bilan_id": bilan.id, "name": "CACES", "source": "resume"}
        )
        line._write({"state": "confirmed"})
        self._as(self.user_hr_manager, self._line()).unlink()
        self.assertFalse(line.exists() or bilan.exists())

    def test_the_list_says_what_would_go(self):
        line = self._line()
        self.assertEqual((line.entretien_count, line.document_count), (1, 0))
        due = self.env["hr.entretien.purge"].search([("state", "=", "due")])
        self.assertIn(line, due)

    # -- who is still employed ---------------------------------------------------------

    def _undo(self, employee):
        """HR says that somebody present left long ago, and puts their card away."""
        admin = self._as(self.user_hr_manager, employee)
        admin.version_ids.contract_date_end = "2022-06-30"
        admin.with_context(no_wizard=True).action_archive()

    def test_the_term_does_not_run_from_a_departure_dated_back(self):
        self._held(self.colleague, "2022-05-10")
        self._undo(self.colleague)
        line = self._line(self.colleague)
        self.assertEqual(str(line.last_day), "2022-06-30")
        self.assertEqual(str(line.kept_from), "2026-03-02")
        self.assertEqual(line.state, "term")
        self._as(self.user_hr_manager, line).unlink()
        self.assertTrue(self.colleague.entretien_ids)
        with self.assertRaises(AccessError):
            self._as(self.user_hr_manager, self.colleague).write(
                {"entretien_archived_on": "2022-06-30"}
            )

    def test_archived_again_the_term_goes_on(self):
        gone = self.gone
        gone.active = True
        gone.active = False
        with freeze_time("2026-05-04"):
            gone.write({"active": False})
        self.assertEqual(str(gone.entretien_archived_on), "2026-03-02")

    def _move_held(self, day):
        self.gone.entretien_ids.write({"date_held": day, "date_copy_delivered": day})

    def test_the_term_runs_from_the_last_interview_proof_and_document(self):
        self._move_held("2024-01-20")
        self.assertEqual(str(self._line().kept_from), "2024-01-31")
        self._move_held("2025-01-20")
        self.assertEqual(str(self._line().kept_from), "2025-01-20")
        self.gone.entretien_ids._add_proof("other", day=self._day("2020-01-01"))
        recorded = self.gone.entretien_ids.proof_ids.create_date.date()
        self.assertEqual(self._line().kept_from, recorded)
        self.assertEqual(self._state(), ("term", False))

    def test_the_term_has_a_floor(self):
        company = self._as(self.user_hr_manager, self.company).sudo()
        with self.assertRaisesRegex(UserError, "24 months at least"):
            company.entretien_retention_months = 1
        self.env.cr.execute(
            "UPDATE res_company SET entretien_retention_months = 1 WHERE id = %s",
            [self.company.id],
        )
        self.assertEqual(str(self._line().purge_date), "2026-01-31")

    def test_a_change_of_the_term_is_logged(self):
        company = self._as(self.user_hr_manager, self.company).sudo()
        company.entretien_retention_months = 36
        company.entretien_retention_months = 36
        log = self.env["hr.entretien.purge.log"].search([("kind", "=", "term")])
        log = log.filtered(lambda line: line.user_id == self.user_hr_manager)
        self.assertEqual(log.mapped("detail"), ["24 → 36"])
        self.assertEqual(log.retention_months, 36)

    # -- deleting ----------------------------------------------------------------------

    def _whole_file(self):
        """An interview presented, signed, closed, with pieces, of a departed person."""
        self._present()
        self._answer("employee")
        self._answer("interviewer")
        entretien = self._as(self.user_manager, self.entretien)
        entretien._close(self._day("2026-02-20"), "hand")
        piece = self._as(self.user_hr, self.env["ir.attachment"]).create(
            {"name": "a.txt", "raw": b"a"}
        )
        self._as(self.user_hr, self.env["hr.entretien.proof"]).create(
            {
                "entretien_id": self.entretien.id,
                "note": "n",
                "attachment_ids": [(6, 0, piece.ids)],
            }
        )
        self.employee.version_ids.contract_date_end = "2026-02-25"
        self.employee.active = False
        return piece

    def test_the_whole_file_goes_and_the_card_stays(self):
        piece = self._whole_file()
        files = self.entretien.file_ids
        stored = self.env["ir.attachment"].search(
            [
                ("res_model", "=", files._name),
                ("res_id", "in", files.ids),
                ("res_field", "=", "content"),
            ]
        )
        self.assertTrue(stored)
        ids = self.entretien.ids
        with freeze_time("2029-06-01"):
            line = self._as(self.user_hr_manager, self._line(self.employee))
            line.unlink()
        self.env.invalidate_all()
        for name in self.employee._entretien_file_parts():
            left = self.employee.sudo()._entretien_records(name)
            self.assertFalse(left, name)
        self.assertFalse((piece | stored).exists())
        left = [("model", "=", "hr.entretien"), ("res_id", "in", ids)]
        self.assertFalse(self.env["mail.message"].search(left))
        self.assertTrue(self.employee.exists())
        self.assertFalse(self._line(self.employee).exists())

    def test_nothing_of_the_add_on_points_to_the_person_any_more(self):
        self.gone.entretien_visit_date = "2019-05-05"
        self._as(self.user_hr_manager, self._line()).unlink()
        self.env.invalidate_all()
        for name, model in self.env.registry.items():
            if not name.startswith("hr.entretien") or model._abstract:
                continue
            if model._transient or not model._auto or name == "hr.entretien.export.log":
                continue
            for field in model._fields.values():
                if field.comodel_name == "hr.employee" and field.store:
                    found = self.env[name].search([(field.name, "in", self.gone.ids)])
                    self.assertFalse(found, f"{name}.{field.name}")
        self.assertFalse(self.gone.entretien_visit_date)
        self.assertFalse(self.gone.entretien_ways, "since when each address stood")

    def test_a_line_without_names_is_left(self):
        self.env["res.lang"]._activate_lang("en_US").date_format = "%m/%d/%Y"
        line = self._as(self.user_hr_manager, self._line())
        line.with_context(lang="en_US").unlink()
        log = self.env["hr.entretien.purge.log"].search([], limit=1)
        self.assertRecordValues(
            log,
            [
                {
                    "user_id": self.user_hr_manager.id,
                    "company_id": self.company.id,
                    "retention_months": 24,
                    "employee_count": 1,
                    "entretien_count": 1,
                }
            ],
        )
        self.assertEqual(
            log.detail,
            f"Card {self.gone.id}. Interviews: 1; lines of proof: 0; documents and "
            "attachments: 0. Left on 01/31/2024, term from 01/31/2024 to 01/31/2026.",
        )
        for gesture in (log.unlink, lambda: log.write({"employee_count": 0})):
            with self.assertRaises(UserError):
                gesture()

    def test_the_line_is_in_the_words_of_who_deleted(self):
        self.env["res.lang"]._activate_lang("fr_FR").date_format = "%d/%m/%Y"
        self.user_hr_manager.lang = "fr_FR"
        line = self._as(self.user_hr_manager, self._line())
        self.assertEqual(
            line.with_context(lang="fr_FR")._erased_text().replace("\xa0", " "),
            f"Fiche {self.gone.id}. Entretiens : 1 ; lignes de preuve : 0 ; documents "
            "et pièces : 0. Départ le 31/01/2024, délai du 31/01/2024 au 31/01/2026.",
        )

    def test_what_is_kept_stays_even_when_asked_for(self):
        self.company.entretien_retention_months = 240
        self._as(self.user_hr_manager, self._line()).unlink()
        self.assertTrue(self.gone.entretien_ids)
        erased = [("kind", "=", "erased")]
        self.assertFalse(self.env["hr.entretien.purge.log"].search(erased))

    def test_many_files_cost_few_queries_each(self):
        people = [self._departed(number) for number in range(12)]
        before = self.env.cr.sql_log_count
        self._as(self.user_hr_manager, self._line(people[0])).unlink()
        alone = self.env.cr.sql_log_count - before
        before = self.env.cr.sql_log_count
        ids = [person.id for person in people[1:]]
        lines = self.env["hr.entretien.purge"].browse(ids)
        self._as(self.user_hr_manager, lines).unlink()
        self.assertLess(self.env.cr.sql_log_count - before, 2.5 * alone)

    def _departed(self, number):
        person = self._employee(
            f"Gone {number}", "2015-01-05", contract_date_end="2020-01-31", active=False
        )
        self._held(person, "2018-01-10")
        return person

    # -- who may not -------------------------------------------------------------------

    def test_only_an_hr_administrator_deletes(self):
        refused = (
            self.user_hr,
            self.user_manager,
            self.user_employee,
            self.user_system,
            self.user_other_hr,
        )
        for user in refused:
            with self.subTest(user.login, gesture="unlink"):
                with self.assertRaises(AccessError):
                    self._as(user, self._line()).unlink()
            with self.subTest(user.login, gesture="sudo"):
                with self.assertRaises(AccessError):
                    self._as(user, self._line()).sudo().unlink()
        with self.assertRaises(AccessError):
            # As a rule of the cleaning that runs by itself.
            self._as(self.env.ref("base.user_root"), self._line()).sudo().unlink()
        self.assertTrue(self.gone.entretien_ids)

    def test_an_hr_administrator_elsewhere_deletes_nothing_here(self):
        other = self._user(
            "other_admin", "hr.group_hr_manager", company=self.other_company
        )
        with self.assertRaises(AccessError):
            self._as(other, self._line()).unlink()
        self._as(other, self._line()).sudo().unlink()
        self.assertTrue(self.gone.entretien_ids)

    def test_only_hr_of_the_company_reads_the_list(self):
        lists = self.env["hr.entretien.purge"]
        self.assertIn(self._line(), self._as(self.user_hr, lists).search([]))
        self.assertNotIn(self._line(), self._as(self.user_other_hr, lists).search([]))
        for user in (self.user_manager, self.user_employee, self.user_system):
            for gesture in (
                lambda there: there.search([]),
                lambda there: there.browse(self.gone.id).read(["employee_id"]),
                lambda there: there.browse(self.gone.id).export_data(["last_day"]),
            ):
                with self.subTest(user.login), self.assertRaises(UserError):
                    gesture(self._as(user, lists))

    def test_the_context_opens_no_guard(self):
        entretien = self.gone.entretien_ids
        for forged in (True, 1, "ERASING", {"a": 1}):
            with self.assertRaises(UserError):
                entretien.sudo().with_context(entretien_erase=forged).unlink()
