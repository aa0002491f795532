"""What the buttons of a campaign open."""

from odoo import api, models
from odoo.exceptions import UserError


class HrEntretienCampaign(models.Model):
    _inherit = "hr.entretien.campaign"

    @api.model
    def action_choose(self, employee_ids):
        """Ask which campaign these people are to be added to.

        :param list employee_ids: of ``hr.employee``, a selection of the user's
        """
        self.env["hr.entretien"]._check_hr()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add to a Campaign"),
            "res_model": "hr.entretien.campaign.add",
            "view_mode": "form",
            "target": "new",
            "context": {"default_employee_ids": employee_ids},
        }

    def action_look_first(self):
        """The mail and the letter of the first person who has a date."""
        self.ensure_one()
        self._check_may("dates", "running", "stopped", "done")
        lines = self.line_in_ids.filtered(lambda line: line.date_planned)
        if not lines:
            raise UserError(self.env._("Nobody has a date yet."))
        waiting = lines.filtered(lambda line: line.state == "todo")
        return (waiting or lines)[:1].action_look()

    def action_open_lines(self):
        """Who is in, by week and interviewer, and on a calendar."""
        return self._open_lines("hr_entretien_campaign_line_action")

    def action_open_out(self):
        """Who is out, by reason."""
        return self._open_lines("hr_entretien_campaign_line_action_out")

    def action_open_errors(self):
        """The lines that failed."""
        action = self._open_lines("hr_entretien_campaign_line_action")
        action["context"] = {"search_default_error": 1}
        return action

    def _open_lines(self, xmlid):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"hr_entretien_professionnel_campaign.{xmlid}"
        )
        is_in = not xmlid.endswith("_out")
        action["domain"] = [("campaign_id", "=", self.id), ("is_in", "=", is_in)]
        return action

    def action_open_entretiens(self):
        """The interviews of the campaign."""
        return self._open_entretiens([])

    def action_open_prepared(self):
        """Those whose preparation was sent by the employee."""
        return self._open_entretiens([("preparation_id.state", "=", "submitted")])

    def action_open_held(self):
        """Those that were held."""
        return self._open_entretiens([("state", "in", ("held", "closed"))])

    def _open_entretiens(self, domain):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_entretien_professionnel.hr_entretien_action"
        )
        ids = self.line_ids.entretien_id.ids
        action["domain"] = [("id", "in", ids), *domain]
        action["context"] = {"create": False}
        action["views"] = [(False, "list"), (False, "form"), (False, "calendar")]
        return action
