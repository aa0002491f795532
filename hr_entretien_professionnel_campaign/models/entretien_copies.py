"""The copies of many interviews in one file, without all of them in memory."""

import tempfile
import zipfile
from collections import Counter
from pathlib import PurePath

from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_label,
)


def copies_archive(entretiens):
    """Write the frozen documents, byte for byte, in a ZIP on disk.

    :param entretiens: ``hr.entretien`` records whose copy was delivered
    :returns: a temporary file, open at its beginning; closed, it is gone
    """
    target, known = tempfile.TemporaryFile(), Counter()  # noqa: SIM115
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        # Each on its own: the documents of all are not read with the first.
        for entretien in map(entretiens.browse, entretiens.ids):
            document = entretien._frozen_file("final")
            name = _name(entretien)
            known[name] += 1
            number = f" ({known[name]})" if known[name] > 1 else ""
            suffix = PurePath(document.name).suffix
            archive.writestr(f"{name}{number}{suffix}", document._bytes())
            document.env.invalidate_all()
    target.seek(0)
    return target


def _name(entretien):
    """E.g. “Anne Le Goff – Périodique – 2026-06-15”."""
    speaking = entretien.sudo().with_context(lang=entretien._report_lang())
    motif = selection_label(speaking, "motif")
    parts = (speaking.employee_id.name, motif, str(speaking.date_held))
    return " – ".join(parts).replace("/", "-").replace("\\", "-")
