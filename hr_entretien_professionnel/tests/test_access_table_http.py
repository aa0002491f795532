"""The same table as ``test_access_table.py``, played from outside, over HTTP.

By ``/json/2`` with a key of each, by the addresses of files and reports, by the
employee's page with an account and with the link that he was sent.
"""

import base64
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .access_common import SECRET, AccessCase

REPORT = "hr_entretien_professionnel.report_hr_entretien"
MUTED = ("odoo.http", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install")
class TestAccessTableHttp(AccessCase, HttpCase):
    """Time is not frozen: the server of the tests has its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        links = cls.env["hr.entretien.link"]
        cls.tokens, cls.keys, done = {}, {}, {}
        for role in cls.roles:
            for state, item in cls.target[role].items():
                if (item.id, state) not in done:
                    done[item.id, state] = links._issue(item)
                cls.tokens[role, state] = done[item.id, state]
            cls._let_in(role)
        cls.env.flush_all()

    @classmethod
    def _let_in(cls, role):
        user = cls.users[role]
        if role == "public":
            return
        user.password = user.login
        day = fields.Datetime.now() + timedelta(days=1)
        keys = cls.env["res.users.apikeys"].with_user(user).sudo()
        cls.keys[role] = keys._generate("rpc", "table", day)

    def test_every_line(self):
        for role in self.roles:
            user = self.users[role]
            login = None if role == "public" else user.login
            self.authenticate(login, login)
            for line in self.table:
                for name, door in self._doors().get(line.act, {}).items():
                    item = self.target[role].get(line.state)
                    with self.subTest(line.act, state=line.state, role=role, by=name):
                        with mute_logger(*MUTED):
                            told = door(role, line.state, item)
                        expected = line.cells[role] == "yes"
                        self.assertEqual(bool(told), expected)

    def _doors(self):
        return {
            "read the interview": {
                "json2 read": self._json_read("career"),
                "json2 search": self._json_search([("career", "ilike", "7f3a")]),
                "json2 export": lambda role, _state, item: (
                    SECRET
                    in self._json2(
                        role,
                        item._name,
                        "export_data",
                        item.ids,
                        fields_to_export=["career"],
                    )
                ),
            },
            "read HR's note": {"json2 read": self._json_read("hr_note")},
            "find it by HR's note": {
                "json2 search": self._json_search([("hr_note", "ilike", "7f3a")])
            },
            "find it by its chatter and activities": {
                path: self._json_search([(path, "ilike", "7f3a")])
                for path in ("message_ids.body", "activity_ids.note")
            },
            "read its needs, wishes, actions and proofs": {
                name: self._json_lines(name)
                for name in ("besoin", "souhait", "action", "proof")
            },
            "read the chatter, attachments and activities": {
                "address of the file": self._file_of_chatter,
                "json2 messages": self._messages,
            },
            "read the preparation, sent": {
                "json2 read": lambda role, _state, item: (
                    SECRET
                    in self._json2(
                        role,
                        "hr.entretien.preparation",
                        "read",
                        item.preparation_id.ids,
                        fields=["prospects"],
                    )
                )
            },
            "read the document and the signatures": {
                "address": self._document("/web/content/hr.entretien.file/%s/content"),
                "printed": self._document(f"/report/pdf/{REPORT}/%s", printed=True),
            },
            "print it": {"address of the report": self._report},
            "read the employee's page, with an account": {"page": self._page},
            "read the employee's page, with their link": {
                "page": lambda role, state, item: self._page(
                    role, state, item, f"?access_token={self.tokens[role, state]}"
                )
            },
        }

    # -- /json/2 ---------------------------------------------------------------------

    def _json2(self, role, model, method, ids=(), **arguments):
        """What is answered, in text."""
        key = self.keys.get(role)
        answer = self.opener.post(
            f"{self.base_url()}/json/2/{model}/{method}",
            json={**({"ids": ids} if ids else {}), **arguments},
            headers={"Authorization": f"bearer {key}"} if key else {},
            cookies={},
        )
        return answer.text if answer.status_code == 200 else ""

    def _json_read(self, field):
        return lambda role, _state, item: (
            SECRET in self._json2(role, item._name, "read", item.ids, fields=[field])
        )

    def _json_export(self, role, _state, item):
        wanted = {"fields_to_export": ["career"]}
        return SECRET in self._json2(
            role, item._name, "export_data", item.ids, **wanted
        )

    def _json_search(self, domain):
        def door(role, _state, item):
            found = self._json2(
                role, item._name, "search", domain=[("id", "=", item.id), *domain]
            )
            return found == f"[{item.id}]"

        return door

    def _json_lines(self, name):
        def door(role, _state, item):
            return SECRET in self._json2(
                role,
                f"hr.entretien.{name}",
                "search_read",
                domain=[("entretien_id", "=", item.id)],
                fields=["note" if name in ("proof", "souhait") else "name"],
            )

        return door

    def _messages(self, role, _state, item):
        notes = item.message_ids.filtered(lambda note: SECRET in (note.body or ""))
        return SECRET in self._json2(
            role, "mail.message", "read", notes.ids, fields=["body"]
        )

    # -- addresses -------------------------------------------------------------------

    def _get(self, path):
        return self.url_open(path, allow_redirects=False)

    def _file_of_chatter(self, _role, _state, item):
        piece = self.env["ir.attachment"].search(
            [("res_model", "=", item._name), ("res_id", "=", item.id)], limit=1
        )
        return SECRET in self._get(f"/web/content/{piece.id}").text

    def _document(self, path, printed=False):
        """The stored bytes, by the address of the file or of the report."""

        def door(_role, _state, item):
            file = item.file_ids[:1]
            answer = self._get(path % (item if printed else file).id)
            return answer.content == base64.b64decode(file.content)

        return door

    def _report(self, _role, _state, item):
        answer = self._get(f"/report/html/{REPORT}/{item.id}")
        return answer.status_code == 200 and SECRET in answer.text

    def _page(self, role, _state, item, query=""):
        """Whose page it is reads their name there."""
        answer = self._get(f"/mon-entretien/{item.id}{query}")
        name = self.target[role]["held"].employee_id.name
        return answer.status_code == 200 and name in answer.text
