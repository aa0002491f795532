"""What anybody may send by hand, and what counts as a clear answer.

``HOSTILE_EXAMPLES`` asks for as many examples of each thing tried, drawn by
``HOSTILE_SEED``; without it there are few, always the same.
"""

import inspect
import os
import re
import traceback
from contextlib import suppress
from copy import deepcopy
from functools import cache, partial

import polib
import psycopg2
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from lxml import etree, html

from odoo.exceptions import RedirectWarning, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.modules import Manifest
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .close_common import CloseCase

SUITE = "hr_entretien_professionnel"
EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES") or 0)
SEED = int(os.environ.get("HOSTILE_SEED") or 0)
SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
VALUES = (None, True, 10**40, 1e300, "x", "9999-12-31", [[None]], {"a": [1]})
TEXTS = (
    SCRIPT,
    "javascript:alert(1)",
    '=cmd|" /C calc"!A0',
    "{{ 7 * 7 }} ${7*7} %s %(x)s {0}",
    "x\x00",
    "\ud800",
    "🦉" * 99,
    "'; DROP TABLE hr_entretien; --",
    "../../etc/passwd",
    "1" * 5000,
    "\n",
    "",
)
LONG = "é" * 2**19
DAYS = (
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "10000-01-01",
    "31/12/2026",
    "0001-01-01 00:00:00",
    "9999-12-31 23:59:59",
    "2026-03-20T09:00:00Z",
)
NUMBERS = (-1, 0, 1, 2**31 - 1, 2**31, 2**63, 10**40, 1e300, float("nan"), float("inf"))
COMMANDS = ("x", [7], [[None]], [[0]], [[1, 1]], [[1, 10**9, {}]], [[0, 0, {}]])
LINKS = ("x", [[None]], [[6, 0]], [[4, 10**9]], [[0, 0, {}]], [[6, 0, ["x"]]])
BY_TYPE = {
    "binary": ("x", "AAAA", {"a": 1}),
    "date": ("0001-01-01", "9999-12-31"),
    "datetime": ("0001-01-01 00:00:00", "9999-12-31 23:59:59"),
    "float": (1e300, -1e300, float("nan"), float("inf")),
    "integer": (-1, 2**31 - 1),
    "json": VALUES,
    "one2many": COMMANDS,
    "many2many": LINKS,
    "char": (SCRIPT, "x\x00", {"a": [1]}, [7]),
    "text": (SCRIPT, "x\x00", {"a": [1]}, [7]),
    "html": (SCRIPT, "x\x00", {"a": [1]}, [7]),
}
# Odoo reads their formats by itself, before the suite has a word to say.
CORE_TYPES = ("binary", "one2many", "many2many")
BUTTONS = (
    "action_apply",
    "execute",
    "action_later",
    "action_export",
    "action_plan_and_invite",
    "action_postpone",
)
# What Odoo answers over RPC as an error of validation.
CLEAR = (UserError, RedirectWarning, psycopg2.IntegrityError)
# What takes the values of fields: Odoo asks for a dictionary.
VALUED = ("create", "onchange", "web_save", "write")
# What takes a domain: of a file or a rich text compared with what is none, Odoo answers
# as it can and logs why.
SEARCHED = ("search_count", "web_search_read", "formatted_read_group")
OF_DOMAINS = ("odoo.domains", "odoo.tools.mail.html_sanitize")

ANY = st.one_of(
    st.sampled_from((*VALUES, *TEXTS, LONG, *DAYS, *NUMBERS, *COMMANDS, *LINKS, {})),
    st.text(max_size=20),
    st.integers(),
    st.recursive(
        st.none() | st.text(max_size=3) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(("id", "a", "name")), inner, max_size=2)
        ),
        max_leaves=4,
    ),
).map(deepcopy)
CONTEXTS = st.one_of(
    st.just({}),
    st.dictionaries(
        st.sampled_from(
            ("active_id", "active_ids", "active_model", "lang", "tz", "uid")
            + ("allowed_company_ids", "default_employee_id", "default_entretien_id")
            + ("default_state", "active_test", "entretien_started_from")
        ),
        ANY,
        max_size=2,
    ),
)


def attack(few, try_one, *about):
    """``try_one(data, *about)`` for each example: few of them unless asked for more.

    :param int few: how many examples without ``HOSTILE_EXAMPLES``
    """
    options = settings(
        max_examples=EXAMPLES or few,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )

    def once(data):
        try_one(data, *about)

    run = options(given(st.data())(once))
    (seed(SEED)(run) if EXAMPLES else run)()


