from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from ..privacy.erasing import erasing
from ..privacy.readable import typed_text
from ..window import open_action, open_dialog, open_record

# Written by the buttons alone, and by the server when it fills the section.
STEP_FIELDS = {
    "state",
    "confirmed_by",
    "confirmed_on",
    "reject_reason",
    "source",
    "source_model",
    "source_id",
    "source_label",
    "bilan_id",
}

# The criteria of art. L.6315-1 II, 1° to 3°, and the kinds of lines that meet them.
KINDS_OF = {
    "training": ("training",),
    "certification": ("certification",),
    "progression": ("pay", "career"),
}


class HrEntretienBilanLine(models.Model):
    """A fact that an état des lieux counts: training, certification, progression.

    Proposed from what Odoo knows, with where it comes from, or written by HR with a
    document; it counts once HR has confirmed it (art. L.6315-1 II C. trav.).

    HR writes, confirms and rejects all lines; who leads the interview reads them and
    proposes some by hand, theirs to correct until HR has said; the employee reads what
    was confirmed once it is held. Handed over, nothing changes.
    """

    _name = "hr.entretien.bilan.line"
    _inherit = "hr.entretien.part.mixin"
    _description = "Line of an État des Lieux"
    _order = "kind, date_from, id"

    _closed_fields = {"steps": STEP_FIELDS}
    _named_by = ("bilan_id", "entretien_id")

    bilan_id = fields.Many2one(
        "hr.entretien.bilan",
        string="État des Lieux",
        required=True,
        index=True,
        ondelete="cascade",
    )
    entretien_id = fields.Many2one(
        related="bilan_id.entretien_id", store=True, index=True
    )
    employee_id = fields.Many2one(
        related="bilan_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="bilan_id.company_id", store=True)
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
        help="Training that the law or a convention makes a condition of the job (art. "
        "L.6321-2): it does not avoid the corrective payment.",
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
        help="Training paid by the CPF counts when the employer co-funds it.",
    )
    certification_kind = fields.Selection(
        [
            ("diploma", "Diploma"),
            ("title", "Titre professionnel"),
            ("cqp", "CQP"),
            ("block", "Bloc de compétences"),
            ("vae", "VAE"),
            ("other", "Other certification"),
        ]
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
        string="Kind of Origin",
        required=True,
        default="hand",
        readonly=True,
    )
    source_model = fields.Char(readonly=True)
    source_id = fields.Many2oneReference(
        string="Source Record", model_field="source_model", readonly=True
    )
    source_label = fields.Char(string="Origin", readonly=True)
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
    can_edit = fields.Boolean(compute="_compute_can_edit")
    bilan_frozen = fields.Boolean(compute="_compute_can_edit")

    _source_once = models.UniqueIndex(
        "(bilan_id, kind, source_model, source_id) WHERE source_id IS NOT NULL",
        "This is already among the lines of the état des lieux.",
    )

    @api.depends("state", "source", "bilan_id.date_frozen")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        hr = self._user_decides()
        led = self.entretien_id._led_by_user()
        for line in self:
            theirs = line.state != "confirmed" if hr else line._is_own_proposal()
            line.bilan_frozen = bool(line.sudo().bilan_id.date_frozen)
            open_ = line.entretien_id in led and not line.bilan_frozen
            line.can_edit = open_ and theirs

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

    # -- what it says -----------------------------------------------------------------

    def _counts_as_free(self):
        """Whether it is a training that saves from the abondement correctif: not a
        mandatory one (art. L.6321-2), nor one of the CPF in which the employer has no
        part (art. L.6323-13)."""
        alone = self.payer in ("cpf", "employee") and not self.cpf_cofunded
        return self.kind == "training" and not self.mandatory and not alone

    def _ends_since(self, start):
        """Whether it ended since that day, as far as it is known."""
        end = self.date_to or self.date_from
        return not (start and end and end < start)

    def _missing(self):
        """What it still has to say before it counts, in words."""
        bilan, missing = self.sudo().bilan_id, []
        start, end = self.date_from or self.date_to, self.date_to or self.date_from
        # What began in the period and still runs counts; what is to come does not.
        if not end:
            missing.append(self.env._("its date"))
        elif bilan.period_from and not bilan._examines(start, end):
            missing.append(
                self.env._(
                    "a date in the period examined (%(start)s – %(end)s)",
                    start=format_date(self.env, bilan.period_from),
                    end=format_date(self.env, bilan._until()),
                )
            )
        if self.kind == "pay" and not self.progression:
            missing.append(self.env._("individual or collective"))
        if self.kind == "certification" and not self.certification_kind:
            missing.append(self.env._("what was obtained"))
        if self.source == "hand" and not self.attachment_ids:
            missing.append(self.env._("a document that proves it"))
        return missing

    # -- written by hand ---------------------------------------------------------------

    def _user_decides(self):
        return self.env.su or self.env["hr.entretien"]._user_is_hr()

    def _is_own_proposal(self):
        mine = self.create_uid in (self.env.user, self.env["res.users"])
        return self.source == "hand" and self.state == "proposed" and mine

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        for vals in vals_list:
            self._check_readable(vals)
        lines = super().create([self._prepare_by_hand(vals) for vals in vals_list])
        lines.entretien_id._check_lead()
        lines._check_open()
        lines._file_documents()
        return lines

    def _prepare_by_hand(self, vals):
        """What people say of a line; its source and its state are set for them."""
        bilan = self.env["hr.entretien.bilan"].sudo().browse(vals.get("bilan_id"))
        company = bilan.company_id or self.env.company
        speaking = self.with_context(lang=company._entretien_lang())
        label = speaking.env._("Written by hand by %(user)s", user=self.env.user.name)
        closed = STEP_FIELDS - {"bilan_id"}
        return {
            **{name: vals[name] for name in vals if name not in closed},
            "source": "hand",
            "source_label": label,
            "state": "proposed",
        }

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_closed(vals.keys())
            self._check_may_change()
            confirmed = "confirmed" in self.mapped("state")
            if confirmed and vals.keys() - {"attachment_ids"}:
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

    def _closed_to_user(self, new=False):
        """What is said of a new line is set by ``_prepare_by_hand``."""
        closed = super()._closed_to_user(new)
        return {key: closed[key] for key in closed if not new or key != "steps"}

    def _closed_text(self, key, names):
        if key == "steps":
            return self.env._("A line is confirmed or rejected with its buttons.")
        return super()._closed_text(key, names)

    def _check_may_change(self):
        self.entretien_id._check_lead()
        self._check_open()
        own = all(line._is_own_proposal() for line in self)
        if not (self._user_decides() or own):
            raise AccessError(
                self.env._(
                    "You may change the lines that you proposed yourself, until HR has "
                    "confirmed or rejected them."
                )
            )

    def _file_documents(self):
        """The documents go with their line: who reads it reads them."""
        for line in self:
            loose = line.attachment_ids.filtered(
                lambda item, line=line: (
                    (item.sudo().res_model, item.sudo().res_id) != (line._name, line.id)
                )
            )
            if loose:
                loose._check_free_for_proof()
                loose.sudo().write({"res_model": line._name, "res_id": line.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_by_hand(self):
        if erasing(self):
            return
        self._check_may_change()
        if any(item.source != "hand" or item.state == "confirmed" for item in self):
            raise UserError(
                self.env._(
                    "What comes from the records is rejected, not deleted: it would "
                    "come back."
                )
            )

    # -- decided by HR -----------------------------------------------------------------

    def action_confirm(self):
        """These facts are true: they count. What was written needs its document."""
        self._check_decide()
        if texts := self._lacking_texts():
            raise UserError("\n".join(texts))
        self._decide("confirmed")

    def _lacking_texts(self):
        """What keeps each of these lines from being confirmed, in words."""
        lacking = [(line.name, line._missing()) for line in self]
        return [
            self.env._(
                "“%(line)s” cannot be confirmed yet: %(missing)s.",
                line=name,
                missing=", ".join(missing),
            )
            for name, missing in lacking
            if missing
        ]

    def _open_to_complete(self):
        """The form of the only one, over the page; or the list of them."""
        if len(self) == 1:
            return open_record(self, target="new", views=[(False, "form")])
        return open_action(
            self.env,
            "hr_entretien_professionnel.hr_entretien_bilan_line_action",
            domain=[("id", "in", self.ids)],
            context={},
        )

    def action_reject(self, reason=None):
        """These are no proof; they stay shown, and are not proposed again."""
        self._check_decide()
        self._check_readable({"reject_reason": reason})
        if not (reason := typed_text(reason)):
            return open_dialog(
                "hr.entretien.bilan.reject",
                self.env._("Why Do They Not Count?"),
                line_ids=self.ids,
            )
        self._decide("rejected", reason)

    def action_reset(self):
        self._check_decide()
        self._decide("proposed")

    def _decide(self, state, reason=False):
        by = state != "proposed"
        self.sudo().write(
            {
                "state": state,
                "confirmed_by": by and self.env.uid,
                "confirmed_on": by and fields.Date.context_today(self),
                "reject_reason": reason,
            }
        )

    def _check_decide(self):
        if not self._user_decides():
            raise AccessError(
                self.env._("HR alone confirms what an état des lieux counts.")
            )
        self.check_access("write")
        self._check_open()

    def _check_open(self):
        """Who writes while it is handed over waits, and reads it again."""
        self.entretien_id._lock_steps()
        self.bilan_id._check_not_frozen()
