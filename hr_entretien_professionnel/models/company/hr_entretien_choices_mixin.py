from odoo import fields, models

HR = "hr.group_hr_user"
SHIPPED = {"groups": HR, "help": "Empty: the text shipped with the application."}
RHYTHM = (
    "entretien_rhythm",
    "entretien_agreement_months",
    "entretien_agreement_date",
    "entretien_old_agreement_months",
    "entretien_agreement_will",
)
# The choices that dates depend on.
SCHEDULING = (
    *RHYTHM,
    "entretien_bilan_chain",
    "entretien_gap_days",
    "entretien_return_days",
    "entretien_suspend_periodic",
    "entretien_family_leaves",
    "entretien_illness",
    "entretien_employee_types",
)


class HrEntretienChoicesMixin(models.AbstractModel):
    """The choices that a company makes about its entretiens, each declared once.

    Columns of ``res.company``, read and written by HR alone, and fields of the page
    ``hr.entretien.settings``: an add-on that extends this model adds a choice to both.
    """

    _name = "hr.entretien.choices.mixin"
    _description = "Choices about the Interviews"

    entretien_rhythm = fields.Selection(
        [
            ("legal", "The law: 1 year, then every 4 years, état des lieux at 8"),
            ("two_six", "Every 2 years, état des lieux at 6 years"),
            ("agreement", "A company or branch agreement"),
        ],
        string="Schedule of the Interviews",
        default="legal",
        required=True,
        groups=HR,
    )
    entretien_agreement_months = fields.Integer(
        string="Agreement: Period (months)",
        groups=HR,
        help="Period between two interviews under the revised agreement: 48 months at "
        "the most (art. L.6315-1, III). 0: it was not revised, and the former period "
        "goes on, unless it is longer than 48 months: then it lapses on 1 October "
        "2026.",
    )
    entretien_agreement_date = fields.Date(
        string="Agreement: Change-over Date",
        groups=HR,
        help="The day the revised agreement takes effect; empty: 1 October 2026.",
    )
    entretien_agreement_will = fields.Selection(
        [
            ("own", "It wanted this period, whatever the law says"),
            ("copy", "It only repeated the law of 2014"),
        ],
        string="Agreement of 24 Months: What It Wanted",
        groups=HR,
        help="What those who signed it wanted decides (ministry, Questions-réponses of "
        "13 February 2026): an agreement that only repeats the law sets no period of "
        "its own, and the law of 24 October 2025 applies since 26 October 2025.",
    )
    entretien_old_agreement_months = fields.Integer(
        string="Former Agreement: Period (months)", default=24, groups=HR
    )
    entretien_bilan_chain = fields.Selection(
        [
            ("seniority", "Counted by seniority"),
            ("held", "Counted from the last one held"),
        ],
        string="Next État des Lieux",
        default="seniority",
        required=True,
        groups=HR,
    )
    entretien_horizon_days = fields.Integer(
        string="Open Interviews Ahead (days)", default=90, groups=HR
    )
    entretien_return_days = fields.Integer(
        string="Return Interview Within (days)", default=30, groups=HR
    )
    entretien_suspend_periodic = fields.Boolean(
        string="Suspensions Move the Periodic Interview Too",
        groups=HR,
        help="The days that seniority leaves out always move the état des lieux.",
    )
    entretien_family_leaves = fields.Selection(
        [
            ("code", "They count (Code du travail)"),
            ("ministry", "They do not count (ministry)"),
        ],
        string="Days of Présence Parentale and Solidarité Familiale",
        default="code",
        required=True,
        groups=HR,
        help="Art. L.1225-65 and L.3142-12 count them as seniority; the ministry's "
        "Questions-réponses of 13 February 2026 leave them out.",
    )
    entretien_illness = fields.Selection(
        [("counted", "They count (prudent)"), ("left_out", "They do not count")],
        string="Days of Illness of Private Origin",
        default="counted",
        required=True,
        groups=HR,
        help="No text settles it. Counted, the état des lieux falls due sooner; the "
        "test of the ministry's Questions-réponses of 13 February 2026 leads to leave "
        "them out.",
    )
    entretien_late_counts = fields.Boolean(
        string="An Interview Held Late Counts",
        default=True,
        groups=HR,
        help="For the corrective payment, an interview held after its date but "
        "before the état des lieux counts as held. Unticked: the strict reading.",
    )
    entretien_whole_cycle = fields.Boolean(
        string="An Agreement Applies to the Whole Cycle",
        default=True,
        groups=HR,
        help="For the corrective payment, an agreement on the period made during a "
        "cycle applies to all of it, unless it says otherwise (ministry, "
        "Questions-réponses of 13 February 2026). Unticked: from its own date on.",
    )
    entretien_notice_days = fields.Integer(
        string="Notice Before the Interview (days)", default=15, groups=HR
    )
    entretien_gap_days = fields.Integer(
        string="Gap Between Two Contracts (days)",
        default=4,
        groups=HR,
        help="Contracts that follow each other with at most this many days between "
        "them are one employment.",
    )
    entretien_responsible_id = fields.Many2one(
        "res.users",
        string="HR in Charge of the Interviews",
        groups=HR,
        help="Receives what nobody else can: an interviewer without an account, an "
        "employee without a manager.",
    )
    entretien_first_run_over = fields.Boolean(
        string="Hide the First Steps",
        groups=HR,
        help="The list of what to do first, on the dashboard.",
    )
    entretien_info_vae = fields.Html("Information on the VAE", **SHIPPED)
    entretien_info_cpf = fields.Html("Information on the CPF", **SHIPPED)
    entretien_info_cep = fields.Html("Information on the CEP", **SHIPPED)
    entretien_reminder_days = fields.Integer(
        string="Remind Before the Interview (days)",
        default=7,
        groups=HR,
        help="The employee who has not sent their preparation is reminded of it from "
        "that many days before the interview.",
    )
    entretien_reminder_max = fields.Integer(
        string="Reminders at Most",
        default=2,
        groups=HR,
        help="For one interview. 0: no reminder.",
    )
    entretien_link_days = fields.Integer(
        string="Validity of a Link (days)",
        default=90,
        groups=HR,
        help="How long the link of a mail opens the employee's page.",
    )

    entretien_offer_slots = fields.Boolean(
        string="Let the Employee Choose among Three Slots",
        groups=HR,
        help="Whoever plans may offer three free slots in the invitation; the one that "
        "the employee chooses on their page, until the day before, becomes the date.",
    )
    entretien_manager_weekly = fields.Boolean(
        string="Weekly Message to Managers",
        default=True,
        groups=HR,
        help="On Monday, each manager receives one message with the interviews to "
        "plan, to hold and to hand over.",
    )
    entretien_show_article = fields.Boolean(
        string="Give the Employee the Article",
        groups=HR,
        help="The letter and the employee's page give the reason in plain words; "
        "ticked, they also give the article of the Code du travail.",
    )

    def _entretien_choices(self):
        """The choices as ``write`` takes them, by field name."""
        self.ensure_one()
        names = self.env["hr.entretien.choices.mixin"]._fields
        return self._convert_to_write(
            {name: self[name] for name in names if name.startswith("entretien_")}
        )
