"""The arrows between the add-ons: the core knows none of the others.

An add-on that is made or renamed has a line in each table, and these tests ask for it.
"""

import ast
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[1]
CORE = "hr_entretien_professionnel"
ADDONS = sorted(path.parent.name for path in ROOT.glob(f"{CORE}*/__manifest__.py"))
LEAVES = [addon for addon in ADDONS if addon != CORE]

# Add-on → the add-ons that it may import and depend on.
MAY_IMPORT = {
    CORE: {"base", "base_import", "calendar", "hr_skills", "mail", "portal"},
    f"{CORE}_abondement": {CORE},
    f"{CORE}_bdese": {CORE},
    f"{CORE}_campaign": {CORE},
    f"{CORE}_holidays": {CORE, "hr_holidays"},
    f"{CORE}_queue_job": {CORE, "queue_job"},
    f"{CORE}_rgpd": {CORE},
}
# Add-on → what may not stand in the core beside its name, whatever the case. The law's
# own "abondement correctif" may: the document of the état des lieux concludes with it.
WORDS = {
    f"{CORE}_abondement": (
        "exposure",
        "entretien.abondement",
        "entretien_abondement",
        "entretien_concern",
        "corrective_amount",
        "edef",
        "ssnid",
    ),
    f"{CORE}_bdese": ("bdese",),
    f"{CORE}_campaign": ("campaign", "campagne"),
    f"{CORE}_holidays": ("hr_holidays", "hr.leave", "from_time_off"),
    f"{CORE}_queue_job": ("queue_job", "queue.job", "with_delay"),
    f"{CORE}_rgpd": ("purge", "export.log", "export_log", "retention"),
}
READ = {".csv", ".js", ".md", ".po", ".py", ".scss", ".txt", ".xml"}


def imported(source):
    """The modules that a Python source imports; relative ones begin with their dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def imported_addons(source):
    """The add-ons that a Python source imports."""
    for name in imported(source):
        parts = name.split(".")
        if parts[:2] == ["odoo", "addons"] and len(parts) > 2:
            yield parts[2]


def named(text, words):
    """Those of these words that stand in the text."""
    text = text.lower()
    return {word for word in words if word in text}


def outside(name, depth):
    """Whether an import leaves the package of a file that is so many folders deep."""
    if name.startswith("."):
        return len(name) - len(name.lstrip(".")) > depth
    return name.split(".")[0] not in {*sys.stdlib_module_names, "dateutil"}


def test_each_add_on_is_in_the_tables():
    assert set(MAY_IMPORT) == set(ADDONS)
    assert set(WORDS) == set(LEAVES)


@pytest.mark.parametrize("addon", ADDONS)
def test_an_add_on_imports_and_depends_on_what_it_may(addon):
    manifest = ast.literal_eval((ROOT / addon / "__manifest__.py").read_text("utf-8"))
    assert set(manifest["depends"]) <= MAY_IMPORT[addon]
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / addon).rglob("*.py")
        for name in imported_addons(path.read_text("utf-8"))
        if name not in MAY_IMPORT[addon] | {addon}
    }
    assert not found


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_core_names_no_other_add_on(leaf):
    words = (leaf, *WORDS[leaf])
    found = {
        (path.relative_to(ROOT).as_posix(), word)
        for path in (ROOT / CORE).rglob("*")
        if path.suffix in READ
        # Some data of tests are in the encodings of old files.
        for word in named(path.read_text("utf-8", errors="replace"), words)
    }
    assert not found


@pytest.mark.parametrize("leaf", LEAVES)
def test_an_add_on_installs_itself_with_the_core(leaf):
    manifest = ast.literal_eval((ROOT / leaf / "__manifest__.py").read_text("utf-8"))
    assert CORE in manifest["depends"]
    assert manifest["auto_install"] is True


def test_the_law_imports_nothing_of_odoo():
    folder = ROOT / CORE / "schedule"
    found = {
        (path.relative_to(folder).as_posix(), name)
        for path in folder.rglob("*.py")
        for name in imported(path.read_text("utf-8"))
        if outside(name, len(path.relative_to(folder).parts))
    }
    assert not found


def test_what_these_tests_look_for_is_found():
    source = "import os\nfrom odoo.addons.mail import x\nfrom ..models import y\n"
    assert list(imported(source)) == ["os", "odoo.addons.mail", "..models"]
    assert list(imported_addons(source)) == ["mail"]
    assert named("model_HR_Entretien_Campaign", ("campaign", "other")) == {"campaign"}
    assert outside("odoo.fields", 1) and outside("..models", 1)
    assert not outside("datetime", 1) and not outside(".facts", 1)
