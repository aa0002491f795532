"""The NIR: why one cannot be the number that the Caisse des dépôts asks for."""

import re

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import nir

from odoo import api, fields, models

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
    return _key_problem(number)


def _key_problem(number):
    try:
        nir.validate(number)
    except InvalidChecksum:
        return "key"
    except ValidationError:
        return "format"
    return None


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    entretien_nir_warning = fields.Char(
        string="About the NIR",
        compute="_compute_entretien_nir_warning",
        groups="hr.group_hr_user",
        exportable=False,
    )

    @api.depends("ssnid")
    @api.depends_context("lang")
    def _compute_entretien_nir_warning(self):
        """Say what is wrong with the number; that there is none is no news here."""
        for employee in self:
            code = employee._nir_problem()
            employee.entretien_nir_warning = (
                code not in (None, "missing") and self._nir_texts()[code]
            )

    def _nir_problem(self):
        """A code of :func:`nir_problem`, or None."""
        self.ensure_one()
        return nir_problem(self.ssnid)

    @api.model
    def _nir_texts(self):
        """What each code of :func:`nir_problem` says.

        :rtype: dict[str, str]
        """
        return {
            "missing": self.env._("The NIR is missing."),
            "no_key": self.env._(
                "The NIR has 13 characters: its key, 2 digits, is missing."
            ),
            "length": self.env._(
                "The NIR does not have 15 characters (13 and its key of 2)."
            ),
            "format": self.env._(
                "The NIR has characters other than digits (and 2A or 2B)."
            ),
            "sex": self.env._(
                "The NIR begins neither with 1 nor with 2: it is a provisional number."
            ),
            "month": self.env._("The month of birth in the NIR does not exist."),
            "department": self.env._(
                "The department or place of birth in the NIR is unknown."
            ),
            "key": self.env._(
                "The key of the NIR (last 2 digits) is not the right one."
            ),
        }
