"""The NIR: why one cannot be the number that the Caisse des dépôts asks for."""

import re

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import nir

# Sex, year, month, department, commune, order, key.
SHAPE = re.compile(r"(\d)\d\d(\d\d)(\d\d|2A|2B)(\d{3})(\d{3})\d\d")
MONTHS = {*range(1, 13), 20, *range(30, 43), *range(50, 100)}
"""Months of birth of the directory; 20 and more when the month was not known."""


def nir_problem(number):
    """Why a text is not a NIR, as a code.

    Spaces and dots do not count, nor does the case of the Corsican letter.

    :param str number: as it was typed; 13 characters and its key of 2
    :returns: ``missing``, ``no_key`` (13 characters alone), ``length``, ``format``,
        ``sex`` (it begins neither with 1 nor 2: a provisional number), ``month``,
        ``department`` (no such department, or commune or order number 000), ``key``;
        None when it is well formed
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
    try:
        nir.validate(number)
    except InvalidChecksum:
        return "key"
    except ValidationError:
        return "format"
    return None
