"""docs/law.md names, for each rule, modules and tests that exist."""

import datetime
import pathlib
import re

import pytest
from babel.dates import format_date

ROOT = pathlib.Path(__file__).parents[1]
GRADES = re.compile(r"–|(A-?|B|C|I)\b.*")
RULES = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs/law.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| rule ")
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0][:50])
def test_a_rule_has_its_text_grade_module_and_test(rule):
    _rule, text, grade, modules, tests = rule
    assert text and GRADES.fullmatch(grade.strip())
    for module in re.findall(r"`(\w+)`", modules):
        engine = ROOT / f"hr_entretien_professionnel/schedule/{module}.py"
        assert engine.exists() or (ROOT / module).is_dir(), module
    for path in re.findall(r"`(models/[^`]+)`", modules):
        assert (ROOT / "hr_entretien_professionnel" / path).exists(), path
    named = re.findall(r"`([^`]+)`", tests)
    assert named
    for name in named:
        file, _colons, function = name.partition("::")
        folder = "" if "/" in file else "tests/schedule/"
        source = (ROOT / f"{folder}{file}.py").read_text(encoding="utf-8")
        assert not function or f"def {function}(" in source, name


def test_the_guide_says_the_day_on_which_the_texts_were_read():
    law = (ROOT / "docs/law.md").read_text(encoding="utf-8")
    said = re.search(r"Texts were read on\s(\d+ \w+ \d{4})", law).group(1)
    day = datetime.datetime.strptime(said, "%d %B %Y").date()
    french = (ROOT / "docs/fr/choix.md").read_text(encoding="utf-8")
    assert f"lus le {format_date(day, 'd MMMM y', 'fr')}" in french
