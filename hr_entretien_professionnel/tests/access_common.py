"""Who may do what: the people and the interviews that ``data/access.csv`` speaks of."""

import csv
from collections import namedtuple

from odoo import Command
from odoo.tools import file_open

from .close_common import PAD
from .common import EntretienCase

SLOT = "2026-03-20 09:00:00"
SECRET = "Between us, 7f3a"
# Those of whom the table says what they may do with their own interview.
OWN = ("own_manager", "loop", "left", "portal")
# An act of the table, where the interview stands, and by role: yes, no or locked.
Line = namedtuple("Line", "act state cells")


def read_table():
    """:returns: the roles, in order, and the lines of the table"""
    with file_open("hr_entretien_professionnel/tests/data/access.csv") as stream:
        rows = list(csv.reader(stream))
    roles = rows[0][2:]
    return roles, [
        Line(act, state, dict(zip(roles, cells, strict=True)))
        for act, state, *cells in rows[1:]
    ]


class AccessCase(EntretienCase):
    """``target[role][state]`` is the interview that a role of the table acts on.

    It is ``employee``'s, but for those who act on their own: ``own_manager`` is their
    own manager, ``loop`` the manager of theirs, ``left`` gone, with an account that
    still works, ``portal`` has a portal account. ``interviewer`` conducts all of them
    and leads nobody; ``manager`` and ``n2`` are above and conduct none.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "base.group_allow_export"
        )
        cls.roles, cls.table = read_table()
        cls._more_people()
        cls.users = {
            role: cls.env.ref("base.public_user")
            if role == "public"
            else getattr(cls, f"user_{role}")
            for role in cls.roles
        }
        cls.target = {}
        for role in OWN:
            cls.target[role] = cls._interviews_of(getattr(cls, role))
        theirs = cls._interviews_of(cls.employee)
        # Who conducts one interview reads no other of the same employee.
        cls._entretien(
            cls.employee, motif="on_request", interviewer_id=cls.other_manager.id
        )
        cls._records_of_hr(theirs["planned"])
        for role in cls.roles:
            cls.target.setdefault(role, theirs)

    @classmethod
    def _more_people(cls):
        for role in ("interviewer", "own_manager", "loop", "left"):
            setattr(cls, f"user_{role}", cls._user(role))
        here = {"department_id": cls.department.id}
        cls.interviewer = cls._person("interviewer")
        cls.portal = cls._person("portal", parent_id=cls.manager.id, **here)
        cls.left = cls._person("left", parent_id=cls.manager.id, **here)
        cls.left.active = False
        cls.own_manager = cls._person("own_manager", **here)
        cls.own_manager.parent_id = cls.own_manager
        cls.loop = cls._person("loop", **here)
        cls.loop.parent_id = cls._employee("Boss", parent_id=cls.loop.id)

    @classmethod
    def _records_of_hr(cls, entretien):
        """What HR alone keeps of the employee, and does about him."""
        kind = cls.env["hr.entretien.absence.type"].search([], limit=1)
        cls.env["hr.entretien.absence"].create(
            {
                "employee_id": cls.employee.id,
                "type_id": kind.id,
                "date_from": "2026-01-05",
                "date_to": "2026-01-30",
            }
        )
        cls.env["hr.entretien.link"]._issue(entretien)
        cls.env["hr.entretien.message"]._queue(entretien, "invitation")
        campaign = {"name": "Spring", "company_id": cls.company.id}
        cls.env["hr.entretien.campaign"].create(campaign)

    @classmethod
    def _interviews_of(cls, person):
        """One of the person's interviews in each state of the table."""
        made = {
            "new": {},
            "to_plan": {"date_planned": SLOT},
            "planned": {"state": "planned", "date_planned": SLOT},
            "held": {"state": "planned", "date_planned": SLOT},
            "presented": {"state": "held", "date_held": "2026-02-16"},
            "closed": {
                "state": "closed",
                "date_held": "2026-02-10",
                "date_copy_delivered": "2026-02-11",
            },
            "declined": {"state": "declined", "date_declined": "2026-02-12"},
            "cancelled": {"state": "cancelled"},
        }
        return {
            state: cls._interview(person, state, values)
            for state, values in made.items()
        }

    @classmethod
    def _interview(cls, person, state, values):
        """An interview that says ``SECRET`` wherever something can be written."""
        if state == "new":
            return cls._entretien(person, motif="on_request")
        entretien = cls._entretien(
            person,
            motif="on_request",
            interviewer_id=cls.interviewer.id,
            career=SECRET,
            hr_note=SECRET,
            besoin_ids=[Command.create({"name": SECRET})],
            action_ids=[Command.create({"name": SECRET})],
            souhait_ids=[Command.create({"note": SECRET})],
            with_bilan=True,
            **values,
        )
        entretien.bilan_id.line_ids = [Command.create({"name": SECRET})]
        entretien._add_proof("other", SECRET)
        entretien.message_post(body=SECRET)
        cls.env["ir.attachment"].create(
            {
                "name": "notes.txt",
                "raw": SECRET.encode(),
                "res_model": entretien._name,
                "res_id": entretien.id,
            }
        )
        entretien.activity_schedule(
            "mail.mail_activity_data_todo", note=SECRET, user_id=cls.user_hr.id
        )
        if state in ("planned", "held"):
            preparation = entretien._ensure_preparation()
        if state == "held":
            preparation._write_plain({"state": "submitted", "prospects": SECRET})
            entretien.write({"state": "held", "date_held": "2026-02-15"})
        if state == "closed":
            entretien.bilan_id.date_frozen = "2026-02-11 09:00:00"
        if state == "presented":
            entretien.action_present()
            cls._as(cls.user_interviewer, entretien)._sign(
                "employee", "signed", person.name, PAD, None, "tablet"
            )
        return entretien
