"""What an interview asks: the interviewer by its grid, the employee beforehand."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_grille import OCCASIONS, TAKEN_UP

SECTIONS = ("with_bilan", "with_mid_career", "with_end_career", "return_kind")


class HrEntretien(models.Model):
    """The company's questions on an interview.

    While it is to plan it follows the company's grid for its motif, unless the one who
    leads it chose another; once planned it keeps the questions as they were. A section
    that HR adds then adds the questions of its grid; one that is taken away takes none,
    they may be answered.

    It may be held for several things at once, the état des lieux and the end of the
    career say: the questions of the grid of each are asked, once each
    (``entretien_grille_merge``). They are one version, which is what the answers are
    read with: properties have one definition. The grid that the form names is the first
    of them.
    """

    _inherit = "hr.entretien"

    grille_id = fields.Many2one(
        "hr.entretien.grille",
        string="Grid",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Empty: the company's grid for the motif, when the interview is planned.",
    )
    grille_version_id = fields.Many2one(
        "hr.entretien.grille.version",
        string="Grid as It Was",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    grille_introduction = fields.Html(related="grille_version_id.introduction")
    has_questions = fields.Boolean(compute="_compute_has_questions")
    questions = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.interviewer_definition",
        copy=False,
    )
    preparation_id = fields.Many2one(
        "hr.entretien.preparation", copy=False, readonly=True
    )

    @api.depends("grille_version_id")
    def _compute_has_questions(self):
        for entretien in self:
            version = entretien.grille_version_id.sudo()
            entretien.has_questions = bool(version.interviewer_definition)

    @api.constrains("grille_id")
    def _check_grille_company(self):
        for entretien in self.sudo():
            company = entretien.grille_id.company_id
            if company and company != entretien.company_id:
                raise ValidationError(
                    self.env._(
                        "The grid “%(name)s” is another company's.",
                        name=entretien.grille_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_version_unwritten(vals)
        entretiens = super().create(vals_list)
        entretiens._ensure_grille_version()
        return entretiens

    def write(self, vals):
        if not self.env.su:
            self._check_version_unwritten(vals)
            self._check_grille_free(vals)
        added = any(vals.get(section) for section in SECTIONS)
        before = {item: item._occasions() for item in self if added}
        result = super().write(vals)
        if added or vals.get("state") in TAKEN_UP:
            self._ensure_grille_version()
        for entretien, occasions in before.items():
            joining = set(entretien._occasions()) - set(occasions)
            self.env["hr.entretien.grille"]._join_occasions(entretien, joining)
            entretien.sudo().preparation_id._follow_version()
        return result

    def action_print_preparation(self):
        """The sheets to prepare on paper, each beginning on a page of its own.

        :raises UserError: an interview was already held, or will not be
        :raises AccessError: the user does not lead it
        """
        self._check_step("print_preparation")
        self._ensure_grille_version()
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_preparation_sheet_report"
        ).report_action(self)

    @api.model
    def _check_version_unwritten(self, vals):
        if vals.get("grille_version_id"):
            raise AccessError(
                self.env._("The questions are settled when the interview is planned.")
            )

    def _check_grille_free(self, vals):
        """The grid is chosen before the questions are asked: answers stay with them."""
        if "grille_id" not in vals:
            return
        for entretien in self:
            settled = entretien.grille_version_id or entretien.state != "to_plan"
            if settled and entretien.grille_id.id != vals["grille_id"]:
                raise UserError(
                    self.env._(
                        "%(name)s: the questions are settled, the grid does not change "
                        "any more.",
                        name=entretien.display_name,
                    )
                )

    def _occasions(self):
        """What the interview is held for in particular, each with questions of its own.

        :rtype: list of codes of ``OCCASIONS``, in their order
        """
        self.ensure_one()
        carried = {
            "bilan": self.with_bilan,
            "mid_career": self.with_mid_career or self.motif == "mid_career",
            "end_career": self.with_end_career or self.motif == "end_career",
            "parental": self.return_kind == "parental",
            "mandate": self.return_kind == "mandate",
            "return": self.motif == "return",
        }
        return [code for code in OCCASIONS if carried.get(code)]

    def _ensure_grille_version(self):
        """Settle the questions of those that are planned or held and have none yet."""
        self.env["hr.entretien.grille"]._settle(self)

    def _ensure_preparation(self):
        """Each interview's preparation, created when it is missing.

        With the questions of the grid as they are from now on; one that was not sent
        yet gets those that the interview took up since.

        :returns: the preparations, in sudo
        """
        self._ensure_grille_version()
        entretiens = self.sudo()
        missing = entretiens.filtered(
            lambda item: not item.preparation_id and item.state in OPEN_STATES
        )
        created = (
            self.env["hr.entretien.preparation"]
            .sudo()
            .create([{"entretien_id": entretien.id} for entretien in missing])
        )
        for preparation in created:
            preparation.entretien_id.preparation_id = preparation
        entretiens.preparation_id._follow_version()
        return entretiens.preparation_id
