import hashlib

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from ..interview.entretien_occasions import OCCASION_FLAGS, OCCASIONS
from ..interview.entretien_states import MOTIFS, TAKEN_UP
from ..interview.hr_entretien_texts_mixin import TEXTS
from ..window import open_record


def merge_questions(definitions):
    """The questions of grids that apply together, the one that decides first.

    On plain definitions of Odoo properties (``list[dict]``). Under a heading that two
    grids share, the questions of both stand together. A question that a grid before
    asks (same wording, kind of answer and choices) is not asked again. A heading under
    which nothing is left is left out. Names stay those of the grids, so that an answer
    is found under the code of its question; one that another question already has is
    made anew, the same each time. One grid alone stays as it was written.
    """
    if len(definitions) == 1:
        return definitions[0]
    sections, asked = {"": [None]}, set()
    for definition in definitions:
        title, own = "", set()
        for item in definition:
            said = " ".join(item["string"].split()).casefold()
            choices = item.get(item["type"]) or ()
            words = tuple(sorted(row[1].casefold() for row in choices))
            question = (said, item["type"], words)
            if item["type"] == "separator":
                title = said
                sections.setdefault(title, [item])
            elif question not in asked:
                own.add(question)
                sections[title].append(item)
        asked |= own
    merged, names = [], set()
    for heading, *questions in sections.values():
        for item in [heading, *questions] if heading and questions else questions:
            # Properties are told apart by their name.
            name = item["name"]
            while name in names:
                text = f"{name} {item['string']}"
                name = hashlib.sha256(text.encode()).hexdigest()[:16]
            names.add(name)
            merged.append({**item, "name": name})
    return merged


