"""Which grid an interview takes up, and when it is settled."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import is_html_empty

from .hr_entretien_grille import OCCASIONS

# From then on the questions are asked: they stay as they are.
TAKEN_UP = ("planned", "held")
SECTIONS = ("with_bilan", "with_mid_career", "with_end_career", "return_kind")
CONTENT_FIELDS = (
    "name",
    "introduction",
    "employee_definition",
    "interviewer_definition",
)


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
            entretien._join_occasions(set(entretien._occasions()) - set(occasions))
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
            together = entretiens.grouped(lambda item: chosen[item])
            grilles = [item.with_context(lang=lang) for item in together]
            versions = grilles[0]._current_versions(grilles)
            for (grille, taking), version in zip(
                together.items(), versions, strict=True
            ):
                taking.write(
                    {"grille_id": grille[0].id, "grille_version_id": version.id}
                )

    def _join_occasions(self, occasions):
        """What it is now held for as well asks its questions too.

        :param set occasions: codes of ``OCCASIONS``
        :returns: the version that it asks from then on, in sudo
        """
        entretien = self.sudo()
        version, company = entretien.grille_version_id, entretien.company_id
        if entretien.state not in TAKEN_UP or not (occasions and version):
            return version
        grilles = self.env["hr.entretien.grille"]._of_companies(company)
        joining = grilles._pick(
            company, [code for code in OCCASIONS if code in occasions]
        )
        if joining:
            lang = company._entretien_lang()
            version = version._joined_by(joining.with_context(lang=lang))
            entretien.grille_version_id = version
        return version

    def _chosen_grilles(self):
        """The grids of each interview: the one chosen, else the company's for it.

        :rtype: dict of interview → ``hr.entretien.grille`` in sudo, in the order in
            which they are asked, empty without one
        """
        entretiens = self.sudo()
        grilles = self.env["hr.entretien.grille"]._of_companies(entretiens.company_id)
        return {
            entretien: entretien.grille_id & grilles or entretien._pick_grilles(grilles)
            for entretien in entretiens
        }

    def _pick_grilles(self, grilles):
        """The grids of all that the interview carries; the general one of its motif
        when none of these has a grid of its own."""
        self.ensure_one()
        particular, motif = self._occasions(), self.motif
        return grilles._pick(self.company_id, particular) or grilles._pick(
            self.company_id, [motif]
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

    def _grille_content(self):
        """The name, introduction and questions that hold for the interview now.

        Those it keeps once they are settled, else those of the grid it would take up,
        in the company's language.

        :rtype: dict with ``name``, ``introduction`` (Markup or ""),
            ``employee_definition``, ``interviewer_definition``
        """
        self.ensure_one()
        version = self.sudo().grille_version_id
        if version:
            content = {name: version[name] for name in CONTENT_FIELDS}
        else:
            grilles = self._chosen_grilles()[self.sudo()]
            lang = self.company_id._entretien_lang()
            content = grilles.with_context(lang=lang)._content()
        introduction = content["introduction"]
        return {
            "name": content["name"],
            "introduction": "" if is_html_empty(introduction) else Markup(introduction),
            "employee_definition": content["employee_definition"] or [],
            "interviewer_definition": content["interviewer_definition"] or [],
        }
