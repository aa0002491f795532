"""The preparation's steps: opened with the invitation, sent, changed, sent again."""

from odoo import fields, models

from ..interview.hr_entretien import OPEN_STATES
from .hr_entretien_preparation_seal import seal, unseal


class HrEntretienPreparation(models.Model):
    _inherit = "hr.entretien.preparation"

    def action_submit(self):
        """The employee sends his answers."""
        for preparation in self:
            preparation._submit()

    def _submit(self, token=None):
        """What was sealed becomes readable by those who hold the interview.

        :param str token: the author's link's, when he is not logged in
        :raises AccessError: somebody else sends it in his place
        :raises UserError: the interview was held
        """
        self.ensure_one()
        self._check_author(token)
        self._check_open()
        self._lock()
        content = unseal(self)
        if content is None:
            if self.sudo().state == "submitted":
                # Clicked twice, or in two tabs: it is sent, and proved, once.
                return
            content = self._starting_content()
        self.sudo()._write_plain(
            {
                **self._to_fields(content),
                "sealed": False,
                "state": "submitted",
                "date_submitted": fields.Datetime.now(),
            }
        )
        self._tell_submitted(token)

    def _tell_submitted(self, token):
        """The proof says that it was sent, never what it says."""
        entretien = self.sudo().entretien_id
        entretien._add_proof_of_employee(
            "preparation", user=self.env["res.users"] if token else None
        )
        messages, interviewer = (
            self.env["hr.entretien.message"],
            entretien.interviewer_id,
        )
        waiting = [
            ("entretien_id", "=", entretien.id),
            ("kind", "=", "prepared"),
            ("recipient_id", "=", interviewer.id),
            ("state", "=", "waiting"),
        ]
        if interviewer and not messages.sudo().search_count(waiting, limit=1):
            messages._queue(entretien, "prepared", interviewer)

    def _reopen_draft(self, token=None):
        """He changes what he sent: it stays as it is until he sends it again."""
        self.ensure_one()
        self._check_author(token)
        self._check_open()
        self._lock()
        if unseal(self) is None:
            seal(self, self._starting_content())

    def _is_writing(self):
        """Whether there is something that he has not sent."""
        self.ensure_one()
        return self.sudo().state == "draft" or bool(self.sudo().sealed)


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    preparation_id = fields.Many2one(
        "hr.entretien.preparation", copy=False, readonly=True
    )

    def _ensure_preparation(self):
        """Each interview's preparation, created when it is missing.

        With the questions of the grid as they are from now on; one that was not sent
        yet gets those that the interview took up since.

        :returns: the preparations, in sudo
        """
        self._take_grille()
        entretiens = self.sudo()
        missing = entretiens.filtered(
            lambda item: not item.preparation_id and item.state in OPEN_STATES
        )
        created = (
            self.env["hr.entretien.preparation"]
            .sudo()
            .create([{"entretien_id": entretien.id} for entretien in missing])
        )
        for preparation in created:
            preparation.entretien_id.preparation_id = preparation
        entretiens._prepare_with_version()
        return entretiens.preparation_id

    def _prepare_with_version(self):
        """One that was not sent yet asks what the interview asks."""
        for entretien in self.sudo():
            preparation, version = entretien.preparation_id, entretien.grille_version_id
            if (
                preparation.state == "draft"
                and preparation.grille_version_id != version
            ):
                preparation.grille_version_id = version

    def _join_occasions(self, occasions):
        version = super()._join_occasions(occasions)
        self._prepare_with_version()
        return version

    def _take_grille(self):
        """The grid's questions are settled before they are asked."""
        self._ensure_grille_version()

    def _career_so_far(self):
        """The career as Odoo knows it, for the employee to mend and complete."""
        self.ensure_one()
        entretien = self.sudo()
        employee = entretien.employee_id
        lines = [entretien.career or employee._entretien_career_text()]
        return "\n".join(filter(None, [*lines, *employee._entretien_certifications()]))
