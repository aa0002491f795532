"""Which grid an interview takes up, and when it is settled."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import is_html_empty

# From then on the questions are asked: they stay as they are.
TAKEN_UP = ("planned", "held")


class HrEntretien(models.Model):
    """The company's questions on an interview.

    While it is to plan it follows the company's grid for its motif, unless the one who
    leads it chose another; once planned it keeps the questions as they were.
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
        result = super().write(vals)
        if vals.get("state") in TAKEN_UP:
            self._ensure_grille_version()
        return result

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

    def _ensure_grille_version(self):
        """Settle the questions of those that are planned or held and have none yet.

        In a few queries for any number of interviews; twice gives the same as once. An
        interview for whose motif there is no grid stays without.
        """
        missing = self.sudo().filtered(
            lambda item: item.state in TAKEN_UP and not item.grille_version_id
        )
        if not missing:
            return
        chosen = missing._chosen_grilles()
        by_lang = missing.filtered(lambda item: chosen[item]).grouped(
            lambda item: item.company_id._entretien_lang()
        )
        for lang, entretiens in by_lang.items():
            grilles = self.env["hr.entretien.grille"].sudo()
            grilles = grilles.union(*(chosen[item] for item in entretiens))
            versions = grilles.with_context(lang=lang)._current_versions()
            by_grille = entretiens.grouped(lambda item: chosen[item])
            for grille, taking in by_grille.items():
                values = {
                    "grille_id": grille.id,
                    "grille_version_id": versions[grille].id,
                }
                taking.write(values)

    def _chosen_grilles(self):
        """The grid of each interview: the one chosen, else the company's for it.

        :rtype: dict of interview → ``hr.entretien.grille`` in sudo, empty without one
        """
        entretiens = self.sudo()
        grilles = self.env["hr.entretien.grille"]._of_companies(entretiens.company_id)
        return {
            entretien: entretien.grille_id & grilles
            or grilles._pick(entretien.company_id, entretien._occasions())
            for entretien in entretiens
        }

    def _occasions(self):
        """What the interview is held for, what decides on its grid first.

        :rtype: list of codes of ``OCCASIONS``
        """
        self.ensure_one()
        carried = {
            "bilan": self.with_bilan,
            "mid_career": self.with_mid_career,
            "end_career": self.with_end_career,
        }
        return [*(code for code, here in carried.items() if here), self.motif]

    def _grille_content(self):
        """The name, introduction and questions that hold for the interview now.

        Those it keeps once they are settled, else those of the grid it would take up,
        in the company's language.

        :rtype: dict with ``name``, ``introduction`` (Markup or ""),
            ``employee_definition``, ``interviewer_definition``
        """
        self.ensure_one()
        version = self.sudo().grille_version_id
        if not version:
            grille = self._chosen_grilles()[self.sudo()]
            lang = self.company_id._entretien_lang()
            content = grille.with_context(lang=lang)._content() if grille else {}
            introduction = grille.with_context(lang=lang).introduction
        else:
            content = {
                name: version[name]
                for name in ("name", "employee_definition", "interviewer_definition")
            }
            introduction = version.introduction
        return {
            "name": content.get("name", ""),
            "introduction": "" if is_html_empty(introduction) else introduction,
            "employee_definition": content.get("employee_definition") or [],
            "interviewer_definition": content.get("interviewer_definition") or [],
        }
