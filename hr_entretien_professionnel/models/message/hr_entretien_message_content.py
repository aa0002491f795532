"""What the templates of the mails may say: words ready to print, never a token."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import formataddr
from odoo.tools.misc import format_date

from ..planning.entretien_clock import day_text, hours_text, local

# What stands in the stored mails instead of the token: it is put in as they leave.
PLACEHOLDER = "#lien-personnel"


class HrEntretien(models.Model):
    """The ``_mail_`` methods are for the templates, that HR may edit.

    They speak the language and the time zone of the environment, that of who reads.
    """

    _inherit = "hr.entretien"

    def _mail_employee(self):
        self.ensure_one()
        return self.sudo().employee_id.name

    def _mail_interviewer(self):
        self.ensure_one()
        return self.sudo().interviewer_id.name or ""

    def _mail_company(self):
        self.ensure_one()
        return self.sudo().company_id.name

    def _mail_recipient(self):
        """The name of who reads: the employee, unless the message is for another."""
        self.ensure_one()
        message = self._mail_message()
        return (message.recipient_id or self.sudo().employee_id).name

    def _mail_message(self):
        """The message that is being written, in sudo; empty in a preview."""
        ids = self.env.context.get("entretien_message_ids", ())
        messages = self.env["hr.entretien.message"].sudo().browse(ids)
        return messages.filtered(lambda item: item.entretien_id == self)[:1]

    def _mail_day(self):
        """E.g. “Monday 15 June 2026”; empty while there is no date."""
        return self._mail_day_text(self.date_planned)

    def _mail_moment(self):
        """When it is planned, or was before the date fell.

        :rtype: datetime, naive UTC, or False
        """
        self.ensure_one()
        return self.date_planned or self.date_fallen

    def _mail_day_off(self):
        """The day on which it does not take place after all; empty without one."""
        return self._mail_day_text(self._mail_moment())

    def _mail_day_text(self, moment):
        zone = self._mail_zone()
        return day_text(self.env, local(moment, zone).date()) if moment else ""

    def _mail_is_own(self):
        """The reader is the employee; so it is in a preview."""
        message = self._mail_message()
        return not message or message.is_own

    def _mail_hours(self):
        """E.g. “10:00 – 11:00”, in the reader's time zone."""
        self.ensure_one()
        if not self.date_planned:
            return ""
        span = (self.date_planned, self.date_planned_end)
        return hours_text(*span, self._mail_zone(), dash=" – ")

    def _mail_zone(self):
        """The time zone of who reads."""
        recipient = self._mail_message().recipient_id or self.sudo().employee_id
        return recipient._entretien_tz()

    def _mail_duration(self):
        """E.g. “1 h 30”."""
        self.ensure_one()
        hours, minutes = divmod(round((self.duration or 1.0) * 60), 60)
        if not hours:
            return self.env._("%(minutes)s min", minutes=minutes)
        return f"{hours} h {minutes:02}" if minutes else f"{hours} h"

    def _mail_place(self):
        """The room, or that it is by video, or nothing."""
        self.ensure_one()
        if self.is_video:
            return self.env._("By video")
        return self.location or ""

    def _mail_link(self):
        """Where the reader goes on: his own page, or the interview in Odoo.

        Without an account the address is completed as the mail leaves.
        """
        self.ensure_one()
        message, base = self._mail_message(), self.get_base_url()
        if message.kind == "follow_up":
            # Who follows a decision may not read the interview it was taken in.
            actions = self._mail_decided()[1]
            return f"{base}/odoo/entretiens-{'actions' if actions else 'besoins'}"
        if message and not message.is_own:
            return f"{base}/mail/view?model=hr.entretien&res_id={self.id}"
        employee = self.sudo().employee_id
        placeholder = "" if employee._entretien_user() else PLACEHOLDER
        return f"{base}/mon-entretien/{self.id}{placeholder}"

    def _mail_decided(self):
        """The needs and the actions that are the reader's to follow."""
        return self.sudo()._followup_lines_of(self._mail_message().recipient_id)

    def _mail_decisions(self):
        """The same in a line: what, and by when."""
        self.ensure_one()
        return " ; ".join(
            " – ".join(filter(None, (line.name, format_date(self.env, line.deadline))))
            for lines in self._mail_decided()
            for line in lines
        )

    def _mail_answer_address(self):
        """Where the employee's answer goes: to the interviewer, else False."""
        self.ensure_one()
        interviewer = self.sudo().interviewer_id
        address = interviewer and interviewer._entretien_address(own=False)
        return address and formataddr((interviewer.name, address))


class HrEntretienMessage(models.Model):
    _inherit = "hr.entretien.message"

    def _template(self):
        """The template of one message, or that of a digest of several, in sudo."""
        kind = self.kind if len(self) == 1 else "digest"
        xmlid = f"hr_entretien_professionnel.mail_template_entretien_{kind}"
        template = self.env.ref(xmlid, raise_if_not_found=False)
        if not template:
            raise UserError(
                self.env._(
                    "The template of the messages “%(kind)s” is missing.", kind=kind
                )
            )
        return template.sudo()

    def _template_record(self):
        """What the template of this one is about."""
        self.ensure_one()
        about = self.entretien_id
        return about if self._template().model == about._name else self

    # -- the digest's template -------------------------------------------------------

    def _digest_messages(self):
        """All those of the digest that is being written, the oldest first."""
        ids = self.env.context.get("entretien_message_ids", self.ids)
        return self.browse(ids).sorted("id")

    def _digest_line(self):
        """The short line of one of them: its template's subject."""
        self.ensure_one()
        record = self._template_record()
        return self._template()._render_field("subject", record.ids)[record.id]

    def _digest_body(self):
        """The whole text, for what has to be said in full: an invitation."""
        self.ensure_one()
        if self.kind not in ("invitation", "reinvitation", "hire"):
            return ""
        record = self._template_record()
        return self._template()._render_field("body_html", record.ids)[record.id]

    def _digest_link(self):
        """Where to go on; nowhere, when all is said."""
        self.ensure_one()
        if not self.entretien_id:
            return False
        return self.entretien_id.with_context(
            entretien_message_ids=self.ids
        )._mail_link()

    def _digest_button(self):
        """What the button of a line says."""
        self.ensure_one()
        if self.kind == "follow_up":
            return self.env._("See what was decided")
        if not self.is_own:
            return self.env._("Open the interview")
        labels = {
            "to_sign": self.env._("Read and sign"),
            "copy": self.env._("Open my copy"),
            "bilan_copy": self.env._("Open my état des lieux"),
        }
        return labels.get(self.kind, self.env._("Open my page"))
