"""Write each add-on's ``.pot`` from its ``fr.po``, the same export without the French.

A test holds ``fr.po`` against the sources; ``--check`` says which ``.pot`` is not its.
"""

import pathlib
import sys

import polib

ROOT = pathlib.Path(__file__).parents[2]


def template(path):
    """The text of the ``.pot`` that belongs to a ``fr.po``."""
    entries = polib.pofile(str(path))
    for entry in entries:
        entry.msgstr = ""
    entries.metadata.pop("Language", None)
    of_a_language = ("Last-Translator", "Language-Team", "Plural-Forms")
    entries.metadata |= dict.fromkeys(of_a_language, "")
    return str(entries)


def main(check):
    stale = []
    for path in sorted(ROOT.glob("hr_*/i18n/fr.po")):
        target = path.with_name(f"{path.parts[-3]}.pot")
        text = template(path)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(target.name)
            if not check:
                target.write_text(text, encoding="utf-8")
    if check and stale:
        raise SystemExit(f"not the terms of fr.po: {', '.join(stale)}; bin/test --fix")


if __name__ == "__main__":
    main("--check" in sys.argv)
