"""The invitation: what the employer may have to prove before anything else."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..interview.hr_entretien import OFFERED_MOTIFS

INVITATIONS = ("invitation", "reinvitation")


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    date_invited = fields.Date(
        string="Invited On",
        readonly=True,
        copy=False,
        tracking=True,
        help="The day the last invitation really left.",
    )
    entretien_message_ids = fields.One2many(
        "hr.entretien.message",
        "entretien_id",
        string="Messages of the Entretien",
        groups="hr.group_hr_user",
    )
    invitation_state = fields.Selection(
        selection=lambda self: (
            self.env["hr.entretien.message"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        string="Invitation",
        compute="_compute_invitation_state",
        compute_sudo=True,
        help="What became of the last invitation.",
    )

    @api.depends("entretien_message_ids.state", "entretien_message_ids.kind")
    def _compute_invitation_state(self):
        last = {
            message.entretien_id: message.state
            for message in self.env["hr.entretien.message"].search(
                [("entretien_id", "in", self.ids), ("kind", "in", INVITATIONS)],
                order="id",
            )
        }
        for entretien in self:
            entretien.invitation_state = last.get(entretien._origin, False)

    def action_send_invitation(self):
        """Invite the employees of planned interviews, again if they already were.

        The proof is written when the message has really left.

        :returns: a notification: who is written to, who needs the letter
        :raises UserError: an interview is not planned, or its date is past
        """
        self._check_step(("planned",))
        for entretien in self:
            if not entretien._is_ahead():
                raise UserError(
                    self.env._(
                        "%(name)s: the date of the interview is past. Give another one "
                        "before inviting.",
                        name=entretien.display_name,
                    )
                )
        self._ensure_preparation()
        self._ensure_grille_version()
        queue = self.env["hr.entretien.message"]
        messages = queue.sudo()
        for kind, entretiens in self.grouped(
            lambda entretien: entretien._invitation_kind()
        ).items():
            messages += queue._queue(entretiens, kind)
        return self._invitation_notification(messages)

    def _prove_offer(self, day, user=None):
        """Around an absence the invitation is the offer that the law asks to prove.

        One line says it for the day, however often and by whatever way it was made: the
        lines of the letter and of the mail beside it say how.

        :param date day: when it was made
        :param user: ``res.users``, as ``_add_proof`` takes it
        """
        self.ensure_one()
        if self.motif in OFFERED_MOTIFS:
            here = self.with_context(lang=self.company_id._entretien_lang())
            self._prove_once("offer", here._offer_note(), day, user)

    def _offer_note(self):
        return self.env._(
            "Interview of %(when)s offered, by letter or by e-mail: the line of the "
            "same day says how.",
            when=self._letter_when(),
        )

    def _invitation_kind(self):
        """After an absence it is said that it is the second time."""
        self.ensure_one()
        return "reinvitation" if self.no_show_count else "invitation"

    def _invitation_notification(self, messages):
        """Say what happens now: what leaves, and the letters to print."""
        letters = messages.filtered(lambda item: item.state == "no_address")
        texts = []
        if count := len(messages) - len(letters):
            texts.append(
                self.env._(
                    "Invitations on their way by e-mail: %(count)s.", count=count
                )
            )
        if letters:
            texts.append(
                self.env._(
                    "No e-mail address for %(names)s: print the letter and hand it "
                    "over.",
                    names=", ".join(letters.recipient_id.mapped("name")),
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if letters else "success",
                "message": " ".join(texts),
                "sticky": bool(letters),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
