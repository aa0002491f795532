"""The company's grids: how HR writes them, which one an interview takes up."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import EntretienCase


class GrilleCase(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.grille = cls._grille("Workshop", for_periodic=True)

    @classmethod
    def _grille(cls, name, questions=(("employee", "text", "Your machines?"),), **kw):
        """A grid of the company with (audience, kind, label[, choices]) questions."""
        lines = [
            {"audience": audience, "kind": kind, "label": label, "choices": choices}
            for audience, kind, label, choices in (
                (*question, False)[:4] for question in questions
            )
        ]
        values = {
            "name": name,
            "company_id": cls.company.id,
            "question_ids": [(0, 0, line) for line in lines],
            **kw,
        }
        return cls.env["hr.entretien.grille"].create(values)

    @classmethod
    def _planned(cls, employee=None, **kw):
        values = {"date_planned": "2026-04-01 09:00:00", "state": "planned", **kw}
        return cls._entretien(employee or cls.employee, **values)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestGrille(GrilleCase):
    def test_hr_writes_a_grid_in_its_form(self):
        Grille = self._as(self.user_hr, self.env["hr.entretien.grille"])
        with Form(Grille) as form:
            form.name = "Sales"
            form.for_first = True
            with form.employee_question_ids.new() as line:
                line.label = "Which customers do you know best?"
            with form.interviewer_question_ids.new() as line:
                line.label = "Could the area change?"
                line.kind = "selection"
                line.choices = "Yes ; No;  To be studied ;"
        grille = form.save()
        self.assertEqual(grille.company_id, self.company)
        self.assertEqual(grille.motifs, "First interview")
        (asked,) = grille._definition("employee")
        self.assertEqual(asked["string"], "Which customers do you know best?")
        self.assertEqual(asked["type"], "text")
        (filled,) = grille._definition("interviewer")
        labels = [label for _key, label in filled["selection"]]
        self.assertEqual(labels, ["Yes", "No", "To be studied"])

    def test_every_kind_of_answer_makes_a_property(self):
        kinds = self.env["hr.entretien.question"]._fields["kind"].get_values(self.env)
        questions = [
            ("interviewer", kind, kind, kind in ("selection", "tags") and "A ; B")
            for kind in kinds
        ]
        self._grille("All", questions, for_periodic=True, sequence=1)
        entretien = self._planned()
        answers = entretien.read(["questions"])[0]["questions"]
        self.assertEqual([item["type"] for item in answers], kinds)

    def test_choices_are_at_least_two_and_differ(self):
        for choices in (False, "Yes", "Yes ; ;", "Yes ; yes"):
            with (
                self.subTest(choices=choices),
                self.assertRaisesRegex(ValidationError, "two different choices"),
            ):
                self._grille("Wrong", [("employee", "tags", "Which?", choices)])

    def test_question_needs_its_wording(self):
        with self.assertRaisesRegex(ValidationError, "its wording"):
            self._grille("Wrong", [("employee", "text", "  ")])

    def test_each_motif_has_a_grid_from_the_start(self):
        cases = (
            ({"motif": "first"}, "Career path"),
            ({"motif": "on_request"}, "Career path"),
            ({"motif": "return"}, "Return from absence"),
            ({"motif": "before_leave"}, "Career path"),
            ({"motif": "mid_career"}, "Mid-career"),
            ({"motif": "end_career"}, "End of career"),
            ({"motif": "return", "with_bilan": True}, "État des lieux récapitulatif"),
            ({"motif": "first", "with_end_career": True}, "End of career"),
        )
        motifs = dict(self.env["hr.entretien"]._fields["motif"].selection)
        # The general grid of the motif, which every reading of it must find.
        self.assertEqual(
            {values["motif"] for values, _name in cases} | {"periodic"}, {*motifs}
        )
        for values, name in cases:
            with self.subTest(values=values), self.cr.savepoint() as savepoint:
                entretien = self._planned(**values)
                self.assertEqual(entretien.grille_id.name, name)
                self.assertTrue(entretien.grille_version_id.employee_definition)
                self.assertTrue(entretien.grille_version_id.interviewer_definition)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_shipped_grids_ask_nothing_about_health(self):
        questions = self.env["hr.entretien.question"].search(
            [("company_id", "=", False)]
        )
        self.assertGreater(len(questions), 40)
        said = " ".join(questions.mapped("label")).casefold()
        for word in ("diagnos", "illness", "disab", "disease", "treatment", "sick"):
            self.assertNotIn(word, said)

    def test_company_goes_before_shared_then_order_decides(self):
        entretiens = self.env["hr.entretien"]
        self.assertEqual(self._planned().grille_id, self.grille)
        second = self._grille("Second", for_periodic=True, sequence=5)
        entretiens = self._planned(self.colleague)
        self.assertEqual(entretiens.grille_id, second)
        second.active = False
        self.assertEqual(self._planned(self.stranger).grille_id, self.grille)

    def test_etat_des_lieux_goes_before_the_motif(self):
        entretien = self._planned(with_bilan=True)
        self.assertEqual(entretien.grille_id.name, "État des lieux récapitulatif")

    def test_another_companys_grid_is_never_taken_up(self):
        self.grille.company_id = self.other_company
        self.assertEqual(self._planned().grille_id.name, "Career path")
        with self.assertRaisesRegex(UserError, "another company"):
            self._entretien(self.colleague, grille_id=self.grille.id)

    def test_leader_chooses_another_grid_while_to_plan(self):
        other = self._grille("Office")
        entretien = self._entretien(self.employee, motif="periodic")
        entretien.interviewer_id = self.manager
        as_manager = self._as(self.user_manager, entretien)
        as_manager.grille_id = other
        as_manager.date_planned = "2026-04-01 09:00:00"
        as_manager.action_plan()
        self.assertEqual(as_manager.grille_id, other)
        self.assertEqual(entretien.grille_version_id.name, "Office")
        with self.assertRaisesRegex(UserError, "questions are settled"):
            as_manager.grille_id = self.grille

    def test_archived_choice_is_replaced(self):
        other = self._grille("Office")
        entretien = self._entretien(self.employee, motif="periodic", grille_id=other.id)
        other.active = False
        entretien.write({"date_planned": "2026-04-01 09:00:00", "state": "planned"})
        self.assertEqual(entretien.grille_id, self.grille)

    def test_a_motif_that_no_grid_is_ticked_for_has_the_periodic_questions(self):
        """As a motif is that came after the company's grids."""
        grids = self.env["hr.entretien.grille"].search([])
        grids.for_before_leave = False
        entretien = self._planned(motif="before_leave")
        self.assertEqual(entretien.grille_id, self.grille)
        grids.for_periodic = False
        entretien = self._planned(self.colleague, motif="before_leave")
        self.assertFalse(entretien.grille_id)

    def test_interview_without_any_grid_opens(self):
        self.env["hr.entretien.grille"].search([]).active = False
        entretien = self._planned()
        self.assertFalse(entretien.grille_version_id)
        as_manager = self._as(self.user_manager, entretien)
        with Form(as_manager) as form:
            form.career = "BTS"
        self.assertEqual(as_manager.read(["questions"])[0]["questions"], [])

    def test_used_grid_is_archived_not_deleted(self):
        self._planned()
        as_hr = self._as(self.user_hr, self.grille)
        with self.assertRaisesRegex(UserError, "archive it"):
            as_hr.unlink()
        as_hr.action_archive()
        self.assertFalse(self.grille.active)
        unused = self._grille("Unused")
        self._as(self.user_hr, unused).unlink()
        self.assertFalse(unused.exists())

    def test_grid_in_use_does_not_go_to_another_company(self):
        self._planned()
        with self.assertRaisesRegex(UserError, "make a copy"):
            self.grille.company_id = self.other_company

    def test_officer_copies_a_shared_grid_for_his_company(self):
        shared = self.env.ref("hr_entretien_professionnel.grille_return")
        action = self._as(self.user_hr, shared).action_copy_for_company()
        copied = self.env["hr.entretien.grille"].browse(action["res_id"])
        self.assertEqual(copied.company_id, self.company)
        self.assertEqual(
            copied.question_ids.mapped("label"), shared.question_ids.mapped("label")
        )
        self.assertFalse(
            set(copied.question_ids.mapped("code"))
            & set(shared.question_ids.mapped("code"))
        )
        self.assertEqual(self._planned(motif="return").grille_id, copied)

    def test_two_hundred_interviews_take_a_few_queries(self):
        employees = [
            self._employee(f"Person {n}", parent_id=self.manager.id) for n in range(200)
        ]
        entretiens = self.env["hr.entretien"].create(
            [
                {"employee_id": employee.id, "motif": "periodic"}
                for employee in employees
            ]
        )
        entretiens.flush_recordset()
        self.env.cr.execute(
            "UPDATE hr_entretien SET state = 'planned', date_planned = now() "
            "WHERE id IN %s",
            [tuple(entretiens.ids)],
        )
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            entretiens._ensure_grille_version()
            self.env.flush_all()
        self.assertEqual(entretiens.grille_id, self.grille)
        self.assertEqual(len(entretiens.grille_version_id), 1)
        with self.assertQueryCount(1):
            entretiens._ensure_grille_version()


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestGrilleAccess(GrilleCase):
    def test_manager_and_employee_read_and_change_nothing(self):
        for user in (self.user_manager, self.user_employee, self.user_system):
            with self.subTest(user=user.login):
                grille = self._as(user, self.grille)
                self.assertEqual(grille.name, "Workshop")
                self.assertTrue(grille.question_ids.mapped("label"))
                for refused in (
                    lambda grille=grille: grille.write({"name": "Mine"}),
                    lambda grille=grille: grille.unlink(),
                    lambda grille=grille: grille.question_ids.write({"label": "?"}),
                    lambda grille=grille: grille.question_ids.unlink(),
                    lambda grille=grille: grille.copy(),
                    lambda grille=grille: grille.action_copy_for_company(),
                ):
                    with self.assertRaises(AccessError):
                        refused()
                        self.env.flush_all()

    def test_other_company_and_portal_see_nothing(self):
        for user in (self.user_other_hr, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, self.grille).read(["name"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user, self.grille.question_ids).read(["label"])

    def test_officer_does_not_change_what_all_companies_share(self):
        shared = self.env.ref("hr_entretien_professionnel.grille_return")
        for record in (shared, shared.question_ids[0]):
            with self.assertRaises(AccessError):
                self._as(self.user_hr, record).write({"sequence": 1})
        self._manages_all(self.user_hr_manager)
        self._as(self.user_hr_manager, shared).write({"sequence": 1})
        self._as(self.user_hr_manager, shared.question_ids[0]).write({"sequence": 1})

    def test_officer_puts_his_grids_in_order_among_the_shared_ones(self):
        shared = self.env["hr.entretien.grille"].search([("company_id", "=", False)])
        before = shared.mapped("sequence")
        first, second = self._grille(name="First"), self._grille(name="Second")
        moved = self._as(self.user_hr, second + shared[:1] + first)
        said = moved.web_resequence({"sequence": {}}, offset=3)
        self.assertEqual([row["id"] for row in said], moved.ids)
        self.assertLess(second.sequence, first.sequence)
        self.assertEqual(shared.mapped("sequence"), before)

    def test_officer_gives_nothing_away(self):
        """Neither to all, nor to a company not his, nor into a shared grid."""
        shared = self.env.ref("hr_entretien_professionnel.grille_return")
        for company in (self.env["res.company"], self.other_company):
            with self.assertRaises(AccessError):
                self._as(self.user_hr, self.grille).write({"company_id": company.id})
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.grille.question_ids).write(
                {"grille_id": shared.id}
            )
        with self.assertRaises(AccessError):
            self._as(self.user_hr, self.env["hr.entretien.question"]).create(
                {"grille_id": shared.id, "label": "Slipped in"}
            )
