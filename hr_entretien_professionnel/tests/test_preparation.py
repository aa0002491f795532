from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..models.interview.hr_entretien_texts_mixin import TEXTS
from .page_common import DAY, NIGHT, SAFETY, SECRET, PageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestPreparation(PageCase):
    """What the employee does with his preparation, up to the interview."""

    def _draft(self):
        with self._request_of(self.user_employee):
            return self._author().read_draft()

    def test_there_is_one_preparation_for_each_interview(self):
        """Both the invitation and the page ask for it."""
        other = self._planned(self.colleague)
        both = self.entretien | other
        preparations = both._ensure_preparation()
        self.assertEqual(preparations, both._ensure_preparation())
        self.assertEqual(preparations.entretien_id, both)
        self.assertEqual(other.preparation_id.entretien_id, other)
        self.assertEqual(
            other.preparation_id.grille_version_id, other.grille_version_id
        )

    def test_opening_many_costs_no_query_each(self):
        entretiens = self.entretien.browse()
        for number in range(6):
            person = self._employee(f"Somebody {number}", parent_id=self.manager.id)
            entretiens |= self._planned(person)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(22):
            entretiens._ensure_preparation()
            self.env.flush_all()

    def test_an_interview_of_the_past_gets_none(self):
        self.assertFalse(self._held(self.colleague, "2025-03-02")._ensure_preparation())

    def test_it_begins_with_the_career_that_odoo_knows(self):
        draft = self._draft()
        self.assertIn("Tourneuse", draft["career"])
        self.assertFalse(draft["prospects"])

    def test_it_begins_without_what_the_interviewer_noted(self):
        """The interview is not theirs to read before it is held."""
        self.entretien.career = "Wants to leave, to be confirmed"
        self.assertNotIn("Wants to leave", self._draft()["career"])

    def test_no_text_of_it_is_named_as_said(self):
        """The file that the employee may ask for names each by its label."""
        labels = self.preparation.fields_get(TEXTS, ["string"]).values()
        self.assertFalse([x for x in labels if "Said" in x["string"]])

    def test_of_one_called_off_it_is_not_said_that_it_was_held(self):
        self.entretien.action_cancel("Organisation")
        with self.assertRaisesRegex(UserError, "will not take place"):
            self._write_draft(prospects="Later")

    def test_certifications_are_part_of_the_career(self):
        skill_type = self.env["hr.skill.type"].create(
            {
                "name": "Habilitations",
                "is_certification": True,
                "skill_ids": [(0, 0, {"name": "CACES R489"})],
                "skill_level_ids": [(0, 0, {"name": "Oui", "level_progress": 100})],
            }
        )
        self.env["hr.employee.skill"].create(
            {
                "employee_id": self.employee.id,
                "skill_type_id": skill_type.id,
                "skill_id": skill_type.skill_ids.id,
                "skill_level_id": skill_type.skill_level_ids.id,
                "valid_from": "2024-05-06",
            }
        )
        # In the language of the company, as the jobs before it.
        said = "2024\xa0: certification CACES R489"
        self.assertIn(said, self._draft()["career"])

    def test_what_he_saves_comes_back_as_it_was(self):
        self._write_draft(
            prospects=SECRET,
            **{
                "wish.other_job": "Régleuse",
                "wish.mobility": "",
                "need.a1": {"name": "Fraisage 5 axes", "aim": "evolution"},
                "answer.questiontutor": "yes",
                "answer.questionyears": "12",
                "answer.questionshare": "0,5",
                "answer.questionready": "2026-04-01",
                "answer.questioncall": "2026-04-01T10:30",
                "answer.questionpace": NIGHT,
                "answer.questionthemes": [SAFETY],
            },
        )
        draft = self._draft()
        self.assertEqual(draft["prospects"], SECRET)
        self.assertEqual(
            draft["wishes"],
            [
                {"kind": "other_job", "note": "Régleuse"},
                {"kind": "mobility", "note": ""},
            ],
        )
        self.assertEqual(
            draft["needs"], [{"name": "Fraisage 5 axes", "aim": "evolution"}]
        )
        self.assertEqual(
            draft["answers"],
            {
                "questiontutor": True,
                "questionyears": 12,
                "questionshare": 0.5,
                "questionready": "2026-04-01",
                "questioncall": "2026-04-01 08:30:00",
                "questionpace": NIGHT,
                "questionthemes": [SAFETY],
            },
        )

    def test_two_tabs_lose_nothing_of_each_other(self):
        """Each sends what changed in it: the other's changes stay."""
        self._write_draft(prospects="Tab one", **{"wish.stay": "Here"})
        self._write_draft(difficulties="Tab two", **{"need.b": {"name": "CPF"}})
        self._write_draft(**{"wish.stay": None})
        draft = self._draft()
        self.assertEqual(draft["prospects"], "Tab one")
        self.assertEqual(draft["difficulties"], "Tab two")
        self.assertEqual(draft["needs"], [{"name": "CPF", "aim": "job"}])
        self.assertFalse(draft["wishes"])

    def test_what_cannot_be_kept_is_told_and_the_rest_saved(self):
        with self._request_of(self.user_employee):
            refused = self._author()._draft_save(
                {
                    "prospects": "x" * 10_001,
                    "difficulties": "Noise",
                    "wish.fly": "",
                    "hr_note": "mine",
                    "answer.nothing": "1",
                    "answer.questiontopics": "a separator",
                    "answer.questionyears": "many",
                    "answer.questionshare": "nan",
                    "answer.questionpace": "noon",
                    "answer.questionthemes": ["other"],
                    "answer.questiontutor": "perhaps",
                    "answer.questionready": "soon",
                    "answer.questiontool": {"a": 1},
                    "need.a": {"name": "A", "aim": "holidays"},
                    "career": ["list"],
                }
            )
        self.assertEqual(len(refused), 14)
        self.assertNotIn("difficulties", refused)
        self.assertIn("10001", refused["prospects"])
        self.assertEqual(self._draft()["difficulties"], "Noise")

    def test_too_many_lines_are_refused(self):
        needs = {f"need.{number}": {"name": "Again"} for number in range(300)}
        with self.assertRaises(UserError):
            self._write_draft(**needs)

    def test_what_he_writes_over_rpc_is_sealed_too(self):
        with self._request_of(self.user_employee):
            self._author().write(
                {
                    "prospects": SECRET,
                    "wishes": [{"kind": "stay", "note": "Here"}],
                    "needs": [{"name": "Fraisage", "aim": "job"}],
                    "answers": {"questionpride": "My parts"},
                }
            )
        draft = self._draft()
        self.assertEqual(draft["prospects"], SECRET)
        self.assertEqual(draft["wishes"], [{"kind": "stay", "note": "Here"}])
        self.assertEqual(draft["answers"], {"questionpride": "My parts"})
        self.assertFalse(self._author().read(["prospects"])[0]["prospects"])

    def test_sending_makes_it_readable_and_empties_the_sealed_column(self):
        self._write_draft(
            prospects=SECRET,
            **{
                "wish.stay": "",
                "need.a": {"name": "VAE"},
                "answer.questiontutor": "no",
                "answer.questionpace": DAY,
            },
        )
        self._submit()
        seen = self._as(self.user_manager, self.preparation)
        self.assertRecordValues(
            seen,
            [
                {
                    "state": "submitted",
                    "prospects": SECRET,
                    "wishes": [{"kind": "stay", "note": ""}],
                    "needs": [{"name": "VAE", "aim": "job"}],
                }
            ],
        )
        answers = {
            item["name"]: item.get("value")
            for item in seen.read(["answers"])[0]["answers"]
        }
        self.assertEqual(answers["questionpace"], DAY)
        self.assertFalse(self.preparation.sudo().sealed)

    def test_sending_writes_a_proof_and_tells_the_interviewer(self):
        self._write_draft(prospects=SECRET)
        self._submit()
        proof = self.entretien.proof_ids.filtered(lambda p: p.kind == "preparation")
        self.assertEqual(proof.user_id, self.user_employee)
        self.assertFalse(proof.note)
        message = self.env["hr.entretien.message"].search(
            [("entretien_id", "=", self.entretien.id), ("kind", "=", "prepared")]
        )
        self.assertEqual(message.recipient_id, self.manager)

    def test_clicked_twice_it_is_sent_once(self):
        self._write_draft(career="A")
        self._submit()
        self._submit()
        kinds = self.entretien.proof_ids.mapped("kind")
        self.assertEqual(kinds.count("preparation"), 1)

    def test_a_change_is_sealed_until_it_is_sent_again(self):
        """The interviewer goes on reading what was sent."""
        self._write_draft(
            prospects="First",
            **{
                "need.a": {"name": "VAE"},
                "answer.questiontutor": "no",
                "wish.stay": "Yes",
            },
        )
        self._submit()
        with self._request_of(self.user_employee):
            self._author()._reopen_draft()
        self._write_draft(prospects=SECRET)
        self.assertEqual(
            self._as(self.user_manager, self.preparation).prospects, "First"
        )
        draft = self._draft()
        self.assertEqual(draft["prospects"], SECRET)
        self.assertEqual(draft["needs"], [{"name": "VAE", "aim": "job"}])
        self.assertEqual(draft["wishes"], [{"kind": "stay", "note": "Yes"}])
        self.assertEqual(draft["answers"], {"questiontutor": False})
        self._submit()
        self.assertEqual(
            self._as(self.user_manager, self.preparation).prospects, SECRET
        )

    def test_once_the_interview_is_held_it_is_read_only(self):
        self._write_draft(prospects=SECRET)
        self.entretien.action_mark_held()
        with self.assertRaises(UserError):
            self._write_draft(prospects="Later")
        with self.assertRaises(UserError):
            self._submit()
        with self.assertRaises(UserError), self._request_of(self.user_employee):
            self._author().write({"prospects": "Later"})
        self.assertEqual(self._draft()["prospects"], SECRET)

    def test_he_reads_when_where_and_with_whom_on_it(self):
        """The interview itself is not his to read before it is held."""
        seen = self._as(self.user_employee, self.preparation)
        self.assertEqual(seen.location, "Salle Mistral")
        self.assertEqual(seen.interviewer_name, "Manager")
        self.assertEqual(seen.motif, "periodic")
        self.assertTrue(seen.date_planned)
        with self.assertRaises(AccessError):
            self._as(self.user_employee, self.entretien).read(["location"])

    def test_a_copy_of_the_database_opens_no_draft(self):
        """Odoo gives a copy another secret; the page starts afresh, without error."""
        self._write_draft(prospects=SECRET)
        self.env["ir.config_parameter"].sudo().set_param("database.secret", "other")
        self.assertFalse(self._draft()["prospects"])
