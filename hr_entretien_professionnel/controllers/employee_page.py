"""The page of one interview, for the employee that it concerns and nobody else."""

from werkzeug.urls import url_encode

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.misc import format_time

from ..models.interview.hr_entretien import OPEN_STATES
from .answer import speak_to
from .form_values import FormValues

SHOWN_STATES = (*OPEN_STATES, "held", "closed")
COMMENT_SIZE = 10_000
NOTE_SIZE = 500


class EmployeePage(FormValues):
    """What the employee sees and may do now. It exists for him alone.

    ``entretien`` and ``preparation`` are in sudo: an employee without an account, or
    with a portal account, reads neither by himself. ``token`` is his link's, or None.
    """

    def __init__(self, entretien, token=None, link=None):
        speak_to(entretien)
        self.env = request.env
        self.token = token
        self.link = link
        self.entretien = entretien.sudo().with_env(request.env(su=True))
        if entretien.state == "planned" and not entretien.preparation_id:
            self.entretien._ensure_preparation()
        self.preparation = self.entretien.preparation_id
        self._draft = None
        self._is_author = None

    # -- finding it ----------------------------------------------------------------

    @classmethod
    def find(cls, entretien_id, token=None):
        """The page, when whoever asks may see it, else None.

        :param int entretien_id:
        :param str token: what came with the address; without it, the session decides
        """
        link = None
        if token:
            link = cls._open_link(entretien_id, str(token))
            entretien = link.entretien_id
        else:
            entretien = cls._own_entretiens([("id", "=", entretien_id)])
        shown = entretien.filtered(cls._is_shown)
        return cls(shown, token, link) if shown else None

    @classmethod
    def own(cls):
        """The page of the interview that is under way for the user, or None.

        The one to prepare, else the one to read and sign, else the last handed over.
        """
        entretiens = cls._own_entretiens([]).filtered(cls._is_shown)
        rank = {"planned": 0, "held": 1, "to_plan": 2, "closed": 3}
        current = entretiens.sorted(lambda item: (rank[item.state], -item.id))[:1]
        return cls(current) if current else None

    @staticmethod
    def _open_link(entretien_id, token):
        """The valid link with that token, or an empty record."""
        return request.env["hr.entretien.link"]._open(entretien_id, token)

    @staticmethod
    def _own_entretiens(domain):
        """The interviews of the employee who is logged in, in sudo."""
        entretiens = request.env["hr.entretien"].sudo()
        if request.env.user._is_public():
            return entretiens
        own = [("employee_id.user_id", "=", request.env.uid)]
        return entretiens.search([*own, ("employee_id.active", "=", True), *domain])

    @staticmethod
    def _is_shown(entretien):
        """Before it is planned there is a page only for who was invited already."""
        invited = entretien.state != "to_plan" or entretien.preparation_id
        return bool(
            entretien.employee_id.active and entretien.state in SHOWN_STATES and invited
        )

    # -- what he may do now --------------------------------------------------------

    @property
    def can_prepare(self):
        return self.has_preparation and self.is_author

    @property
    def has_preparation(self):
        return self.entretien.state in OPEN_STATES and bool(self.preparation)

    @property
    def is_author(self):
        """Not with an account or an address put on his card since he began."""
        if self._is_author is None:
            self._is_author = self.preparation._is_author(self.token)
        return self._is_author

    @property
    def can_move(self):
        return self.entretien.state == "planned"

    @property
    def is_held(self):
        return self.entretien.state in ("held", "closed")

    @property
    def can_comment(self):
        return self.entretien.state == "held" and not self.entretien.employee_answered

    @property
    def can_sign(self):
        return self.can_comment and bool(self.entretien.date_presented)

    def second_step(self):
        """Why he cannot sign by this link yet, in words, or an empty string."""
        return self.link._second_step() if self.link else ""

    def answer(self):
        """How he answered the document presented, or an empty record."""
        return self.entretien._valid_signatures().filtered(
            lambda item: item.role == "employee"
        )

    def document(self):
        """The frozen document that he may download, or an empty record."""
        files = self.entretien._frozen_file()
        return files if self.is_held else files.browse()

    def bilan(self):
        """His état des lieux once it is handed over, or an empty record."""
        files = self.entretien._frozen_file("bilan")
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

    # -- what he does --------------------------------------------------------------

    def save(self, values):
        return self.preparation._draft_save(values, self.token)

    def save_all(self, values):
        """Save a whole form; nothing is saved when a part of it is refused."""
        if refused := self.save(values):
            raise UserError("\n".join(dict.fromkeys(refused.values())))

    def submit(self):
        self.preparation._submit(self.token)

    def change(self):
        self.preparation._reopen_draft(self.token)

    def sign(self, kind, name, image, text, comment=None):
        """His answer to the document, with his comment as it stands on the page.

        :param str comment: None when the page did not say it
        """
        limited = self._limited(text, COMMENT_SIZE)
        who = self._limited(name, NOTE_SIZE)
        if comment is not None:
            self.comment(comment)
        self.entretien._sign(
            "employee", kind, who, image, limited, via="page", link=self.link
        )

    def note(self, text):
        return self._limited(text, NOTE_SIZE)

    def comment(self, text):
        comment = self._limited(text, COMMENT_SIZE)
        if comment != (self.entretien.employee_comment or ""):
            self.entretien._write_own_comment(comment)

    def _limited(self, text, size):
        text = str(text or "").replace("\x00", "").strip()
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

    def saved_at(self):
        """When his notes were last saved, as a time."""
        return self._time(self.preparation.write_date)

    def _time(self, moment):
        zone = self.env.context["tz"]
        return format_time(self.env, moment, tz=zone, time_format="short")
