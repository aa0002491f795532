"""What each type of interview needs besides its row of ``MOTIFS``."""

from typing import get_args, get_type_hints

from odoo.tests import tagged

from ..models.employee.entretien_step import obligation_name
from ..models.interview.entretien_states import LEGAL_MOTIFS
from ..models.selection_labels import selection_labels
from ..schedule import Obligation
from ..spreadsheet.kinds import Kind, propose_kind
from .common import EntretienCase

KINDS = get_args(get_type_hints(Obligation)["kind"])


@tagged("post_install", "-at_install")
class TestMotif(EntretienCase):
    def test_it_has_its_box_on_an_interview_form(self):
        grilles = self.env["hr.entretien.grille"]
        form = grilles.get_view(view_type="form")["arch"]
        for motif, label in selection_labels(self.env["hr.entretien"], "motif").items():
            with self.subTest(motif):
                self.assertIn(f'name="for_{motif}"', form)
                grille = grilles.new()
                self.assertEqual(grille.motifs, "")
                grille[f"for_{motif}"] = True
                self.assertEqual(grille.motifs, label)

    def test_the_import_knows_its_name(self):
        for lang in ("en_US", "fr_FR"):
            entretiens = self.env["hr.entretien"].with_context(lang=lang)
            for motif, label in selection_labels(entretiens, "motif").items():
                with self.subTest(label):
                    self.assertEqual(propose_kind(label), Kind("held", motif))

    def test_the_law_asks_for_what_the_engine_answers(self):
        self.assertEqual({*KINDS}, {*LEGAL_MOTIFS, "bilan"})

    def test_each_answer_of_the_engine_has_its_name(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.assertTrue(obligation_name(self.env, kind))
