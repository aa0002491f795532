"""Launch of a campaign: plan and invite, line by line, in the background."""

import logging

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..interview.batch import MAX_CONFLICTS
from ..interview.hr_entretien_reconcile import QUIET
from .hr_entretien_campaign import RUNNING

_logger = logging.getLogger(__name__)
BATCH = 20


class HrEntretienCampaign(models.Model):
    _inherit = "hr.entretien.campaign"

    def action_launch(self):
        """Have everybody who is in planned and invited, in the background.

        Later on: those added or put in since. It sends in the user's name.
        """
        self._check_may("dates", *RUNNING)
        for campaign in self:
            waiting = campaign._lines_to_date().filtered(lambda line: not line.launched)
            if not waiting:
                raise UserError(self.env._("Nobody waits to be invited."))
            waiting.write({"launched": True, "state": "todo", "error": False})
            campaign._run()

    def action_stop(self):
        """Invite nobody else. What is under way, 20 people at most, is finished."""
        self._check_may("running")
        self.sudo().write({"state": "stopped"})

    def action_resume(self):
        """Go on where it was stopped."""
        self._check_may("stopped")
        for campaign in self:
            campaign._run()

    def action_retry(self):
        """Try again those that failed."""
        self._check_may(*RUNNING)
        for campaign in self:
            failed = campaign.line_ids.filtered(lambda line: line.state == "error")
            failed.sudo().write({"state": "todo", "error": False, "launched": True})
            campaign._run()

    def action_print_letters(self):
        """The letters of those who have no e-mail, all in one document."""
        self._check_may(*RUNNING)
        lines = self.line_ids.filtered(
            lambda line: line.state == "planned" and line.by_letter
        )
        if not lines:
            raise UserError(self.env._("There is no letter to print."))
        action = lines.entretien_id.action_print_invitation()
        lines.sudo().state = "sent"
        return action

    def _run(self):
        self.ensure_one()
        vals = {"state": "running", "user_id": self.env.user.id}
        if not self.date_launched:
            vals["date_launched"] = fields.Datetime.now()
        self.sudo().write(vals)
        self._wake_up()

    @api.model
    def _wake_up(self):
        self.env.ref("hr_entretien_professionnel.ir_cron_campaign").sudo()._trigger()

    @api.model
    def _cron_campaigns(self):
        """Deal with the lines of the running campaigns, a batch in a transaction.

        What is left is read anew each time: a crash, a stop or a second worker loses
        nothing and does nothing twice.
        """
        progress, conflicts = self.env["ir.cron"], 0
        while True:
            try:
                done = self._run_batch()
                left = len(self._lines_to_run())
                time_left = progress._commit_progress(done, remaining=left)
            except errors.SerializationFailure:
                self.env.cr.rollback()
                conflicts += 1
                if conflicts < MAX_CONFLICTS:
                    continue
                _logger.info("Campaign: lines are left for the next run")
                return
            if not left or not done or not time_left:
                break
        self._finish()

    @api.model
    def _lines_to_run(self):
        return (
            self.env["hr.entretien.campaign.line"]
            .sudo()
            .search(
                Domain("campaign_id.state", "=", "running")
                & Domain("launched", "=", True)
                & Domain("is_in", "=", True)
                & Domain("state", "=", "todo"),
                order="campaign_id, date_planned, id",
            )
        )

    @api.model
    def _run_batch(self):
        """Deal with the next lines that no other worker holds.

        :returns: how many
        """
        lines = self._lines_to_run().try_lock_for_update(
            allow_referencing=True, limit=BATCH
        )
        for campaign, mine in lines.grouped("campaign_id").items():
            mine._as_sender(campaign)._run_all()
        return len(lines)

    @api.model
    def _finish(self):
        """A campaign whose lines are all dealt with is finished."""
        running = self.sudo().search([("state", "=", "running")])
        busy = self._lines_to_run().campaign_id
        (running - busy).write({"state": "done"})
        self.env["ir.cron"]._commit_progress()


class HrEntretienCampaignLine(models.Model):
    _inherit = "hr.entretien.campaign.line"

    def _as_sender(self, campaign):
        """These lines as the person who launched: his rights, his name in proofs."""
        user = campaign.user_id
        return self.with_user(user).with_context(
            allowed_company_ids=campaign.company_id.ids,
            lang=user._entretien_lang(),
            tz=user.tz,
        )

    def _run_all(self):
        """Each line on its own: one that fails says why and spoils no other."""
        self._apart(self._open_missing)
        for line in self:
            error = line._apart(line._run_one)
            if error:
                line.sudo().write({"state": "error", "error": error})

    def _apart(self, step):
        """Take a step in a savepoint.

        :returns: what went wrong, in words, or None
        """
        try:
            with self.env.cr.savepoint():
                step()
        except errors.SerializationFailure:
            raise
        except UserError as error:
            return str(error)
        except errors.UniqueViolation:
            return self.env._("Somebody opened this interview meanwhile: retry.")
        except Exception:
            _logger.exception("Campaign: lines %s", self.ids)
            return self.env._(
                "Unexpected error: the details are in the log of the server."
            )
        return None

    def _run_one(self):
        """Plan the interview and send its invitation, or leave the letter to print."""
        self.ensure_one()
        self._open_missing()
        entretien = self.entretien_id
        if entretien.state != "to_plan":
            self.sudo().write({"state": "skipped", "error": self._skipped_text()})
            return
        self._check_ready()
        entretien.write(self._prepare_entretien())
        entretien.action_plan()
        by_letter = not self.employee_id.sudo().entretien_reachable
        if not by_letter:
            entretien.action_send_invitation()
        state = "planned" if by_letter else "sent"
        self.sudo().write({"state": state, "by_letter": by_letter, "error": False})

    def _skipped_text(self):
        return self.env._(
            "Set aside: the interview was planned, held or cancelled meanwhile."
        )

    def _check_ready(self):
        """:raises UserError: no date, a date that is past, or nobody to hold it"""
        self.ensure_one()
        if not self.interviewer_id._entretien_is_present(self.company_id):
            raise UserError(self.env._("Choose who holds the interview, then retry."))
        if not self.date_planned:
            raise UserError(self.env._("Give a date, then retry."))
        if self.date_planned <= fields.Datetime.now():
            raise UserError(self.env._("The date is past: give another, then retry."))
        if not self.employee_id.active:
            raise UserError(self.env._("This employee has left: take the line out."))

    def _prepare_entretien(self):
        """What the campaign writes on the interview."""
        self.ensure_one()
        campaign = self.campaign_id
        return {
            "date_planned": self.date_planned,
            "interviewer_id": self.interviewer_id.id,
            "duration": campaign.duration,
            "is_video": campaign.is_video,
            **({"location": campaign.location} if campaign.location else {}),
        }

    def _open_missing(self):
        """Find or open the interviews of the lines that have none, all at once."""
        missing = self.filtered(lambda line: not line.entretien_id).sudo()
        if not missing:
            return
        opened = self.env["hr.entretien.campaign"]._opened(missing.employee_id)
        for line in missing:
            line.entretien_id = opened.get(line.employee_id.id)
        missing = missing.filtered(lambda line: not line.entretien_id)
        today = fields.Date.context_today(self)
        entretiens = (
            self.env["hr.entretien"]
            .sudo()
            .with_context(**QUIET)
            .create(
                [
                    {"motif": "on_request", **values}
                    for values in missing.employee_id._entretien_open_values(today)
                ]
            )
        )
        by_employee = {item.employee_id: item for item in entretiens}
        for line in missing:
            line.entretien_id = by_employee[line.employee_id]
