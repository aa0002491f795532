"""What an état des lieux says, in words: its ticks, its table, its conclusion."""

from odoo import api, fields, models
from odoo.tools.misc import format_date

from .hr_entretien_bilan import CRITERIA, PERIOD

# The three criteria of art. L.6315-1 II, and the kinds of lines that meet them.
KINDS_OF = {
    "training": ("training",),
    "certification": ("certification",),
    "progression": ("pay", "career"),
}


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    bilan_conclusion = fields.Text(
        string="Conclusion of the État des Lieux", compute="_compute_bilan_conclusion"
    )
    bilan_to_confirm = fields.Integer(
        string="Lines to Confirm", compute="_compute_bilan_texts"
    )
    bilan_interviews_text = fields.Char(
        string="Interviews Held", compute="_compute_bilan_texts"
    )
    bilan_training_text = fields.Char(
        string="Training (1°)", compute="_compute_bilan_texts"
    )
    bilan_certification_text = fields.Char(
        string="Certification (2°)", compute="_compute_bilan_texts"
    )
    bilan_progression_text = fields.Char(
        string="Progression (3°)", compute="_compute_bilan_texts"
    )
    bilan_interviews_table = fields.Html(
        string="Interviews Required and Held",
        compute="_compute_bilan_interviews_table",
        sanitize=False,
    )
    bilan_problem = fields.Char(
        string="Why There Is No Period", compute="_compute_bilan_problem"
    )

    @api.depends(*PERIOD, *CRITERIA, "bilan_line_ids.state")
    @api.depends_context("lang")
    def _compute_bilan_texts(self):
        for entretien in self:
            entretien.bilan_to_confirm = len(entretien._bilan_proposed())
            entretien.bilan_interviews_text = entretien._bilan_interviews_label()
            for name, kinds in KINDS_OF.items():
                entretien[f"bilan_{name}_text"] = entretien._bilan_label(name, kinds)

    @api.depends("bilan_problem_code")
    @api.depends_context("lang")
    def _compute_bilan_problem(self):
        for entretien in self:
            entretien.bilan_problem = (
                entretien.bilan_problem_code
                and entretien._bilan_problem_texts().get(entretien.bilan_problem_code)
            )

    @api.depends("bilan_interviews")
    @api.depends_context("lang")
    def _compute_bilan_interviews_table(self):
        view = "hr_entretien_professionnel.bilan_interviews_table"
        for entretien in self:
            entretien.bilan_interviews_table = entretien.bilan_period_from and self.env[
                "ir.qweb"
            ]._render(view, {"rows": entretien._bilan_rows()})

    @api.depends(*PERIOD, *CRITERIA, "with_bilan", "bilan_line_ids")
    @api.depends_context("lang")
    def _compute_bilan_conclusion(self):
        for entretien in self:
            entretien.bilan_conclusion = entretien.with_bilan and "\n".join(
                entretien._bilan_sentences()
            )

    def _bilan_problem_texts(self):
        """Why there is no period, and how it is mended, by code."""
        texts = self.employee_id.sudo()._entretien_block_texts()
        return {
            **texts,
            "excluded": self.env._(
                "The employee is not followed up: no état des lieux is due."
            ),
            "no_cycle": self.env._(
                "Seniority starts after this interview, or at a date that is not "
                "known: see the dates of the employee's contract."
            ),
        }

    # -- ticks -----------------------------------------------------------------------

    def _bilan_interviews_label(self):
        """E.g. “✓ 3 of 3”, “✗ 2 of 3”, “… 2 of 3 + this one”."""
        self.ensure_one()
        rows = self.bilan_interviews
        if not self.bilan_period_from or rows is False:
            return ""
        here = sum(row["open"] and row["met"] for row in rows)
        values = {"held": sum(row["met"] for row in rows) - here, "count": len(rows)}
        if not rows:
            return self.env._("✓ None required")
        if here and self.bilan_interviews_ok:
            return self.env._("… %(held)s of %(count)s + this one", **values)
        if self.bilan_interviews_ok:
            return self.env._("✓ %(held)s of %(count)s", **values)
        return self.env._("✗ %(held)s of %(count)s", **values)

    def _bilan_label(self, name, kinds):
        """A tick with its words: “✓ Yes (2)”, “✗ No”, “? To confirm (1)”."""
        self.ensure_one()
        if not self.with_bilan or self._bilan_is_history():
            return ""
        if self[f"bilan_{name}_ok"]:
            return self.env._(
                "✓ Yes (%(count)s)", count=len(self._bilan_confirmed(*kinds))
            )
        if waiting := self._bilan_proposed(*kinds):
            return self.env._("? To confirm (%(count)s)", count=len(waiting))
        return self.env._("✗ No")

    def _bilan_report_criteria(self):
        """What is checked, each with its tick in words, for the document.

        :rtype: list of (label, answer)
        """
        self.ensure_one()
        names = ("interviews", *KINDS_OF)
        names = [f"bilan_{name}_text" for name in names]
        labels = self.fields_get(names, ["string"])
        return [(labels[name]["string"], self[name]) for name in names]

    # -- the conclusion --------------------------------------------------------------

    def _bilan_sentences(self):
        """The conclusion, one sentence a line, each with its article; never a sum."""
        self.ensure_one()
        if not self.bilan_period_from:
            return [self.bilan_problem] if self.bilan_problem else []
        if self._bilan_is_history():
            return [
                self._bilan_unknown_sentence(),
                self.env._("Take up what Odoo knows to examine it."),
            ]
        return [
            self._bilan_interviews_sentence(),
            self._bilan_criteria_sentence(),
            self._bilan_sanction_sentence(),
        ]

    def _bilan_report_sentences(self):
        """The conclusion for its document, without what HR is still to do."""
        if self.bilan_period_from and self._bilan_is_history():
            return [self._bilan_unknown_sentence()]
        return self._bilan_sentences()

    def _bilan_unknown_sentence(self):
        return self.env._(
            "Entered as history: what this état des lieux found is not known here."
        )

    def _bilan_interviews_sentence(self):
        rows = self.bilan_interviews or []
        values = {
            "start": format_date(self.env, self.bilan_period_from),
            "end": format_date(self.env, self.bilan_period_to),
            "met": sum(1 for row in rows if row["met"]),
            "count": len(rows),
        }
        if not rows:
            return self.env._(
                "From %(start)s to %(end)s the law asked for no interview (art. "
                "L.6315-1, II).",
                **values,
            )
        if self._bilan_counts_itself():
            return self.env._(
                "If the present interview is held on %(end)s, %(met)s of the %(count)s "
                "interviews that the law asks for since %(start)s will have been held "
                "(art. L.6315-1, II).",
                **values,
            )
        if self.bilan_interviews_ok:
            return self.env._(
                "From %(start)s to %(end)s, all the interviews that the law asks for "
                "were held: %(met)s of %(count)s (art. L.6315-1, II).",
                **values,
            )
        return self.env._(
            "From %(start)s to %(end)s, %(met)s of the %(count)s interviews that the "
            "law asks for were held (art. L.6315-1, II).",
            **values,
        )

    def _bilan_counts_itself(self):
        """Still to hold, it is taken as held for what it meets itself."""
        self.ensure_one()
        return any(row["open"] and row["met"] for row in self.bilan_interviews or [])

    def _bilan_criteria_sentence(self):
        met = sum(1 for name in KINDS_OF if self[f"bilan_{name}_ok"])
        said = self.env._(
            "Criteria met: %(met)s of 3 (training, certification, progression of pay "
            "or career; art. L.6315-1, II, 1° to 3°).",
            met=met,
        )
        if self.bilan_training_ok and not self.bilan_training_free_ok:
            said += " " + self.env._(
                "No training is other than mandatory (art. L.6321-2) or than paid by "
                "the employee's CPF alone."
            )
        return said

    def _bilan_sanction_sentence(self):
        """Both conditions of the abondement correctif, and which one saves."""
        values = {"law": "art. L.6323-13 ; Cass. soc., 21/01/2026, n° 24-12.972"}
        interviews, trained = self.bilan_interviews_ok, self.bilan_training_free_ok
        if interviews and not trained and self._bilan_counts_itself():
            return self.env._(
                "The abondement correctif would not be due, provided that the present "
                "interview is held: no training other than mandatory is confirmed "
                "(%(law)s).",
                **values,
            )
        if interviews and trained:
            return self.env._(
                "The abondement correctif is not due: the interviews were held, and a "
                "training other than mandatory was followed (%(law)s).",
                **values,
            )
        if interviews:
            return self.env._(
                "The abondement correctif is not due: the interviews were held. It "
                "also takes that no training other than mandatory was followed "
                "(%(law)s).",
                **values,
            )
        if trained:
            return self.env._(
                "The abondement correctif is not due: a training other than mandatory "
                "was followed. It also takes that interviews are missing (%(law)s).",
                **values,
            )
        return self.env._(
            "An interview is missing and no training other than mandatory was "
            "followed: in a company of 50 employees or more, the CPF of the employee "
            "is topped up (art. L.6323-13 and R.6323-3)."
        )
