"""The mail of a person: written in his language, kept without what opens his page."""

from odoo import fields, models
from odoo.tools import formataddr

LAYOUT = "hr_entretien_professionnel.mail_layout"


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    def _store_mail(self):
        """One mail for all these messages, ready to leave.

        What is kept is a ``mail.message``, without the token of any link: in the
        chatter of the interview, or nowhere when several interviews are told of, since
        those who read one may not read the other; HR's own line keeps what is about no
        interview. The ``mail.mail`` goes once it left.

        :returns: the ``mail.mail``
        """
        first = self[0]
        address = first._address()
        lang = first._lang()
        zone = first.recipient_id._entretien_tz().zone
        here = self.with_context(lang=lang, tz=zone)
        keeper = self._mail_keeper()
        values = here._prepare_mail_message()
        values.update(
            model=keeper._name if keeper else False,
            res_id=keeper.id,
        )
        message = self.env["mail.message"].sudo().create(values)
        here._attach_template_files(message)
        here._attach_calendar_files(message)
        mail = (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "mail_message_id": message.id,
                    "body_html": values["body"],
                    "email_to": formataddr((first.recipient_id.name, address)),
                    "auto_delete": True,
                }
            )
        )
        self.write(
            {
                "state": "leaving",
                "date_sent": fields.Datetime.now(),
                "email": address,
                "failure_reason": False,
                "mail_mail_id": mail.id,
                "mail_message_id": message.id,
            }
        )
        return mail

    def _mail_keeper(self):
        """The record that keeps what was written, empty when none may."""
        if not self.entretien_id:
            return self[:1]
        about = {message.entretien_id for message in self}
        return about.pop() if len(about) == 1 else self.browse()

    def _prepare_mail_message(self):
        """Values of the ``mail.message``, in the language of the environment."""
        first, company = self[0], self[0].company_id
        template = self._template()
        record = first.entretien_id if template.model == "hr.entretien" else first
        sender = (
            company.entretien_responsible_id.email_formatted or company.email_formatted
        )
        answer = (
            first.is_own
            and first.entretien_id
            and first.entretien_id._mail_answer_address()
        )
        context = {"entretien_message_ids": self.ids}
        template = template.with_context(**context)
        rendered = {
            name: template._render_field(name, record.ids)[record.id]
            for name in ("subject", "body_html", "email_from", "reply_to")
        }
        body = template._render_encapsulate(
            LAYOUT,
            rendered["body_html"],
            add_context={"company": company},
            context_record=record.with_context(**context),
        )
        return {
            "message_type": "email_outgoing",
            "is_internal": True,
            "author_id": company.partner_id.id,
            "email_from": rendered["email_from"] or sender,
            "reply_to": rendered["reply_to"] or answer or sender,
            "subject": rendered["subject"],
            "body": body,
        }

    def _attach_template_files(self, mail_message):
        """Attach what HR joined to the templates: copies, kept as they left.

        :param mail_message: the ``mail.message`` that keeps them
        """
        joined = self.env["ir.attachment"].sudo()
        for message in self:
            joined |= message._template().attachment_ids
        mail_message.attachment_ids |= joined.copy(
            {"res_model": mail_message._name, "res_id": mail_message.id}
        )
