"""The French screen is the one that is read: nothing of it is left in English."""

import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open, file_path
from odoo.tools.translate import TranslationModuleReader

MODULE = "hr_entretien_professionnel"
# “de Anne” is no French, and no placeholder elides: these are worded otherwise.
BEFORE_A_NAME = re.compile(
    r"""\b(?:de|que)\ (?:<[^>]*>)?
    (?:%\((?:name|owner|signatory)\)s
      |\{\{\ object\._mail_(?:employee|interviewer)
      |(?<=_mail_employee\(\)">)|(?<=_mail_interviewer\(\)">))""",
    re.VERBOSE,
)
MARKUP = re.compile(r"<[^>]+>|%\(\w+\)s|\s+")


@tagged("post_install", "-at_install")
class TestFrench(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = [("name", "=like", f"{MODULE}%"), ("state", "=", "installed")]
        cls.modules = cls.env["ir.module.module"].search(domain).mapped("name")

    def _same(self, module):
        """The terms of an add-on that French shares."""
        try:
            with file_open(f"{module}/tests/data/same_in_french.txt") as lines:
                return {line.rstrip("\n") for line in lines}
        except FileNotFoundError:
            return set()

    def _terms(self, module):
        """What Odoo would export for the translators: (module, type, name, id, source,
        French, comments)."""
        reader = TranslationModuleReader(self.env.cr, [module], lang="fr_FR")
        return list(reader)

    def _french(self, module):
        entries = polib.pofile(file_path(f"{module}/i18n/fr.po"))
        return {entry.msgid: entry.msgstr for entry in entries}

    def _blank(self, module):
        """The terms of an add-on that have no French, without their markup."""
        french = self._french(module).items()
        return {MARKUP.sub(" ", term).strip() for term, text in french if not text}

    def test_every_term_has_its_french(self):
        for module in self.modules:
            terms = {term[4] for term in self._terms(module)}
            french = self._french(module)
            with self.subTest(module):
                self.assertTrue(terms)
                self.assertFalse(terms - french.keys(), "not in fr.po")
                self.assertFalse(french.keys() - terms, "no longer in the sources")
                self.assertFalse(self._blank(module) - self._same(module), "blank")

    def test_every_place_has_its_french(self):
        """A text that moved to another view is read there by the place in fr.po."""
        for module in self.modules:
            places = {
                (f"{kind}:{name}:{record}", source)
                for _module, kind, name, record, source, *_rest in self._terms(module)
                if kind in ("model", "model_terms")
            }
            known = {
                (place, entry.msgid)
                for entry in polib.pofile(file_path(f"{module}/i18n/fr.po"))
                for place, _line in entry.occurrences
                if place.startswith("model")
            }
            with self.subTest(module):
                self.assertTrue(places)
                self.assertFalse(places - known, "not in fr.po")
                self.assertFalse(known - places, "no longer in the sources")

    def test_no_name_comes_after_a_word_that_elides(self):
        for module in self.modules:
            texts = self._french(module).values()
            self.assertFalse([text for text in texts if BEFORE_A_NAME.search(text)])

    def test_what_is_said_to_be_the_same_is_still_there(self):
        for module in self.modules:
            with self.subTest(module):
                self.assertFalse(self._same(module) - self._blank(module))
