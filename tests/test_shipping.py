"""What goes with each add-on, and the files that other tools read, are whole."""

import ast
import json
import pathlib
import re

import polib
import pytest
import yaml

ROOT = pathlib.Path(__file__).parents[1]
ADDONS = sorted(path.parent for path in ROOT.glob("hr_*/__manifest__.py"))
FRAGMENTS = ("CONFIGURE", "CONTRIBUTORS", "DESCRIPTION", "HISTORY", "USAGE")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
class TestAddon:
    def test_it_is_built_by_whool(self, addon):
        settings = (addon / "pyproject.toml").read_text(encoding="utf-8")
        assert 'build-backend = "whool.buildapi"' in settings

    def test_its_readme_is_complete(self, addon):
        for name in FRAGMENTS:
            assert (addon / f"readme/{name}.md").read_text(encoding="utf-8").strip()

    def test_its_page_on_a_forge_says_the_same(self, addon):
        described = (addon / "readme/DESCRIPTION.md").read_text(encoding="utf-8")
        page = (addon / "README.rst").read_text(encoding="utf-8")
        assert " ".join(described.replace("`", "``").split()) in " ".join(page.split())

    def test_its_history_begins_with_its_version(self, addon):
        manifest = (addon / "__manifest__.py").read_text(encoding="utf-8")
        version = re.search(r'"version": "([^"]+)"', manifest).group(1)
        history = (addon / "readme/HISTORY.md").read_text(encoding="utf-8")
        assert history.startswith(f"## {version} (")

    def test_its_name_and_summary_in_apps_are_in_french(self, addon):
        manifest = ast.literal_eval((addon / "__manifest__.py").read_text("utf-8"))
        entries = {
            place.partition(":base.")[0]: (entry.msgid, entry.msgstr)
            for entry in polib.pofile(str(addon / "i18n_extra/fr.po"))
            for place, _line in entry.occurrences
            if place.endswith(f":base.module_{addon.name}")
        }
        source, french = entries["model:ir.module.module,summary"]
        assert source == manifest["summary"] and french
        name = entries.get("model:ir.module.module,shortdesc")
        assert not name or name[0] == manifest["name"]

    def test_its_page_in_apps_is_in_french_first(self, addon):
        folder = addon / "static/description"
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert re.findall(r'lang="(\w+)"', page) == ["fr", "en"]
        for picture in re.findall(r'src="([^"]+)"', page):
            # Those of the guide are named as the server serves them.
            path = ROOT / picture[1:] if picture[0] == "/" else folder / picture
            assert path.is_file(), picture

    def test_its_pictures_are_there(self, addon):
        for page in addon.glob("readme/*.md"):
            text = page.read_text(encoding="utf-8")
            for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
                assert (page.parent / picture).is_file(), picture


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]
)
def test_what_a_page_points_to_is_there(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _hash, title = target.partition("#")
        if target.startswith("http"):
            continue
        assert (page.parent / path).exists(), target
        heads = (page.parent / path).read_text(encoding="utf-8") if title else ""
        anchors = [
            re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-")
            for head in re.findall(r"^#+ (.+)$", heads, re.MULTILINE)
        ]
        assert not title or title in anchors, target


def test_the_readme_is_one_screen():
    assert len(read("README.md").splitlines()) <= 60


def test_the_containers():
    services = yaml.safe_load(read("compose.yaml"))["services"]
    assert services["odoo"]["image"] == "odoo:19"
    assert services["db"]["image"] == "postgres:16"
    assert "jit=off" in services["db"]["command"]
    assert ".:/mnt/extra-addons:ro" in services["odoo"]["volumes"]


def test_the_workflow_runs_what_a_visitor_runs():
    jobs = yaml.safe_load(read(".github/workflows/test.yml"))["jobs"]
    commands = [step.get("run") for job in jobs.values() for step in job["steps"]]
    assert "bash .ci/run" in commands
    assert "bin/test --long" in commands


def test_the_hooks_are_of_the_versions_that_the_lint_runs():
    pinned = dict(
        line.split("==")
        for name in ("requirements-test.txt", "requirements-package.txt")
        for line in read(f"bin/lib/{name}").splitlines()
        if "==" in line
    )
    pinned |= {
        "ruff-pre-commit": pinned["ruff"],
        "odoo-pre-commit-hooks": pinned["oca-odoo-pre-commit-hooks"],
    }
    node = json.loads(read("package.json"))["devDependencies"]
    for source in yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]:
        if source["repo"] == "local":
            for package in source["hooks"][0]["additional_dependencies"]:
                name, version = package.rsplit("@", 1)
                assert version == node[name], name
        else:
            name = source["repo"].rsplit("/", 1)[1]
            assert source["rev"] == f"v{pinned[name]}", name
