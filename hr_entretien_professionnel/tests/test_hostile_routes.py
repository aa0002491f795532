"""Whatever is sent to the pages, they answer a proper status and a clear error."""

import inspect
import json
import re
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from odoo.http import Request, _generate_routing_rules
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .hostile_common import ANY, SCRIPT, SUITE, TEXTS, attack, live
from .page_common import PageCase

VALUES = (None, True, 10**40, 1e300, "x", "x\x00", [[None]], {"a": [1]})
ANSWERS = ("years", "share", "ready", "call", "pace", "themes", "tutor", "tool")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHostileRoutes(PageCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(self.user_employee.login, self.user_employee.login)
        self.page = f"/mon-entretien/{self.entretien.id}"

    def _call(self, path, **params):
        """A JSON call: what it answers, never an error of the server."""
        with mute_logger("odoo.http"):
            answer = self.make_jsonrpc_request(f"{self.page}/{path}", params)
        self.assertIsInstance(answer, dict)
        return answer

    def _hold(self):
        """The interview is held and presented: the page signs."""
        self.entretien.sudo().write({"state": "held", "date_held": "2026-03-02"})
        self.entretien._present()

    def test_drafts(self):
        keys = ["career", "wish.mobility", "need.1", "need.*", "x", "wish", "answer."]
        keys += [f"answer.question{name}" for name in ANSWERS]
        for value in VALUES:
            with self.subTest(value=value):
                self._call("brouillon", values=value)
                self._call("brouillon", values={key: value for key in keys})
        self.assertEqual(self.url_open(self.page).status_code, 200)

    def test_signatures(self):
        self._hold()
        for value in VALUES:
            for name in ("kind", "name", "signature", "text", "comment"):
                given = {"kind": "reserved", "name": "x", "text": "x", name: value}
                with self.subTest(name=name, value=value):
                    self.assertIn("error", self._call("signer", **given))

    def test_forms(self):
        fields = ("step", "note", "slot", "comment", "text", "saved", "access_token")
        fields += ("wishes",)
        for path in ("envoyer", "modifier", "indisponible", "creneau", "commentaire"):
            for field in fields:
                data = {field: "x\x00" * 100, "csrf_token": Request.csrf_token(self)}
                answer = self.url_open(f"{self.page}/{path}", data=data)
                with self.subTest(path=path, field=field):
                    self.assertLess(answer.status_code, 500)

    def test_script_on_the_page(self):
        self._call(
            "brouillon", values={key: SCRIPT for key in ("career", "need.1.name")}
        )
        self._call(
            "brouillon", values={"skills_used": SCRIPT, "need.1": {"name": SCRIPT}}
        )
        self.entretien.sudo().location = SCRIPT
        for done in ("sent", SCRIPT):
            page = self.url_open(f"{self.page}?done={quote(done)}").text
            self.assertIn("alert(1)", page)
            self.assertEqual(live(page), [])

    def _routes(self):
        """Those of the suite: (address, endpoint)."""
        modules = sorted(self.env.registry._init_modules)
        for address, endpoint in _generate_routing_rules(modules, False):
            if SUITE in endpoint.__module__:
                yield address, endpoint

    def test_routes(self):
        """Each address with anything in it and after it, whoever asks."""
        routes = list(self._routes())
        self.assertGreater(len(routes), 13)
        people = (None, self.user_portal, self.user_employee, self.user_hr)
        for user in people:
            self.authenticate(user and user.login, user and user.login)
            for address, endpoint in routes:
                with self.subTest(address, login=user and user.login):
                    attack(2, self._ask, address, endpoint)

    def _ask(self, data, address, endpoint):
        ids = st.sampled_from(
            (self.entretien.id, self.employee.id, 0, 10**9, 2**31, 2**62, 10**40, "-1")
        )
        texts = st.one_of(st.sampled_from((*TEXTS, "csv")), st.text(max_size=20))
        given = {
            name: data.draw(ids if "int" in kind else texts)
            for kind, name in re.findall(r"<(\w+):(\w+)>", address)
        }
        path = re.sub(
            r"<\w+:(\w+)>",
            lambda part: quote(str(given[part[1]]), errors="surrogatepass"),
            address,
        )
        names = [*inspect.signature(endpoint).parameters, "access_token", "domain"]
        sent = data.draw(st.dictionaries(st.sampled_from(names), ANY, max_size=4))
        query = urlencode(
            {key: str(value)[:2000] for key, value in sent.items()},
            errors="surrogatepass",
        )
        with self.env.cr.savepoint() as savepoint, mute_logger("odoo.http"):
            answer = self._send(data, endpoint, path, query, sent)
            self.env.transaction.clear()
            savepoint.rollback()
        self.assertLess(answer.status_code, 500, (path, query[:200]))
        if answer.headers.get("Content-Type", "").startswith("application/json"):
            error = answer.json().get("error", {}).get("data", {})
            self.assertNotIn("hr_entretien", error.get("debug", ""), (path, sent))

    def _send(self, data, endpoint, path, query, sent):
        """Asked for, posted as a form, or called."""
        if endpoint.routing["type"] == "jsonrpc":
            if data.draw(st.booleans()):
                body = data.draw(st.binary(max_size=50))
            else:
                body = json.dumps({"params": data.draw(st.just(sent) | ANY)})
            kind = {"Content-Type": "application/json"}
            return self.url_open(f"{path}?{query}", data=body, headers=kind)
        if "POST" not in (endpoint.routing.get("methods") or ()):
            return self.url_open(f"{path}?{query}", allow_redirects=False)
        form = {
            key: str(value).encode("utf-8", "surrogatepass")
            for key, value in sent.items()
        }
        form["csrf_token"] = Request.csrf_token(self)
        return self.url_open(path, data=form, allow_redirects=False)
