from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from ..grille.hr_entretien_grille import TAKEN_UP
from ..preparation.hr_entretien_preparation import TEXTS
from ..proof.ir_actions_report import INTERVIEW_WORDS
from ..window import open_record
from .entretien_states import OPEN_STATES
from .hr_entretien_rights_mixin import EMPLOYEE_FIELDS

# What was said of it adds questions, and an état des lieux.
CARRIED = ("with_bilan", "with_mid_career", "with_end_career", "return_kind")


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    seniority_label = fields.Char("Seniority", compute="_compute_seniority_label")

    # What was said last time, and what the employee prepared.
    previous_id = fields.Many2one(
        "hr.entretien",
        string="Last Interview",
        compute="_compute_previous_id",
        help="The last one held before this one, when the user may read it.",
    )
    previous_besoin_ids = fields.One2many(
        "hr.entretien.besoin",
        compute="_compute_previous",
        readonly=False,
        string="Needs of the Last Interviews",
    )
    previous_action_ids = fields.One2many(
        "hr.entretien.action",
        compute="_compute_previous",
        readonly=False,
        string="Actions of the Last Interviews",
    )
    previous_souhait_ids = fields.One2many(
        "hr.entretien.souhait",
        compute="_compute_previous",
        readonly=False,
        string="Wishes of the Last Interviews",
    )
    has_previous = fields.Boolean(compute="_compute_previous")
    previous_presented = fields.Json(
        string="Past Requests, as Presented", copy=False, readonly=True
    )
    preparation_id = fields.Many2one(
        "hr.entretien.preparation", copy=False, readonly=True
    )
    preparation_state = fields.Selection(
        [("waited", "Not sent"), ("submitted", "Sent")],
        string="Preparation Sent",
        compute="_compute_preparation_state",
        help="A draft is its author's alone: it is not even said that there is one.",
    )
    beside = fields.Json(
        compute="_compute_beside",
        help="By section: what the employee prepared, what was said last time.",
    )

    # The company's questions: while it is to plan it follows the company's grid for its
    # motif, unless another one is chosen; once planned it keeps a version of all that
    # apply, see ``hr.entretien.grille``.
    grille_id = fields.Many2one(
        "hr.entretien.grille",
        string="Grid",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Empty: the company's grid for the motif, when the interview is planned.",
    )
    grille_version_id = fields.Many2one(
        "hr.entretien.grille.version",
        string="Grid as It Was",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    grille_introduction = fields.Html(related="grille_version_id.introduction")
    has_questions = fields.Boolean(compute="_compute_has_questions")
    questions = fields.Properties(
        "Company's Questions",
        definition="grille_version_id.interviewer_definition",
        copy=False,
    )

    bilan_ids = fields.One2many("hr.entretien.bilan", "entretien_id", "États des Lieux")
    bilan_id = fields.Many2one(
        "hr.entretien.bilan",
        string="État des Lieux",
        compute="_compute_bilan_id",
        store=True,
        index="btree_not_null",
        help="Kept, and empty, when the interview no longer carries one.",
    )
    can_read_bilan = fields.Boolean(compute="_compute_can_read_bilan")

    @api.depends("employee_id.name", "motif", "with_bilan", "date_held", "date_planned")
    @api.depends_context("lang", "uid")
    def _compute_display_name(self):
        """Who is in charge of a line, and reads no more, does not learn the motif."""
        motifs = dict(self._fields["motif"]._description_selection(self.env))
        for entretien in self:
            day = entretien.date_held or entretien.date_planned or entretien.date_due
            parts = [entretien.sudo().employee_id.name, motifs.get(entretien.motif)]
            parts.append(day and format_date(self.env, day))
            entretien.display_name = " – ".join(filter(None, parts))
        # After all was read: rules bring what they read into the cache of everybody.
        user, stored = self.env.user, self.filtered("id")
        if user._is_superuser():
            return
        if self._user_is_hr():
            theirs = user.sudo().company_ids
            stored = stored.filtered(lambda item: item.sudo().company_id not in theirs)
        for entretien in stored - stored._readable_by(user):
            entretien.display_name = self.env._("Entretien professionnel")

    @api.depends("seniority_date", "date_held")
    @api.depends_context("lang")
    def _compute_seniority_label(self):
        words, today = self.env[INTERVIEW_WORDS], fields.Date.context_today(self)
        for entretien in self:
            start, day = entretien.seniority_date, entretien.date_held or today
            entretien.seniority_label = (
                start and start <= day and words._span(start, day)
            )

    @api.depends("employee_id", "state", "date_held")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_previous_id(self):
        before = self.env["hr.entretien.previous"]._held_before(self)
        for entretien in self:
            entretien.previous_id = before[entretien][:1]

    @api.depends("employee_id", "date_held")
    @api.depends_context("uid")
    def _compute_previous(self):
        self.env["hr.entretien.previous"]._compute_lines(self)

    @api.depends("preparation_id.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_preparation_state(self):
        sent = self.env["hr.entretien.beside"]._sent(self)
        for entretien in self:
            found = entretien._origin.id in sent
            entretien.preparation_state = "submitted" if found else "waited"

    @api.depends(
        "preparation_id.state",
        "souhait_ids",
        "besoin_ids",
        "employee_id",
        "date_held",
        *TEXTS,
    )
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_beside(self):
        beside = self.env["hr.entretien.beside"]
        sent = beside._sent(self)
        for entretien in self:
            preparation = sent.get(entretien._origin.id)
            entretien.beside = beside._content(entretien, preparation)

    @api.depends("grille_version_id")
    def _compute_has_questions(self):
        for entretien in self:
            version = entretien.grille_version_id.sudo()
            entretien.has_questions = bool(version.interviewer_definition)

    @api.constrains("grille_id")
    def _check_grille_company(self):
        for entretien in self.sudo():
            company = entretien.grille_id.company_id
            if company and company != entretien.company_id:
                raise ValidationError(
                    self.env._(
                        "The grid “%(name)s” is another company's.",
                        name=entretien.grille_id.name,
                    )
                )

    @api.depends("bilan_ids")
    def _compute_bilan_id(self):
        for entretien in self:
            entretien.bilan_id = entretien.bilan_ids[:1]

    @api.depends("bilan_id.date_frozen", "with_bilan", "state")
    @api.depends_context("uid")
    def _compute_can_read_bilan(self):
        """Who leads the interview; the employee, once it is handed over to them."""
        read = self.bilan_id._filtered_access("read")
        for entretien in self:
            shown = entretien.with_bilan and entretien.bilan_id in read
            ended = entretien.state in ("declined", "cancelled")
            entretien.can_read_bilan = shown and not ended

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_readable(vals)
        self._check_create(vals_list)
        previous = self.env["hr.entretien.previous"]
        entretiens = super().create([previous._without(vals) for vals in vals_list])
        entretiens._ensure_grille_version()
        previous._write_lines(entretiens, vals_list)
        self.env["hr.entretien.bilan"]._open(entretiens)
        # History is entered by hundreds: its lines come when somebody asks.
        entretiens.filtered(lambda x: x.state in OPEN_STATES).bilan_id._fill()
        # The other copies are precomputed; these a manager may not read.
        entretiens.sudo().mapped("employee_category")
        return entretiens

    def write(self, vals):
        previous = self.env["hr.entretien.previous"]
        grilles = self.env["hr.entretien.grille"]
        rest = previous._without(vals)
        if rest:
            self._check_write(rest)
        previous._write_lines(self, [vals] * len(self))
        if vals and not rest:
            return True
        carried = any(rest.get(name) for name in CARRIED)
        occasions = {item: grilles._occasions(item) for item in self if carried}
        commented = not self.env.su and EMPLOYEE_FIELDS & rest.keys()
        own = self._own_held() if commented else self.browse()
        if own:
            own._write_own_comment(rest["employee_comment"])
            others = {name: rest[name] for name in rest.keys() - EMPLOYEE_FIELDS}
            if others:
                super(HrEntretien, own).write(others)
        super(HrEntretien, self - own).write(rest)
        if carried or rest.get("state") in TAKEN_UP:
            self._ensure_grille_version()
        grilles._join_occasions(occasions)
        if rest.get("with_bilan"):
            self.env["hr.entretien.bilan"]._open(self)
        if rest.get("with_bilan") or rest.get("state") in TAKEN_UP:
            self.sudo().bilan_id._fill()
        if rest.keys() & {"state", "interviewer_id"}:
            self.env["hr.entretien.decision.mixin"]._sync_decided(self)
        return True

    # -- buttons -----------------------------------------------------------------------

    def action_take_section(self, name):
        """Copy a section of the preparation that was sent into the interview.

        It adds to what is written, replaces nothing, and does nothing a second time.

        :param str name: a code of ``SECTIONS``, or ``all``
        :raises UserError: the interview is closed, or nothing was sent
        :raises AccessError: the user does not lead the interview
        """
        self._check_lead()
        self._check_not_locked()
        values = self.env["hr.entretien.beside"]._take(self, name)
        if values:
            self.write(values)

    def action_give_information(self, code=None):
        """The information was given today.

        :param str code: ``vae``, ``cpf`` or ``cep``
        """
        self._check_lead()
        self._check_not_locked()
        if code not in ("vae", "cpf", "cep"):
            raise UserError(self.env._("There is no such information to give."))
        self.write({f"info_{code}_date": fields.Date.context_today(self)})

    def action_print_preparation(self):
        """The sheets to prepare on paper, each beginning on a page of its own.

        :raises UserError: an interview was already held, or will not be
        :raises AccessError: the user does not lead it
        """
        self._check_step("print_preparation")
        self._ensure_grille_version()
        return self.env.ref(
            "hr_entretien_professionnel.hr_entretien_preparation_sheet_report"
        ).report_action(self)

    def action_open_bilan(self):
        """Its état des lieux, on a screen of its own.

        :raises AccessError: it is not the user's to read
        """
        self.ensure_one()
        self.bilan_id.check_access("read")
        return open_record(self.bilan_id)

    # -- what others ask it ------------------------------------------------------------

    def _report_lang(self):
        """The language of its documents: the employee's, else the company's."""
        self.ensure_one()
        entretien = self.sudo()
        codes = (
            entretien.employee_id.user_id.lang,
            entretien.company_id._entretien_lang(),
            self.env.lang,
        )
        return self.env["res.lang"]._entretien_first(*codes)

    def _ensure_grille_version(self):
        """Settle the questions of those that are planned or held and have none yet."""
        self.env["hr.entretien.grille"]._settle(self)

    def _ensure_preparation(self):
        """Each interview's preparation, created when it is missing; in sudo."""
        return self.env["hr.entretien.preparation"]._ensure(self)

    def _schedule_to_plan(self, today):
        activities = self.env["mail.activity"]
        activities._entretien_schedule(self, "to_plan", today, "_to_plan_note")
        for entretien in self:
            entretien.deadline_told = entretien.date_due

    def _close_to_plan(self):
        """The activity did its duty: what it asked for is done."""
        self.sudo().activity_ids._entretien_about("to_plan").action_feedback()

    def _to_plan_note(self, today):
        """Why HR, and not the interviewer, is asked to see to it."""
        nobody = not self.interviewer_id
        return nobody and self.env["hr.entretien.interviewer"]._nobody_text(self)

    def _schedule_check(self, today, note, **when):
        self.env["mail.activity"]._entretien_schedule_check(self, today, note, **when)

    def _drop_check(self, note):
        self.sudo().activity_ids._entretien_about("check")._entretien_drop(note)

    def _check_can_update_message_content(self, messages):
        """The window of Odoo updates with the server's rights."""
        if messages.with_env(self.env)._not_own_words():
            raise AccessError(self.env._("You may change your own words only."))
        return super()._check_can_update_message_content(messages)
