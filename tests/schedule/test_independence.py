"""The engine knows neither Odoo nor the day it is."""

import ast
from pathlib import Path

import pytest
import schedule

SOURCES = sorted(Path(schedule.__file__).parent.glob("*.py"))
ALLOWED = {
    "__future__",
    "bisect",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "dateutil",
    "decimal",
    "fractions",
    "functools",
    "itertools",
    "operator",
    "typing",
}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_module_is_a_pure_function_of_its_arguments(source):
    tree = ast.parse(source.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert set(imported(tree)) <= ALLOWED
    assert not names & {"today", "now", "utcnow"}
