"""Messages as people receive them: day after day, read in their box."""

import re
from contextlib import contextmanager

from odoo.addons.mail.tests.common import MockEmail

from ..models.interview.entretien_states import HELD_STATES
from ..models.message.message_kinds import MESSAGE_KINDS
from .common import EntretienCase

# About no interview: test_hire_mail, test_message_weekly.
ABOUT_INTERVIEWS = {code for code, kind in MESSAGE_KINDS.items() if kind.is_true}
# Of which state a kind is true; the others are of an interview to come.
STATES = {
    "cancelled": "cancelled",
    **dict.fromkeys(("to_sign", "warning", "signed", "bilan_copy"), "held"),
    **dict.fromkeys(("copy", "follow_up"), "closed"),
}
TOKEN = re.compile(r"/mon-entretien/(\d+)\?access_token=([\w-]+)")


class MessageCase(EntretienCase, MockEmail):
    """An interview of ``employee``, who has an account, and one of ``stranger``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_gateway()
        # The words are checked in the source language.
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        cls.queue = cls.env["hr.entretien.message"]
        cls.sender = cls.env["hr.entretien.sender"]
        cls.entretien = cls._planned(cls.employee)
        cls.stranger.work_email = "stranger@example.com"
        cls.stranger_entretien = cls._planned(cls.stranger)

    @classmethod
    def _planned(cls, employee, date_planned="2026-04-01 08:00:00", **kw):
        """An interview whose date is settled, in the morning."""
        return cls._entretien(
            employee, state="planned", date_planned=date_planned, **kw
        )

    @contextmanager
    def _box(self):
        """Keep what is sent inside the block in ``self._mails``."""
        with self._quiet_cron(), self.mock_mail_gateway(mail_unlink_sent=True):
            yield

    def _run(self):
        """The scheduled action runs; give what leaves: dicts ``email_to``, ``body``…"""
        with self._box():
            self.sender._cron_messages()
        self.env.invalidate_all()
        return self._mails

    def _invite(self, entretien, user=None):
        self._as(user or self.user_hr, entretien).action_send_invitation()
        self.env.flush_all()

    def _make_true(self, kind):
        """The interview is as a message of that kind says."""
        state = STATES.get(kind, "planned")
        self.entretien.sudo().write(
            {
                "state": state,
                "date_held": "2026-03-02" if state in HELD_STATES else False,
                "date_copy_delivered": False,
                "date_presented": kind == "to_sign" and "2026-03-02 09:00:00",
                "with_bilan": kind == "bilan_copy",
            }
        )
        handed = kind == "bilan_copy" and "2026-03-02 09:00:00"
        self.entretien.sudo().bilan_id.date_frozen = handed
        if kind == "unavailable":
            self.entretien._add_proof(kind)

    def _proofs(self, entretien):
        return entretien.proof_ids.sorted("id").mapped("kind")

    @staticmethod
    def _token(mail):
        """The token in the body of a mail that left, or None."""
        match = TOKEN.search(mail["body"])
        return match and match[2]
