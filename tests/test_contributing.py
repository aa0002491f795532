"""CONTRIBUTING.md shows the access table that the tests play."""

import pathlib
import runpy

ROOT = pathlib.Path(__file__).parents[1]


def test_the_access_table_is_the_one_that_is_played():
    lines = runpy.run_path(str(ROOT / "bin/lib/access_table.py"))["lines"]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = [line for line in text.splitlines() if line.startswith("|")]
    start = shown.index(next(lines()))
    assert shown[start:] == list(lines()), "run: python bin/lib/access_table.py"
