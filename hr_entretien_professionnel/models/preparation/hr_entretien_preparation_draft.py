"""The draft: sealed while it is written, opened by its author alone."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import SQL

from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_preparation import CONTENT
from .hr_entretien_preparation_content import MAX_KEYS
from .hr_entretien_preparation_seal import begun_with, seal, unseal


class HrEntretienPreparation(models.Model):
    """Until he sends it, what the employee writes is in none of the content fields.

    It is in ``sealed``, which only ``_draft_load``, ``read_draft`` and ``_submit``
    open, after ``_check_author``: the one who made the request is the employee himself,
    logged in or holding a valid link. To be superuser, or to act ``with_user`` of the
    employee, does not open it, nor does a scheduled action that runs as the employee.
    """

    _inherit = "hr.entretien.preparation"

    sealed = fields.Text(groups=fields.NO_ACCESS, copy=False, readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """A draft is sealed from its first value on."""
        plain, sealed = [], []
        for vals in vals_list:
            draft = vals.get("state", "draft") == "draft"
            hidden = {name for name in CONTENT if draft and name in vals}
            sealed.append({name: vals[name] for name in hidden})
            plain.append({name: vals[name] for name in vals.keys() - hidden})
        preparations = super().create(plain)
        for preparation, content in zip(preparations, sealed, strict=True):
            if content:
                preparation._draft_merge(preparation._to_keys(content))
        return preparations

    def write(self, vals):
        """What the employee writes is sealed; so is a draft, whoever writes it."""
        if not self.env.su and vals.keys() - set(CONTENT):
            raise AccessError(
                self.env._("Only your answers can be written on a preparation.")
            )
        content = {name: vals[name] for name in CONTENT if name in vals}
        if not content:
            return super().write(vals)
        self.check_access("write")
        sent = vals.get("state") == "submitted"
        hidden = self.filtered(
            lambda item: not self.env.su or not (sent or item.state == "submitted")
        )
        for preparation in hidden:
            if not self.env.su:
                preparation._check_open()
                preparation._check_begun()
            preparation._draft_merge(preparation._to_keys(content))
        others = {name: vals[name] for name in vals.keys() - content.keys()}
        super(HrEntretienPreparation, hidden).write(others)
        return super(HrEntretienPreparation, self - hidden).write(vals)

    def _write_plain(self, vals):
        """Write past the sealing. Without a draft to open, it shows nothing."""
        beyond = super()
        return beyond.write(vals)

    def read_draft(self):
        """The author's answers as they are now, sent or not.

        :returns: the values of the content fields
        :rtype: dict
        :raises AccessError: anybody else asks
        """
        self.ensure_one()
        return self._to_fields(self._draft_load())

    def _draft_load(self, token=None):
        """The author's answers, key by key (``hr_entretien_preparation_content``).

        :param str token: his link's, when he is not logged in
        :rtype: dict
        :raises AccessError: anybody else asks
        """
        self.ensure_one()
        self._check_author(token)
        draft = unseal(self)
        return self._starting_content() if draft is None else draft

    def _draft_save(self, values, token=None):
        """Save what the author changed; what cannot be kept is told, the rest is saved.

        :param dict values: the changed keys and their values, None to take away
        :returns: key → why it is not saved
        :rtype: dict
        """
        self.ensure_one()
        self._check_author(token)
        self._check_open()
        return self._draft_merge(values, strict=False)

    def _draft_merge(self, changes, strict=True):
        """Seal the changes over what is there. The row is locked: two tabs that save at
        once lose nothing, they change their own keys one after the other.

        :returns: key → why it is not saved, unless ``strict`` raises it
        """
        self.ensure_one()
        self._lock()
        content, refused = unseal(self), {}
        content = self._starting_content() if content is None else content
        if "need.*" in changes:
            content = {k: v for k, v in content.items() if not k.startswith("need.")}
        for key in [key for key in changes if key != "need.*"]:
            try:
                value = self._clean(key, changes[key])
            except UserError as error:
                if strict:
                    raise
                refused[key] = str(error)
                continue
            if value is None:
                content.pop(key, None)
            else:
                content[key] = value
        if len(content) > MAX_KEYS:
            raise UserError(self.env._("There are too many lines: group some of them."))
        seal(self, content)
        return refused

    def _starting_content(self):
        """What he starts from: what he sent, else what Odoo knows of his career."""
        self.ensure_one()
        record = self.sudo()
        if record.state == "draft":
            career = record.entretien_id._career_so_far()
            return {"career": career} if career else {}
        vals = {name: record[name] for name in CONTENT if name != "answers"}
        vals["answers"] = dict(record.answers._values or {})
        changes = self._to_keys({name: value for name, value in vals.items() if value})
        return {key: value for key, value in changes.items() if value is not None}

    def _lock(self):
        """Wait for the other tab. Two transactions that cross are run again by Odoo."""
        self.flush_recordset()
        # Run again, it is no error for the log.
        self.env.cr.execute(
            SQL(
                "SELECT FROM hr_entretien_preparation WHERE id = %s FOR UPDATE", self.id
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(flush=False)

    def _is_author(self, token=None):
        """Whether it is the employee himself who made the request, whatever code runs.

        :param str token: what came with the address of his page
        """
        self.ensure_one()
        employee = self.sudo().employee_id
        if not employee.active:
            return False
        if token:
            links = self.env["hr.entretien.link"]
            link = links._find(self.sudo().entretien_id.id, token)
            return bool(link) and begun_with(self, email=link.email)
        # A scheduled action runs as whom it is told to: nobody asks for anything.
        caller = request and self.env.transaction.default_env
        user = employee.user_id
        own = user and caller and caller.uid == user.id == self.env.uid
        return bool(own) and begun_with(self, user=user)

    def _check_author(self, token=None):
        if not self._is_author(token):
            raise AccessError(
                self.env._(
                    "Nobody but the employee reads his notes before he sends them."
                )
            )

    def _check_begun(self):
        """An account put on the card since he began writes nothing over it."""
        if not begun_with(self, user=self.env.user):
            raise AccessError(self._begun_message())

    def _begun_message(self):
        return self.env._(
            "These notes were begun before this account or this address was on your "
            "card: open the link of the first message that you received, or ask your "
            "HR department to put the former one back. Nobody else can read them."
        )

    def _check_open(self):
        if self.sudo().entretien_id.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "The interview was held: what you prepared does not change any "
                    "more."
                )
            )
