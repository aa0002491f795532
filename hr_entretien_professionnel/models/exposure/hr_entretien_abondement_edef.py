"""The list that HR takes to the Caisse des dépôts' employer site (EDEF)."""

import csv
import io

import xlsxwriter
from stdnum.fr import nir

from odoo import api, fields, models

HR = "hr.group_hr_user"
# A spreadsheet would run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class HrEntretienAbondement(models.Model):
    """What the site asks of each person, and what is missing of it.

    Shown to HR, never stored; the NIR does not leave by Odoo's own export.
    """

    _inherit = "hr.entretien.abondement"

    edef_birth_name = fields.Char(
        string="Birth Name", related="employee_id.entretien_birth_name", groups=HR
    )
    edef_nir = fields.Char(
        string="NIR", compute="_compute_edef", groups=HR, exportable=False
    )
    edef_problem = fields.Char(
        string="What Is Wrong", compute="_compute_edef", groups=HR
    )

    @api.depends("employee_id.ssnid", "employee_id.entretien_birth_name")
    @api.depends_context("lang")
    def _compute_edef(self):
        texts = self.env["hr.employee"]._nir_texts()
        for abondement in self:
            employee = abondement.employee_id
            problems = [texts.get(employee._nir_problem())]
            if not (employee.entretien_birth_name or "").strip():
                problems.append(self.env._("The birth name is missing."))
            abondement.edef_problem = " ".join(filter(None, problems))
            abondement.edef_nir = nir.compact(employee.ssnid or "")

    @api.model
    def _edef_header(self):
        """French whoever asks: it is for a French site."""
        return (
            "NIR",
            "Nom de naissance",
            "Nom et prénom",
            "Montant (€)",
            "Date de l'état des lieux",
            "À payer au plus tard le",
        )

    def _edef_rows(self):
        """One row per person, as the header says: texts, an amount, two dates."""
        return [
            (
                abondement.edef_nir,
                (abondement.edef_birth_name or "").strip(),
                abondement.employee_id.name,
                abondement.amount,
                abondement.bilan_date,
                abondement.pay_by,
            )
            for abondement in self
        ]

    def _edef_csv(self):
        """UTF-8 with its mark, semicolons, decimal comma: what a French Excel opens.

        :rtype: bytes
        """
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(self._edef_header())
        for number, birth_name, name, amount, *days in self._edef_rows():
            writer.writerow(
                [number, self._harmless(birth_name), self._harmless(name)]
                + [f"{amount:.2f}".replace(".", ",")]
                + [day.strftime("%d/%m/%Y") for day in days]
            )
        return text.getvalue().encode("utf-8-sig")

    @staticmethod
    def _harmless(text):
        """A text that no spreadsheet takes for a formula."""
        return f"'{text}" if text.startswith(FORMULA) else text

    def _edef_xlsx(self):
        """The NIR as text, amounts as numbers, dates as dates.

        :rtype: bytes
        """
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Abondements")
            bold = book.add_format({"bold": True, "bottom": 1})
            text = book.add_format({"num_format": "@"})
            money = book.add_format({"num_format": "#,##0.00"})
            date = book.add_format({"num_format": "dd/mm/yyyy"})
            sheet.write_row(0, 0, self._edef_header(), bold)
            sheet.set_column(0, 5, 24)
            sheet.freeze_panes(1, 0)
            for line, row in enumerate(self._edef_rows(), 1):
                for column, value in enumerate(row[:3]):
                    sheet.write_string(line, column, value, text)
                sheet.write_number(line, 3, row[3], money)
                for column, day in enumerate(row[4:], 4):
                    sheet.write_datetime(line, column, day, date)
        return content.getvalue()
