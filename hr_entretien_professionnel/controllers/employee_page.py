"""The page of one interview, for the employee that it concerns and nobody else."""

import json
import secrets
from functools import cached_property

from werkzeug.urls import url_encode

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.misc import format_time
from odoo.tools.translate import LazyTranslate

from ..models.interview.entretien_states import HELD_STATES, OPEN_STATES
from ..models.interview.hr_entretien_texts_mixin import TEXTS
from ..models.planning.entretien_clock import local
from ..models.preparation.hr_entretien_preparation import LINE_SIZE, TEXT_SIZE
from ..models.proof.ir_actions_report import INTERVIEW_WORDS
from ..models.selection_labels import selection_labels, translated
from .answer import speak

_lt = LazyTranslate(__name__)
SHOWN = (*OPEN_STATES, *HELD_STATES)
# The HTML input for a kind of question; a text otherwise.
INPUTS = {
    "integer": "number",
    "float": "number",
    "date": "date",
    "datetime": "datetime-local",
}
# By the code of what they have just done; other add-ons add those of their gestures.
DONE_TEXTS = {
    "sent": _lt(
        "Your answers are sent. You may change them until the interview is held."
    ),
    "saved": _lt("Your notes are saved. Nobody reads them before you send them."),
    "unavailable": _lt(
        "It is noted: the interviewer is notified and will propose another date."
    ),
    "chosen": _lt("It is noted: your appointment is the one below."),
    "commented": _lt("Your comment is saved."),
    "signed": _lt("Your signature is recorded. Thank you."),
    "refused": _lt("It is noted that you do not sign, with your reason."),
}


