"""Odoo's own checks (its module test_lint), on this project's add-ons.

Odoo runs them on every add-on of the addons path: here, on ours alone. Left out:
its tests of the linters themselves, ESLint (Odoo's rules are not in the packages),
and conflict markers (they walk the whole of Odoo; no linter reads such a file).
"""

import importlib
import pathlib

import pytest

pytest.importorskip("odoo.addons.test_lint")

ROOT = pathlib.Path(__file__).parents[3]
ADDONS = sorted(path.parent.name for path in ROOT.glob("hr_*/__manifest__.py"))
TEST_LINT = "odoo.addons.test_lint.tests"
CHECKS = {
    "test_docstring": "TestDocstring",
    "test_dunderinit": "TestDunderinit",
    "test_i18n": "TestI18n",
    "test_index": "TestIndex",
    "test_jstranslate": "TestJsTranslations",
    "test_l10n": "L10nLinter",
    "test_manifests": "ManifestLinter",
    "test_naming": "TestNaming",
    "test_onchange_domains": "TestOnchangeDomains",
    "test_orm_import": "TestDunderinit",
    "test_override_signatures": "TestLintOverrideSignatures",
    "test_pofile": "PotLinter",
    "test_pylint": "TestPyLint",
    "test_routes": "RoutesLinter",
    "test_test_holes": "TestTestHoles",
}

# pytest collects them from here.
for module, name in CHECKS.items():
    globals()[module] = getattr(
        importlib.import_module(f"{TEST_LINT}.{module}"),
        name,
    )


@pytest.fixture(autouse=True)
def only_our_addons(monkeypatch):
    from odoo import tools
    from odoo.modules import Manifest

    manifests = [Manifest.for_addon(addon) for addon in ADDONS]
    monkeypatch.setattr(
        Manifest, "all_addon_manifests", staticmethod(lambda: manifests)
    )
    monkeypatch.setattr(f"{TEST_LINT}.test_pofile.get_modules", lambda: ADDONS)
    # The first path that pylint is given is Odoo's own, ten minutes of work.
    monkeypatch.setattr(tools.config, "root_path", str(ROOT / ADDONS[0]))
    # A key of OCA's, which Odoo itself ignores.
    keys = importlib.import_module(f"{TEST_LINT}.test_manifests").MANIFEST_KEYS
    monkeypatch.setattr(
        f"{TEST_LINT}.test_manifests.MANIFEST_KEYS", keys | {"development_status"}
    )
