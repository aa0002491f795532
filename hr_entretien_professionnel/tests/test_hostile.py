"""Whatever is sent, the answer is a clear error and no record is stuck."""

import base64
import inspect
import struct
import zlib
from copy import deepcopy
from functools import partial
from itertools import cycle

from odoo.exceptions import UserError
from odoo.models import BaseModel
from odoo.tests import freeze_time, tagged

from .close_common import PAD
from .hostile_common import BY_TYPE, CORE_TYPES, VALUES, HostileCase

OURS = "odoo.addons.hr_entretien_professionnel"
# Odoo's own names, with its own arguments.
FRAMEWORK = {
    *dir(BaseModel),
    "formatted_read_grouping_sets",
    "formatted_read_group",
    "get_import_templates",
    "message_subscribe",
    "onchange",
    "read_progress_bar",
    "web_name_search",
    "web_read",
    "web_read_group",
    "web_resequence",
    "web_save",
    "web_search_read",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestHostile(HostileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planned = cls._entretien(
            cls.colleague,
            state="planned",
            date_planned="2026-03-20 09:00:00",
            interviewer_id=cls.manager.id,
        )
        cls.planned._ensure_preparation()
        cls.to_plan = cls._entretien(cls.stranger, with_bilan=True)
        cls._held(cls.manager, "2024-01-15", motif="on_request")
        kind = cls.env["hr.entretien.absence.type"].search([], limit=1)
        cls.env["hr.entretien.absence"].create(
            {
                "employee_id": cls.colleague.id,
                "type_id": kind.id,
                "date_from": "2025-01-01",
                "date_to": "2025-03-01",
            }
        )
        cls.env.flush_all()

    def _models(self):
        return sorted(
            name
            for name, model in self.env.registry.items()
            if name.startswith("hr.entretien") and not model._abstract
        )

    def _samples(self, name):
        """A record of the model for each state that it is found in."""
        known = {"hr.employee": self.employee, "res.users": self.user_hr_manager}
        if name in known or self.env[name]._abstract:
            return known.get(name, self.env[name])
        model = self.env[name].with_context(active_test=False)
        found = model.search([], order="id desc")
        if "state" in model and model._fields["state"].store:
            groups = found.grouped("state").values()
            return model.union(*(group[:1] for group in groups))
        return found[:1]

    def _public_methods(self, name):
        """Those of the suite that anybody may call by their name."""
        model = type(self.env[name])
        for method, function in inspect.getmembers(model, inspect.isfunction):
            own = function.__module__.startswith(OURS)
            if method.startswith("_") or not own or method in FRAMEWORK:
                continue
            if not getattr(function, "_api_private", False):
                yield method, len(inspect.signature(function).parameters) - 1

    def test_public_methods(self):
        others = ("hr.employee", "res.users", "hr.entretien.dashboard")
        for name in (*self._models(), *others):
            for method, count in self._public_methods(name):
                for record in self._samples(name) or self.env[name]:
                    for value in VALUES[: None if count else 1]:
                        here = self._as(self.user_hr_manager, record)
                        self._is_clear(
                            partial(getattr(here, method), *[value] * count),
                            model=name,
                            method=method,
                            value=value,
                            record=record,
                        )

    def test_forms(self):
        """What a form says is read once, whoever sends it, before anything else."""
        people = cycle((self.user_hr, self.user_manager, self.user_employee))
        ways = cycle(
            (
                lambda item, vals: item.onchange(
                    vals, [*vals], dict.fromkeys(vals, {})
                ),
                lambda item, vals: item.browse().onchange(
                    vals, [], dict.fromkeys(vals, {})
                ),
                lambda item, vals: item.web_save(vals, {}),
                lambda item, vals: item.browse().web_save(vals, {}),
            )
        )
        for name in self._models():
            samples = self._samples(name)[:1]
            for field in self._own_fields(name):
                for value in deepcopy(
                    BY_TYPE.get(field.type, ("x\x00", {"a": [1]}, [7]))
                ):
                    user, way = next(people), next(ways)
                    record = self._as(user, samples or self.env[name])
                    # Odoo completes what it is given, in place.
                    self._is_clear(
                        partial(way, record, {field.name: value}),
                        strict=field.type not in CORE_TYPES,
                        login=user.login,
                        field=str(field),
                        value=str(value)[:30],
                    )

    def test_fields(self):
        for name in [*self._models(), "hr.employee"]:
            for record in self._samples(name):
                for field in self._own_fields(name):
                    for value in deepcopy(BY_TYPE.get(field.type, ())):
                        here = self._as(self.user_hr_manager, record)
                        self._is_clear(
                            partial(self._write_and_look, here, {field.name: value}),
                            strict=field.type not in CORE_TYPES,
                            field=str(field),
                            value=str(value)[:30],
                            record=record,
                        )

    def _write_and_look(self, record, vals):
        """What was accepted is shown to the next one who opens the record."""
        record.write(vals)
        self.env.flush_all()
        self.env.invalidate_all()
        record.read()

    def test_windows(self):
        held, planned = self.entretien, self.planned
        held.action_present()
        refusal = {"motive": "x", "entretien_ids": [(6, 0, planned.ids)]}
        windows = {
            "hr.entretien.motive": {**refusal, "kind": "decline"},
            "hr.entretien.no.show": {"entretien_id": planned.id},
            "hr.entretien.plan": {
                "entretien_id": self.to_plan.id,
                "date_planned": "2026-04-01 09:00:00",
                "reason": "x",
            },
            "hr.entretien.scan": {"entretien_id": held.id},
            "hr.entretien.sign": {
                "entretien_id": held.id,
                "role": "employee",
                "name": "x",
                "image": PAD,
            },
            "hr.entretien.handover": {"entretien_id": held.id},
            "hr.entretien.settings": {},
            "hr.entretien.hire": {"employee_ids": [(6, 0, self.employee.ids)]},
        }
        for name, vals in windows.items():
            self._try_window(name, vals)
        moved = {**windows["hr.entretien.plan"], "entretien_id": planned.id}
        self._try_window("hr.entretien.plan", moved)

    def test_signatures(self):
        self.entretien.action_present()
        huge = struct.pack(">II", 60_000, 60_000)
        bomb = base64.b64decode(PAD)
        bomb = bomb[:16] + huge + bomb[24:]
        bomb = bomb[:29] + struct.pack(">I", zlib.crc32(bomb[12:29])) + bomb[33:]
        broken = base64.b64decode(PAD)[:60] + b"x" * 60
        images = (*VALUES, b"\xff", base64.b64encode(bomb), base64.b64encode(broken))
        for image in images:
            here = self._as(self.user_manager, self.entretien)
            act = partial(here._sign, "employee", "signed", "x", image, None, "tablet")
            with self.subTest(image=str(image)[:30]), self.assertRaises(UserError):
                act()
        for kind in VALUES:
            here = self._as(self.user_manager, self.entretien)
            act = partial(here._sign, "employee", kind, "x", PAD, None, "tablet")
            with self.subTest(kind=kind), self.assertRaises(UserError):
                act()

    def test_preparation(self):
        preparation = self.planned.preparation_id
        for name in ("wishes", "needs", "answers", "career"):
            for value in (*VALUES, [7], [{"kind": [1]}], [{"name": {}, "aim": []}]):
                here = self._as(self.user_colleague, preparation)
                self._is_clear(
                    partial(here.write, {name: value}), name=name, value=value
                )

    def test_context_of_the_form(self):
        started = (
            {"souhait_ids": "x"},
            {"souhait_ids": {"1": "x"}},
            {"conclusion": {"a": 1}},
            {"questions": "x"},
            {"questions": [7]},
            {"questions": {"a": 1}},
            {"duration": "x"},
            {"x": 1},
        )
        written = (
            {"souhait_ids": [[1, self.entretien.souhait_ids.id, {"note": "x"}]]},
            {"souhait_ids": "x"},
            {"souhait_ids": [[1]]},
            {"souhait_ids": [[None]]},
            {"conclusion": "x"},
            {"questions": [{"name": "x", "value": 1}]},
            {"questions": [7]},
            {"duration": 1.5},
        )
        for base in (*started, "x", [7]):
            for vals in written:
                here = self._as(self.user_manager, self.entretien).with_context(
                    entretien_started_from=base
                )
                self._is_clear(
                    partial(here.web_save, vals, {"conclusion": {}}),
                    strict=False,
                    base=base,
                    vals=vals,
                )

    def test_import(self):
        assistants = self._as(self.user_hr, self.env["hr.entretien.import"])
        cells = (
            "x",
            "9999-12-31",
            "0001-01-01",
            "1e300",
            '"',
            "=1+1",
            "\x00",
            "🦉" * 99,
        )
        for cell in cells:
            lines = f"Matricule;Date;Type;Copie remise\n{cell};{cell};{cell};{cell}\n"
            content = base64.b64encode(lines.encode())
            assistant = assistants.create({"file": content})
            self._is_clear(assistant.action_read, cell=cell)
            for name in ("header_row", "content", "month_day", "early", "file"):
                for value in (-1, 10**9, "x", [1], {"a": 1}, True):
                    self._is_clear(
                        partial(assistant.write, {name: value}), name=name, value=value
                    )
            for line in assistant.line_ids:
                for name in ("employee_id", "date", "what", "motif"):
                    for value in (-1, 10**9, "x", [1], {"a": 1}, "0001-01-01"):
                        self._is_clear(
                            partial(line.write, {name: value}), name=name, value=value
                        )
