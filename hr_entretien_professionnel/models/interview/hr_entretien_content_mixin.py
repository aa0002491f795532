from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from .entretien_states import OPEN_STATES
from .hr_entretien_texts_mixin import TEXTS

# What the preparation has as rows is lines of the interview: their field, then of a row
# and of a line the choice, what it is otherwise, and the text.
LINES = {
    "wishes": ("souhait_ids", "kind", "other", "note"),
    "needs": ("besoin_ids", "aim", "job", "name"),
}
SECTIONS = (*TEXTS, *LINES)
# What only the previous interview has: it concludes, a preparation does not.
ENDINGS = ("conclusion", "interviewer_comment", "employee_comment")
# The days on which what the law asks to give was given.
INFORMATION = ("info_vae_date", "info_cpf_date", "info_cep_date")
# Lines of the interviews before, on which is written what became of them.
FROM_BEFORE = {"compute": "_compute_previous", "readonly": False}
# Returns whose talk has contents of its own in law, by kind of absence.
RETURN_KINDS = {
    "parental": "parental",
    "parental_part_time": "parental",
    "mandat_syndical": "mandate",
}


class HrEntretienContentMixin(models.AbstractModel):
    """What is said in an interview: its sections, what stands beside them, the
    information that the law asks to give.

    Some talks have more to go through: mid-career (L.6315-1 IV), return from parental
    leave (L.1225-57), end of a mandate (L.2141-5), and the physician's measures at
    every later talk (L.4624-3). What comes from an earlier interview is read with the
    user's own rights; the measures alone come back to whoever conducts it.
    """

    _name = "hr.entretien.content.mixin"
    _inherit = "hr.entretien.texts.mixin"
    _description = "What Is Said in an Interview"

    conclusion = fields.Text()
    interviewer_comment = fields.Text(string="Interviewer's Comment")
    info_vae = fields.Html(string="VAE: Text", compute="_compute_infos", store=True)
    info_cpf = fields.Html(string="CPF: Text", compute="_compute_infos", store=True)
    info_cep = fields.Html(string="CEP: Text", compute="_compute_infos", store=True)
    info_vae_date = fields.Date(string="VAE: Given On", copy=False)
    info_cpf_date = fields.Date(string="CPF: Given On", copy=False)
    info_cep_date = fields.Date(string="CEP: Given On", copy=False)

    return_kind = fields.Selection(
        [("parental", "Parental leave"), ("mandate", "Union mandate")],
        string="Return From",
        compute="_compute_return_kind",
        store=True,
        readonly=False,
        help="The returns whose talk has contents of its own; empty for the others.",
    )
    physician_measures = fields.Text(
        string="Measures Proposed by the Occupational Physician",
        help="The adaptations only, never a diagnosis. They come up again at the next "
        "interviews (art. L.4624-3).",
    )
    job_adaptation = fields.Text(string="Adaptation of the Job")
    wear_prevention = fields.Text(string="Prevention of Wear at Work")
    return_organisation = fields.Text(string="Organising the Return")
    return_pay_career = fields.Text(string="What the Leave Did to Pay and Career")
    mandate_skills = fields.Text(string="Skills Acquired in the Mandate")
    mandate_use = fields.Text(string="How This Experience Will Be Used")
    measures_recalled = fields.Text(
        string="Physician's Measures Recorded Before",
        compute="_compute_previous",
    )
    measures_recalled_date = fields.Date(
        string="Recorded On", compute="_compute_previous"
    )
    measures_recalled_state = fields.Char(
        string="Said Since Then", compute="_compute_previous"
    )
    measures_state = fields.Selection(
        [
            ("followed", "Still followed"),
            ("partly", "Followed in part"),
            ("changed", "Replaced by others"),
            ("ended", "Not followed any more"),
        ],
        string="What Became of the Measures",
        copy=False,
    )
    measures_note = fields.Text(
        string="On These Measures",
        copy=False,
        help="What was done about them. The adaptations only, never a diagnosis.",
    )

    # What was said last time, and what the employee prepared.
    previous_id = fields.Many2one(
        "hr.entretien",
        string="Last Interview",
        compute="_compute_previous_id",
        help="The last one held before this one, when the user may read it.",
    )
    previous_besoin_ids = fields.One2many(
        "hr.entretien.besoin", string="Needs of the Last Interviews", **FROM_BEFORE
    )
    previous_action_ids = fields.One2many(
        "hr.entretien.action", string="Actions of the Last Interviews", **FROM_BEFORE
    )
    previous_souhait_ids = fields.One2many(
        "hr.entretien.souhait", string="Wishes of the Last Interviews", **FROM_BEFORE
    )
    previous_presented = fields.Json(
        string="Past Requests, as Presented", copy=False, readonly=True
    )
    preparation_state = fields.Selection(
        [("waited", "Not sent"), ("submitted", "Sent")],
        string="Preparation Sent",
        compute="_compute_preparation_state",
        help="A draft is its author's alone: it is not even said that there is one.",
    )
    beside = fields.Json(
        compute="_compute_beside",
        help="By section: what the employee prepared, what was said last time.",
    )

    @api.depends(
        "company_id.entretien_info_vae",
        "company_id.entretien_info_cpf",
        "company_id.entretien_info_cep",
    )
    def _compute_infos(self):
        """The company's texts, as they are until the interview is held; what was
        entered as ended already was held without them."""
        known = self.filtered("company_id")
        for company, entretiens in known.grouped("company_id").items():
            for name, text in company._entretien_info_texts().items():
                entretiens.filtered(
                    lambda item, name=name: (
                        item.state in OPEN_STATES
                        or (item.state == "held" and not item[name])
                    )
                )[name] = text

    @api.depends("motif", "reason_data")
    def _compute_return_kind(self):
        """What the plan says goes first; else what was chosen, for a return only."""
        for entretien in self:
            kinds = [
                RETURN_KINDS.get(reason.get("kind"))
                for reason in entretien.reason_data or ()
                if reason["code"] == "after_return"
            ]
            chosen = entretien.motif == "return" and entretien.return_kind
            entretien.return_kind = kinds[0] if kinds else chosen

    @api.depends("employee_id", "state", "date_held")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_previous_id(self):
        before = self.env["hr.entretien.previous"]._held_before(self)
        for entretien in self:
            entretien.previous_id = before[entretien][:1]

    @api.depends("employee_id", "date_held")
    @api.depends_context("uid", "lang")
    def _compute_previous(self):
        self.env["hr.entretien.previous"]._compute_lines(self)

    @api.depends("preparation_id.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_preparation_state(self):
        sent = self._sent_preparations()
        for entretien in self:
            found = entretien._origin.id in sent
            entretien.preparation_state = "submitted" if found else "waited"

    @api.depends(
        "preparation_id.state",
        "souhait_ids",
        "besoin_ids",
        "employee_id",
        "date_held",
        *TEXTS,
    )
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_beside(self):
        """A section in which nobody wrote anything is left out."""
        sent = self.filtered(lambda item: item.preparation_state == "submitted")
        sent = sent._sent_preparations()
        said = (*TEXTS, *ENDINGS, *(field for field, *_names in LINES.values()))
        self.previous_id.fetch(said)
        none = self.env["hr.entretien.preparation"]
        for entretien in self:
            preparation = sent.get(entretien._origin.id, none)
            previous = entretien.previous_id
            day = previous and format_date(self.env, previous.date_held)
            interviewer = previous.interviewer_id.sudo().name
            tabs = entretien._question_tabs(preparation)
            answers = preparation._answer_texts() if preparation else []
            entretien.beside = {
                "sections": entretien._beside_sections(preparation, previous),
                "answers": [{**row, "tab": tabs[row["name"]]} for row in answers],
                "tabs": tabs,
                # E.g. “12/03/2022 – Anne Le Goff”.
                "previous": " – ".join(filter(None, (day, interviewer))),
            }

    def _beside_sections(self, preparation, previous):
        sections = []
        for name in (*SECTIONS, *ENDINGS):
            prepared = name in SECTIONS and preparation._section_text(name) or ""
            before = previous._section_text(name) or ""
            if prepared or before:
                taken = prepared and not self._to_take(name, preparation)
                # What was decided is followed up, not taken over.
                reusable = name in TEXTS
                previous_taken = not reusable or not self._to_take(name, previous)
                field = LINES[name][0] if name in LINES else name
                sections.append(
                    {
                        "name": name,
                        "label": self._fields[field]._description_string(self.env),
                        "prepared": prepared,
                        "previous": before,
                        "taken": bool(taken),
                        "previous_taken": previous_taken,
                    }
                )
        return sections

    def _question_tabs(self, preparation):
        """The tab of each of the company's questions, by the name of its answer."""
        asked = self.sudo().grille_version_id.interviewer_definition or []
        theirs = preparation._questions() if preparation else ()
        return self._tabs_of(item["name"] for item in (*asked, *theirs))

    def _tabs_of(self, asked):
        """
        :param asked: names of answers
        :returns: dict of name → tab of the form
        """
        occasions = self.env["hr.entretien.grille"]._occasions(self)
        particular = (
            ("mid_career", "mid_career" in occasions),
            ("end_career", "end_career" in occasions),
            ("return", self.return_kind),
            ("bilan", self.can_read_bilan),
        )
        shown = [tab for tab, concerned in particular if concerned] or ["conclusion"]
        tabs = dict.fromkeys(asked, "conclusion")
        questions = self.env["hr.entretien.question"].sudo()
        codes = [("code", "in", list(tabs))]
        for item in questions.search_fetch(codes, ["code", "tab"]):
            tabs[item.code] = shown[0] if item.tab == "particular" else item.tab
        return tabs

    def _sent_preparations(self):
        """Those that were sent and that the user may read: interview id → record."""
        found = self.env["hr.entretien.preparation"].search(
            [("entretien_id", "in", self._origin.ids), ("state", "=", "submitted")]
        )
        return {item.entretien_id.id: item for item in found}

    def _section_text(self, name):
        """What was said in a section, lines one under the other."""
        if name not in LINES:
            return self[name]
        return "\n".join(line._beside_text() for line in self[LINES[name][0]])

    # -- taken over --------------------------------------------------------------------

    def action_take_section(self, name, last_time=False):
        """Copy a section of the preparation that was sent into the interview, or what
        was said in it last time.

        It adds to what is written, replaces nothing, and does nothing a second time.

        :param str name: a code of ``SECTIONS``, or ``all``
        :param bool last_time: of the last interview: its texts, since what was decided
            there is followed up
        :raises UserError: the interview is closed, or there is nothing to take
        :raises AccessError: the user does not lead the interview
        """
        self._check_lead()
        self._check_not_locked()
        known = TEXTS if last_time else SECTIONS
        names = known if name == "all" else (name,)
        if any(section not in known for section in names):
            raise UserError(self.env._("There is no such section in the preparation."))
        self.ensure_one()
        if last_time:
            source = self.previous_id
            lacks = self.env._("Nothing was said before: there is nothing to reuse.")
        else:
            source = self._sent_preparations().get(self.id)
            lacks = self.env._("The employee has not sent their preparation.")
        if not source:
            raise UserError(lacks)
        values = {}
        for section in names:
            values.update(self._to_take(section, source))
        if values:
            self.write(values)

    def _to_take(self, name, source):
        """The values that would copy a section; empty when all of it is there, and when
        there is nothing to copy."""
        if name in LINES:
            return self._lines_to_take(name, source[name] or [])
        text = (source[name] or "").strip()
        present = (self[name] or "").strip()
        if _paragraphs(text) <= _paragraphs(present):
            return {}
        return {name: "\n\n".join(filter(None, (present, text)))}

    def _lines_to_take(self, name, rows):
        """A wish may be its kind alone; a need is its words, whatever it is for."""
        field, choice, otherwise, text = LINES[name]
        lines, is_wish = self[field], name == "wishes"
        codes = dict(lines._fields[choice].selection)
        present = {(is_wish and line[choice], _flat(line[text])) for line in lines}
        taken = []
        for row in rows:
            code = row.get(choice) if row.get(choice) in codes else otherwise
            key = (is_wish and code, _flat(row.get(text)))
            if key not in present and any(key):
                present.add(key)
                said = (row.get(text) or "").strip()
                taken.append(Command.create({choice: code, text: said}))
        return {field: taken} if taken else {}

    def action_give_information(self, code=None):
        """The information was given today.

        :param str code: ``vae``, ``cpf`` or ``cep``; ``all``: those without a date
        """
        self._check_lead()
        self._check_not_locked()
        names = [f"info_{code}_date"]
        if code == "all":
            names = [name for name in INFORMATION if not all(self.mapped(name))]
        elif names[0] not in INFORMATION:
            raise UserError(self.env._("There is no such information to give."))
        self.write(dict.fromkeys(names, fields.Date.context_today(self)))


def _flat(text):
    """A text without what two people write differently: case, spaces, lines."""
    return " ".join((text or "").casefold().split())


def _paragraphs(text):
    """The set of its paragraphs, each without what two people write differently."""
    return {_flat(line) for line in text.splitlines()} - {""}
