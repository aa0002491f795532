"""Who may do what: ``data/access.csv`` played by every role, in every state.

``yes``: it is done; ``no``: refused, and nothing found; ``locked``: they might, not in
that state. Reading is asked by every door of the ORM, which must all say the same.
"""

from functools import partial

from odoo import Command, fields
from odoo.tests import freeze_time, tagged

from .access_common import SECRET, AccessCase
from .close_common import PAD

REPORT = "hr_entretien_professionnel.report_hr_entretien"
FOLLOW_UP = ("entretien_status", "entretien_next_date", "entretien_next_motif")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 10:00:00")
class TestAccessTable(AccessCase):
    def test_every_line(self):
        self._check_table(self._doors())

    # -- the doors by act ------------------------------------------------------------

    def _doors(self):
        """Act → name of a door → what it does, for a user and an interview."""
        return {
            **self._doors_to_read(),
            **self._doors_to_what_hangs_on_it(),
            **self._doors_to_write(),
            **self._steps(),
            **self._doors_of_hr(),
        }

    def _doors_to_read(self):
        lines = ("besoin_ids", "souhait_ids", "action_ids", "proof_ids")
        signed = ("file_ids", "signature_ids")

        def prepared(field):
            doors = self._reading(lambda item: item.preparation_id, field)
            # Only server code asks for a name by itself, and it says whose it is alone.
            return {by: door for by, door in doors.items() if by != "name"}

        return {
            "read the interview": self._reading(lambda item: item, "career"),
            "read its needs, wishes, actions and proofs": {
                f"{name}: {by}": door
                for name in lines
                for by, door in self._reading(lambda item, n=name: item[n]).items()
            },
            "read the document and the signatures": {
                "frozen, printed": lambda user, item: self._as(
                    user, self.env["ir.actions.report"]
                )._entretien_frozen(REPORT, item.ids),
                **{
                    f"{name}: {by}": door
                    for name in signed
                    for by, door in self._reading(lambda item, n=name: item[n]).items()
                },
            },
            "read the état des lieux": self._reading(
                lambda item: item.bilan_id, "company_id"
            ),
            "read what is proposed for the état des lieux": self._reading(
                lambda item: item.bilan_id.line_ids, "name"
            ),
            "read the preparation, a draft": prepared("state"),
            "read the preparation, sent": prepared("prospects"),
            "read HR's note": {
                "named": lambda user, item: (
                    self._as(user, item).has_access("read")
                    and "hr_note" in self._as(user, item).fields_get()
                ),
                "read all": lambda user, item: (
                    "hr_note" in self._as(user, item).read()[0]
                ),
                "read": lambda user, item: self._as(user, item).read(["hr_note"]),
                "value": lambda user, item: self._as(user, item).hr_note,
                "export": lambda user, item: self._export(
                    self._as(user, item), "hr_note"
                ),
                "group": lambda user, item: self._as(user, item).formatted_read_group(
                    [("id", "=", item.id)], ["hr_note"]
                ),
            },
            "print it": {"report": self._print},
        }

    def _reading(self, find, field="display_name"):
        """The doors of the ORM to some records of an interview, and to a field."""

        def mine(user, item):
            return self._as(user, find(item.sudo()).sudo(False))

        def searched(call, user, item):
            records = mine(user, item)
            return call(records, [("id", "in", records.ids)])

        return {
            "read": lambda user, item: mine(user, item).read([field]),
            "web_read": lambda user, item: mine(user, item).web_read({field: {}}),
            "value": lambda user, item: mine(user, item)[:1][field],
            "name": lambda user, item: mine(user, item)[:1].display_name,
            "export": lambda user, item: self._export(mine(user, item), field),
            **{
                name: partial(searched, call)
                for name, call in {
                    "search": lambda model, domain: model.search(domain),
                    "count": lambda model, domain: model.search_count(domain),
                    "search_read": lambda model, domain: model.search_read(
                        domain, [field]
                    ),
                    "web_search_read": lambda model, domain: model.web_search_read(
                        domain, {field: {}}
                    )["records"],
                    "name_search": lambda model, domain: model.name_search("", domain),
                    "group": lambda model, domain: model._read_group(
                        domain, [], ["__count"]
                    )[0][0],
                    "groups": lambda model, domain: model.formatted_read_group(
                        domain, ["create_uid"], ["__count"]
                    ),
                }.items()
            },
        }

    def _export(self, records, field):
        """Who may export nothing at all is told so by another error."""
        may = records.env.user.has_group("base.group_allow_export")
        return may and records.export_data([field])["datas"]

    def _print(self, user, item):
        report = self._as(user, self.env["ir.actions.report"])
        return report._render_qweb_html(REPORT, item.ids)

    def _doors_to_what_hangs_on_it(self):
        def files(item):
            return self.env["ir.attachment"].search(
                [("res_model", "=", item._name), ("res_id", "=", item.id)]
            )

        def messages(item):
            return item.message_ids.filtered(lambda note: SECRET in (note.body or ""))

        hanging = {
            "message": (messages, "body", {"model": "like"}),
            "attachment": (files, "raw", {"res_model": "like"}),
            "activity": (lambda item: item.activity_ids, "note", {"res_model": "="}),
        }
        doors = ("read", "search", "count", "search_read")
        return {
            "read the chatter, attachments and activities": {
                f"{name}: {by}": door
                for name, (find, field, operators) in hanging.items()
                for by, door in (
                    *((by, self._reading(find, field)[by]) for by in doors),
                    *(
                        (f"by {model} {operator}", self._around(find, model, operator))
                        for model, kind in operators.items()
                        for operator in {"=", kind}
                    ),
                )
            },
            "export its chatter": {
                "export": lambda user, item: self._export(
                    self._as(user, messages(item)), "body"
                )
            },
            "find it by its chatter and activities": {
                path: partial(self._find, path)
                for path in ("message_ids.body", "activity_ids.note")
            },
            "find it by HR's note": {"hr_note": partial(self._find, "hr_note")},
            "write to its chatter": {
                "message": lambda user, item: self._as(user, item).message_post(
                    body="My answer"
                )
            },
        }

    def _around(self, find, name, operator):
        """A search that names the interview, and none of the records."""
        value = "hr.entretien" if operator == "=" else "entretien"

        def door(user, item):
            records = find(item)
            domain = [("res_id", "=", item.id), (name, operator, value)]
            return self._as(user, records.sudo(False)).search(domain) & records

        return door

    def _find(self, path, user, item):
        domain = [("id", "=", item.id), (path, "ilike", "7f3a")]
        return self._as(user, item).search(domain)

    def _doors_to_write(self):
        def write(name, value):
            return lambda user, item: self._as(user, item).write({name: value})

        return {
            "fill the form": {"write": write("prospects", "x")},
            "choose who conducts it": {"write": write("interviewer_id", self.n2.id)},
            "write HR's note": {"write": write("hr_note", "x")},
            "comment as the employee": {"write": write("employee_comment", "x")},
            "give it to another company, manager or employee": {
                name: write(name, getattr(self, value).id)
                for name, value in (
                    ("company_id", "other_company"),
                    ("manager_id", "other_manager"),
                    ("department_id", "other_department"),
                )
            },
            "write a need, a wish, an action": self._doors_to_lines(),
            "write a line of the état des lieux": {
                "create": lambda user, item: self._as(
                    user, item.sudo().bilan_id.line_ids.sudo(False)
                ).create({"bilan_id": item.sudo().bilan_id.id, "name": "x"}),
                "in its form": lambda user, item: self._as(
                    user, item.sudo().bilan_id.sudo(False)
                ).write({"line_ids": [Command.create({"name": "x"})]}),
            },
            "put needs and actions in order": {
                name: lambda user, item, n=name: self._as(
                    user, item.sudo()[n].sudo(False)
                ).write({"sequence": 1})
                for name in ("besoin_ids", "action_ids")
            },
            "say what became of a need": {
                "write": lambda user, item: self._as(
                    user, item.sudo().besoin_ids.sudo(False)
                ).write({"followup_state": "done"})
            },
            "write the preparation": {"write": self._prepare},
            "write a proof, a document or a signature by hand": {
                name: partial(self._forge, name)
                for name in ("proof", "file", "signature")
            },
            "delete it": {"unlink": lambda user, item: self._as(user, item).unlink()},
            "open an interview": {"create": partial(self._open, {})},
            "enter one of the past": {
                "create": partial(
                    self._open,
                    {
                        "state": "closed",
                        "date_held": "2024-02-27",
                        "date_copy_delivered": "2024-02-27",
                    },
                )
            },
        }

    def _doors_to_lines(self):
        doors = {}
        for name, text in (
            ("besoin_ids", "name"),
            ("action_ids", "name"),
            ("souhait_ids", "note"),
        ):

            def line(user, item, name=name):
                return self._as(user, item.sudo()[name].sudo(False))

            def create(user, item, line=line, text=text):
                values = {"entretien_id": item.id, text: "x"}
                return line(user, item).create(values)

            doors |= {
                f"{name}: create": create,
                f"{name}: write": lambda user, item, line=line, text=text: line(
                    user, item
                ).write({text: "x"}),
                f"{name}: unlink": lambda user, item, line=line: line(
                    user, item
                ).unlink(),
            }
        return doors

    def _open(self, values, user, item):
        values = {"employee_id": item.employee_id.id, "motif": "on_request", **values}
        return self._as(user, item.browse()).create(values)

    def _prepare(self, user, item):
        """As if that user made the request: drafts open for no other code."""
        transaction = self.env.transaction
        before = transaction.default_env
        transaction.default_env = self.env(user=user.id, su=False)
        try:
            return self._as(user, item.preparation_id).write({"prospects": "x"})
        finally:
            transaction.default_env = before

    def _forge(self, name, user, item):
        values = {
            "proof": {"kind": "handover"},
            "file": {"name": "x", "role": "final", "version": 1},
            "signature": {"role": "employee", "kind": "signed", "name": "x"},
        }[name]
        model = self._as(user, self.env[f"hr.entretien.{name}"])
        return model.create({"entretien_id": item.id, **values})

    def _steps(self):
        def step(name, *arguments):
            return {
                name: lambda user, item: getattr(self._as(user, item), name)(*arguments)
            }

        def on_bilan(name, *arguments):
            def door(user, item):
                bilan = self._as(user, item.sudo().bilan_id.sudo(False))
                return getattr(bilan, name)(*arguments)

            return {name: door}

        later = fields.Datetime.to_datetime("2026-03-24 09:00:00")
        return {
            "look for dates of both": self._doors_to_dates(),
            "plan it": step("action_plan")
            | step("action_plan_selection")
            | step("action_open_plan")
            | step("action_move_card", "planned")
            | {"dialog": lambda user, item: self._dialog(user, item).action_plan()},
            "take over what was said": step("action_take_section", "all"),
            "invite": step("action_send_invitation"),
            "postpone it": step("action_open_plan")
            | {
                "dialog": lambda user, item: self._dialog(
                    user, item, date_planned=later, reason="Ill"
                ).action_postpone()
            }
            | step("_postpone", later, "Ill", "employee"),
            "record an absence": step("action_no_show", "2026-03-16"),
            "record a refusal": step("action_decline", "By letter"),
            "hold it": step("action_mark_held"),
            "present it for signature": step("action_present"),
            "sign as the interviewer": step(
                "_sign", "interviewer", "signed", "Me", PAD, None, "office"
            ),
            "withdraw the signatures": step("action_void_signatures", "A mistake"),
            "close it, hand it over": step("action_close")
            | step("action_hand_over")
            | step("action_move_card", "closed"),
            "reopen it": step("action_reopen", "A mistake"),
            "cancel it": step("action_cancel", "Gone"),
            "hand over the état des lieux": on_bilan("action_hand_over"),
            "reopen the état des lieux": on_bilan("action_reopen", "A mistake"),
        }

    def _dialog(self, user, item, **values):
        plans = self._as(user, self.env["hr.entretien.plan"])
        return plans.create({"entretien_id": item.id, **values})

    def _doors_to_dates(self):
        """When two people are free, and why, by the dialog or what it sends."""
        names = ("slots", "slot_warning", "why", "date_due")

        def form(user, item, name):
            plans = self._as(user, self.env["hr.entretien.plan"])
            values = {"entretien_id": item.id}
            return plans.onchange(values, [], {name: {}})["value"]

        return {
            **{name: partial(form, name=name) for name in names},
            "row": lambda user, item: self._dialog(user, item).read(names),
        }

    def _doors_of_hr(self):
        def card(user, item):
            return self._as(user, item.employee_id)

        def settings_of(user):
            settings = self._as(user, self.env["hr.entretien.settings"])
            return settings.with_context(allowed_company_ids=self.company.ids)

        def choices(user, _item):
            return settings_of(user).create({"entretien_horizon_days": 60}).execute()

        def remind(user, item):
            self._as(user, item.browse()).action_remind_managers()
            messages = self.env["hr.entretien.message"].sudo()
            reminded = messages.search([("kind", "=", "weekly")]).company_id
            return self.company in reminded

        models = ("absence", "message", "link")
        return {
            "read the follow-up on the card": {
                **{
                    name: lambda user, item, n=name: card(user, item).read([n])
                    for name in FOLLOW_UP
                },
                "search": self._find_by_status,
            },
            "exclude from the follow-up": {
                "write": lambda user, item: card(user, item).write(
                    {"entretien_excluded": True, "entretien_excluded_reason": "x"}
                )
            },
            "read absences, messages and links": {
                name: lambda user, _item, n=name: self._as(
                    user, self.env[f"hr.entretien.{n}"]
                ).search_count([("company_id", "=", self.company.id)])
                for name in models
            },
            "change the company's choices": {
                "settings": choices,
                "confirmed before": lambda user, _item: settings_of(user).review(
                    {"entretien_rhythm": "two_six"}
                ),
                "each rhythm": lambda user, _item: settings_of(user).preview_rhythms(
                    {}
                ),
            },
            "remind all managers": {"button": remind},
        }

    def _find_by_status(self, user, item):
        person = item.sudo().employee_id
        status = person.entretien_status
        domain = [("id", "=", person.id), ("entretien_status", "=", status)]
        return self._as(user, person.sudo(False)).search(domain)
