"""Whatever is sent, the answer is a clear error and no record is stuck."""

import base64
import struct
import zlib
from contextlib import suppress
from copy import deepcopy
from functools import partial

from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .close_common import PAD
from .common import QUIET
from .hostile_common import (
    ANY,
    BY_TYPE,
    CLEAR,
    CONTEXTS,
    SCRIPT,
    SEARCHED,
    SUITE,
    VALUES,
    HostileCase,
    attack,
    live,
)


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
        cls.gone = cls._employee("Gone", active=False)
        cls._held(cls.other_hr, "2024-01-15")
        cls._entretien(cls.gone)
        cls.people = (
            cls.user_hr_manager,
            cls.user_hr,
            cls.user_manager,
            cls.user_employee,
            cls.user_portal,
            cls.user_other_hr,
        )
        for user in cls.people:
            user.lang = "fr_FR"
        for name in sorted(cls.env.registry):
            own = name.startswith("hr.entretien") and not cls.env[name]._abstract
            if own and not cls._known(name):
                cls._make(name)
        cls.env.flush_all()

    @classmethod
    def _make(cls, name):
        """A record of a model that has none yet, when plain values make one."""
        plain = {
            "char": "x",
            "text": "x",
            "date": "2026-01-05",
            "datetime": "2026-01-05 09:00:00",
            "float": 1.0,
            "integer": 1,
            "binary": PAD,
        }
        vals = {"year": 2026} if "year" in cls.env[name] else {}
        for field in cls.env[name]._fields.values():
            if not field.required or field.compute or field.name in vals:
                continue
            if field.type == "many2one":
                vals[field.name] = cls._known(field.comodel_name)[:1].id
            elif field.type == "selection":
                vals[field.name] = field.get_values(cls.env)[0]
            elif field.type == "many2many":
                vals[field.name] = [(6, 0, cls._known(field.comodel_name)[:1].ids)]
            elif field.type in plain and not field.default:
                vals[field.name] = plain[field.type]
        with suppress(Exception), mute_logger("odoo.sql_db"), cls.env.cr.savepoint():
            cls.env[name].create(vals)

    @classmethod
    def _known(cls, name):
        """The records of a model, the last first; of people, whom the tests know."""
        if name == "hr.employee":
            return cls.employee + cls.gone + cls.other_hr
        records = cls.env[name].with_context(active_test=False)
        return records.search([], order="id desc", limit=200)

    def _samples(self, name):
        """A record of the model for each company, state and activity found."""
        found = self._known(name)

        def kind(record):
            return tuple(
                record[part].id if part == "company_id" else record[part]
                for part in ("company_id", "state", "active")
                if part in record
            )

        return found.browse().union(
            *(group[:1] for group in found.grouped(kind).values())
        )

    def _ids(self, name):
        """Some that exist, in every state, and some that are none."""
        if self.env[name]._abstract:
            return st.just([])
        ids = self._samples(name).ids
        none = ([], [10**9], [-1], 10**9, ["x"], "x", [[1]], None, {"a": 1})
        known = st.lists(st.sampled_from(ids or [10**9]), min_size=1, max_size=2)
        return st.one_of(known, known, known, st.sampled_from(none))

    def test_methods(self):
        """Whatever the arguments, whoever calls, on whatever record."""
        for name, method, count in self._own_methods():
            with self.subTest(model=name, method=method):
                attack(3, self._call, name, method, count, self._ids(name))

    def _call(self, data, name, method, count, ids):
        args = data.draw(st.lists(ANY, max_size=count))
        if not getattr(getattr(self.env[name], method), "_api_model", False):
            args = [data.draw(ids), *args]
        user = data.draw(st.sampled_from(self.people))
        self._rpc(user, name, method, args, {"context": data.draw(CONTEXTS)})

    def test_fields(self):
        """Whatever is written, looked for, grouped or imported, whoever asks."""
        for name in self._own_models():
            ids = self._ids(name)
            for field in self._own_fields(name):
                with self.subTest(field=str(field)):
                    attack(2, self._give, name, field, ids)

    def _give(self, data, name, field, ids):
        ways = (self._form, self._saved, self._looked_for, self._listed)
        usual = st.sampled_from(BY_TYPE.get(field.type, VALUES)).map(deepcopy)
        way, user = (
            data.draw(st.sampled_from(ways)),
            data.draw(st.sampled_from(self.people)),
        )
        method, args, kwargs = way(data, ids, field, st.one_of(usual, ANY))
        self._rpc(user, name, method, args, kwargs)

    def _form(self, data, ids, field, values):
        vals = {field.name: data.draw(values)}
        fields = dict.fromkeys(vals, {})
        args = [data.draw(ids), vals, data.draw(st.sampled_from(([], [field.name])))]
        return "onchange", [*args, fields], {"context": data.draw(CONTEXTS)}

    def _saved(self, data, ids, field, values):
        vals = {field.name: data.draw(values)}
        method = data.draw(st.sampled_from(("write", "web_save", "create")))
        args = [[vals]] if method == "create" else [data.draw(ids), vals]
        kwargs = {"specification": {}} if method == "web_save" else {}
        return method, args, {**kwargs, "context": data.draw(CONTEXTS)}

    def _looked_for(self, data, ids, field, values):
        operators = (
            "=",
            "!=",
            "in",
            "not in",
            ">",
            "<=",
            "ilike",
            "any",
            "child_of",
            "=like",
            "x",
        )
        domain = [
            [field.name, data.draw(st.sampled_from(operators)), data.draw(values)]
        ]
        method = data.draw(st.sampled_from(SEARCHED))
        kwargs = {
            "web_search_read": {"specification": {field.name: {}}},
            "formatted_read_group": {
                "groupby": [field.name],
                "aggregates": ["__count"],
            },
        }
        return (
            method,
            [domain],
            {**kwargs.get(method, {}), "context": data.draw(CONTEXTS)},
        )

    def _listed(self, data, ids, field, values):
        value = data.draw(values)
        if data.draw(st.booleans()):
            return "load", [[field.name], [[value]]], {}
        return "name_search", [value], {"limit": 2}

    def _type_scripts(self):
        """A script in every text of the suite and of who it is about: how many took."""
        count = 0
        people = {"hr.employee": "name", "hr.job": "name", "hr.department": "name"}
        for name in {*self._own_models(), *people}:
            texts = [
                field.name
                for field in self.env[name]._fields.values()
                if field.type in ("char", "text", "html")
                and field.store
                and not field.related
                and (field in self._own_fields(name) or field.name == people.get(name))
            ]
            for record in self._samples(name):
                for text in texts:
                    script = SCRIPT + '<a href="javascript:alert(1)">x</a>'
                    with suppress(Exception), self.env.cr.savepoint():
                        record.with_context(**QUIET)[text] = script
                        self.env.flush_all()
                        count += 1
        self.env.invalidate_all()
        return count

    def test_script_is_never_live(self):
        """A text that is a script is shown as a text, or without its script."""
        self.assertGreater(self._type_scripts(), 60)
        shown = 0
        for about, content in (*self._fields_shown(), *self._papers_and_mails()):
            with self.subTest(about):
                self.assertEqual(live(content), [])
                shown += "alert(1)" in content
        self.assertGreaterEqual(shown, 15)

    def _fields_shown(self):
        for name in self._own_models():
            for record in self._samples(name):
                for field in self.env[name]._fields.values():
                    if field.type == "html" and str(field._module).startswith(SUITE):
                        yield f"{record} {field.name}", record[field.name] or ""

    def _papers_and_mails(self):
        reports = self.env["ir.actions.report"].with_user(self.user_hr_manager)
        templates = self.env["mail.template"].search([])
        of_suite = [("report_name", "like", SUITE)]
        for report in self.env["ir.actions.report"].search(of_suite):
            for record in self._samples(report.model):
                with suppress(*CLEAR), self.env.cr.savepoint():
                    page, _kind = reports._render_qweb_html(report, record.ids)
                    yield f"{report.report_name} {record}", page.decode()
        for template in templates:
            if SUITE in (template.get_external_id()[template.id] or ""):
                for record in self._samples(template.model):
                    for name in ("body_html", "subject"):
                        said = template._render_field(name, record.ids)[record.id]
                        yield (
                            f"{template.name} {name} {record}",
                            (said if name == "body_html" else ""),
                        )
        for message in self.env["mail.message"].search(
            [("model", "like", "entretien")]
        ):
            yield f"{message}", message.body

    def test_one_record_at_a_time(self):
        """Several sent by hand where the button sends one: said in words."""
        pairs = (
            (self.entretien + self.planned, "action_open_form"),
            (self.employee + self.colleague, "action_open_entretiens"),
            (self.user_hr + self.user_manager, "action_entretien_calendar"),
            (self.entretien.browse(), "action_next_step"),
        )
        for records, method in pairs:
            with self.subTest(method), self.assertRaises(UserError):
                getattr(self._as(self.user_hr, records), method)()
        with self.assertRaisesRegex(ValueError, "Expected singleton"):
            (self.entretien + self.planned).sudo().ensure_one()

    def test_empty_text_for_a_day(self):
        """What Odoo reads as no day is none."""
        decision = self._as(self.user_hr, self.entretien.action_ids)
        decision.write({"deadline": ""})
        self.assertFalse(decision.deadline)

    def test_form_that_is_none(self):
        """What is no form at all is refused as a value that cannot be read is."""
        window = self._as(self.user_hr, self.env["hr.entretien.settings"].create({}))
        for value in (597351, "x", [7]):
            with self.subTest(value), self.assertRaisesRegex(UserError, "be read"):
                window.preview_rhythms(value)

    def test_reason_that_is_no_text(self):
        """Why something is refused or set aside is a text, or is refused in words."""
        line = self.env["hr.entretien.bilan.line"].search([], limit=1)
        for record, method in (
            (self.planned, "action_decline"),
            (self.to_plan, "action_cancel"),
            (line, "action_reject"),
        ):
            for value in (float("inf"), [[None]], {"a": 1}):
                act = getattr(self._as(self.user_hr, record), method)
                with (
                    self.subTest(method, value=value),
                    self.assertRaisesRegex(UserError, "be read"),
                ):
                    act(value)

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
            {"questions": [{}, [], []]},
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
