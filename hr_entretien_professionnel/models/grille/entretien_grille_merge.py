"""The questions of several grids in one list: each asked once, under its heading.

On plain definitions of Odoo properties (``list[dict]``): no record, no language.
"""

import hashlib

HEADING = "separator"


def merge(definitions):
    """The questions of grids that apply together, in the order of the grids.

    Under a heading that two grids share, the questions of both stand together. A
    question that a grid before asks (same wording, kind of answer and choices) is not
    asked again. A heading under which nothing is left is left out. Names stay those of
    the grids, so that an answer is found under the code of its question; one that
    another question already has is made anew, the same each time.

    One grid alone stays as it was written.

    :param definitions: the definition of each grid, the one that decides first
    :type definitions: list(list(dict))
    :rtype: list(dict)
    """
    if len(definitions) == 1:
        return definitions[0]
    sections, asked = {}, set()
    for definition in definitions:
        title, own = "", set()
        for item in definition:
            if item["type"] == HEADING:
                title = _said(item)
                sections.setdefault(title, (item, []))
            elif (question := _question(item)) not in asked:
                own.add(question)
                sections.setdefault(title, (None, []))[1].append(item)
        asked |= own
    return _renamed(_flat(sections))


def _flat(sections):
    """What is asked before any heading, then each heading with its questions."""
    first = sections.pop("", (None, []))
    yield from first[1]
    for heading, questions in sections.values():
        if questions:
            yield heading
            yield from questions


def _renamed(items):
    """Each under a name of its own: properties are told apart by it."""
    merged, names = [], set()
    for item in items:
        name = item["name"]
        while name in names:
            name = hashlib.sha256(f"{name} {item['string']}".encode()).hexdigest()[:16]
        names.add(name)
        merged.append({**item, "name": name})
    return merged


def _said(item):
    return " ".join(item["string"].split()).casefold()


def _question(item):
    """What makes two questions the same one."""
    choices = item.get(item["type"]) or ()
    return (
        _said(item),
        item["type"],
        tuple(sorted(row[1].casefold() for row in choices)),
    )