class HrEntretienGrille(models.Model):
    """A form of the company: its introduction, its questions, the motifs it is for.

    What the law asks for is on every interview; a grid comes on top of it. HR writes
    the questions line by line (``hr.entretien.question``). An interview takes up a
    version of it (``hr.entretien.grille.version``) when it is planned and keeps that.

    An interview may be held for several things at once, the état des lieux and the end
    of the career say: the questions of the grid of each are asked, once each
    (``entretien_grille_merge``). They are one version, which is what the answers are
    read with: properties have one definition. The grid that the form names is the first
    of them.

    A grid without company is shared by all: HR administrators alone change it, HR
    officers make their company's copy, which then goes before it.
    """

    _name = "hr.entretien.grille"
    _description = "Interview Form"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for every company that has no interview form of its own for "
        "this type.",
    )
    origin = fields.Selection(
        [("own", "The company's own"), ("shared", "Supplied, shared")],
        compute="_compute_origin",
    )
    can_edit = fields.Boolean(compute="_compute_can_edit")
    for_first = fields.Boolean(string="First interview")
    for_periodic = fields.Boolean(string="Periodic")
    for_return = fields.Boolean(string="Return from absence")
    for_before_leave = fields.Boolean(string="Before a leave")
    for_parental = fields.Boolean(string="Return from parental leave")
    for_mandate = fields.Boolean(string="End of a union mandate")
    for_mid_career = fields.Boolean(string="Mid-career")
    for_end_career = fields.Boolean(string="End of career")
    for_on_request = fields.Boolean(string="On request")
    for_bilan = fields.Boolean(string="With État des Lieux")
    motifs = fields.Char(
        string="Types",
        compute="_compute_motifs",
        help="What the interview form is used for.",
    )
    introduction = fields.Html(
        translate=True, help="Read by the employee who prepares and by the interviewer."
    )
    question_ids = fields.One2many(
        "hr.entretien.question", "grille_id", string="All Questions", copy=True
    )
    employee_question_ids = fields.One2many(
        "hr.entretien.question",
        "grille_id",
        string="Questions for the Employee",
        domain=[("audience", "=", "employee")],
    )
    interviewer_question_ids = fields.One2many(
        "hr.entretien.question",
        "grille_id",
        string="Questions for the Interviewer",
        domain=[("audience", "=", "interviewer")],
    )
    version_ids = fields.One2many("hr.entretien.grille.version", "grille_id")
    entretien_ids = fields.One2many("hr.entretien", "grille_id", "Interviews")

    @api.depends("company_id")
    def _compute_origin(self):
        for grille in self:
            grille.origin = "own" if grille.company_id else "shared"

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        """Said before somebody types: officers copy the shared ones."""
        writable = self._origin._filtered_access("write")
        for grille in self:
            grille.can_edit = not grille._origin or grille._origin in writable

    @api.depends(*(f"for_{code}" for code in (*OCCASIONS, *MOTIFS)))
    @api.depends_context("lang")
    def _compute_motifs(self):
        names = [name for name in self._fields if name.startswith("for_")]
        labels = {
            name: self._fields[name]._description_string(self.env) for name in names
        }
        for grille in self:
            grille.motifs = ", ".join(labels[name] for name in names if grille[name])

    @api.constrains("company_id")
    def _check_company_of_versions(self):
        for grille in self.sudo():
            companies = grille.version_ids.entretien_ids.company_id
            if grille.company_id and companies - grille.company_id:
                raise UserError(
                    self.env._(
                        "“%(name)s” is used by interviews of another company: make a "
                        "copy of it instead.",
                        name=grille.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            # Nobody gives a grid away, nor to all, who could not have written it there.
            self.check_access("write")
        return result

    def web_resequence(self, specification, field_name="sequence", offset=0):
        """Officers order their grids; the shared ones go after them in any case."""
        ours = self._filtered_access("write") or self
        done = super(HrEntretienGrille, ours).web_resequence(
            specification, field_name=field_name, offset=offset
        )
        return self.web_read(specification) if done and ours != self else done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for grille in self.sudo():
            if grille.version_ids or grille.entretien_ids or not grille.company_id:
                raise UserError(
                    self.env._(
                        "“%(name)s” is used by interviews or shared by all companies: "
                        "archive it. It is then no longer used, and the interviews "
                        "keep their questions.",
                        name=grille.name,
                    )
                )

    def action_copy_for_company(self):
        self.ensure_one()
        grille = self.copy({"company_id": self.env.company.id})
        return open_record(grille)

    # -- what it says ------------------------------------------------------------------

    def _definition(self, audience):
        """The questions for ``employee`` or ``interviewer``, as Odoo's properties."""
        self.ensure_one()
        lines = self.question_ids.filtered(lambda line: line.audience == audience)
        # Lines moved in this transaction stand where they were in the cache.
        ordered = lines.sorted(lambda line: (line.sequence, line.id))
        return [line._property() for line in ordered]

    def _content(self):
        """The fields of a version of these together; what several ask is asked once."""
        texts = [
            item for item in self.mapped("introduction") if not is_html_empty(item)
        ]
        return {
            "name": " · ".join(self.mapped("name")),
            "introduction": "".join(map(str, texts)),
            **{
                f"{audience}_definition": merge_questions(
                    [grille._definition(audience) for grille in self]
                )
                for audience in ("employee", "interviewer")
            },
        }

    def _owner(self):
        """Who may not read a company's grid does not read it in a version either."""
        return (self.filtered("company_id") or self)[:1]

    # -- what an interview takes up ----------------------------------------------------

    def _of_companies(self, companies):
        return self.sudo().search(Domain("company_id", "in", [False, *companies.ids]))

    def _pick(self, company, occasions):
        """The grids for an interview: of each occasion its own, of two alike one."""
        usable = self.filtered(
            lambda item: not item.company_id or item.company_id == company
        )
        picked = self.browse()
        for occasion in occasions:
            ticked = usable.filtered(f"for_{occasion}")
            picked |= (ticked.filtered("company_id") or ticked)[:1]
        return picked

    def _chosen_for(self, entretiens):
        """The grids of each interview, in sudo, in the order in which they are asked:
        the one chosen, else the company's for all that it carries, else its motif's,
        else the periodic one: a motif that came later is ticked on no grid yet."""
        grilles, chosen = self._of_companies(entretiens.sudo().company_id), {}
        for entretien in entretiens.sudo():
            company = entretien.company_id
            chosen[entretien] = (
                entretien.grille_id & grilles
                or grilles._pick(company, self._occasions(entretien))
                or grilles._pick(company, [entretien.motif])
                or grilles._pick(company, ["periodic"])
            )
        return chosen

    def _settle(self, entretiens):
        """Settle the questions of those that are planned or held and have none yet, in
        a few queries; without a grid that fits an interview stays without."""
        missing = entretiens.sudo().filtered(
            lambda item: item.state in TAKEN_UP and not item.grille_version_id
        )
        chosen = self._chosen_for(missing) if missing else {}
        by_lang = missing.filtered(lambda item: chosen[item]).grouped(
            lambda item: item.company_id._entretien_lang()
        )
        for lang, asking in by_lang.items():
            together = asking.grouped(lambda item: chosen[item])
            grilles = [item.with_context(lang=lang) for item in together]
            versions = self.env["hr.entretien.grille.version"]._of_contents(
                [(item._owner(), item._content()) for item in grilles]
            )
            for grille, version in zip(together, versions, strict=True):
                together[grille].write(
                    {"grille_id": grille[0].id, "grille_version_id": version.id}
                )

    def _occasions(self, entretien):
        """What the interview is held for in particular: codes of ``OCCASIONS``."""
        held_for = {code for code, flag in OCCASION_FLAGS.items() if entretien[flag]}
        held_for |= {entretien.motif, entretien.return_kind}
        return [code for code in OCCASIONS if code in held_for]

    def _asked_texts(self, entretien):
        """The rows of ``TEXTS`` that the interview asks for, by name."""
        asked = ("", *self._occasions(entretien))
        return {name: words for name, words in TEXTS.items() if words.occasion in asked}

    def _join_occasions(self, before):
        """What became one more occasion (interview → former) asks its questions too."""
        for entretien, former in before.items():
            entretien = entretien.sudo()
            version, company = entretien.grille_version_id, entretien.company_id
            new = [code for code in self._occasions(entretien) if code not in former]
            if new and version and entretien.state in TAKEN_UP:
                if joining := self._of_companies(company)._pick(company, new):
                    speaking = joining.with_context(lang=company._entretien_lang())
                    entretien.grille_version_id = version._joined_by(speaking)
            entretien.preparation_id._follow_version()

    def _content_for(self, entretien):
        """What holds for the interview now: what it keeps once it is settled, else what
        the grid that it would take up says in the company's language.

        :rtype: dict with ``name``, ``introduction`` (Markup or ""),
            ``employee_definition``, ``interviewer_definition``
        """
        content = entretien.sudo().grille_version_id
        if not content:
            grilles = self._chosen_for(entretien)[entretien.sudo()]
            lang = entretien.company_id._entretien_lang()
            content = grilles.with_context(lang=lang)._content()
        return {
            "name": content["name"],
            "introduction": Markup(content["introduction"] or ""),
            "employee_definition": content["employee_definition"] or [],
            "interviewer_definition": content["interviewer_definition"] or [],
        }
