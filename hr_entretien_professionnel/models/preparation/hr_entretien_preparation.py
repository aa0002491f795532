"""What the employee notes before the interview: theirs alone until they send it.

A draft is a flat dict, so that two tabs that save at once each change their own keys:

* a name of ``TEXTS``: the text;
* ``wish.<kind>``: the employee's word on that kind of wish (may be empty);
* ``need.<id>``: ``{"name": text, "aim": code}``, the id being the page's;
* ``answer.<property>``: the answer to a question of the grid.
"""

import re
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import SQL

from ..interview.entretien_states import HELD_STATES, OPEN_STATES
from ..interview.hr_entretien_texts_mixin import TEXTS
from ..planning.entretien_clock import to_utc
from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..selection_labels import selection_labels
from .hr_entretien_preparation_seal import begun_with, seal, unseal

# What the employee writes; while it is a draft, none of it is in these fields.
CONTENT = (*TEXTS, "wishes", "needs", "answers")
TEXT_SIZE = 10_000
LINE_SIZE = 500
MAX_KEYS = 200
NEED_KEY = re.compile(r"need\.[A-Za-z0-9_-]{1,32}")


def split_content(vals):
    """What the employee writes, and the rest."""
    content = {name: vals[name] for name in CONTENT if name in vals}
    return content, {name: vals[name] for name in vals if name not in content}


