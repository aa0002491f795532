from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Written by the buttons alone, and by the server when it fills the section.
STEP_FIELDS = {
    "state",
    "confirmed_by",
    "confirmed_on",
    "source",
    "source_model",
    "source_id",
    "source_label",
    "entretien_id",
}
# What may still be written once a line counts.
FREE_FIELDS = {"attachment_ids", "reject_reason"}


class HrEntretienBilanLine(models.Model):
    """A fact that an état des lieux counts: training, certification, progression.

    Proposed from what Odoo knows, with where it comes from, or written by HR with a
    document; it counts once HR has confirmed it (art. L.6315-1 II C. trav.).

    HR alone writes, confirms and rejects; who leads the interview reads, the employee
    too once it is held. Once the état des lieux is handed over nothing changes.
    """

    _name = "hr.entretien.bilan.line"
    _inherit = "hr.entretien.told.mixin"
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
    confirmed_by = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_on = fields.Date(readonly=True, copy=False)
    reject_reason = fields.Char(string="Why Rejected", copy=False)
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", copy=False)

    _source_once = models.UniqueIndex(
        "(entretien_id, kind, source_model, source_id) WHERE source_id IS NOT NULL",
        "This is already among the lines of the état des lieux.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [self._prepare_by_hand(vals) for vals in vals_list]
        lines = super().create(vals_list)
        lines._check_open()
        lines._file_documents()
        return lines

    @api.model
    def _prepare_by_hand(self, vals):
        """What HR says of a line; where it comes from and its state are set here."""
        said = {
            name: value
            for name, value in vals.items()
            if name not in STEP_FIELDS - {"entretien_id"}
        }
        return {**said, "source": "hand", "state": "proposed"}

    def write(self, vals):
        if not self.env.su:
            if vals.keys() & STEP_FIELDS:
                raise UserError(
                    self.env._("A line is confirmed or rejected with its buttons.")
                )
            self._check_open()
            if vals.keys() - FREE_FIELDS and "confirmed" in self.mapped("state"):
                raise UserError(
                    self.env._(
                        "A confirmed line counts as it is: put it back first, then "
                        "correct it."
                    )
                )
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._file_documents()
        return result

    def _file_documents(self):
        """The documents go with their line: who reads it reads them.

        :raises AccessError: one of them is not the user's to file
        """
        for line in self:
            loose = line.attachment_ids.filtered(
                lambda item, line=line: (
                    (item.sudo().res_model, item.sudo().res_id) != (line._name, line.id)
                )
            )
            if loose:
                loose._check_free_for_proof()
                loose.sudo().write({"res_model": line._name, "res_id": line.id})

    def _counts_as_free(self):
        """Whether it is a training that saves from the abondement correctif.

        Not a mandatory one (art. L.6321-2); one of the CPF counts when the employer
        has his part in it (art. L.6323-13).

        :rtype: bool
        """
        self.ensure_one()
        alone = self.payer in ("cpf", "employee") and not self.cpf_cofunded
        return self.kind == "training" and not self.mandatory and not alone

    @api.ondelete(at_uninstall=False)
    def _unlink_only_by_hand(self):
        self._check_open()
        if any(item.source != "hand" or item.state == "confirmed" for item in self):
            raise UserError(
                self.env._(
                    "What comes from Odoo is rejected, not deleted: it would come back."
                )
            )

    def action_confirm(self):
        """These facts are true: they count. What HR wrote needs its document."""
        self._check_decide()
        for line in self:
            line._check_complete()
        self._decide("confirmed")

    def action_reject(self):
        """These are no proof, with the reason written in the line; they stay shown."""
        self._check_decide()
        for line in self:
            if not (line.reject_reason or "").strip():
                raise UserError(
                    self.env._("“%(line)s”: say why it is rejected.", line=line.name)
                )
        self._decide("rejected")

    def action_reset(self):
        """To be confirmed again."""
        self._check_decide()
        self.sudo().write(
            {"state": "proposed", "confirmed_by": False, "confirmed_on": False}
        )

    def _decide(self, state):
        self.sudo().write(
            {
                "state": state,
                "confirmed_by": self.env.uid,
                "confirmed_on": fields.Date.context_today(self),
            }
        )

    def _check_decide(self):
        """
        :raises AccessError: not HR, or HR of another company
        :raises UserError: the état des lieux is handed over
        """
        if not self.env["hr.entretien"]._user_is_hr():
            raise AccessError(
                self.env._("HR alone confirms what an état des lieux counts.")
            )
        self.check_access("write")
        self._check_open()

    def _check_open(self):
        frozen = self.sudo().entretien_id.filtered("date_bilan_frozen")
        if frozen:
            raise UserError(
                self.env._(
                    "%(name)s: the état des lieux is handed over, its lines do not "
                    "change any more.",
                    name=frozen[0].display_name,
                )
            )

    def _check_complete(self):
        """What a line must say before it counts.

        :raises UserError: something is missing, told by its name
        """
        self.ensure_one()
        if missing := self._missing():
            raise UserError(
                self.env._(
                    "“%(line)s” cannot be confirmed yet: %(missing)s.",
                    line=self.name,
                    missing=", ".join(missing),
                )
            )

    def _missing(self):
        missing = []
        if not (self.date_from or self.date_to):
            missing.append(self.env._("its date"))
        if self.kind == "pay" and not self.progression:
            missing.append(self.env._("individual or collective"))
        if self.kind == "certification" and not self.certification_kind:
            missing.append(self.env._("what was obtained"))
        if self.source == "hand" and not self.attachment_ids:
            missing.append(self.env._("a document that proves it"))
        return missing

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


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _kept_as_proof(self):
        """The documents of an état des lieux handed over stay as they were."""
        kept = super()._kept_as_proof()
        lines = self.env["hr.entretien.bilan.line"].sudo()
        there = self.sudo().filtered(
            lambda item: item.res_model == lines._name and item.res_id
        )
        frozen = lines.browse(there.mapped("res_id")).exists()
        frozen = frozen.filtered("entretien_id.date_bilan_frozen")
        kept |= there.filtered_domain([("res_id", "in", frozen.ids)]).with_env(self.env)
        return kept
