"""The messages that the add-on sends: to whom, about what, in which words."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import formataddr
from odoo.tools.misc import format_date

from ..planning.entretien_clock import day_text, hours_text, local
from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..window import open_record
from .calendar_file import calendar_file, moment_of, place_of
from .hr_employee_hire_letter import HIRE_LETTER
from .masked import masked

# What waits for HR: nobody received it, or nobody knows.
UNDELIVERED = ("failed", "no_address", "unknown")
INVITATIONS = ("invitation", "reinvitation")
# Said in full among others, and with the file of the calendar.
IN_FULL = (*INVITATIONS, "hire")
WITH_FILE = (*INVITATIONS, "moved", "cancelled")
LAYOUT = "hr_entretien_professionnel.mail_layout"
# What stands in the stored mails instead of the token: it is put in as they leave.
PLACEHOLDER = "#lien-personnel"


class HrEntretienMessage(models.Model):
    """A message to send, or sent: to whom, about which interview, what became of it.

    Nobody gets more than one message a day from the add-on: when several wait for the
    same person they go together, as a digest, and what comes after it waits for the
    next morning, but for a document that is handed over. What a message says is written
    when it leaves; a message that has become pointless by then never leaves
    (``hr.entretien.sender``).

    HR reads them in their companies and takes up those that reached nobody.

    The ``_mail_``, ``_hire_`` and ``_digest_`` methods are for the templates, that HR
    may edit. They speak the language and the time zone of the environment, those of who
    reads, and never say a token.
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
            ("warning", "Warning to the former address"),
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
    way = fields.Char(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Of a warning: the address or account that it is about, as a digest.",
    )
    way_text = fields.Char(string="Asked From", readonly=True)
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
        for message in self:
            kind = message._kind_text()
            message.display_name = f"{kind} – {message.recipient_id.name}"

    def _kind_text(self):
        """What kind it is, in the language of the environment."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return kinds.get(self.kind, "")

    # -- asking for one --------------------------------------------------------------

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
                    vals_list.append(self._prepare_message(kind, recipient, entretien))
        return messages + self._enter(vals_list)

    @api.model
    def _queue_hire(self, employees):
        """Have these employees told by mail; that it left is the proof.

        Those for whom one waits already get no second one.

        :returns: the new messages, in sudo
        """
        known = self.sudo().search(
            [
                ("kind", "=", "hire"),
                ("recipient_id", "in", employees.ids),
                ("state", "in", ("waiting", "leaving", "no_address", "failed")),
            ]
        )
        known.filtered(lambda item: item.state == "failed").state = "cancelled"
        waiting = known.filtered(lambda item: item.state != "cancelled").recipient_id
        return self._enter(
            [
                self._prepare_message("hire", employee)
                for employee in employees.sudo() - waiting
            ]
        )

    @api.model
    def _queue_warning(self, entretien, address, way, way_text):
        """Have the former address told that a newer way speaks for the employee.

        :param str way: that way, as ``hr.entretien.way`` keeps it
        :param str way_text: the same, masked, for who reads the mail
        """
        vals = {"email": address, "way": way, "way_text": way_text, "state": "waiting"}
        employee = entretien.sudo().employee_id
        self._enter([{**self._prepare_message("warning", employee, entretien), **vals}])

    @api.model
    def _prepare_message(self, kind, recipient, entretien=None):
        own = not entretien or recipient == entretien.employee_id
        return {
            "entretien_id": entretien.id if entretien else False,
            "kind": kind,
            "recipient_id": recipient.id,
            "state": "waiting" if recipient._entretien_address(own) else "no_address",
        }

    @api.model
    def _enter(self, vals_list):
        """:returns: the new messages, in sudo, soon on their way"""
        messages = self.sudo().create(vals_list)
        if messages:
            self.env["hr.entretien.sender"]._wake_up()
        return messages

    def _queued_notification(self):
        """Say to who invites what happens now: what leaves, and the letters to print.

        :rtype: dict, a client action
        """
        letters = self.filtered(lambda item: item.state == "no_address")
        texts = []
        if count := len(self) - len(letters):
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
        self.env["hr.entretien.sender"]._left(messages, confirmed_by=self.env.user)

    def action_complete(self):
        """HR: the card of the person, where the address is missing."""
        self.ensure_one()
        self._check_undelivered()
        return open_record(self.recipient_id)

    def action_by_hand(self):
        """HR: print the letter; it is handed over, nothing has to be sent.

        That an interview does not take place is said without the letter that invites.
        """
        self._check_undelivered().state = "by_hand"
        hired = self.filtered(lambda item: not item.entretien_id).recipient_id
        inviting = self.filtered(lambda message: message.kind != "cancelled")
        letters = inviting.entretien_id
        action = letters and letters.action_print_invitation()
        notices = self.env["hr.entretien.hire.notice"]
        return notices._open(hired) if hired else action

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
        self.env["hr.entretien.sender"]._wake_up()

    # -- to whom -----------------------------------------------------------------------

    @api.model
    def _about_domain(self, employees):
        """The messages about the interviews of these employees, and about their hire.

        :rtype: Domain
        """
        return Domain("entretien_id.employee_id", "in", employees.ids) | (
            Domain("entretien_id", "=", False)
            & Domain("recipient_id", "in", employees.ids)
        )

    def _address(self):
        """The address of the person, or False."""
        self.ensure_one()
        if self.kind == "warning":
            return self.email
        return self.recipient_id._entretien_address(self.is_own)

    def _person(self):
        """The same for the employees of one user, who is one person.

        Who reads a warning may be another.
        """
        self.ensure_one()
        if self.kind == "warning":
            return "former", self.email
        user = self.recipient_id.user_id
        return ("user", user.id) if user else ("employee", self.recipient_id.id)

    def _lang(self):
        """The language of the person, else of the company of the interview."""
        self.ensure_one()
        company = self.company_id
        codes = (self.recipient_id.user_id.lang, company._entretien_lang(), "en_US")
        return self.env["res.lang"]._entretien_first(*codes)

    def _company_words(self):
        """The message in its company's language, as the proof file is written."""
        return self.with_context(lang=self.company_id._entretien_lang())

    def _masked_address(self):
        self.ensure_one()
        return masked(self.email)

    def _asked_by(self):
        """Whose message it is, if it is a person's: else an empty record."""
        user, robot = self.create_uid, self.env.ref("base.user_root")
        return user if user != robot else user.browse()

    def _add_proof(self, kind, note, day=None):
        """A line in the proof file, by who asked for the message."""
        self.ensure_one()
        day, user = day or self.recipient_id._entretien_day(), self._asked_by()
        if self.entretien_id:
            self.entretien_id._add_proof(kind, note=note, day=day, user=user)
        else:
            self.env["hr.entretien.hire.notice"]._add_proof(
                self.recipient_id, kind, day, note, user
            )

    # -- the mail that says it ---------------------------------------------------------

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
        zone = first.recipient_id._entretien_tz().zone
        speaking = self.with_context(lang=first._lang(), tz=zone)
        values = speaking._prepare_mail_message()
        keeper = self._mail_keeper()
        if keeper:
            values.update(model=keeper._name, res_id=keeper.id)
        message = self.env["mail.message"].sudo().create(values)
        speaking._attach_files(message)
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
        context = {"entretien_message_ids": self.ids}
        template = self._template().with_context(**context)
        rendered = {
            name: template._render_field(name, first.ids)[first.id]
            for name in ("subject", "body_html", "email_from", "reply_to")
        }
        body = template._render_encapsulate(
            LAYOUT,
            rendered["body_html"],
            add_context={"company": company},
            context_record=first.with_context(**context),
        )
        sender = (
            company.entretien_responsible_id.email_formatted or company.email_formatted
        )
        return {
            "message_type": "email_outgoing",
            "is_internal": True,
            "author_id": company.partner_id.id,
            "email_from": rendered["email_from"] or sender,
            "reply_to": rendered["reply_to"] or first._answer_address() or sender,
            "subject": rendered["subject"],
            "body": body,
        }

    def _answer_address(self):
        """Where the employee's answer goes: to the interviewer, else False."""
        answers = self.is_own and self.kind != "warning"
        interviewer = answers and self.sudo().entretien_id.interviewer_id
        address = interviewer and interviewer._entretien_address(own=False)
        return address and formataddr((interviewer.name, address))

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

    def _attach_files(self, mail_message):
        """What HR joined to the templates, copied as it leaves, and the file of each
        interview that is given, moved or taken away.

        :param mail_message: the ``mail.message`` that keeps them
        """
        attachments = self.env["ir.attachment"].sudo()
        joined = attachments.union(
            *(message._template().attachment_ids for message in self)
        )
        about = {"res_model": mail_message._name, "res_id": mail_message.id}
        mail_message.attachment_ids |= joined.copy(about) | attachments.create(
            [
                {
                    "name": f"{message._mail_title()}.ics",
                    "raw": calendar_file(message.entretien_id),
                    "mimetype": "text/calendar",
                    **about,
                }
                for message in self
                if message.kind in WITH_FILE
                and message.is_own
                and moment_of(message.entretien_id)
            ]
        )

    # -- for the templates: an interview -----------------------------------------------

    def _mail_title(self):
        """What the law of that day calls the interview."""
        return self.env[INTERVIEW_WORDS]._title(self.entretien_id)

    def _mail_recipient(self):
        return self.recipient_id.name

    def _mail_employee(self):
        return self.sudo().entretien_id.employee_id.name

    def _mail_interviewer(self):
        return self.sudo().entretien_id.interviewer_id.name or ""

    def _mail_company(self):
        return self.sudo().company_id.name

    def _mail_day(self):
        """E.g. “Monday 15 June 2026”; empty while there is no date."""
        return self._format_day(self.sudo().entretien_id.date_planned)

    def _mail_day_off(self):
        """The day on which it does not take place after all; empty without one."""
        return self._format_day(moment_of(self.sudo().entretien_id))

    def _format_day(self, moment):
        zone = self.recipient_id._entretien_tz()
        return day_text(self.env, local(moment, zone).date()) if moment else ""

    def _mail_hours(self):
        """E.g. “10:00 – 11:00”, in the reader's time zone."""
        about = self.sudo().entretien_id
        if not about.date_planned:
            return ""
        span = (about.date_planned, about.date_planned_end)
        return hours_text(*span, self.recipient_id._entretien_tz(), dash=" – ")

    def _mail_duration(self):
        """E.g. “1 h 30”."""
        duration = self.sudo().entretien_id.duration or 1.0
        hours, minutes = divmod(round(duration * 60), 60)
        if not hours:
            return self.env._("%(minutes)s min", minutes=minutes)
        return f"{hours} h {minutes:02}" if minutes else f"{hours} h"

    def _mail_place(self):
        """The room, or that it is by video, or nothing."""
        return place_of(self.sudo().entretien_id)

    def _mail_video(self):
        """The link of the video call, or nothing."""
        about = self.sudo().entretien_id
        return (about.is_video and about.video_url) or ""

    def _mail_way(self):
        """From where somebody asks to sign, masked."""
        return self.way_text or ""

    def _mail_link(self):
        """Where the reader goes on: his own page, or the interview in Odoo.

        Without an account the address is completed as the mail leaves.
        """
        entretien = self.entretien_id
        base = self.get_base_url()
        if self.kind == "follow_up":
            # Who follows a decision may not read the interview it was taken in.
            actions = self._mail_decided()[1]
            return f"{base}/odoo/entretiens-{'actions' if actions else 'besoins'}"
        if not self.is_own:
            return f"{base}/mail/view?model=hr.entretien&res_id={entretien.id}"
        placeholder = "" if self.recipient_id._entretien_user() else PLACEHOLDER
        return f"{base}/mon-entretien/{entretien.id}{placeholder}"

    def _mail_decided(self):
        """The needs and the actions that are the reader's to follow."""
        return self.env["hr.entretien.decision.mixin"]._left_to(
            self.recipient_id, self.sudo().entretien_id
        )

    def _mail_decisions(self):
        """The same in a line: what, and by when."""
        return " ; ".join(
            " – ".join(filter(None, (line.name, format_date(self.env, line.deadline))))
            for lines in self._mail_decided()
            for line in lines
        )

    # -- for the templates: the hire, and several in one -------------------------------

    def _hire_letter(self):
        """The words of the letter, and whom they are about."""
        return self.env[HIRE_LETTER], self.recipient_id.sudo()

    def _hire_interview(self):
        words, person = self._hire_letter()
        return words._interview(person)

    def _hire_opening(self):
        words, person = self._hire_letter()
        return words._opening(person)

    def _hire_when(self):
        words, person = self._hire_letter()
        return words._when(person)

    def _digest_messages(self):
        """All those of the digest that is being written, the oldest first."""
        ids = self.env.context.get("entretien_message_ids", self.ids)
        return self.browse(ids).sorted("id")

    def _digest_line(self):
        """The short line of one of them: its template's subject."""
        return self._template()._render_field("subject", self.ids)[self.id]

    def _digest_body(self):
        """The whole text, for what has to be said in full: an invitation."""
        if self.kind not in IN_FULL:
            return ""
        return self._template()._render_field("body_html", self.ids)[self.id]

    def _digest_link(self):
        """Where to go on; nowhere, when all is said."""
        said = self.kind in ("hire", "warning")
        return not said and self._mail_link()

    def _digest_button(self):
        """What the button of a line says."""
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
