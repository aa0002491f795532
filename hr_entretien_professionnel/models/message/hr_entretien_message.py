"""The messages that the add-on sends: to whom, about what, in which words."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import formataddr
from odoo.tools.misc import format_date

from ..planning.entretien_clock import clocks_text, day_text, hours_text, local
from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..selection_labels import selection_label, translated, within_sentence
from ..window import notify, open_record
from .calendar_file import calendar_file, moment_of
from .hr_entretien_work import WORK
from .message_kinds import MESSAGE_KINDS, PENDING, UNDELIVERED, UNWRITTEN
from .report_hire_letter import HIRE_LETTER

LAYOUT = "hr_entretien_professionnel.mail_layout"
# What stands in the stored mails instead of the token: it is put in as they leave.
PLACEHOLDER = "#lien-personnel"


def masked(address):
    """E.g. “m•••@example.com”: enough to know which, not to write to it."""
    name, _at, domain = (address or "").partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""


class HrEntretienMessage(models.Model):
    """A message to send, or sent: to whom, about which interview, what became of it.

    Nobody gets more than one message a day from the add-on: when several wait for the
    same person they go together, as a digest, and what comes after it waits for the
    next morning, but for a document that is handed over. What a message says is written
    when it leaves (``hr.entretien.sender``); HR takes up those that reached nobody.

    The ``_mail_``, ``_hire_`` and ``_digest_`` methods are for the templates, that HR
    may edit. They speak the language and the time zone of the environment, those of who
    reads, and never say a token.
    """

    _name = "hr.entretien.message"
    _description = "Message About an Interview"
    _order = "id desc"
    _rec_name = "kind"

    entretien_id = fields.Many2one(
        "hr.entretien",
        string="Interview",
        index=True,
        ondelete="cascade",
        readonly=True,
        help="Empty for what is sent at the hire, before there is any, and for what "
        "tells a manager all that they have to do.",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True
    )
    recipient_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="cascade", readonly=True
    )
    is_own = fields.Boolean(
        compute="_compute_is_own", help="It goes to the employee concerned."
    )
    kind = fields.Selection(
        [(code, kind.label) for code, kind in MESSAGE_KINDS.items()],
        string="Message",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("leaving", "Leaving"),
            ("sent", "Mailed"),
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
    attempt = fields.Selection(
        [("begun", "Begun"), ("taken", "Accepted by the Mail Server")],
        readonly=True,
        groups=fields.NO_ACCESS,
        help="How far its mail came, noted as it leaves.",
    )
    day = fields.Date(
        readonly=True, help="Of what a manager has to do: it is said once a day."
    )
    work_ids = fields.Many2many(
        "hr.entretien", compute="_compute_work_ids", groups=fields.NO_ACCESS
    )
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
        "CHECK (entretien_id IS NOT NULL OR kind IN ('hire', 'weekly'))",
        "A message is about an interview, about the hire or to a manager.",
    )
    _once_a_day = models.UniqueIndex(
        "(recipient_id, day) WHERE day IS NOT NULL",
        "Somebody reminded this person at the same moment: reload the page.",
    )

    @api.depends("entretien_id.company_id", "recipient_id.company_id")
    def _compute_company_id(self):
        for message in self:
            about = message.entretien_id or message.recipient_id
            message.company_id = about.company_id

    @api.depends("kind", "recipient_id", "entretien_id.employee_id")
    def _compute_is_own(self):
        for message in self:
            concerned = message.entretien_id.employee_id or message.recipient_id
            own = message.kind != "weekly" and message.recipient_id == concerned
            message.is_own = own

    @api.depends("kind", "recipient_id")
    def _compute_work_ids(self):
        """For all the messages at once. HR, who asks, reminds them of everything; on
        Monday only the companies that want it do."""
        self.work_ids = False
        weekly = self.filtered(lambda message: message.kind == "weekly")
        for asked, messages in weekly.grouped(lambda x: bool(x._asked_by())).items():
            work = self.env[WORK]._of(messages.recipient_id, every_company=asked)
            for message in messages:
                message.work_ids = work.get(message.recipient_id)

    @api.depends("kind", "recipient_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for message in self:
            name, kind = message.recipient_id.name, selection_label(message, "kind")
            message.display_name = f"{kind} – {name}"

    def write(self, vals):
        """What HR is asked to see to goes away with the last message that it is of."""
        asked = self.browse()
        if "state" in vals:
            asked = self.filtered(lambda item: item.state in UNDELIVERED)
        result = super().write(vals)
        if asked:
            self.env["hr.entretien.sender"]._drop_asked(asked.entretien_id)
        return result

    # -- asking for one --------------------------------------------------------------

    def _queue(self, entretiens, kind, recipients=None):
        """Have a message sent, today or as soon as the person may get one. The same
        one, still on its way to the same person, is not added twice.

        :param recipients: ``hr.employee``, or a dict of them by interview; each
            interview's employee by default
        :returns: the messages, one for each interview and person, in sudo
        """
        pending = Domain("entretien_id", "in", entretiens.ids)
        pending &= Domain("kind", "=", kind) & Domain("state", "in", PENDING)
        if not MESSAGE_KINDS[kind].invites:
            # A mail that leaves was written before: it says no change since.
            pending &= Domain("state", "!=", "leaving")
        found = self.sudo().search(pending)
        known = {(item.entretien_id, item.recipient_id): item for item in found}
        messages, vals_list = self.sudo(), []
        for entretien in entretiens.sudo():
            to = entretien.employee_id if recipients is None else recipients
            for recipient in (to[entretien] if isinstance(to, dict) else to).sudo():
                if (entretien, recipient) in known:
                    messages += known[entretien, recipient]
                else:
                    vals_list.append(self._prepare_message(kind, recipient, entretien))
        return messages + self._enter(vals_list)

    def _queue_hire(self, employees):
        """Have these employees informed by mail, unless one waits; that it left is the
        proof."""
        known = self.sudo().search(
            [
                ("kind", "=", "hire"),
                ("recipient_id", "in", employees.ids),
                ("state", "in", (*PENDING, "failed")),
            ]
        )
        failed = known.filtered(lambda item: item.state == "failed")
        failed.state = "cancelled"
        left = employees.sudo() - (known - failed).recipient_id
        return self._enter([self._prepare_message("hire", person) for person in left])

    def _queue_weekly(self, people, day):
        """Have each of these conduct what is theirs: once a day, in the morning where
        they live. What was to be said to them before is said by this one.

        :param people: ``hr.employee`` who have something to do
        :returns: the messages, in sudo
        """
        former = [("kind", "=", "weekly"), ("recipient_id", "in", people.ids)]
        self.sudo().search([*former, ("state", "in", UNWRITTEN)]).state = "cancelled"
        now = fields.Datetime.now()
        return self._enter(
            [
                {
                    **self._prepare_message("weekly", person),
                    "day": day,
                    "date_scheduled": max(now, person._entretien_morning()),
                }
                for person in people.sudo()
            ]
        )

    def _queue_warning(self, entretien, address, way, way_text):
        """Have the former address notified that a newer way speaks for the employee.

        :param str way: as ``hr.entretien.way`` keeps it; ``way_text``: for who reads
        """
        vals = {"email": address, "way": way, "way_text": way_text}
        employee = entretien.sudo().employee_id
        self._enter([{**self._prepare_message("warning", employee, entretien), **vals}])

    def _prepare_message(self, kind, recipient, entretien=None):
        return {
            "entretien_id": entretien.id if entretien else False,
            "kind": kind,
            "recipient_id": recipient.id,
        }

    def _enter(self, vals_list):
        messages = self.sudo().create(vals_list)
        messages.filtered(lambda item: not item._address()).state = "no_address"
        if messages:
            self.env["hr.entretien.sender"]._wake_up()
        return messages

    def _queued_notification(self):
        letters = self.filtered(lambda item: item.state == "no_address")
        count = len(self) - len(letters)
        texts = (
            count
            and self.env._(
                "Invitations on their way by e-mail: %(count)s.", count=count
            ),
            letters
            and self.env._(
                "No e-mail address for %(names)s: print the letter and hand it over.",
                names=", ".join(letters.recipient_id.mapped("name")),
            ),
        )
        level = "warning" if letters else "success"
        return notify(" ".join(filter(None, texts)), level, sticky=bool(letters))

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
        """HR: what it says is handed over on paper, or said: nothing has to be sent.

        What is no longer to be said is cancelled; but a copy is the document itself.

        :returns: what prints it, or the interview of a copy; None when it is said
        :raises UserError: they are not printed together
        """
        messages = self._check_undelivered()
        copies = messages.filtered(lambda item: MESSAGE_KINDS[item.kind].document)
        others = self.env["hr.entretien.sender"]._drop_pointless(messages - copies)
        (copies | others).state = "by_hand"
        for message in copies:
            note = message._company_words().env._("By hand.")
            message._handed_over(note, fields.Date.context_today(self))
        action = open_record(copies[0].entretien_id) if copies else None
        # What is printed is a proof: as who asks for it, not in sudo.
        printed = others.sudo(False).grouped(lambda x: MESSAGE_KINDS[x.kind].on_paper)
        printed.pop(None, None)
        if len(printed) > 1:
            raise UserError(
                self.env._(
                    "These messages are not printed together: hand over those of one "
                    "kind at a time."
                )
            )
        for method, same in printed.items():
            action = getattr(same.entretien_id or same.recipient_id, method)()
        return action

    def _check_undelivered(self):
        """:returns: the messages, in sudo: the user is HR, and nobody received them"""
        self.env["hr.entretien"]._check_hr()
        self.check_access("read")
        if any(message.state not in UNDELIVERED for message in self):
            raise UserError(
                self.env._("Only an undelivered message can be sent again.")
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

    def _about_domain(self, employees):
        hired = Domain("entretien_id", "=", False)
        hired &= Domain("recipient_id", "in", employees.ids)
        return Domain("entretien_id.employee_id", "in", employees.ids) | hired

    def _address(self):
        self.ensure_one()
        if self.kind == "warning":
            return self.email
        return self.recipient_id._entretien_address(self.is_own)

    def _person(self):
        """A user's employees are one person; who reads a warning may be another."""
        self.ensure_one()
        if self.kind == "warning":
            return "former", self.email
        user = self.recipient_id.user_id
        return ("user", user.id) if user else ("employee", self.recipient_id.id)

    def _lang(self):
        return self.recipient_id._entretien_lang()

    def _company_words(self):
        return self.with_context(lang=self.company_id._entretien_lang())

    def _asked_by(self):
        """Whose message it is, if it is a person's: else an empty record."""
        return self.create_uid.filtered(lambda user: not user._is_superuser())

    def _add_proof(self, kind, note, day=None):
        self.ensure_one()
        day, user = day or self.recipient_id._entretien_day(), self._asked_by()
        if self.entretien_id:
            role = MESSAGE_KINDS[self.kind].document
            document = role and self.entretien_id._frozen_file(role)
            self.entretien_id._add_proof(
                kind, note=note, day=day, user=user, document=document
            )
        elif self.kind == "hire":
            self.env["hr.entretien.hire.notice"]._add_proof(
                self.recipient_id, kind, day, note, user
            )

    def _handed_over(self, note, day):
        """The copy is handed over on the day it left, whenever that was asked for."""
        self._add_proof(MESSAGE_KINDS[self.kind].proof, note, day)
        about = self.entretien_id.sudo()
        about = about if self.kind == "copy" else about.bilan_id
        # What HR reopened meanwhile will be handed over anew.
        still = self.env["hr.entretien.sender"]._is_worth_telling(
            self.entretien_id, self.kind
        )
        if still and about.date_copy_delivered != day:
            about.date_copy_delivered = day

    # -- the mail that says it ---------------------------------------------------------

    def _store_mails(self, groups):
        """One ``mail.mail`` for all the messages of each person, ready to leave.

        What is kept is a ``mail.message``, without the token of any link: in the
        chatter of the interview, or nowhere when several interviews are told of, since
        those who read one may not read the other; HR's own line keeps what is about no
        interview. What names a manager's people is not kept: it is made anew each week.

        :param groups: list of ``hr.entretien.message``, a person's each
        """
        groups = [messages._speaking() for messages in groups]
        written = [messages._prepare_mail_message() for messages in groups]
        kept = [
            {**values, "body": ""} if "weekly" in messages.mapped("kind") else values
            for messages, values in zip(groups, written, strict=True)
        ]
        for values, messages in zip(kept, groups, strict=True):
            files = messages._prepare_files()
            values["attachment_ids"] = [Command.create(file) for file in files]
        copies = self.env["mail.message"].sudo().create(kept)
        for copy in copies:
            copy.attachment_ids.res_id = copy.id
        mails = self.env["mail.mail"].sudo()
        mails = mails.create(
            [
                {
                    "mail_message_id": copy.id,
                    "body_html": values["body"],
                    "email_to": formataddr(
                        (messages[0].recipient_id.name, messages[0]._address())
                    ),
                    # The sender deletes those of a batch together, once all have left:
                    # with each record deleted Odoo forgets all that it has read.
                    "auto_delete": False,
                }
                for messages, values, copy in zip(groups, written, copies, strict=True)
            ]
        )
        for messages, copy, mail in zip(groups, copies, mails, strict=True):
            messages.write(
                {
                    "state": "leaving",
                    "date_sent": fields.Datetime.now(),
                    "email": messages[0]._address(),
                    "failure_reason": False,
                    "attempt": False,
                    "mail_mail_id": mail.id,
                    "mail_message_id": copy.id,
                }
            )

    def _speaking(self):
        """These messages in the language and the time zone of who reads them."""
        first = self[0]
        zone = first.recipient_id._entretien_tz().zone
        return self.with_context(lang=first._lang(), tz=zone)

    def _prepare_mail_message(self):
        """The interviewer gets the employee's answer."""
        first, company = self[0], self[0].company_id
        context = {"entretien_message_ids": self.ids}
        template = self._template().with_context(**context)
        rendered = {
            name: template._render_field(name, first.ids)[first.id]
            for name in ("subject", "body_html", "email_from", "reply_to")
        }
        answers = first.is_own and first.kind != "warning"
        interviewer = answers and first.sudo().entretien_id.interviewer_id
        address = interviewer and interviewer._entretien_address(own=False)
        address = address and formataddr((interviewer.name, address))
        sender = (
            company.entretien_responsible_id.email_formatted or company.email_formatted
        )
        keeper = self.browse()
        if len(self.grouped("entretien_id")) == 1:
            keeper = first.entretien_id or first
        return {
            "model": keeper._name if keeper else False,
            "res_id": keeper.id,
            "message_type": "email_outgoing",
            "is_internal": True,
            "author_id": company.partner_id.id,
            "email_from": rendered["email_from"] or sender,
            "reply_to": rendered["reply_to"] or address or sender,
            "subject": rendered["subject"],
            "body": template._render_encapsulate(
                LAYOUT,
                rendered["body_html"],
                add_context={"company": company},
                context_record=first.with_context(**context),
            ),
        }

    def _template(self):
        """In sudo; that of a digest for several."""
        kind = self.kind if len(self) == 1 else "digest"
        xmlid = f"hr_entretien_professionnel.mail_template_entretien_{kind}"
        # Not env.ref, which asks the database whether it exists each time.
        known = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        template = self.env["mail.template"].browse(known)
        if not template:
            raise UserError(
                self.env._(
                    "The template of the messages “%(kind)s” is missing.", kind=kind
                )
            )
        return template.sudo()

    def _prepare_files(self):
        """What HR joined to the templates, copied as it leaves, and the calendar file
        of each interview that is given, moved or taken away."""
        joined = (message._template().attachment_ids for message in self)
        joined = self.env["ir.attachment"].sudo().union(*joined)
        about = {"res_model": "mail.message", "res_id": 0}
        return joined.copy_data(about) + [
            {
                "name": f"{message._mail_title()}.ics",
                "raw": calendar_file(message.entretien_id),
                "mimetype": "text/calendar",
                **about,
            }
            for message in self.filtered("is_own")
            if MESSAGE_KINDS[message.kind].calendar and moment_of(message.entretien_id)
        ]

    # -- for the templates: an interview -----------------------------------------------

    def _mail_button_style(self):
        """In the colours of the company's mails."""
        company = self.sudo().company_id
        return (
            "display: inline-block; padding: 12px 24px; text-decoration: none; "
            "border-radius: 4px; font-weight: bold; "
            f"background-color: {company.email_secondary_color or '#444444'}; "
            f"color: {company.email_primary_color or '#ffffff'};"
        )

    def _mail_when(self):
        """When, where and with whom, as a table; empty while there is no date."""
        if not self.sudo().entretien_id.date_planned:
            return ""
        return self.env["ir.qweb"]._render(f"{LAYOUT}_when", {"object": self})

    def _mail_slots(self):
        """The other dates offered to the employee; empty without a choice."""
        offers = self.is_own and MESSAGE_KINDS[self.kind].calendar
        return self.sudo().entretien_id._other_slots_text() if offers else ""

    def _mail_title(self):
        return self.env[INTERVIEW_WORDS]._title(self.entretien_id)

    def _mail_name(self):
        """The title inside a sentence."""
        return within_sentence(self._mail_title())

    def _mail_mid_career(self):
        return self._is_held_for("mid_career")

    def _mail_end_career(self):
        return self._is_held_for("end_career")

    def _is_held_for(self, occasion):
        grilles = self.env["hr.entretien.grille"]
        return occasion in grilles._occasions(self.sudo().entretien_id)

    def _mail_cancelled_subject(self):
        """Who conducts several has to read whose it is."""
        day = self._mail_day_off()
        if not self.is_own:
            name = self._mail_employee()
            if not day:
                return self.env._("%(name)s: interview cancelled", name=name)
            return self.env._(
                "%(name)s: interview of %(day)s cancelled", name=name, day=day
            )
        if not day:
            return self.env._("Your interview: cancelled")
        return self.env._("Interview of %(day)s: cancelled", day=day)

    def _mail_moved_subject(self):
        """Who conducts several has to read whose it is."""
        day = self._mail_day()
        if self.is_own:
            return self.env._("Interview of %(day)s: new date", day=day)
        return self.env._(
            "%(name)s: interview moved to %(day)s", name=self._mail_employee(), day=day
        )

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
        """E.g. “10:00 – 11:00”, in the reader's time zone; in that of the other one
        too, where it differs."""
        about, zone = self.sudo().entretien_id, self.recipient_id._entretien_tz()
        if not about.date_planned:
            return ""
        span, dash = (about.date_planned, about.date_planned_end), " – "
        clocks = clocks_text(self.env, *span, zone, about._zones(), dash)
        return clocks or hours_text(*span, zone, dash)

    def _mail_duration(self):
        return self.env[INTERVIEW_WORDS]._duration(self.sudo().entretien_id)

    def _mail_place(self):
        return self.entretien_id._where()

    def _mail_video(self):
        return self.entretien_id._call_link()

    def _mail_way(self):
        return self.way_text or ""

    def _mail_link(self):
        """Without an account the address is completed as the mail leaves."""
        entretien = self.entretien_id
        base = self.get_base_url()
        if self.kind == "weekly":
            return f"{base}/odoo/entretiens-a-conduire"
        if self.kind == "follow_up":
            # Who follows a decision may not read the interview it was taken in.
            actions = self._mail_decided()[1]
            return f"{base}/odoo/entretiens-{'actions' if actions else 'besoins'}"
        if not self.is_own:
            return f"{base}/mail/view?model=hr.entretien&res_id={entretien.id}"
        placeholder = "" if self.recipient_id._entretien_user() else PLACEHOLDER
        return f"{base}/mon-entretien/{entretien.id}{placeholder}"

    def _mail_decided(self):
        return self.env["hr.entretien.decision.mixin"]._left_to(
            self.recipient_id, self.sudo().entretien_id
        )

    def _mail_decisions(self):
        """What was decided and by when, a line each."""
        return Markup("<br/>").join(self._decision_texts())

    def _mail_decided_subject(self):
        """E.g. “Train two apprentices – due date passed on 31/08/2026 (and 1 more)”."""
        return self._first_of(self._decision_texts()) or selection_label(self, "kind")

    def _decision_texts(self):
        today = self.recipient_id._entretien_day()
        past = self.env._("due date passed on %(date)s")
        ahead = self.env._("to be done by %(date)s")
        return [
            f"{line.name} – "
            + (past if line.deadline < today else ahead)
            % {"date": format_date(self.env, line.deadline)}
            for lines in self._mail_decided()
            for line in lines
        ]

    def _first_of(self, texts):
        if not texts[1:]:
            return "".join(texts)
        more = len(texts) - 1
        return self.env._("%(first)s (and %(count)s more)", first=texts[0], count=more)

    # -- for the templates: what a manager has to do -----------------------------------

    def _mail_work(self):
        return self.env[WORK]._text(self.sudo().work_ids, self.recipient_id)

    def _mail_work_summary(self):
        return self.env[WORK]._summary(self.sudo().work_ids)

    # -- for the templates: the hire, and several in one -------------------------------

    def _hire_interview(self):
        return self.env[HIRE_LETTER]._interview(self.recipient_id.sudo())

    def _hire_opening(self):
        return self.env[HIRE_LETTER]._opening(self.recipient_id.sudo())

    def _hire_when(self):
        return self.env[HIRE_LETTER]._when(self.recipient_id.sudo())

    def _digest_messages(self):
        """All those of the digest that is being written, the oldest first."""
        ids = self.env.context.get("entretien_message_ids", self.ids)
        return self.browse(ids).sorted("id")

    def _mail_greets(self):
        """In a digest the greeting stands once, above all that it says."""
        return not self._digest_messages()[1:]

    def _digest_subject(self):
        """The first thing that is said, and how many others are."""
        lines = [message._digest_line() for message in self._digest_messages()]
        return self._first_of(lines)

    def _digest_line(self):
        return self._template()._render_field("subject", self.ids)[self.id]

    def _digest_body(self):
        """The whole text of what has to be said in full: an invitation."""
        if not MESSAGE_KINDS[self.kind].in_full:
            return ""
        return self._template()._render_field("body_html", self.ids)[self.id]

    def _digest_link(self):
        """Where to go on; nowhere, when all is said."""
        over = self.kind == "warning" or MESSAGE_KINDS[self.kind].in_full
        return not over and self._mail_link()

    def _digest_button(self):
        if not self.is_own and self.kind != "follow_up":
            return self.env._("Open the interview")
        return translated(self.env, MESSAGE_KINDS[self.kind].button)
