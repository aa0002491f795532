"""What an interview has to do with messages, letters and links."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..interview.hr_entretien import OFFERED_MOTIFS, OPEN_STATES
from .hr_entretien_letter import LETTER
from .hr_entretien_message import INVITATIONS

# The states of an interview whose page has nothing more to say.
OVER_STATES = ("cancelled",)


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
    link_ids = fields.One2many(
        "hr.entretien.link", "entretien_id", string="Links", groups="hr.group_hr_user"
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

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in OVER_STATES:
            self.sudo().link_ids._revoke()
        return result

    def action_send_invitation(self):
        """Invite the employees of planned interviews, again if they already were.

        The proof is written when the message has really left. After an absence it is
        said that it is the second time.

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
        again = self.filtered("no_show_count")
        messages = queue._queue(self - again, "invitation")
        return (messages + queue._queue(again, "reinvitation"))._queued_notification()

    def action_print_invitation(self):
        """The letters of planned interviews, one a page; each printing is a proof.

        :raises UserError: an interview is not planned
        :raises AccessError: the user does not lead it
        """
        self._check_step(("planned",))
        self._ensure_grille_version()
        self.env[LETTER]._prove(self)
        never = self.filtered(lambda item: not item.date_invited)
        never.sudo().date_invited = fields.Date.context_today(self)
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_letter_report"
        ).report_action(self)

    def _prove_offer(self, day, user=None):
        """Around an absence the invitation is the offer that the law asks to prove.

        One line says it for the day, however often and by whatever way it was made: the
        lines of the letter and of the mail beside it say how.

        :param date day: when it was made
        :param user: ``res.users``, as ``_add_proof`` takes it
        """
        self.ensure_one()
        if self.motif in OFFERED_MOTIFS:
            worded = self._company_words()
            note = worded.env._(
                "Interview of %(when)s offered, by letter or by e-mail: the line of "
                "the same day says how.",
                when=worded.env[LETTER]._when(worded),
            )
            self._prove_once("offer", note, day, user)

    def _is_worth_telling(self, kind):
        """Whether a message of that kind is still true; asked when it leaves.

        :param str kind: a code of ``hr.entretien.message.kind``
        """
        self.ensure_one()
        if kind == "cancelled":
            return self.state in ("cancelled", "declined", "to_plan")
        if kind in (*INVITATIONS, "moved", "unavailable"):
            return self._is_ahead()
        if kind == "reminder":
            return self.env["hr.entretien.reminder"]._is_useful(self)
        if kind in ("interviewer", "prepared"):
            return self.state in OPEN_STATES
        if kind in ("to_sign", "warning"):
            waits = self.state == "held" and not self.employee_answered
            return waits and bool(self.date_presented or kind == "warning")
        if kind == "bilan_copy":
            return bool(self.sudo().bilan_id.date_frozen)
        states = {"copy": ("closed",)}
        return self.state in states.get(kind, ("held", "closed"))

    def _is_ahead(self):
        self.ensure_one()
        now = fields.Datetime.now()
        return self.state == "planned" and self.date_planned > now
