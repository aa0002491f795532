"""What anybody may send by hand, and what counts as a clear answer."""

import traceback
from contextlib import suppress
from copy import deepcopy
from functools import partial

import psycopg2

from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged
from odoo.tools import mute_logger

from .close_common import CloseCase

VALUES = (None, True, 10**40, 1e300, "x", "9999-12-31", [[None]], {"a": [1]})
BY_TYPE = {
    "binary": ("x", "AAAA", {"a": 1}),
    "date": ("0001-01-01", "9999-12-31"),
    "datetime": ("0001-01-01 00:00:00", "9999-12-31 23:59:59"),
    "float": (1e300, -1e300, float("nan"), float("inf")),
    "integer": (-1, 2**31 - 1),
    "json": VALUES,
    "one2many": ("x", [7], [[None]], [[0]], [[1, 1]], [[1, 10**9, {}]], [[0, 0, {}]]),
    "many2many": ("x", [[None]], [[6, 0]], [[4, 10**9]], [[0, 0, {}]]),
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
CLEAR = (UserError, psycopg2.IntegrityError)


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
            own = str(field._module).startswith("hr_entretien_professionnel")
            if own and field.store and field.name not in MAGIC_COLUMNS:
                yield field

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
