"""The messages that the add-on sends, one a day for each person at the most."""

from odoo import api, fields, models
from odoo.exceptions import UserError

CRON = "hr_entretien_professionnel.ir_cron_entretien_message"
# What waits for HR: nobody received it, or nobody knows.
UNDELIVERED = ("failed", "no_address", "unknown")


class HrEntretienMessage(models.Model):
    """A message to send, or sent: to whom, about which interview, what became of it.

    Nobody gets more than one message a day from the add-on: when several wait for the
    same person they go together, as a digest, and what comes after it waits for the
    next morning. What a message says is written when it leaves; a message that has
    become pointless by then never leaves.

    HR reads them in their companies and takes up those that reached nobody.
    """

    _name = "hr.entretien.message"
    _description = "Message About an Entretien"
    _order = "id desc"
    _rec_name = "kind"

    entretien_id = fields.Many2one(
        "hr.entretien",
        index=True,
        ondelete="cascade",
        readonly=True,
        help="Empty for what is told at the hire, before there is any.",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True
    )
    recipient_id = fields.Many2one(
        "hr.employee",
        string="To",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    is_own = fields.Boolean(
        compute="_compute_is_own", help="It goes to the employee concerned."
    )
    kind = fields.Selection(
        [
            ("invitation", "Invitation"),
            ("reinvitation", "Second invitation"),
            ("reminder", "Reminder to prepare"),
            ("moved", "New date"),
            ("cancelled", "Cancelled"),
            ("interviewer", "Held by somebody else"),
            ("unavailable", "The employee is not available"),
            ("prepared", "Preparation received"),
            ("to_sign", "To read and sign"),
            ("signed", "Signed by the employee"),
            ("copy", "Copy handed over"),
            ("bilan_copy", "État des lieux handed over"),
            ("follow_up", "Decided in an interview, due soon"),
            ("hire", "Information at the hire"),
        ],
        string="Message",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("leaving", "Leaving"),
            ("sent", "Sent"),
            ("no_address", "No address"),
            ("failed", "Not delivered"),
            ("unknown", "Perhaps not delivered"),
            ("by_hand", "Handed over on paper"),
            ("cancelled", "No longer needed"),
        ],
        required=True,
        default="waiting",
        index=True,
        readonly=True,
    )
    date_scheduled = fields.Datetime(
        string="Not Before",
        required=True,
        readonly=True,
        default=lambda self: fields.Datetime.now(),
    )
    date_sent = fields.Datetime(string="Mailed On", readonly=True)
    email = fields.Char(string="Sent To", readonly=True)
    failure_reason = fields.Text(string="Why Not Delivered", readonly=True)
    tries = fields.Integer(readonly=True)
    mail_mail_id = fields.Many2one(
        "mail.mail", readonly=True, index=True, ondelete="set null"
    )
    mail_message_id = fields.Many2one(
        "mail.message",
        readonly=True,
        index=True,
        ondelete="set null",
        help="The same for all those that went together, as a digest.",
    )

    _about_an_interview = models.Constraint(
        "CHECK (entretien_id IS NOT NULL OR kind = 'hire')",
        "A message is about an interview, or about the hire.",
    )

    @api.depends("entretien_id.company_id", "recipient_id.company_id")
    def _compute_company_id(self):
        for message in self:
            about = message.entretien_id or message.recipient_id
            message.company_id = about.company_id

    @api.depends("recipient_id", "entretien_id.employee_id")
    def _compute_is_own(self):
        for message in self:
            concerned = message.entretien_id.employee_id or message.recipient_id
            message.is_own = message.recipient_id == concerned

    @api.depends("kind", "recipient_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for message in self:
            kind = kinds.get(message.kind, "")
            message.display_name = f"{kind} – {message.recipient_id.name}"

    @api.model
    def _queue(self, entretiens, kind, recipients=None):
        """Have a message sent, today or as soon as the person may get one.

        The same one, still waiting for the same person, is not added twice.

        :param entretiens: what it is about, one message each
        :param str kind: a code of ``kind``
        :param recipients: ``hr.employee``; each interview's employee by default
        :returns: the messages, in sudo
        """
        waiting = self.sudo().search(
            [
                ("entretien_id", "in", entretiens.ids),
                ("kind", "=", kind),
                ("state", "in", ("waiting", "no_address")),
            ]
        )
        known = {(item.entretien_id, item.recipient_id): item for item in waiting}
        messages, vals_list = self.sudo(), []
        for entretien in entretiens.sudo():
            to = entretien.employee_id if recipients is None else recipients.sudo()
            for recipient in to:
                if (entretien, recipient) in known:
                    messages += known[entretien, recipient]
                else:
                    vals_list.append(self._prepare_message(entretien, kind, recipient))
        messages += self.sudo().create(vals_list)
        if vals_list:
            self._wake_up()
        return messages

    @api.model
    def _prepare_message(self, entretien, kind, recipient):
        own = recipient == entretien.employee_id
        address = recipient._entretien_address(own)
        return {
            "entretien_id": entretien.id,
            "kind": kind,
            "recipient_id": recipient.id,
            "state": "waiting" if address else "no_address",
        }

    @api.model
    def _wake_up(self, at=None):
        """Have the messages looked at as soon as this transaction is over.

        A mail server that does not answer then takes back nothing of what was done.

        :param datetime at: later, in UTC
        """
        self.env.ref(CRON).sudo()._trigger(at)

    # -- what HR does with those that reached nobody ---------------------------------

    def action_resend(self):
        """HR: send them again, with what there is to say now."""
        messages = self._check_undelivered()
        for message in messages:
            if not message._address():
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address: complete the employee's card, "
                        "or hand the letter over.",
                        name=message.recipient_id.name,
                    )
                )
        messages._wait_again()

    def action_arrived(self):
        """HR: the person says that it arrived, on the day it left."""
        messages = self._check_undelivered()
        if any(message.state != "unknown" for message in messages):
            raise UserError(self.env._("Nobody received this message."))
        messages._left(confirmed_by=self.env.user)

    def action_complete(self):
        """HR: the card of the person, where the address is missing."""
        self.ensure_one()
        self._check_undelivered()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.employee",
            "res_id": self.recipient_id.id,
            "view_mode": "form",
        }

    def action_by_hand(self):
        """HR: print the letter; it is handed over, nothing has to be sent.

        That an interview does not take place is said without the letter that invites.
        """
        self._check_undelivered().state = "by_hand"
        inviting = self.filtered(lambda message: message.kind != "cancelled")
        return inviting and inviting.entretien_id.action_print_invitation()

    def _check_undelivered(self):
        """The user is HR of their company, and nobody received them.

        :returns: the messages, in sudo
        """
        self.env["hr.entretien"]._check_hr()
        self.check_access("read")
        if any(message.state not in UNDELIVERED for message in self):
            raise UserError(
                self.env._("Only what was not delivered is taken up again.")
            )
        return self.sudo()

    def _wait_again(self):
        self.write(
            {
                "state": "waiting",
                "date_scheduled": fields.Datetime.now(),
                "failure_reason": False,
                "tries": 0,
            }
        )
        self._wake_up()
