"""What those who write code are told stands in the code."""

import pathlib
import re
import runpy

ROOT = pathlib.Path(__file__).parents[1]
CORE = ROOT / "hr_entretien_professionnel"
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in ROOT.glob("hr_entretien_professionnel*/**/*.py")
    if path.name == "common.py" or "tests" not in path.parts
)


def test_the_access_table_is_the_one_that_is_played():
    lines = runpy.run_path(str(ROOT / "bin/lib/access_table.py"))["lines"]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = [line for line in text.splitlines() if line.startswith("|")]
    start = shown.index(next(lines()))
    assert shown[start:] == list(lines()), "run: python bin/lib/access_table.py"


def test_the_methods_that_are_named_exist():
    texts = (ROOT / "CONTRIBUTING.md", *ROOT.glob("*/readme/DEVELOP.md"))
    named = {
        name
        for path in texts
        for quoted in re.findall("`([^`]+)`", path.read_text(encoding="utf-8"))
        for name in re.findall(r"(?<![\w/…])_[a-z]\w+\b(?!…)", quoted)
    }
    missing = {x for x in named if not re.search(rf"def {x}\b|^    {x} = ", CODE, re.M)}
    assert len(named) > 20
    assert not missing


def test_technical_fields_are_fields():
    path = CORE / "models/interview/hr_entretien_technical_mixin.py"
    names = re.findall('^    "(.+)",$', path.read_text(encoding="utf-8"), re.M)
    fields = {name for name in names if re.search(rf"^    {name} = fields", CODE, re.M)}
    assert set(names) - fields == {"id"}