class EmployeePage:
    """What the employee sees and may do now. It exists for them alone.

    ``entretien`` and ``preparation`` are in sudo: an employee without an account, or
    with a portal account, reads neither. ``token`` is their link's, or None.
    """

    def __init__(self, entretien, token=None, link=None):
        """From now on, in the employee's language and time zone."""
        request.update_context(tz=entretien.employee_id._entretien_tz().zone)
        speak(entretien._report_lang())
        self.env = request.env
        self.token = token
        self.link = link
        self.entretien = entretien.sudo().with_env(request.env(su=True))
        if entretien.state == "planned" and not entretien.preparation_id:
            self.entretien._ensure_preparation()
        self.preparation = self.entretien.preparation_id

    # -- finding it ----------------------------------------------------------------

    @classmethod
    def find(cls, entretien_id, token=None):
        """The page, when whoever asks may see it, else None.

        :param int entretien_id:
        :param str token: what came with the address; without it, the session decides
        """
        link = None
        if token:
            link = request.env["hr.entretien.link"]._open(entretien_id, str(token))
            entretien = link.entretien_id
        else:
            entretien = cls._own_entretiens([("id", "=", entretien_id)])
        shown = entretien.filtered(cls._is_shown)
        return cls(shown, token, link) if shown else None

    @classmethod
    def own(cls):
        """The page of the interview that is under way for the user, or None.

        The one to prepare, else the one to read and sign, else the one to be planned.
        """
        entretiens = cls.shown().filtered(lambda item: item.state != "closed")
        rank = {"planned": 0, "held": 1, "to_plan": 2}
        current = entretiens.sorted(lambda item: (rank[item.state], -item.id))[:1]
        return cls(current) if current else None

    @classmethod
    def shown(cls):
        """All the user's interviews that have a page, in sudo."""
        return cls._own_entretiens([]).filtered(cls._is_shown)

    @staticmethod
    def _own_entretiens(domain):
        """The interviews of the employee who is logged in, in sudo."""
        entretiens = request.env["hr.entretien"].sudo()
        if request.env.user._is_public():
            return entretiens
        return entretiens.search(entretiens._own_domain() & fields.Domain(domain))

    @classmethod
    def past(cls, page=None):
        """The earlier interviews, last first, in sudo; beside a page, its employee's.

        By a link their days are said and nothing more: it opens one interview alone.
        """
        if page:
            found = page.entretien.employee_id.entretien_ids - page.entretien
        else:
            found = cls.shown()
        found = found.filtered(lambda item: item.state in HELD_STATES)
        return found.sorted("date_held", reverse=True)

    @staticmethod
    def next_date():
        """The day by which the user's next interview is due, when it is to come."""
        own = request.env["hr.entretien"]._own_card_domain()
        today = fields.Date.context_today(request.env.user)
        cards = request.env["hr.employee"].sudo().search(own)
        days = cards.mapped("entretien_next_date")
        return min((day for day in days if day and day > today), default=None)

    @staticmethod
    def _is_shown(entretien):
        """Before it is planned there is a page only for who was invited already."""
        known = entretien.state != "to_plan" or entretien.preparation_id
        return entretien.employee_id.active and entretien.state in SHOWN and known

    def done_text(self, done):
        """What the page says of what they have just done, or nothing."""
        return done in DONE_TEXTS and translated(self.env, DONE_TEXTS[done])

    def steps(self):
        """Where they stand: (name, whether done, whether it is the present one)."""
        names = (
            self.env._("Your appointment"),
            self.env._("Prepare"),
            self.env._("Read and sign"),
        )
        # They have signed or refused to, on the page or on paper.
        answered = "employee" not in self.entretien._roles_to_answer()
        done = (self.is_held, self.is_sent(), answered)
        if self.is_held:
            current = 2
        else:
            current = int(self.has_date and self.can_prepare and not self.is_sent())
        return [(name, done[at], at == current) for at, name in enumerate(names)]

    # -- what they may do now ------------------------------------------------------

    @property
    def can_prepare(self):
        return self.has_preparation and self.is_author

    @property
    def has_preparation(self):
        return self.entretien.state in OPEN_STATES and bool(self.preparation)

    @cached_property
    def is_author(self):
        """Not with an account or an address put on their card since they began."""
        return self.preparation._is_author(self.token)

    @property
    def has_date(self):
        return self.entretien.state == "planned"

    @property
    def is_over(self):
        """Its hour is past, and nobody said yet whether it took place."""
        return self.entretien.next_step == "hold"

    @property
    def can_move(self):
        return self.has_date and not self.is_over

    def slots(self):
        """The dates among which they may choose, as (value, text, whether planned)."""
        entretien, planned = self.entretien, self.entretien.date_planned
        return [
            (str(start), entretien._slot_text(start=start), start == planned)
            for start in entretien._offered_slots()
        ]

    @property
    def is_held(self):
        return self.entretien.state in HELD_STATES

    @property
    def can_comment(self):
        return self.entretien.state == "held" and not self.entretien.employee_answered

    @property
    def can_sign(self):
        return "employee" in self.entretien._roles_to_sign()

    def answer(self):
        """How they answered the document presented, or an empty record."""
        return self.entretien._valid_signatures("employee")

    def document(self, role=None):
        """The frozen document that they may download, or an empty record.

        :param str role: ``bilan`` for the état des lieux once it is handed over
        """
        files = self.entretien._frozen_file(role)
        return files if self.is_held else files.browse()

    def closed_message(self):
        if self.has_preparation and not self.is_author:
            return self.preparation._begun_message()
        if self.entretien.state in OPEN_STATES:
            return self.env._("This is not possible at this stage of the interview.")
        return self.env._(
            "The interview was held or its document closed in the meantime: nothing "
            "was changed. Load the page again to see where it stands."
        )

    # -- what they do --------------------------------------------------------------

    def save(self, values):
        """:returns: what is to be said of the keys refused"""
        if not isinstance(values, dict):
            raise UserError(self.closed_message())
        return self.preparation._draft_save(values, self.token)

    def save_form(self, form):
        """Save the form as a browser without JavaScript posts it, or nothing of it.

        What is not ticked any more goes away.

        :param form: the posted fields, a multi-dict
        """
        values = {name: form[name] for name in TEXTS if name in form}
        for name in form.getlist("wishes"):
            key = f"wish.{name}"
            values[key] = form.get(f"{key}.note", "") if key in form else None
        for name in form.getlist("needs"):
            key = f"need.{name}"
            values[key] = {part: form.get(f"{key}.{part}") for part in ("name", "aim")}
        for question in self.preparation._questions():
            key = f"answer.{question['name']}"
            if question["type"] == "tags" and f"{key}.asked" in form:
                values[key] = form.getlist(key)
            elif key in form:
                values[key] = form[key]
        if refused := self.save(values):
            raise UserError("\n".join(dict.fromkeys(refused.values())))

    def sign(self, kind, name, image, text, comment=None):
        """Their answer to the document, with their comment as it stands on the page.

        :param str comment: None when the page did not say it
        """
        text = self.limited(text, TEXT_SIZE)
        name = self.limited(name, LINE_SIZE)
        if comment is not None:
            self.comment(comment)
        self.entretien._sign(
            "employee", kind, name, image, text, via="page", link=self.link
        )

    def comment(self, text):
        comment = self.limited(text, TEXT_SIZE)
        if comment != (self.entretien.employee_comment or ""):
            self.entretien._write_own_comment(comment, self.link)

    def limited(self, text, size):
        """The text as it is kept, or a ``UserError``: it is too long."""
        return self.env["hr.entretien.preparation"]._clean_text(str(text or ""), size)

    # -- addresses and times -------------------------------------------------------

    def url(self, path="", **query):
        """An address of this page, with the link's token when there is one."""
        query = {"access_token": self.token, **query}
        given = url_encode({key: value for key, value in query.items() if value})
        base = f"/mon-entretien/{self.entretien.id}"
        return "?".join(filter(None, ["/".join(filter(None, (base, path))), given]))

    def now(self):
        """The time of the clock on the employee's wall."""
        return self._time(fields.Datetime.now())

    def _time(self, moment):
        zone = self.env.context["tz"]
        return format_time(self.env, moment, tz=zone, time_format="short")

    # -- the form of the preparation -----------------------------------------------

    @cached_property
    def draft(self):
        """Their answers, key by key. Read once for the page."""
        return self.preparation._draft_load(self.token)

    def is_sent(self):
        return self.preparation.state == "submitted"

    def sections(self):
        """The texts asked for, as (name, title, hint), in the order of the talk."""
        asked = self.env["hr.entretien.grille"]._asked_texts(self.entretien)
        return [
            (name, translated(self.env, words.page), translated(self.env, words.hint))
            for name, words in asked.items()
        ]

    def wishes(self):
        """Every kind of wish, ticked or not, as dicts."""
        kinds = selection_labels(self.env["hr.entretien.souhait"], "kind")
        return [
            {
                "key": f"wish.{code}",
                "label": label,
                "checked": f"wish.{code}" in self.draft,
                "note": self.draft.get(f"wish.{code}") or "",
            }
            for code, label in kinds.items()
        ]

    def needs(self):
        """The lines of needs, as dicts, and a blank one to fill in."""
        keys = [key for key in self.draft if key.startswith("need.")]
        return [*({"key": key, **self.draft[key]} for key in keys), self.blank_need()]

    def blank_need(self):
        return {"key": f"need.{secrets.token_hex(6)}", "name": "", "aim": "job"}

    def aims(self):
        return selection_labels(self.env["hr.entretien.besoin"], "aim").items()

    def asked(self):
        """The company's questions with their answers, as the form shows them."""
        return [
            {
                "key": f"answer.{item['name']}",
                "type": item["type"],
                "input": INPUTS.get(item["type"], "text"),
                "label": item.get("string") or "",
                "options": item.get("selection") or item.get("tags") or [],
                "value": self._shown(item),
            }
            for item in self.preparation._questions()
        ]

    def yes_no(self):
        return [("yes", self.env._("Yes")), ("no", self.env._("No"))]

    def _shown(self, question):
        """The answer as an input takes it."""
        value = self.draft.get(f"answer.{question['name']}")
        if question["type"] == "datetime" and value:
            moment = fields.Datetime.from_string(value)
            return f"{local(moment, self.env.tz):%Y-%m-%dT%H:%M}"
        if question["type"] == "boolean":
            return {True: "yes", False: "no"}.get(value, "")
        if question["type"] == "tags":
            return value or []
        return "" if value is None else value

    def status_texts(self):
        """What the page says of the saving, and its last time, as attributes."""
        texts = {
            "data-saved": self.env._("Saved at %s"),
            "data-saving": self.env._("Saving…"),
            "data-failed": self.env._("Not saved, trying again…"),
            "data-refused": self.env._("An answer is not saved: see above."),
        }
        if self.preparation.sealed:
            texts["data-at"] = self._time(self.preparation.write_date)
        return texts

    def prepared(self):
        """What they answered, to be read again, as (title, text)."""
        preparation, words = self.preparation, self.env[INTERVIEW_WORDS]
        lines = preparation._to_fields(self.draft)
        asked = self.sections()
        answers = [(title, self.draft.get(name)) for name, title, _hint in asked]
        sections = {
            "wishes": self.env._("Your wishes"),
            "needs": self.env._("Your needs for training or support"),
        }
        for name, title in sections.items():
            answers.append((title, preparation._lines_text(name, lines[name])))
        for item in preparation._questions():
            item = {**item, "value": lines["answers"].get(item["name"])}
            answers.append((item.get("string"), words._answer(preparation, item)))
        return [(title, text) for title, text in answers if text]

    # -- the signature -------------------------------------------------------------

    def signature_props(self):
        """What the signature pad is given, as JSON."""
        return json.dumps(
            {
                "callUrl": self.url("signer"),
                "defaultName": self.entretien.employee_id.name,
                "sendLabel": self.env._("Sign"),
                "mode": "draw",
                "reservedLabel": self.env._("I sign with a reservation"),
                "reservationPlaceholder": self.env._(
                    "Your reservation, in your own words"
                ),
            }
        )
