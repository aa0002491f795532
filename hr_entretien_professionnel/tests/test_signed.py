"""Who has answered the document presented: the next step, the window that hands the
copy over and the pad say the same, whatever was done and undone before."""

from itertools import permutations

from odoo.tests import freeze_time, tagged

from ..models.proof.hr_entretien_signature import ROLES
from ..wizard.hr_entretien_sign import VIA
from .close_common import PAD, CloseCase

ANSWERS = {
    "employee signs": ("employee", "signed"),
    "employee refuses": ("employee", "refused"),
    "interviewer signs": ("interviewer", "signed"),
    "interviewer refuses": ("interviewer", "refused"),
}
SENTENCES = {
    "employee": "The employee has not signed, nor refused to.",
    "interviewer": "The interviewer has not signed.",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestSigned(CloseCase):
    def test_who_signs_is_known_to_all(self):
        """A signer more has a pad, a place where to sign, and is said to be missing."""
        pad = self.env["hr.entretien.sign"]._fields["role"].selection
        self.assertEqual(dict(pad), ROLES)
        self.assertEqual(VIA.keys(), ROLES.keys())
        self.assertEqual(SENTENCES.keys(), ROLES.keys())
        self.assertEqual({role for role, _kind in ANSWERS.values()}, ROLES.keys())

    def test_every_sequence_is_said_alike(self):
        for first, second in permutations([*ANSWERS, "scan"], 2):
            if first.split()[0] == second.split()[0]:
                continue
            given = ("present", first, second)
            self._play((*given, "void", "present", second, first, "reopen"))

    def test_paper_filed_before_it_is_presented(self):
        self._play(("scan", "present", "employee signs", "void", "scan", "reopen"))

    def _play(self, moves):
        self.given, self.paper = {}, False
        for number, move in enumerate(moves, 1):
            opened = self._move(move)
            with self.subTest(moves=moves[:number]):
                self._assert_alike(opened if move in ANSWERS else None)

    def _move(self, move):
        """Do it, keep what it means, and return what the pad opens next."""
        mine = self._as(self.user_manager, self.entretien)
        if move in ANSWERS:
            role, kind = ANSWERS[move]
            self.given[role] = kind
            return self._sign(role, kind)
        if move == "scan":
            self.paper = True
            windows = self._as(self.user_manager, self.env["hr.entretien.scan"])
            values = {"entretien_id": self.entretien.id, "content": PAD}
            return windows.create(values).action_apply()
        if move == "present":
            return mine.action_present()
        self.given, self.paper = {}, False
        if move == "void":
            return mine.action_void_signatures("A mistake")
        mine.action_close()
        return self._as(self.user_hr, self.entretien).action_reopen("A mistake")

    def _sign(self, role, kind):
        windows = self._as(self.user_manager, self.env["hr.entretien.sign"])
        window = windows.create(
            {
                "entretien_id": self.entretien.id,
                "role": role,
                "kind": kind,
                "name": role.title(),
                "image": PAD if kind == "signed" else False,
                "text": "No" if kind == "refused" else False,
            }
        )
        return window.action_apply() or {}

    def _assert_alike(self, opened):
        mine = self._as(self.user_manager, self.entretien).with_context(lang="en_US")
        # Who conducts it does not end with their refusal what the employee may answer.
        refused = self.given.get("employee") == "refused"
        over = self.paper or refused or len(self.given) == 2
        self.assertEqual(mine.next_step, "hand_over" if over else "sign")
        missing = set(mine._handover_missing()) & set(SENTENCES.values())
        waiting = () if self.paper else SENTENCES.keys() - self.given
        self.assertEqual(missing, {SENTENCES[role] for role in waiting})
        # The pad is offered while it waits for one of them: the user conducts it.
        self.assertEqual(mine.can_sign, bool(mine.date_presented and waiting))
        # Who is named above the form, once it is presented.
        named = mine.missing_signatures if mine.date_presented else ""
        for role in SENTENCES if mine.date_presented else ():
            self.assertEqual(f"(the {role})" in named, role in waiting)
        if opened is not None:
            to_copy = opened.get("res_model") == "hr.entretien.handover"
            self.assertEqual(to_copy, over)
