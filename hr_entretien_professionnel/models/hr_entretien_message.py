"""The messages that the add-on sends, one a day for each person at the most."""

from odoo import api, fields, models


class HrEntretienMessage(models.Model):
    """A message to send, or sent: to whom, about which interview, what became of it.

    Nobody gets more than one message a day from the add-on: when several wait for the
    same person they go together, as a digest.
    """

    _name = "hr.entretien.message"
    _description = "Message About an Entretien"
    _order = "id desc"
    _rec_name = "kind"

    entretien_id = fields.Many2one(
        "hr.entretien", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="entretien_id.company_id", store=True)
    recipient_id = fields.Many2one(
        "hr.employee", string="To", required=True, index=True, ondelete="cascade"
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
            ("follow_up", "Decided in an interview, due soon"),
        ],
        required=True,
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("no_address", "No address"),
            ("failed", "Not delivered"),
            ("cancelled", "No longer needed"),
        ],
        required=True,
        default="waiting",
        index=True,
    )

    @api.model
    def _queue(self, entretiens, kind, recipients=None):
        """Have a message sent, today or as soon as the person may get one.

        :param entretiens: what it is about, one message each
        :param str kind: a code of ``kind``
        :param recipients: ``hr.employee``; each interview's employee by default
        :returns: the messages
        """
        return self.sudo().create(
            [
                {
                    "entretien_id": entretien.id,
                    "kind": kind,
                    "recipient_id": recipient.id,
                }
                for entretien in entretiens
                for recipient in (recipients or entretien.employee_id)
            ]
        )
