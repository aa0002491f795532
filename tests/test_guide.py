"""The guide of docs/fr says what the screens say, and what it points to is there."""

import ast
import hashlib
import pathlib
import re
import runpy

import pytest

ROOT = pathlib.Path(__file__).parents[1]
GUIDE = ROOT / "docs/fr"
PAGES = sorted(GUIDE.glob("*.md"))

# For who installs, judges or changes the add-ons.
ENGLISH = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    + [*ROOT.glob("docs/*.md"), *ROOT.glob("hr_*/readme/*.md")]
)
# Add-ons of others and their screens, named as their makers write them.
FOREIGN = {"Job Queue", "Jobs", "Apps", "Update Apps List", "Exporter"}
FOREIGN |= {"Time Off", "Time Off Types", "Sick Time Off", "Unpaid"}
FOREIGN |= {"Employés", "Types d'emploi", "Mes préférences", "Calendrier"}
# Words set in italics that stand on no screen.
PLAIN = {"en italique", "workers", "filestore", "bounce"}
PLAIN |= {"entretien professionnel", "entretien de parcours professionnel"}
PLAIN |= {"base de données économiques, sociales et environnementales"}
PLAIN |= {"comité social et économique"}

# Choices that the guide names by their values, or as the page does.
NAMED_OTHERWISE = {"entretien_rhythm", "entretien_concern"}

LABEL = re.compile(r"(?<!\*)\*(?![\s*])([^*]+?)\*(?!\*)")
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
ENTRY = re.compile(r'^(msgid|msgstr)((?: ?"(?:[^"\\]|\\.)*"\n)+)', re.MULTILINE)
CHOICE = re.compile(r"field_description:\S+_choices_mixin__(entretien_\w+)$", re.M)
MARKUP = re.compile(r"<[^>]+>")


def text_of(entry):
    """The text of a quoted PO entry, without markup, its white space single."""
    parts = re.findall(r'"(?:[^"\\]|\\.)*"', entry)
    text = MARKUP.sub("", "".join(map(ast.literal_eval, parts)))
    return " ".join(text.split())


def shown_texts():
    """What the French screens may show, by its source: each translation, or the source
    where French says the same."""
    shown = []
    for path in ROOT.glob("hr_entretien_professionnel*/i18n/fr.po"):
        source = ""
        for kind, entry in ENTRY.findall(path.read_text(encoding="utf-8")):
            text = text_of(entry)
            if kind == "msgid":
                source = text
            else:
                shown.append((source, text or source))
    return shown


FRENCH = dict(shown_texts())
SHOWN = {text for _source, text in shown_texts()}


def prose(page):
    """The page without its code, which quotes no screen."""
    return re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8"))


def labels(page):
    """What the page names in italics, each step of a path by itself."""
    return {
        " ".join(part.split())
        for path in LABEL.findall(prose(page))
        for part in path.split("›")
    }


def choices():
    """The choices that a company makes, by field: how French names them."""
    for path in ROOT.glob("hr_entretien_professionnel*/i18n/fr.po"):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            for name in CHOICE.findall(block):
                found = dict(ENTRY.findall(f"{block}\n"))
                yield name, text_of(found["msgstr"]) or text_of(found["msgid"])


@pytest.mark.parametrize(
    "page", [*PAGES, *ENGLISH], ids=lambda page: str(page.relative_to(ROOT))
)
def test_every_label_stands_on_a_screen(page):
    assert not labels(page) - SHOWN - FOREIGN - PLAIN


def test_every_choice_of_a_company_is_explained():
    named = labels(GUIDE / "choix.md")
    silent = {field for field, label in choices() if label not in named}
    assert silent == NAMED_OTHERWISE


def next_steps():
    """What the button of the morning list says; without an address, one of two."""
    folder = ROOT / "hr_entretien_professionnel/models/interview"
    source = (folder / "hr_entretien_todo_mixin.py").read_text(encoding="utf-8")
    table = source.partition("NEXT_STEPS = {")[2].partition("\n}")[0]
    labels = {*re.findall(r': \("([^"]+)"', table)} - {"No Address"}
    return labels | {"Add an Address", "Print the Letter"}


def test_every_next_step_of_the_morning_list_is_explained():
    steps = {FRENCH[label] for label in next_steps()}
    page = (GUIDE / "rh-lundi.md").read_text(encoding="utf-8")
    table = page.partition("| le bouton | quand |")[2].partition("\n\n")[0]
    assert steps <= set(LABEL.findall(table))
    # A row is about one of them.
    assert set(re.findall(r"^\| \*([^*]+)\*", table, re.MULTILINE)) <= steps


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_picture_and_page_named_is_there(page):
    targets = {target for _mark, target in LINK.findall(prose(page))}
    internal = {t.split("#")[0] for t in targets if not t.startswith("https://")}
    assert not [t for t in internal if not (GUIDE / t).is_file()]


def test_every_page_is_in_the_menu():
    menu = (ROOT / "docs/mkdocs.yml").read_text(encoding="utf-8")
    assert {page.name for page in PAGES} == set(re.findall(r": (\S+\.md)$", menu, re.M))


def test_every_picture_is_taken_by_the_script_and_shown():
    taken = {p.name for p in runpy.run_path(str(ROOT / "bin/lib/pictures.py"))["GUIDE"]}
    kept = {path.stem for path in (GUIDE / "images").glob("*.png")}
    shown = {
        pathlib.Path(target).stem
        for page in PAGES
        for mark, target in LINK.findall(prose(page))
        if mark
    }
    assert taken == kept == shown


def test_every_screen_of_the_pictures_has_that_address():
    pages = {p.path for p in runpy.run_path(str(ROOT / "bin/lib/pictures.py"))["GUIDE"]}
    named = {path.removeprefix("/odoo/") for path in pages if path.startswith("/odoo/")}
    declared = {
        path
        for view in ROOT.glob("hr_*/*/*.xml")
        for path in re.findall(r'"path">([^<]+)<', view.read_text(encoding="utf-8"))
    }
    assert not {n for n in named if not n.startswith("action-")} - declared


def test_pictures_are_small():
    large = [
        p.name for p in (GUIDE / "images").glob("*.png") if p.stat().st_size > 120e3
    ]
    assert not large


def test_what_is_served_was_built_from_these_pages():
    sources = [*PAGES, ROOT / "docs/mkdocs.yml", ROOT / "docs/typography.py"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources))
    built = ROOT / "hr_entretien_professionnel/static/lib/guide/sources.sha256"
    assert built.read_text(encoding="utf-8").strip() == digest.hexdigest(), (
        "run bin/docs"
    )
