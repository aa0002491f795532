"""A line of an état des lieux: what it says, what it must say, what it counts for."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class HrEntretienBilanLine(models.Model):
    """A fact that an état des lieux counts: training, certification, progression.

    Proposed from what Odoo knows, with where it comes from, or written by HR with a
    document; it counts once HR has confirmed it (art. L.6315-1 II C. trav.).

    Who may write, confirm and reject: ``hr_entretien_bilan_decide.py``.
    """

    _name = "hr.entretien.bilan.line"
    _inherit = "hr.entretien.part.mixin"
    _description = "Line of an État des Lieux"
    _order = "kind, date_from, id"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("training", "Training"),
            ("certification", "Certification"),
            ("pay", "Pay progression"),
            ("career", "Career progression"),
        ],
        required=True,
        default="training",
    )
    name = fields.Char(string="Title", required=True)
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    hours = fields.Float()
    mandatory = fields.Boolean(
        string="Mandatory Training",
        help="A training that the law or a convention makes a condition of the job "
        "(art. L.6321-2): it does not save from the abondement correctif.",
    )
    payer = fields.Selection(
        [
            ("employer", "Employer: plan de développement des compétences"),
            ("opco", "OPCO"),
            ("cpf", "CPF of the employee"),
            ("employee", "The employee"),
            ("other", "Other"),
        ],
        string="Paid By",
    )
    cpf_cofunded = fields.Boolean(
        string="CPF With the Employer's Top-Up",
        help="A training of the CPF counts when the employer co-funds it.",
    )
    certification_kind = fields.Selection(
        [
            ("diploma", "Diploma"),
            ("title", "Titre professionnel"),
            ("cqp", "CQP"),
            ("block", "Bloc de compétences"),
            ("vae", "VAE"),
            ("other", "Other certification"),
        ],
    )
    progression = fields.Selection(
        [("individual", "Individual"), ("collective", "Collective")],
        help="Of pay: decided for the person, or for all (convention, index).",
    )
    source = fields.Selection(
        [
            ("contract", "Contract history"),
            ("resume", "Résumé line"),
            ("skill", "Skills: certification"),
            ("need", "Need of an earlier interview, done"),
            ("hand", "Written by hand"),
        ],
        required=True,
        default="hand",
        readonly=True,
    )
    source_model = fields.Char(readonly=True)
    source_id = fields.Many2oneReference(
        string="Source Record", model_field="source_model", readonly=True
    )
    source_label = fields.Char(string="Where It Comes From", readonly=True)
    state = fields.Selection(
        [
            ("proposed", "To Be Confirmed"),
            ("confirmed", "Confirmed"),
            ("rejected", "Rejected"),
        ],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
    )
    confirmed_by = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    confirmed_on = fields.Date(readonly=True, copy=False)
    reject_reason = fields.Char(string="Why Rejected", readonly=True, copy=False)
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", copy=False)

    _source_once = models.UniqueIndex(
        "(entretien_id, kind, source_model, source_id) WHERE source_id IS NOT NULL",
        "This is already among the lines of the état des lieux.",
    )

    def _counts_as_free(self):
        """Whether it is a training that saves from the abondement correctif.

        Not a mandatory one (art. L.6321-2); one of the CPF counts when the employer
        has his part in it (art. L.6323-13).

        :rtype: bool
        """
        self.ensure_one()
        alone = self.payer in ("cpf", "employee") and not self.cpf_cofunded
        return self.kind == "training" and not self.mandatory and not alone

    def _check_complete(self):
        """What lines must say before they count.

        :raises UserError: something is missing, told by its name, line by line
        """
        lacking = [(line.name, line._missing()) for line in self]
        told = [
            self.env._(
                "“%(line)s” cannot be confirmed yet: %(missing)s.",
                line=name,
                missing=", ".join(missing),
            )
            for name, missing in lacking
            if missing
        ]
        if told:
            raise UserError("\n".join(told))

    def _missing(self):
        """What it still has to say, in words.

        :rtype: list of str
        """
        self.ensure_one()
        missing = []
        if not (self.date_from or self.date_to):
            missing.append(self.env._("its date"))
        elif not self._in_period():
            missing.append(self._period_missed())
        if self.kind == "pay" and not self.progression:
            missing.append(self.env._("individual or collective"))
        if self.kind == "certification" and not self.certification_kind:
            missing.append(self.env._("what was obtained"))
        if self.source == "hand" and not self.attachment_ids:
            missing.append(self.env._("a document that proves it"))
        return missing

    def _in_period(self):
        """Whether some of it falls in the period examined, after what was counted.

        What began in it and still runs counts; what is to come does not.
        """
        self.ensure_one()
        bilan = self.sudo().entretien_id
        start, end = self.date_from or self.date_to, self.date_to or self.date_from
        if not bilan.bilan_period_from:
            return True
        counted = bilan.bilan_last_held and end <= bilan.bilan_last_held
        return bilan.bilan_period_from <= end and (
            start <= bilan._bilan_until() and not counted
        )

    def _period_missed(self):
        bilan = self.sudo().entretien_id
        return self.env._(
            "a date in the period examined (%(start)s – %(end)s)",
            start=format_date(
                self.env, bilan.bilan_last_held or bilan.bilan_period_from
            ),
            end=format_date(self.env, bilan._bilan_until()),
        )

    @api.constrains("date_from", "date_to", "hours")
    def _check_dates(self):
        for line in self:
            late = line.date_from and line.date_to and line.date_to < line.date_from
            if late or line.hours < 0:
                raise UserError(
                    self.env._(
                        "“%(line)s”: it cannot end before it starts, nor last less "
                        "than nothing.",
                        line=line.name,
                    )
                )
