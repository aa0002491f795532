import hashlib
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import EntretienCase

DRAFT = (
    "odoo.addons.hr_entretien_professionnel.models.preparation.hr_entretien_preparation"
)
SECRET = "Je veux quitter l'atelier, 7f3a"
QUESTIONS = [
    ("topics", "separator", "Nos questions", False),
    ("pride", "text", "De quoi êtes-vous fier ?", False),
    ("tool", "char", "Un outil à découvrir", False),
    ("tutor", "boolean", "Voulez-vous être tuteur ?", False),
    ("years", "integer", "Années dans ce métier", False),
    ("share", "float", "Part de télétravail", False),
    ("ready", "date", "Disponible le", False),
    ("call", "datetime", "Rappel le", False),
    ("pace", "selection", "Rythme", "Journée ; Nuit"),
    ("themes", "tags", "Thèmes", "Commande numérique ; Sécurité"),
]


def choice(text):
    """What is stored when that answer is chosen."""
    return hashlib.sha256(text.casefold().encode()).hexdigest()[:12]


DAY, NIGHT = choice("Journée"), choice("Nuit")
CNC, SAFETY = choice("Commande numérique"), choice("Sécurité")


@tagged("post_install", "-at_install")
class PageCase(EntretienCase):
    """A planned interview with its preparation, and the company's questions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien = cls._planned(cls.employee)
        cls.preparation = cls.entretien._ensure_preparation()

    @classmethod
    def _planned(cls, employee, **kw):
        """A planned interview whose grid asks every kind of question."""
        grille = cls.env["hr.entretien.grille"].create(
            {
                "name": "Atelier",
                "company_id": employee.company_id.id,
                "question_ids": [
                    Command.create(
                        {
                            "code": f"question{name}",
                            "kind": kind,
                            "label": label,
                            "choices": choices,
                        }
                    )
                    for name, kind, label, choices in QUESTIONS
                ],
            }
        )
        values = {
            "state": "planned",
            "date_planned": "2026-03-20 09:00:00",
            "location": "Salle Mistral",
            "grille_id": grille.id,
            **kw,
        }
        return cls._entretien(employee, **values)

    @classmethod
    @contextmanager
    def _run_as(cls, user):
        """As if all that runs ran for that user: a scheduled action does."""
        transaction = cls.env.transaction
        before = transaction.default_env
        transaction.default_env = cls.env(user=user.id, su=False)
        try:
            yield
        finally:
            transaction.default_env = before

    @classmethod
    @contextmanager
    def _request_of(cls, user):
        """As if that user had made the request: drafts open for no other code."""
        with cls._run_as(user), patch(f"{DRAFT}.request", new=object()):
            yield

    def _author(self, preparation=None):
        """The preparation as its author finds it; within ``_request_of``."""
        return self._as(self.user_employee, preparation or self.preparation)

    def _write_draft(self, **values):
        """The employee notes something, on his page or over RPC."""
        with self._request_of(self.user_employee):
            self._author()._draft_save(values)

    def _submit(self):
        with self._request_of(self.user_employee):
            self._author()._submit()


@tagged("post_install", "-at_install")
class PageHttpCase(PageCase, HttpCase):
    """The page asked for over HTTP, with an account or with a link.

    Time is not frozen: the server of the tests has its own. Dates are relative to now.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entretien.date_planned = fields.Datetime.now() + timedelta(days=20)
        cls.token = cls.env["hr.entretien.link"]._issue(cls.entretien)
        cls.path = f"/mon-entretien/{cls.entretien.id}"
        for user in cls.env["res.users"].search([("login", "like", "entretien_")]):
            user.password = user.login

    def setUp(self):
        super().setUp()
        self._login()

    def _login(self, user=None):
        self.authenticate(user and user.login, user and user.login)

    def _get(self, path="", token=None, **kw):
        query = f"?access_token={token}" if token else ""
        return self.url_open(f"{self.path}{path}{query}", allow_redirects=False, **kw)

    def _post(self, path, token=None, **data):
        query = f"?access_token={token}" if token else ""
        data.setdefault("csrf_token", Request.csrf_token(self))
        return self.url_open(
            f"{self.path}{path}{query}", data=data, allow_redirects=False
        )

    def _call(self, path, token=None, **params):
        query = f"?access_token={token}" if token else ""
        return self.make_jsonrpc_request(f"{self.path}{path}{query}", params)