def fault(error):
    """Where the suite failed: its last frame, or None when Odoo refused by itself.

    What the suite hands on to ``super()``, and domains, Odoo reads as if it had been
    called first.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [
        place
        for place, frame in enumerate(frames)
        if f"/{SUITE}" in frame.filename and "/tests/" not in frame.filename
    ]
    if not own:
        return None
    last = frames[own[-1]]
    after = frames[own[-1] + 1 :][:1]
    # A cache of Odoo may stand between.
    handed_on = after and (
        after[0].name == last.name or f"super().{last.name}(" in last.line
    )
    no_domain = after and after[0].filename.endswith("/orm/domains.py")
    return None if handed_on or no_domain else last


@cache
def sentences():
    """What the suite says in English, as patterns."""
    patterns = []
    for manifest in Manifest.all_addon_manifests():
        if manifest.name.startswith(SUITE):
            for entry in polib.pofile(f"{manifest.path}/i18n/fr.po"):
                said = re.split(r"%\(\w+\)[sd]|%[sd]", entry.msgid)
                words = re.findall(r"[a-z]{3}", "".join(said))
                if len(words) > 1 and entry.msgstr not in ("", entry.msgid):
                    patterns.append(re.compile(".*".join(map(re.escape, said)), re.S))
    return patterns


def english(message):
    """What of the suite a message is that was left in English, or None."""
    matches = (pattern.fullmatch(message) for pattern in sentences())
    return next((match.re.pattern for match in matches if match), None)


@tagged("post_install", "-at_install")
class HostileCase(CloseCase):
    def _is_clear(self, act, strict=True, **about):
        """Done, or refused in words; and nothing is left of it either way.

        :param bool strict: what Odoo itself cannot read of its own formats is its own
        """
        with self.subTest(**about), self.env.cr.savepoint() as savepoint:
            try:
                with suppress(*CLEAR), mute_logger("odoo.sql_db"):
                    act()
                    self.env.flush_all()
            except Exception as error:
                *_frames, last = traceback.extract_tb(error.__traceback__)
                if strict or "hr_entretien" in last.filename:
                    raise
            finally:
                self.env.transaction.clear()
                savepoint.rollback()

    def _own_fields(self, name):
        for field in self.env[name]._fields.values():
            own = str(field._module).startswith(SUITE)
            if own and field.store and field.name not in MAGIC_COLUMNS:
                yield field

    def _own_models(self):
        """The models of the suite and those that it adds fields to, by name."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and any(
                str(field._module).startswith(SUITE) for field in model._fields.values()
            )
        )

    def _own_methods(self):
        """The public methods that the suite writes: (model, method, count of
        parameters).

        A method of all models is called once, on an interview.
        """
        for name, model in sorted(self.env.registry.items()):
            if name.endswith((".mixin", ".window")):
                continue  # called on a model that is one
            for method, _function in inspect.getmembers(model, inspect.isfunction):
                if method in VALUED:
                    continue  # by its fields
                owners = [item for item in model.mro() if method in vars(item)]
                written = [item for item in owners if SUITE in item.__module__]
                private = any(
                    getattr(getattr(item, method), "_api_private", False)
                    for item in owners
                )
                if method.startswith("_") or not written or private:
                    continue
                everywhere = written[0]._name == "base"
                if not everywhere or name == "hr.entretien":
                    signature = inspect.signature(getattr(written[0], method))
                    yield name, method, len(signature.parameters) - 1

    def _rpc(self, user, name, method, args, kwargs):
        """As the web client calls it: done, or refused in French words.

        :param dict kwargs: with the ``context``, added to the user's own
        :raises AssertionError: the suite failed, or refused in English
        """
        context = {"lang": "fr_FR", "allowed_company_ids": user.company_ids.ids}
        kwargs = {**kwargs, "context": {**context, **kwargs.get("context", {})}}
        # Odoo alone reads these two, and no other shape of them.
        if not isinstance(kwargs["context"]["lang"], str):
            kwargs["context"]["lang"] = "fr_FR"
        companies = kwargs["context"]["allowed_company_ids"]
        if not (
            isinstance(companies, list) and all(isinstance(x, int) for x in companies)
        ):
            kwargs["context"]["allowed_company_ids"] = context["allowed_company_ids"]
        muted = ["odoo.sql_db", "odoo.models", "odoo.addons.base"]
        muted += OF_DOMAINS if method in SEARCHED else ()
        with self.env.cr.savepoint() as savepoint:
            self.env.invalidate_all()
            env = self.env(user=user.id, su=False)
            try:
                with mute_logger(*muted):
                    call_kw(env[name], method, args, kwargs)
                    self.env.flush_all()
            except CLEAR as error:
                french = kwargs["context"]["lang"] == "fr_FR"
                if french and isinstance(error, UserError):
                    self.assertIsNone(english(str(error)), str(error))
            except Exception as error:
                self.env.transaction.clear()
                savepoint.rollback()
                place = fault(error)
                if place and self._are_ids(env[name], method, args):
                    about = (user.login, name, method, repr(args)[:200])
                    where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
                    raise AssertionError(where, place.name, *about) from error
            finally:
                self.env.transaction.clear()
                savepoint.rollback()

    @staticmethod
    def _are_ids(model, method, args):
        """Whether the call names records as Odoo does: it reads no others."""
        if getattr(getattr(model, method), "_api_model", False):
            return True
        ids = model.browse(args[0])._ids
        return all(isinstance(one, int) for one in ids)

    def _try_window(self, name, vals):
        """Each field of a window filled with each value, and its buttons pressed.

        :param str name: model of the window
        :param dict vals: what makes it valid
        """
        for field in self._own_fields(name):
            for value in deepcopy(BY_TYPE.get(field.type, ())):
                here = self._as(self.user_hr, self.env[name])
                self._is_clear(
                    partial(self._apply, here, {**vals, field.name: value}),
                    strict=field.type not in CORE_TYPES,
                    field=str(field),
                    value=str(value)[:30],
                )

    def _apply(self, model, vals):
        """Whatever the window has to press."""
        window = model.create(vals)
        window.read()
        for name in BUTTONS:
            if hasattr(window, name):
                getattr(window, name)()


def live(content):
    """What a browser would run of ``SCRIPT`` and the like in a page.

    :param str content: HTML
    :rtype: list of str
    """
    tree = html.fromstring(f"<div>{content}</div>")
    found = [
        node.text for node in tree.iter("script") if "alert(1)" in (node.text or "")
    ]
    for node in tree.iter(etree.Element):
        for name, value in node.attrib.items():
            runs = name.startswith("on") and "alert(1)" in value
            if runs or value.strip().lower().startswith("javascript:alert"):
                found.append(f"{node.tag} {name}={value}")
    return found
