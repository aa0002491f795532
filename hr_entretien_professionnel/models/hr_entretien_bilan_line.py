from odoo import fields, models


class HrEntretienBilanLine(models.Model):
    """A fact that an état des lieux counts: training, certification, progression.

    Proposed from what Odoo knows, with where it comes from, or written by HR with a
    document; it counts once HR has confirmed it (art. L.6315-1 II C. trav.).
    """

    _name = "hr.entretien.bilan.line"
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
        help="A training of the CPF that the employer co-funds counts as a training.",
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
