import io
import json
import zipfile

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.models.interview import (
    hr_entretien_technical_mixin as technical,
)
from odoo.addons.hr_entretien_professionnel.tests.close_common import CloseCase

from ..models.record_values import record_values

SECRET = "Je pense à partir, 9c1d"


class ExportCase(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien.write({"hr_note": "Note des RH", "with_bilan": True})
        cls.env["hr.entretien.bilan.line"].create(
            {
                "bilan_id": cls.entretien.bilan_id.id,
                "name": "Habilitation électrique",
            }
        )
        cls.env["hr.entretien.absence"].create(
            {
                "employee_id": cls.employee.id,
                "type_id": cls.env["hr.entretien.absence.type"].search([], limit=1).id,
                "date_from": "2024-01-01",
                "date_to": "2024-06-30",
            }
        )

    def _archive(self):
        _name, content = self._as(self.user_hr, self.employee)._entretien_export()
        return zipfile.ZipFile(io.BytesIO(content))

    def _text(self, archive=None):
        archive = archive or self._archive()
        (name,) = [name for name in archive.namelist() if name.endswith(".json")]
        return archive.read(name).decode()

    def _content(self):
        return json.loads(self._text())


# What points to an employee or an interview and is no part of the file.
NO_PART = {
    "hr.entretien.campaign": "names its interviewers; each of its lines is exported",
    "hr.entretien.compliance": "a view on the dates and the status of the card",
    "hr.entretien.export.log": "who exported the lists of HR: about them",
    "hr.entretien.message": "exported with what they said",
    "hr.entretien.purge": "a view on the counts of what is told here",
}.keys()


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestExportFile(ExportCase):
    def test_what_the_add_ons_remember_for_their_work_is_not_told(self):
        for model in self.env["hr.employee"]._entretien_file_parts():
            told = record_values(self.env[model].new())
            self.assertEqual(told.keys() & technical.REMEMBERED, {"id"}, model)

    def test_each_model_about_an_employee_is_told_or_explained(self):
        known = self.env["hr.employee"]._entretien_file_parts().keys() | NO_PART
        for name, model in self.env.registry.items():
            if not name.startswith("hr.entretien") or model._abstract:
                continue
            targets = {
                field.comodel_name
                for field in model._fields.values()
                if field.type == "many2one"
            }
            if targets & {"hr.employee", "hr.entretien"} and not model._transient:
                self.assertIn(name, known, f"{name}: exported, or why not?")

    def test_the_file_tells_all_that_was_written(self):
        content = self._content()
        (interview,) = content["interviews"]
        self.assertEqual(interview["conclusion"], "Projet partagé")
        self.assertEqual(interview["hr_note"], "Note des RH")
        self.assertEqual(interview["date_held"], "2026-02-15")
        self.assertEqual(interview["state"]["code"], "held")
        self.assertEqual(content["needs"][0]["name"], "Formation au réglage")
        self.assertEqual(content["actions"][0]["deadline"], "2026-09-30")
        self.assertEqual(content["wishes"][0]["kind"]["code"], "responsibility")
        self.assertEqual(content["bilans"][0]["period_to"], "2026-02-15")
        self.assertEqual(content["bilan_lines"][0]["name"], "Habilitation électrique")
        self.assertEqual(content["absences"][0]["date_to"], "2024-06-30")
        self.assertEqual(content["identity"]["name"], self.employee.name)
        self.assertEqual(content["follow_up"]["entretien_start_date"], "2022-01-10")
        self.assertTrue(content["timeline"])

    def test_signatures_proofs_documents_and_messages_are_told(self):
        self._present()
        self._answer("employee", "reserved", text="Sous réserve")
        self._answer("interviewer")
        self._as(self.user_manager, self.entretien)._close(
            self._day("2026-02-20"), "hand"
        )
        content = self._content()
        employee = content["signatures"][0]
        self.assertEqual(employee["text"], "Sous réserve")
        self.assertEqual(set(employee["image"]), {"sha256"})
        kinds = {proof["kind"]["code"] for proof in content["proofs"]}
        self.assertLessEqual({"presented", "reservation", "handover"}, kinds)
        roles = {item["role"]["code"] for item in content["documents"]}
        self.assertEqual(roles, {"presented", "final"})
        self.assertTrue(content["messages"])

    def test_a_draft_is_sealed_and_the_file_says_so(self):
        planned = self._entretien(
            self.employee,
            state="planned",
            date_planned="2026-04-01 08:00:00",
            motif="on_request",
        )
        preparation = planned._ensure_preparation()
        self._as(self.user_employee, preparation).write({"career": SECRET})
        content = self._text()
        self.assertNotIn(SECRET, content)
        told = json.loads(content)
        self.assertNotIn("sealed", told["preparations"][0])
        self.assertIn("sealed", told["about"]["drafts"])

    def test_what_was_sent_of_a_preparation_is_told(self):
        preparations = self.env["hr.entretien.preparation"].sudo()
        preparations.create(
            {
                "entretien_id": self.entretien.id,
                "state": "submitted",
                "career": SECRET,
            }
        )
        self.assertEqual(self._content()["preparations"][0]["career"], SECRET)

    def test_no_is_an_answer_and_hours_are_the_employee_s(self):
        grille = self.env["hr.entretien.grille"].create(
            {
                "name": "Mobility",
                "company_id": self.company.id,
                "for_on_request": True,
                "question_ids": [
                    (0, 0, {"label": "Would you move?", "kind": "boolean"}),
                    (0, 0, {"label": "When?", "kind": "datetime"}),
                    (0, 0, {"label": "How many?", "kind": "integer"}),
                    (0, 0, {"label": "And then?", "kind": "boolean"}),
                ],
            }
        )
        move, when, many, _then = grille.question_ids.mapped("code")
        planned = self._entretien(
            self.employee,
            state="planned",
            date_planned="2026-04-01 08:00:00",
            motif="on_request",
        )
        self.user_employee.tz = "Indian/Reunion"
        preparation = planned._ensure_preparation().sudo()
        preparation.state = "submitted"
        preparation.answers = {move: False, when: "2026-05-04 08:00:00", many: 0}
        self.env.flush_all()
        told = {
            item["question"]: item["answer"]
            for item in self._content()["preparations"][0]["answers"]
        }
        self.assertRegex(told.pop("When?"), "12:00")
        self.assertEqual(
            told, {"Would you move?": "No", "How many?": "0", "And then?": ""}
        )

    def test_nothing_of_anybody_else(self):
        self._held(self.colleague, "2024-05-05", conclusion="Autre")
        content = self._content()
        self.assertEqual(len(content["interviews"]), 1)
        self.assertNotIn("Autre", json.dumps(content))

    def test_the_summary_tells_the_note_of_hr_and_the_pieces(self):
        reports = self._as(self.user_hr, self.env["ir.actions.report"])
        html, _kind = reports.with_context(
            documents=["a.pdf", "b.txt"]
        )._render_qweb_html(
            "hr_entretien_professionnel_rgpd.report_hr_entretien_export",
            self.employee.ids,
        )
        for text in (
            "Note des RH",
            "a.pdf",
            "b.txt",
            "o_entretien_timeline_graph",
            ", état des lieux</td>",
        ):
            self.assertIn(text, html.decode())
        self.assertNotIn(" , ", html.decode())
        self.assertRegex(
            " ".join(html.decode().split()),
            r'_together">\s*<p ?>[^<]+</p>\s*<p class="o_entretien_printed"',
            "the imprint is alone on no page",
        )

    def test_the_zip_holds_every_piece_as_it_was_filed(self):
        piece = self._as(self.user_hr, self.env["ir.attachment"]).create(
            {"name": "m/a.txt", "raw": b"texte"}
        )
        self._as(self.user_hr, self.env["hr.entretien.proof"]).create(
            {
                "entretien_id": self.entretien.id,
                "note": "n",
                "attachment_ids": [(6, 0, piece.ids)],
            }
        )
        archive = self._archive()
        names = archive.namelist()
        self.assertTrue(any(name.startswith("Interview file") for name in names))
        self.assertTrue(json.loads(self._text(archive))["interviews"])
        (filed,) = [name for name in names if name.endswith("m-a.txt")]
        self.assertEqual(archive.read(filed), b"texte")

    # -- who may not -------------------------------------------------------------------

    def test_only_hr_of_the_company_exports_and_it_is_logged(self):
        logs = self.env["hr.entretien.export.log"]
        for user in (
            self.user_manager,
            self.user_n2,
            self.user_employee,
            self.user_system,
            self.user_other_hr,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.employee)._entretien_export()
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, self.employee).action_export_entretiens()
        self.assertFalse(logs.search([("kind", "=", "file_export")]))
        self._content()
        log = logs.search([("kind", "=", "file_export")])
        self.assertEqual(log.user_id, self.user_hr)
        self.assertEqual(log.employee_ids, self.employee)

    def test_the_summary_is_no_way_round(self):
        """Neither to who is not HR, nor for HR without a line in the log."""
        reports = self.env["ir.actions.report"]
        report = "hr_entretien_professionnel_rgpd.report_hr_entretien_export"
        logs = self.env["hr.entretien.export.log"].sudo()
        hr = self._as(self.user_hr, reports).with_context(entretien_export=True)
        hr._render_qweb_html(report, self.employee.ids)
        log = logs.search([("kind", "=", "file_export")])
        self.assertEqual((log.user_id, log.employee_ids), (self.user_hr, self.employee))
        for user in (self.user_manager, self.user_employee, self.user_other_hr):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._as(user, reports)._render_qweb_html(report, self.employee.ids)


@tagged("post_install", "-at_install")
class TestExportHttp(ExportCase, HttpCase):
    def _ask(self, user):
        user.password = user.login
        self.authenticate(user.login, user.login)
        return self.url_open(f"/hr_entretien/export/{self.employee.id}")

    def test_hr_downloads(self):
        answer = self._ask(self.user_hr)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("no-store", answer.headers["Cache-Control"])
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        told = json.loads(self._text(archive))
        self.assertEqual(told["identity"]["name"], self.employee.name)

    def test_everybody_else_finds_nothing(self):
        for user in (
            self.user_manager,
            self.user_employee,
            self.user_system,
            self.user_other_hr,
            self.user_portal,
        ):
            with self.subTest(user.login):
                self.assertEqual(self._ask(user).status_code, 404)

    def test_a_stranger_is_asked_to_log_in(self):
        self.authenticate(None, None)
        path = f"/hr_entretien/export/{self.employee.id}"
        answer = self.url_open(path, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
