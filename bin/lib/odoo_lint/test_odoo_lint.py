"""Odoo's own checks (its module test_lint), on this project's add-ons.

Odoo runs them on every add-on of the addons path: here, on ours alone. Left out:
its tests of the linters themselves, ESLint (Odoo's rules are not in the packages),
and conflict markers (they walk the whole of Odoo; no linter reads such a file).
"""

import pathlib

import pytest

pytest.importorskip("odoo.addons.test_lint")

from odoo import tools  # noqa: E402
from odoo.addons.test_lint.tests import test_manifests, test_pofile  # noqa: E402
from odoo.addons.test_lint.tests.test_docstring import TestDocstring  # noqa: E402
from odoo.addons.test_lint.tests.test_dunderinit import TestDunderinit  # noqa: E402
from odoo.addons.test_lint.tests.test_i18n import TestI18n  # noqa: E402
from odoo.addons.test_lint.tests.test_index import TestIndex  # noqa: E402
from odoo.addons.test_lint.tests.test_jstranslate import (  # noqa: E402
    TestJsTranslations,
)
from odoo.addons.test_lint.tests.test_l10n import L10nLinter  # noqa: E402
from odoo.addons.test_lint.tests.test_manifests import ManifestLinter  # noqa: E402
from odoo.addons.test_lint.tests.test_naming import TestNaming  # noqa: E402
from odoo.addons.test_lint.tests.test_onchange_domains import (  # noqa: E402
    TestOnchangeDomains,
)
from odoo.addons.test_lint.tests.test_orm_import import (  # noqa: E402
    TestDunderinit as TestOrmImport,
)
from odoo.addons.test_lint.tests.test_override_signatures import (  # noqa: E402
    TestLintOverrideSignatures,
)
from odoo.addons.test_lint.tests.test_pofile import PotLinter  # noqa: E402
from odoo.addons.test_lint.tests.test_pylint import TestPyLint  # noqa: E402
from odoo.addons.test_lint.tests.test_routes import RoutesLinter  # noqa: E402
from odoo.addons.test_lint.tests.test_test_holes import TestTestHoles  # noqa: E402
from odoo.modules import Manifest  # noqa: E402

__all__ = [
    "L10nLinter",
    "ManifestLinter",
    "PotLinter",
    "RoutesLinter",
    "TestDocstring",
    "TestDunderinit",
    "TestI18n",
    "TestIndex",
    "TestJsTranslations",
    "TestLintOverrideSignatures",
    "TestNaming",
    "TestOnchangeDomains",
    "TestOrmImport",
    "TestPyLint",
    "TestTestHoles",
]

ROOT = pathlib.Path(__file__).parents[3]
ADDONS = sorted(path.parent.name for path in ROOT.glob("hr_*/__manifest__.py"))


@pytest.fixture(autouse=True)
def only_our_addons(monkeypatch):
    manifests = [Manifest.for_addon(name) for name in ADDONS]
    monkeypatch.setattr(
        Manifest, "all_addon_manifests", staticmethod(lambda: manifests)
    )
    monkeypatch.setattr(test_pofile, "get_modules", lambda: ADDONS)
    # OCA's key, which Odoo itself ignores
    monkeypatch.setattr(
        test_manifests,
        "MANIFEST_KEYS",
        test_manifests.MANIFEST_KEYS | {"development_status"},
    )


@pytest.fixture(autouse=True)
def pylint_only_on_our_addons(request, monkeypatch):
    if request.cls is TestPyLint:
        # The first path it lints is Odoo's own, half an hour of work.
        monkeypatch.setattr(type(tools.config), "root_path", str(ROOT / ADDONS[0]))
