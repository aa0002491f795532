"""Wrong tokens, counted by address: guessing in bulk is refused."""

from odoo import api, fields, models

MAX_FAILURES = 20
WINDOW_HOURS = 1
KEPT_DAYS = 1


class HrEntretienLinkAttempt(models.Model):
    """A wrong token that came from an address; forgotten after a day."""

    _name = "hr.entretien.link.attempt"
    _description = "Wrong Link to an Employee's Page"
    _log_access = False

    ip = fields.Char(required=True, readonly=True)
    date = fields.Datetime(
        required=True, readonly=True, default=lambda self: fields.Datetime.now()
    )

    _by_ip = models.Index("(ip, date)")

    @api.model
    def _check_rate(self, ip):
        """Whether the address may still try: at most 20 failures in an hour.

        :param str ip:
        :rtype: bool
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), hours=WINDOW_HOURS)
        failures = self.sudo().search_count(
            [("ip", "=", ip or ""), ("date", ">", since)], limit=MAX_FAILURES
        )
        return failures < MAX_FAILURES

    @api.model
    def _note_failure(self, ip):
        """A wrong token came from that address."""
        self.sudo().create({"ip": ip or ""})

    @api.autovacuum
    def _gc_attempts(self):
        """Nobody's address is kept longer than the limit needs."""
        until = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.sudo().search([("date", "<", until)]).unlink()
