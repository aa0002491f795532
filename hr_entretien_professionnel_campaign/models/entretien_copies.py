"""The copies of many interviews in one file, without all of them in memory."""

import tempfile
import zipfile
from collections import Counter
from pathlib import PurePath


def copies_archive(entretiens):
    """Write the frozen documents, byte for byte and by their names, in a ZIP on disk.

    :param entretiens: ``hr.entretien`` records whose copy was delivered
    :returns: a temporary file, open at its beginning; closed, it is gone
    """
    target, known = tempfile.TemporaryFile(), Counter()  # noqa: SIM115
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        # Each on its own: the documents of all are not read with the first.
        for entretien in map(entretiens.browse, entretiens.ids):
            document = entretien._frozen_file("final")
            name = PurePath(document.name.replace("\\", "-"))
            known[name] += 1
            number = f" ({known[name]})" if known[name] > 1 else ""
            archive.writestr(f"{name.stem}{number}{name.suffix}", document._bytes())
            document.env.invalidate_all()
    target.seek(0)
    return target
