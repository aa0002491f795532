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

from ..interview.hr_entretien import OPEN_STATES
from ..planning.entretien_clock import to_utc
from .hr_entretien_preparation_seal import begun_with, seal, unseal

# The sections that carry the same name on the interview.
TEXTS = (
    "career",
    "job_notes",
    "skills_used",
    "skills_to_develop",
    "difficulties",
    "prospects",
    "mid_career_notes",
    "end_career_notes",
)

# What the employee writes; while it is a draft, none of it is in these fields.
CONTENT = (*TEXTS, "wishes", "needs", "answers")
TEXT_SIZE = 10_000
LINE_SIZE = 500
MAX_KEYS = 200
# The questions that the page can ask; others are for the interviewer's form.
QUESTION_TYPES = (
    "char",
    "text",
    "boolean",
    "integer",
    "float",
    "date",
    "datetime",
    "selection",
    "tags",
    "separator",
)
NEED_KEY = re.compile(r"need\.[A-Za-z0-9_-]{1,32}")


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
    _description = "Preparation of the Entretien"
    _rec_name = "employee_id"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="cascade", readonly=True
    )
    employee_id = fields.Many2one(
        related="entretien_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Sent")],
        required=True,
        default="draft",
        readonly=True,
    )
    date_submitted = fields.Datetime(string="Sent On", readonly=True)
    career = fields.Text(string="Career Stages")
    job_notes = fields.Text(string="Present Job")
    skills_used = fields.Text(string="Skills Used in the Job")
    skills_to_develop = fields.Text(string="Skills to Update or Develop")
    difficulties = fields.Text(string="Difficulties Met")
    prospects = fields.Text(string="Career Prospects")
    mid_career_notes = fields.Text(string="Mid-career")
    end_career_notes = fields.Text(string="End of Career")
    wishes = fields.Json(help="List of {kind: code of a souhait, note: text}.")
    needs = fields.Json(help="List of {name: text, aim: code of a besoin}.")
    answers = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.employee_definition",
        copy=False,
    )
    grille_version_id = fields.Many2one("hr.entretien.grille.version", readonly=True)
    # He does not read the interview itself before it is held.
    date_planned = fields.Datetime(related="entretien_id.date_planned")
    duration = fields.Float(related="entretien_id.duration")
    location = fields.Char(related="entretien_id.location")
    motif = fields.Selection(related="entretien_id.motif")
    interviewer_name = fields.Char(
        string="Held By", related="entretien_id.interviewer_id.name"
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
        plain, sealed = [], []
        for vals in vals_list:
            draft = vals.get("state", "draft") == "draft"
            hidden = {name for name in CONTENT if draft and name in vals}
            sealed.append({name: vals[name] for name in hidden})
            plain.append({name: vals[name] for name in vals.keys() - hidden})
        preparations = super().create(plain)
        for preparation, content in zip(preparations, sealed, strict=True):
            if content:
                preparation._draft_merge(preparation._to_keys(content))
        return preparations

    def write(self, vals):
        """What the employee writes is sealed; so is a draft, whoever writes it."""
        if not self.env.su and vals.keys() - set(CONTENT):
            raise AccessError(
                self.env._("Only your answers can be written on a preparation.")
            )
        content = {name: vals[name] for name in CONTENT if name in vals}
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
                preparation._check_begun()
            preparation._draft_merge(preparation._to_keys(content))
        others = {name: vals[name] for name in vals.keys() - content.keys()}
        super(HrEntretienPreparation, hidden).write(others)
        return super(HrEntretienPreparation, self - hidden).write(vals)

    def action_submit(self):
        """The employee sends the answers."""
        for preparation in self:
            preparation._submit()

    def _write_plain(self, vals):
        """Write past the sealing. Without a draft to open, it shows nothing."""
        beyond = super()
        return beyond.write(vals)

    def read_draft(self):
        """The author's answers as they are now, sent or not.

        :returns: the values of the content fields
        :rtype: dict
        :raises AccessError: anybody else asks
        """
        self.ensure_one()
        return self._to_fields(self._draft_load())

    def _draft_load(self, token=None):
        """The author's answers, key by key (see the module's docstring).

        :param str token: the author's link's, when not logged in
        :rtype: dict
        :raises AccessError: anybody else asks
        """
        self.ensure_one()
        self._check_author(token)
        draft = unseal(self)
        return self._starting_content() if draft is None else draft

    def _draft_save(self, values, token=None):
        """Save what the author changed, and say what cannot be kept of it.

        :param dict values: the changed keys and their values, None to take away
        :returns: key → why it is not saved
        :rtype: dict
        """
        self.ensure_one()
        self._check_author(token)
        self._check_open()
        return self._draft_merge(values, strict=False)

    def _draft_merge(self, changes, strict=True):
        """Seal the changes over what is there. The row is locked: two tabs that save at
        once lose nothing, they change their own keys one after the other.

        :returns: key → why it is not saved, unless ``strict`` raises it
        """
        self.ensure_one()
        self._lock()
        content, refused = unseal(self), {}
        content = self._starting_content() if content is None else content
        if "need.*" in changes:
            content = {k: v for k, v in content.items() if not k.startswith("need.")}
        for key in [key for key in changes if key != "need.*"]:
            try:
                value = self._clean(key, changes[key])
            except UserError as error:
                if strict:
                    raise
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

    def _starting_content(self):
        """What they start from: what they sent, else what Odoo knows of the career."""
        self.ensure_one()
        record = self.sudo()
        if record.state == "draft":
            career = self._known_career()
            return {"career": career} if career else {}
        vals = {name: record[name] for name in CONTENT if name != "answers"}
        vals["answers"] = dict(record.answers._values or {})
        changes = self._to_keys({name: value for name, value in vals.items() if value})
        return {key: value for key, value in changes.items() if value is not None}

    def _lock(self):
        """Wait for the other tab. Two transactions that cross are run again by Odoo."""
        self.flush_recordset()
        # Run again, it is no error for the log.
        self.env.cr.execute(
            SQL(
                "SELECT FROM hr_entretien_preparation WHERE id = %s FOR UPDATE", self.id
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(flush=False)

    def _is_author(self, token=None):
        """Whether the request is the employee's own, whatever code runs.

        :param str token: what came with the address of the page
        """
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
                    "Nobody but the employee reads his notes before he sends them."
                )
            )

    def _check_begun(self):
        """An account put on the card since they began writes nothing over it."""
        if not begun_with(self, user=self.env.user):
            raise AccessError(self._begun_message())

    def _begun_message(self):
        return self.env._(
            "These notes were begun before this account or this address was on your "
            "card: open the link of the first message that you received, or ask your "
            "HR department to put the former one back. Nobody else can read them."
        )

    def _check_open(self):
        if self.sudo().entretien_id.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "The interview was held: what you prepared does not change any "
                    "more."
                )
            )

    def _submit(self, token=None):
        """What was sealed becomes readable by those who hold the interview.

        :param str token: the author's link's, when not logged in
        :raises AccessError: somebody else sends it in their place
        :raises UserError: the interview was held
        """
        self.ensure_one()
        self._check_author(token)
        self._check_open()
        self._lock()
        content = unseal(self)
        if content is None:
            if self.sudo().state == "submitted":
                # Clicked twice, or in two tabs: it is sent, and proved, once.
                return
            content = self._starting_content()
        self.sudo()._write_plain(
            {
                **self._to_fields(content),
                "sealed": False,
                "state": "submitted",
                "date_submitted": fields.Datetime.now(),
            }
        )
        self._notify_submitted(token)

    def _notify_submitted(self, token):
        """The proof says that it was sent, never what it says."""
        entretien = self.sudo().entretien_id
        entretien._add_proof_of_employee(
            "preparation", user=self.env["res.users"] if token else None
        )
        messages, interviewer = (
            self.env["hr.entretien.message"],
            entretien.interviewer_id,
        )
        waiting = [
            ("entretien_id", "=", entretien.id),
            ("kind", "=", "prepared"),
            ("recipient_id", "=", interviewer.id),
            ("state", "=", "waiting"),
        ]
        if interviewer and not messages.sudo().search_count(waiting, limit=1):
            messages._queue(entretien, "prepared", interviewer)

    def _reopen_draft(self, token=None):
        """They change what they sent: it stays as it is until they send it again."""
        self.ensure_one()
        self._check_author(token)
        self._check_open()
        self._lock()
        if unseal(self) is None:
            seal(self, self._starting_content())

    def _is_writing(self):
        """Whether there is something that was not sent."""
        self.ensure_one()
        return self.sudo().state == "draft" or bool(self.sudo().sealed)

    @api.model
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
        for preparation in self.sudo():
            version = preparation.entretien_id.grille_version_id
            if (
                preparation.state == "draft"
                and version != preparation.grille_version_id
            ):
                preparation.grille_version_id = version

    def _known_career(self):
        """The career as Odoo knows it, for the employee to mend and complete."""
        entretien = self.sudo().entretien_id
        employee = entretien.employee_id
        lines = [entretien.career or employee._entretien_career_text()]
        return "\n".join(filter(None, [*lines, *self._certifications(employee)]))

    @api.model
    def _certifications(self, employee):
        """A line for each certification in force or past.

        :rtype: list of str
        """
        lang = employee.company_id._entretien_lang()
        skills = employee.with_context(lang=lang).sudo().employee_skill_ids
        return [
            self.env._(
                "%(year)s: certification %(name)s",
                year=item.valid_from.year,
                name=item.skill_id.name,
            )
            for item in skills.filtered("is_certification").sorted("valid_from")
        ]

    def _questions(self):
        """The grid's questions for the employee, as they were: properties' definitions.

        :rtype: list of dict
        """
        self.ensure_one()
        definition = self.sudo().grille_version_id.employee_definition or []
        return [item for item in definition if item["type"] in QUESTION_TYPES]

    def _clean(self, key, value):
        """The value as it is kept.

        :param str key: see the module's docstring
        :param value: what the page sent
        :returns: None when there is nothing to keep
        :raises UserError: with what to say to the employee
        """
        name, _dot, rest = key.partition(".")
        if key in TEXTS:
            return self._clean_text(value, TEXT_SIZE) or None
        if name == "wish" and rest in self._codes("hr.entretien.souhait", "kind"):
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
        if aim not in self._codes("hr.entretien.besoin", "aim"):
            raise UserError(self.env._("This answer could not be read."))
        return {"name": name, "aim": aim} if name else None

    def _codes(self, model, name):
        return [code for code, _label in self.env[model]._fields[name].selection]

    def _clean_answer(self, question, value):
        if value is None or value == "" or value == []:
            return None
        clean = getattr(self, f"_clean_{question['type']}_answer")
        try:
            return clean(question, value)
        except (LookupError, TypeError, ValueError, OverflowError) as error:
            raise UserError(
                self.env._(
                    "“%(question)s”: this answer could not be read.",
                    question=question.get("string") or "",
                )
            ) from error

    def _clean_char_answer(self, _question, value):
        return self._clean_text(value, LINE_SIZE) or None

    def _clean_text_answer(self, _question, value):
        return self._clean_text(value, TEXT_SIZE) or None

    def _clean_boolean_answer(self, _question, value):
        return {"yes": True, "no": False, True: True, False: False}[value]

    def _clean_integer_answer(self, _question, value):
        number = int(value)
        if abs(number) >= 2**31:
            raise ValueError(value)
        return number

    def _clean_float_answer(self, _question, value):
        number = float(str(value).replace(",", ".").replace(" ", ""))
        if not abs(number) < 1e15:
            raise ValueError(value)
        return number

    def _clean_date_answer(self, _question, value):
        return fields.Date.to_string(datetime.strptime(value[:10], "%Y-%m-%d"))

    def _clean_datetime_answer(self, _question, value):
        """The page gives the employee's own time, ``2026-03-02T10:00``."""
        if "T" not in value:
            return fields.Datetime.to_string(fields.Datetime.from_string(value))
        clock = datetime.strptime(value[:16], "%Y-%m-%dT%H:%M")
        return fields.Datetime.to_string(to_utc(self._tz().localize(clock)))

    def _tz(self):
        """The employee's time zone."""
        return self.sudo().employee_id._entretien_tz()

    def _clean_selection_answer(self, question, value):
        if value not in [code for code, _label in question.get("selection") or ()]:
            raise ValueError(value)
        return value

    def _clean_tags_answer(self, question, value):
        known = [tag[0] for tag in question.get("tags") or ()]
        chosen = [value] if isinstance(value, str) else value
        if not set(chosen) <= set(known):
            raise ValueError(value)
        return [code for code in known if code in chosen]

    def _to_keys(self, vals):
        """Values of the fields of ``CONTENT`` as changes of a draft.

        :param dict vals: as one would write them on the record
        :rtype: dict, None for what goes away
        """
        try:
            return self._read_keys(vals)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise UserError(self.env._("This answer could not be read.")) from error

    def _read_keys(self, vals):
        changes = {name: vals[name] for name in TEXTS if name in vals}
        if "wishes" in vals:
            kinds = self._codes("hr.entretien.souhait", "kind")
            changes.update(dict.fromkeys(f"wish.{kind}" for kind in kinds))
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
        return changes

    def _to_fields(self, content):
        """A draft's content as the values of the fields of ``CONTENT``."""
        kinds = self._codes("hr.entretien.souhait", "kind")
        wishes = [kind for kind in kinds if f"wish.{kind}" in content]
        vals = {name: content.get(name) or False for name in TEXTS}
        vals["wishes"] = [
            {"kind": kind, "note": content[f"wish.{kind}"]} for kind in wishes
        ]
        vals["needs"] = [content[key] for key in content if key.startswith("need.")]
        vals["answers"] = {
            key.removeprefix("answer."): value
            for key, value in content.items()
            if key.startswith("answer.")
        }
        return {name: vals[name] for name in CONTENT}

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
        # As it was stored: once read, « no » and zero look like no answer.
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
        return self.env["hr.entretien.questionnaire"]._answer(self.entretien_id, item)
