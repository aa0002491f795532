import base64

from odoo import fields, models

# What planning for the time of looking must not do: it could not be undone.
SILENT = {"dont_notify": True, "mail_notify_force_send": False}


class HrEntretienCampaignLook(models.TransientModel):
    """The mail and the letter of a campaign as one person will get them.

    They are the real ones: the interview is planned for the time of looking, the mail
    and the letter are made, and all of it is undone. Nothing is sent.
    """

    _name = "hr.entretien.campaign.look"
    _description = "Mail and Letter of a Campaign"

    employee_id = fields.Many2one("hr.employee", readonly=True)
    email = fields.Char(string="To", readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Html(readonly=True, sanitize_style=True)
    letter = fields.Binary(readonly=True, attachment=False)
    letter_name = fields.Char(readonly=True)


class HrEntretienCampaignLine(models.Model):
    _inherit = "hr.entretien.campaign.line"

    def action_look(self):
        """Show the mail and the letter of this person, before anything is sent.

        :raises UserError: he has no date or no interviewer yet
        """
        self.ensure_one()
        self.env["hr.entretien"]._check_hr()
        self.check_access("read")
        window = self.env["hr.entretien.campaign.look"].sudo()
        window = window.create(self._prepare_look())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("As It Will Look"),
            "res_model": window._name,
            "res_id": window.id,
            "view_mode": "form",
            "target": "new",
        }

    def _prepare_look(self):
        """What the window shows; whatever was written on the way is undone."""
        line = self.with_context(**SILENT)
        savepoint = self.env.cr.savepoint()
        try:
            line._plan_entretien()
            values = {
                "employee_id": self.employee_id.id,
                "email": self.employee_id.sudo()._entretien_address(own=True),
                **line._rendered_mail(),
                **line._rendered_letter(),
            }
        finally:
            savepoint.close(rollback=True)
        return values

    def _plan_entretien(self):
        self._open_missing()
        if self.entretien_id.state == "to_plan":
            self._check_ready()
            self.entretien_id.write(self._prepare_entretien())
            self.entretien_id.action_plan()

    def _rendered_mail(self):
        """The invitation, in the language of who gets it."""
        queue = self.env["hr.entretien.message"]
        message = queue._queue(self.entretien_id, "invitation")
        template = message._template()
        return {
            name: template._render_field(field, message.ids, compute_lang=True)[
                message.id
            ]
            for name, field in (("subject", "subject"), ("body", "body_html"))
        }

    def _rendered_letter(self):
        """The letter as a PDF, made as the button of the interview makes it."""
        action = self.entretien_id.action_print_invitation()
        pdf, _kind = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(action["report_name"], self.entretien_id.ids)
        )
        name = f"{self.employee_id.name}.pdf"
        return {"letter": base64.b64encode(pdf), "letter_name": name}