class HrEntretienPreparation(models.Model):
    """The employee's own notes; nobody else reads them before they are submitted.

    Who may do what:

    * employee: reads it, and with it the date, place, interviewer and motif of the
      interview; writes until the interview is held;
    * interviewer, managers above, HR: read what was sent, and nothing before;
    * anybody else, system administrator included: nothing.

    Until it is sent, what the employee writes is in none of the content fields. It is
    in ``sealed``, which only ``_draft_load``, ``read_draft`` and ``_submit`` open,
    after ``_check_author``: the one who made the request is the employee in person,
    logged in or holding a valid link. To be superuser, or to act ``with_user`` of the
    employee, does not open it, nor does a scheduled action that runs as the employee.
    """

    _name = "hr.entretien.preparation"
    _inherit = ["hr.entretien.about.mixin", "hr.entretien.texts.mixin"]
    _description = "Preparation of the Interview"
    _rec_name = "employee_id"

    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Sent")],
        required=True,
        default="draft",
        readonly=True,
    )
    date_submitted = fields.Datetime(string="Sent On", readonly=True)
    # Nothing was said yet.
    mid_career_notes = fields.Text(string="Mid-career")
    end_career_notes = fields.Text(string="End of Career")
    wishes = fields.Json(help="List of {kind: code of a souhait, note: text}.")
    needs = fields.Json(help="List of {name: text, aim: code of a besoin}.")
    answers = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.employee_definition",
        copy=False,
    )
    grille_version_id = fields.Many2one(
        "hr.entretien.grille.version", "Interview Form Version", readonly=True
    )
    # They do not read the interview itself before it is held.
    date_planned = fields.Datetime(related="entretien_id.date_planned")
    duration = fields.Float(related="entretien_id.duration")
    location = fields.Char(related="entretien_id.location")
    motif = fields.Selection(related="entretien_id.motif")
    interviewer_name = fields.Char(
        string="Conducted By", related="entretien_id.interviewer_id.name"
    )
    sealed = fields.Text(groups=fields.NO_ACCESS, copy=False, readonly=True)

    _one_each = models.UniqueIndex(
        "(entretien_id)",
        "The preparation of this interview was begun at the same moment elsewhere: "
        "reload the page and go on there.",
    )

    @api.depends("entretien_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for preparation in self:
            preparation.display_name = self.env._(
                "Preparation of %(name)s", name=preparation.sudo().employee_id.name
            )

    @api.model_create_multi
    def create(self, vals_list):
        """A draft is sealed from its first value on."""
        parts = [split_content(vals) for vals in vals_list]
        preparations = super().create([others for _content, others in parts])
        for preparation, (content, _others) in zip(preparations, parts, strict=True):
            if content:
                preparation.write(content)
        return preparations

    def write(self, vals):
        """What the employee writes is sealed; so is a draft, whoever writes it."""
        content, others = split_content(vals)
        if others and not self.env.su:
            raise AccessError(
                self.env._("Only your answers can be written on a preparation.")
            )
        if not content:
            return super().write(vals)
        self.check_access("write")
        sent = vals.get("state") == "submitted"
        hidden = self.filtered(
            lambda item: not self.env.su or not (sent or item.state == "submitted")
        )
        for preparation in hidden:
            if not self.env.su:
                preparation._check_open()
                # An account put on the card since they began writes nothing over it.
                if not begun_with(preparation, user=self.env.user):
                    raise AccessError(self._begun_message())
            if refused := preparation._draft_merge(preparation._to_keys(content)):
                raise UserError("\n".join(refused.values()))
        super(HrEntretienPreparation, hidden).write(others)
        return super(HrEntretienPreparation, self - hidden).write(vals)

    def _write_plain(self, vals):
        """Write past the sealing. Without a draft to open, it shows nothing."""
        # By a name, since linters take another method of `super()` for a slip.
        beyond = super()
        return beyond.write(vals)

    # -- the draft ---------------------------------------------------------------------

    def read_draft(self):
        """The author's answers as they are now, sent or not, by content field.

        :raises AccessError: anybody else asks
        """
        return self._to_fields(self._draft_load())

    def _draft_load(self, token=None):
        """The author's answers, key by key (see the module's docstring)."""
        self._check_author(token)
        return self._content_now()

    def _draft_save(self, values, token=None):
        """Save what changed (None: taken away): key → why it is not saved."""
        self._check_author(token)
        self._check_open()
        return self._draft_merge(values)

    def _draft_merge(self, changes):
        """Seal the changes over what is there: key → why it is not saved. The row is
        locked: two tabs that save at once change their own keys one after the other."""
        self._lock()
        content, refused = self._content_now(), {}
        if "need.*" in changes:
            content = {k: v for k, v in content.items() if not k.startswith("need.")}
        for key in [key for key in changes if key != "need.*"]:
            try:
                value = self._clean(key, changes[key])
            except UserError as error:
                refused[key] = str(error)
                continue
            if value is None:
                content.pop(key, None)
            else:
                content[key] = value
        if len(content) > MAX_KEYS:
            raise UserError(self.env._("There are too many lines: group some of them."))
        seal(self, content)
        return refused

    def _content_now(self):
        """What is sealed; else what they start from: what they sent, before that what
        Odoo knows of the career."""
        if (sealed := unseal(self)) is not None:
            return sealed
        record = self.sudo()
        if record.state == "draft":
            career = self._known_career()
            return {"career": career} if career else {}
        vals = {name: record[name] for name in CONTENT if name != "answers"}
        vals["answers"] = dict(record.answers._values or {})
        changes = self._to_keys({name: value for name, value in vals.items() if value})
        return {key: value for key, value in changes.items() if value is not None}

    def _lock(self):
        self.flush_recordset()
        query = "SELECT FROM hr_entretien_preparation WHERE id = %s FOR UPDATE"
        self.env.cr.execute(SQL(query, self.id), log_exceptions=False)
        self.invalidate_recordset(flush=False)

    def _is_author(self, token=None):
        """Whether the request is the employee's own, whatever code runs."""
        self.ensure_one()
        employee = self.sudo().employee_id
        if not employee.active:
            return False
        if token:
            links = self.env["hr.entretien.link"]
            link = links._find(self.sudo().entretien_id.id, token)
            return bool(link) and begun_with(self, email=link.email)
        # A scheduled action runs as anybody: nobody asks for anything.
        caller = request and self.env.transaction.default_env
        user = employee.user_id
        own = user and caller and caller.uid == user.id == self.env.uid
        return bool(own) and begun_with(self, user=user)

    def _check_author(self, token=None):
        if not self._is_author(token):
            raise AccessError(
                self.env._(
                    "Nobody but the employee reads these notes before they are sent."
                )
            )

    def _begun_message(self):
        return self.env._(
            "These notes were begun before this account or this address was on your "
            "card: open the link of the first message that you received, or ask your "
            "HR department to put the former one back. Nobody else can read them."
        )

    def _check_open(self):
        state = self.sudo().entretien_id.state
        if state in HELD_STATES:
            raise UserError(
                self.env._(
                    "The interview was held: what you prepared can no longer be "
                    "changed."
                )
            )
        if state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "This interview will not take place: what you prepared can no "
                    "longer be changed."
                )
            )

    def _submit(self, token=None):
        """What was sealed becomes readable by those who hold the interview."""
        self._check_author(token)
        self._check_open()
        self._lock()
        if self.sudo().state == "submitted" and unseal(self) is None:
            # Clicked twice, or in two tabs: it is sent, and proved, once.
            return
        self.sudo()._write_plain(
            {
                **self._to_fields(self._content_now()),
                "sealed": False,
                "state": "submitted",
                "date_submitted": fields.Datetime.now(),
            }
        )
        entretien = self.sudo().entretien_id
        # The proof says that it was sent, never what it says.
        entretien._add_proof_of_employee("preparation")
        people = entretien.interviewer_id
        self.env["hr.entretien.message"]._queue(entretien, "prepared", people)

    def _reopen_draft(self, token=None):
        """They change what they sent: it stays as it is until they send it again."""
        self._check_author(token)
        self._check_open()
        self._lock()
        seal(self, self._content_now())

    def _is_writing(self):
        return self.sudo().state == "draft" or bool(self.sudo().sealed)

    def _ensure(self, entretiens):
        """Each interview's preparation, created when it is missing, in sudo; one that
        was not sent yet gets the questions that the interview took up since."""
        entretiens._ensure_grille_version()
        entretiens = entretiens.sudo()
        missing = entretiens.filtered(
            lambda item: not item.preparation_id and item.state in OPEN_STATES
        )
        created = self.sudo().create([{"entretien_id": item.id} for item in missing])
        for preparation in created:
            preparation.entretien_id.preparation_id = preparation
        entretiens.preparation_id._follow_version()
        return entretiens.preparation_id

    def _follow_version(self):
        """One that was not sent yet asks what the interview asks."""
        for preparation in self.sudo().filtered(lambda item: item.state == "draft"):
            version = preparation.entretien_id.grille_version_id
            if version != preparation.grille_version_id:
                preparation.grille_version_id = version

    def _known_career(self):
        """The career as Odoo knows it, for the employee to mend and complete: nothing
        of what was noted on the interview, which they do not read yet."""
        employee = self.sudo().employee_id
        lang = employee.company_id._entretien_lang()
        employee = employee.with_context(lang=lang)
        skills = employee.employee_skill_ids.filtered("is_certification")
        lines = [employee._entretien_career_text()]
        lines += [
            employee.env._(
                "%(year)s: certification %(name)s",
                year=item.valid_from.year,
                name=item.skill_id.name,
            )
            for item in skills.sorted("valid_from")
        ]
        return "\n".join(filter(None, lines))

    # -- what an answer may be ---------------------------------------------------------

    def _questions(self):
        """The grid's questions for the employee, as they were."""
        return self.sudo().grille_version_id.employee_definition or []

    def _clean(self, key, value):
        """The value as it is kept, or None; UserError speaks to the employee."""
        name, _dot, rest = key.partition(".")
        if key in TEXTS:
            return self._clean_text(value, TEXT_SIZE) or None
        if name == "wish" and rest in self._wish_kinds():
            return None if value is None else self._clean_text(value, LINE_SIZE)
        if NEED_KEY.fullmatch(key):
            return self._clean_need(value)
        asked = self._questions() if name == "answer" else ()
        for question in asked:
            if question["name"] == rest and question["type"] != "separator":
                return self._clean_answer(question, value)
        raise UserError(self.env._("This question is not part of your preparation."))

    def _clean_text(self, value, size):
        if not isinstance(value or "", str):
            raise UserError(self.env._("This answer could not be read."))
        # PostgreSQL keeps no NUL character.
        text = (value or "").replace("\x00", "").replace("\r\n", "\n").strip()
        if len(text) > size:
            raise UserError(
                self.env._(
                    "This text is too long: %(length)s characters, %(size)s at most. "
                    "It is not saved.",
                    length=len(text),
                    size=size,
                )
            )
        return text

    def _clean_need(self, value):
        value = value if isinstance(value, dict) else {}
        name = self._clean_text(value.get("name"), LINE_SIZE)
        aim = value.get("aim") or "job"
        if aim not in selection_labels(self.env["hr.entretien.besoin"], "aim"):
            raise UserError(self.env._("This answer could not be read."))
        return {"name": name, "aim": aim} if name else None

    def _wish_kinds(self):
        """The kinds of wish, in words, by their code."""
        return selection_labels(self.env["hr.entretien.souhait"], "kind")

    def _clean_answer(self, question, value):
        if value is None or value == "" or value == []:
            return None
        try:
            return self._parse_answer(question, value)
        except (LookupError, TypeError, ValueError, OverflowError) as error:
            raise UserError(
                self.env._(
                    "“%(question)s”: this answer could not be read.",
                    question=question.get("string") or "",
                )
            ) from error

    def _parse_answer(self, question, value):
        kind = question["type"]
        if kind in ("char", "text"):
            size = LINE_SIZE if kind == "char" else TEXT_SIZE
            return self._clean_text(value, size) or None
        if kind == "boolean":
            return {"yes": True, "no": False, True: True, False: False}[value]
        if kind in ("integer", "float"):
            plain = str(value).replace(",", ".").replace(" ", "")
            number = int(value) if kind == "integer" else float(plain)
            if not abs(number) < (2**31 if kind == "integer" else 1e15):
                raise ValueError(value)
            return number
        if kind == "date":
            return fields.Date.to_string(datetime.strptime(value[:10], "%Y-%m-%d"))
        if kind == "datetime":
            if "T" not in value:
                return fields.Datetime.to_string(fields.Datetime.from_string(value))
            # The page gives the employee's own time, ``2026-03-02T10:00``.
            clock = datetime.strptime(value[:16], "%Y-%m-%dT%H:%M")
            zone = self.sudo().employee_id._entretien_tz()
            return fields.Datetime.to_string(to_utc(zone.localize(clock)))
        known = [option[0] for option in question.get(kind) or ()]
        chosen = value if kind == "tags" and isinstance(value, list) else [value]
        if not set(chosen) <= set(known):
            raise ValueError(value)
        kept = [code for code in known if code in chosen]
        return kept if kind == "tags" else kept[0]

    # -- as fields, as keys, in words --------------------------------------------------

    def _to_keys(self, vals):
        """Values of the fields of ``CONTENT`` as changes of a draft."""
        changes = {name: vals[name] for name in TEXTS if name in vals}
        try:
            if "wishes" in vals:
                changes |= {f"wish.{kind}": None for kind in self._wish_kinds()}
                for item in vals["wishes"] or ():
                    changes[f"wish.{item.get('kind')}"] = item.get("note") or ""
            if "needs" in vals:
                changes["need.*"] = None
                for number, item in enumerate(vals["needs"] or ()):
                    changes[f"need.{number}"] = item
            if "answers" in vals:
                given = vals["answers"] or {}
                if isinstance(given, list):
                    given = {item["name"]: item.get("value") for item in given}
                changes.update({f"answer.{name}": given[name] for name in given})
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise UserError(self.env._("This answer could not be read.")) from error
        return changes

    def _to_fields(self, content):
        """A draft's content as the values of the fields of ``CONTENT``."""
        return {
            **{name: content.get(name) or False for name in TEXTS},
            "wishes": [
                {"kind": kind, "note": content[f"wish.{kind}"]}
                for kind in self._wish_kinds()
                if f"wish.{kind}" in content
            ],
            "needs": [content[key] for key in content if key.startswith("need.")],
            "answers": {
                key.removeprefix("answer."): value
                for key, value in content.items()
                if key.startswith("answer.")
            },
        }

    def _section_text(self, name):
        """What was sent in a section, lines one under the other."""
        if name in TEXTS:
            return self[name]
        return self._lines_text(name, self[name] or ())

    def _lines_text(self, name, rows):
        """Wishes or needs, sent or still in the draft, one under the other."""
        kinds = self._wish_kinds()
        aims = selection_labels(self.env["hr.entretien.besoin"], "aim")
        rows = [
            (kinds.get(row.get("kind")), row.get("note"))
            if name == "wishes"
            else (row.get("name"), aims.get(row.get("aim")))
            for row in rows
        ]
        return "\n".join(" – ".join(filter(None, row)) for row in rows)

    def _answer_texts(self):
        """The answers to the company's questions, without the empty."""
        words = self.env[INTERVIEW_WORDS]
        # As it was stored: once read, « no » and zero look like no answer.
        given, rows = self.answers._values or {}, []
        for item in self.read(["answers"])[0]["answers"] or []:
            value = given.get(item["name"])
            if text := words._answer(self, {**item, "value": value}):
                label = item.get("string") or ""
                rows.append({"name": item["name"], "label": label, "text": text})
        return rows
