import hashlib


def merge(definitions):
    """The questions of grids that apply together, the one that decides first.

    On plain definitions of Odoo properties (``list[dict]``). Under a heading that two
    grids share, the questions of both stand together. A question that a grid before
    asks (same wording, kind of answer and choices) is not asked again. A heading under
    which nothing is left is left out. Names stay those of the grids, so that an answer
    is found under the code of its question; one that another question already has is
    made anew, the same each time. One grid alone stays as it was written.
    """
    if len(definitions) == 1:
        return definitions[0]
    sections, asked = {"": [None]}, set()
    for definition in definitions:
        title, own = "", set()
        for item in definition:
            said = " ".join(item["string"].split()).casefold()
            choices = item.get(item["type"]) or ()
            words = tuple(sorted(row[1].casefold() for row in choices))
            question = (said, item["type"], words)
            if item["type"] == "separator":
                title = said
                sections.setdefault(title, [item])
            elif question not in asked:
                own.add(question)
                sections[title].append(item)
        asked |= own
    merged, names = [], set()
    for heading, *questions in sections.values():
        for item in [heading, *questions] if heading and questions else questions:
            # Properties are told apart by their name.
            name = item["name"]
            while name in names:
                text = f"{name} {item['string']}"
                name = hashlib.sha256(text.encode()).hexdigest()[:16]
            names.add(name)
            merged.append({**item, "name": name})
    return merged
