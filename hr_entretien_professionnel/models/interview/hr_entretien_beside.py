"""What stands beside the form: what the employee prepared, what was said last time."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..employee.hr_entretien_planner import HELD_STATES
from ..preparation.hr_entretien_preparation import TEXTS

SECTIONS = (*TEXTS, "wishes", "needs")
# What only the previous interview has: it concludes, a preparation does not.
ENDINGS = ("conclusion", "interviewer_comment", "employee_comment")


class HrEntretien(models.Model):
    """Everything here is read with the user's own rights: no more than he may open."""

    _inherit = "hr.entretien"

    previous_id = fields.Many2one(
        "hr.entretien",
        string="Last Interview",
        compute="_compute_previous_id",
        help="The last one held before this one, when the user may read it.",
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

    @api.depends("employee_id", "state", "date_held")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_previous_id(self):
        before = self._held_before()
        for entretien in self:
            entretien.previous_id = before[entretien][:1]

    def _held_before(self, only=Domain.TRUE):
        """The interviews of the same employee held before each of these, the last one
        first, among those that the environment may read.

        :param Domain only: among these
        :rtype: dict of ``hr.entretien`` → ``hr.entretien``
        """
        held = self.search_fetch(
            only
            & Domain("employee_id", "in", self.employee_id._origin.ids)
            & Domain("state", "in", HELD_STATES),
            ["employee_id", "date_held"],
            order="date_held desc, id desc",
        )
        by_employee = held.grouped(lambda item: item.employee_id.id)
        return {
            entretien: by_employee.get(
                entretien.employee_id._origin.id, held.browse()
            ).filtered(entretien._follows)
            for entretien in self
        }

    def _follows(self, other):
        """Whether the other interview was held before this one."""
        self.ensure_one()
        mine = self._origin
        if not self.date_held or other == mine:
            return other != mine
        return (other.date_held, other.id) < (self.date_held, mine.id)

    @api.depends("preparation_id.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_preparation_state(self):
        sent = self._preparations_sent()
        for entretien in self:
            found = sent.get(entretien._origin.id)
            entretien.preparation_state = "submitted" if found else "waited"

    def _preparations_sent(self):
        """The preparations that were sent and that the user may read.

        :returns: ``{interview id: preparation}``
        """
        found = self.env["hr.entretien.preparation"].search(
            [("entretien_id", "in", self._origin.ids), ("state", "=", "submitted")]
        )
        return {item.entretien_id.id: item for item in found}

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
        sent = self._preparations_sent()
        for entretien in self:
            preparation = sent.get(entretien._origin.id)
            previous = entretien.previous_id
            sections = [
                entretien._beside_section(name, preparation, previous)
                for name in SECTIONS
            ]
            entretien.beside = {
                "sections": [item for item in sections if item],
                "answers": preparation._answer_texts() if preparation else [],
                "endings": previous._beside_endings(),
                "previous": previous._beside_title(),
            }

    def _beside_section(self, name, preparation, previous):
        """A section of the talk, or nothing when nobody wrote anything in it."""
        prepared = preparation and preparation._section_text(name)
        before = previous and previous._section_text(name)
        if not (prepared or before):
            return None
        return {
            "name": name,
            "label": self._section_label(name),
            "prepared": prepared or "",
            "previous": before or "",
            "taken": bool(prepared) and not self._to_take(name, preparation),
        }

    def _beside_endings(self):
        return [
            {"label": self._section_label(name), "text": self[name]}
            for name in ENDINGS
            if self[name]
        ]

    def _beside_title(self):
        """E.g. “12/03/2022 – Anne Le Goff”, or an empty string."""
        if not self:
            return ""
        interviewer = self.interviewer_id.sudo().name
        day = format_date(self.env, self.date_held)
        return " – ".join(filter(None, (day, interviewer)))

    @api.model
    def _section_label(self, name):
        field = {"wishes": "souhait_ids", "needs": "besoin_ids"}.get(name, name)
        return self._fields[field]._description_string(self.env)

    def _section_text(self, name):
        """What was said in a section, lines one under the other."""
        self.ensure_one()
        if name == "wishes":
            return "\n".join(line._beside_text() for line in self.souhait_ids)
        if name == "needs":
            return "\n".join(line._beside_text() for line in self.besoin_ids)
        return self[name]


class HrEntretienLineMixin(models.AbstractModel):
    _inherit = "hr.entretien.line.mixin"

    @api.model
    def _choice(self, name, value):
        """The label of a selection's code; the code itself when it is unknown."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(value, value)


class HrEntretienSouhait(models.Model):
    _inherit = "hr.entretien.souhait"

    def _beside_text(self):
        parts = [
            self._choice("kind", self.kind),
            self.target_job_id.sudo().name,
            self.target_department_id.sudo().name,
            self.note,
        ]
        return " – ".join(filter(None, parts))


class HrEntretienBesoin(models.Model):
    _inherit = "hr.entretien.besoin"

    def _beside_text(self):
        """The need, what the employer answered, what became of it."""
        parts = [self.name, self._choice("answer", self.answer), self.answer_reason]
        if self.answer == "accepted":
            parts.append(self._choice("followup_state", self.followup_state))
        return " – ".join(filter(None, parts))


class HrEntretienPreparation(models.Model):
    _inherit = "hr.entretien.preparation"

    def _section_text(self, name):
        self.ensure_one()
        if name == "wishes":
            kinds = self.env["hr.entretien.souhait"]
            rows = [
                (kinds._choice("kind", row.get("kind")), row.get("note"))
                for row in self.wishes or ()
            ]
        elif name == "needs":
            aims = self.env["hr.entretien.besoin"]
            rows = [
                (row.get("name"), aims._choice("aim", row.get("aim")))
                for row in self.needs or ()
            ]
        else:
            return self[name]
        return "\n".join(" – ".join(filter(None, row)) for row in rows)

    def _answer_texts(self):
        """The answers to the company's questions, as texts.

        :returns: list of ``{"label": question, "text": answer}``, without the empty
        """
        self.ensure_one()
        questions = self.read(["answers"])[0]["answers"] or []
        # As it was stored: read, « no » and zero are told from no answer no more.
        given = self.answers._values or {}
        rows = [
            {
                "label": item.get("string") or "",
                "text": self._answer_text({**item, "value": given[item["name"]]}),
            }
            for item in questions
            if item["name"] in given
        ]
        return [row for row in rows if row["text"]]

    def _answer_text(self, item):
        """The value of a property, as somebody reads it."""
        if item["type"] == "boolean" and item["value"] is False:
            return self.env._("No")
        return self.entretien_id._report_answer(item)
