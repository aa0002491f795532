"""The NIR: why one cannot be the number that the Caisse des dépôts asks for."""

import re

from stdnum.fr import nir

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

# Sex, year, month, department, commune, order, key.
SHAPE = re.compile(r"(\d)\d\d(\d\d)(\d\d|2A|2B)(\d{3})(\d{3})\d\d")
# Months of birth of the directory; 20 and more when the month was not known.
MONTHS = {*range(1, 13), 20, *range(30, 43), *range(50, 100)}
PROBLEMS = {
    "missing": _lt("The NIR is missing."),
    "no_key": _lt("The NIR has 13 characters: its key, 2 digits, is missing."),
    "length": _lt("The NIR does not have 15 characters (13 and its key of 2)."),
    "format": _lt("The NIR has characters other than digits (and 2A or 2B)."),
    "sex": _lt("The NIR begins neither with 1 nor with 2: it is a provisional number."),
    "month": _lt("The month of birth in the NIR does not exist."),
    "department": _lt("The department or place of birth in the NIR is unknown."),
    "key": _lt("The key of the NIR (last 2 digits) is not the right one."),
}


def nir_problem(number):
    """Why a text is not a NIR: a code of ``PROBLEMS``, or None when it is well formed.

    Spaces and dots do not count, nor does the case of the Corsican letter.

    :param str number: as it was typed; 13 characters and its key of 2
    :rtype: str | None
    """
    number = nir.compact(number or "")
    if not number:
        return "missing"
    if len(number) != 15:
        return "no_key" if len(number) == 13 else "length"
    shape = SHAPE.fullmatch(number)
    if not shape or not number.isascii():
        return "format"
    sex, month, *place = shape.groups()
    if sex not in "12":
        return "sex"
    if int(month) not in MONTHS:
        return "month"
    if place[0] == "00" or "000" in place[1:]:
        return "department"
    return None if nir.is_valid(number) else "key"
