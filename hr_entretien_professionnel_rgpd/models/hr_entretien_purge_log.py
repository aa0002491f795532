"""Deleting the whole file of a departed employee, once its term is past.

The only way through the guards of what is never deleted. They open for the value of
``ERASING`` itself, which nobody sends over RPC and no server action can name.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import split_every

from .hr_entretien_purge import MIN_MONTHS

ERASING = object()
BATCH = 100
# The facts that the entretiens alone need on the card.
CARD_FIELDS = (
    "entretien_visit_date",
    "entretien_seniority_date",
    "entretien_birth_name",
    "entretien_excluded",
    "entretien_excluded_reason",
    "entretien_ways",
)


def erasing(records):
    """Whether the file that these records belong to is being deleted, in time."""
    return records.env.su and records.env.context.get("entretien_erase") is ERASING


class HrEntretienPurge(models.Model):
    _inherit = "hr.entretien.purge"

    def _erased_text(self):
        """What goes with the file, for the log."""
        self.ensure_one()
        return self.env._(
            "Card %(card)s: %(interviews)s interviews, %(proofs)s lines of proof, "
            "%(documents)s documents and pieces. Left on %(left)s, term from %(start)s "
            "to %(end)s.",
            card=self.id,
            interviews=self.entretien_count,
            proofs=self.proof_count,
            documents=self.document_count,
            left=self.last_day,
            start=self.kept_from,
            end=self.purge_date,
        )

    def unlink(self):
        """Delete the files of these employees; their cards stay.

        Each is looked at again, locked: a file that is no longer past its term, or that
        something keeps, stays without a word.

        :raises AccessError: the user is no HR administrator of their companies
        """
        self._check_may_erase()
        self.check_access("unlink")
        user = self.env.user
        for ids in split_every(BATCH, self.ids):
            self._lock_employees(ids)
            lines = self.sudo().with_context(active_test=False).browse(ids)
            allowed = [("id", "in", ids), ("state", "=", "due")]
            if not user._is_superuser():
                allowed.append(("company_id", "in", user.company_ids.ids))
            for company, there in lines.search(allowed).grouped("company_id").items():
                there._erase(company)
        self.env.invalidate_all()
        # Of the view itself there is nothing to delete.
        return super(HrEntretienPurge, self.browse()).unlink()

    @api.model
    def _lock_employees(self, ids):
        """Nobody hires these people again, or pays for them, in the meantime."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id FROM hr_employee WHERE id IN %s FOR UPDATE", [tuple(ids)]
        )
        self.env.invalidate_all()

    def _erase(self, company):
        """Delete these files, all of one company, and leave a line without a name."""
        people = self.employee_id
        trace = self.env["hr.entretien.purge.log"].sudo()._prepare(company, self)
        quiet = {
            "entretien_erase": ERASING,
            "tracking_disable": True,
            "mail_notrack": True,
            "active_test": False,
        }
        here = people.sudo().with_context(**quiet)
        here._entretien_erase_around()
        for name in reversed(people._entretien_file_parts()):
            records = here._entretien_records(name)
            self._erase_pieces(records)
            records.unlink()
        here.write(dict.fromkeys(CARD_FIELDS, False))
        self.env["hr.entretien.purge.log"].sudo().create(trace)

    @api.model
    def _erase_pieces(self, records):
        """The pieces of lines: those that are filed nowhere else."""
        if "attachment_ids" in records._fields:
            records.attachment_ids.filtered(
                lambda piece: (piece.res_model or "hr.entretien").startswith(
                    "hr.entretien"
                )
            ).unlink()


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _entretien_erase_around(self):
        """What the file left elsewhere: meetings, mails, tracked values of the card."""
        entretiens = self.env["hr.entretien"].search([("employee_id", "in", self.ids)])
        events = entretiens.event_id
        entretiens.event_id = False
        events.unlink()
        self._entretien_erase_mails()
        names = [name for name in self._fields if name.startswith("entretien_")]
        self.env["mail.tracking.value"].search(
            [
                ("mail_message_id.model", "=", "hr.employee"),
                ("mail_message_id.res_id", "in", self.ids),
                ("field_id.model", "=", "hr.employee"),
                ("field_id.name", "in", names),
            ]
        ).unlink()

    def _entretien_erase_mails(self):
        """The messages about the interviews and the hire, with their copies.

        A digest that told of others too stays until the last of them goes.
        """
        messages = self.env["hr.entretien.message"]
        messages = messages.search(messages._about_domain(self))
        copies = messages.mail_message_id
        messages.mail_mail_id.unlink()
        messages.unlink()
        shared = self.env["hr.entretien.message"].search(
            [("mail_message_id", "in", copies.ids)]
        )
        (copies - shared.mail_message_id).unlink()


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.constrains("entretien_retention_months")
    def _check_entretien_term(self):
        for company in self.sudo():
            if 0 < company.entretien_retention_months < MIN_MONTHS:
                raise ValidationError(
                    self.env._(
                        "Files are kept %(months)s months at least after the "
                        "departure: until then they may have to be produced.",
                        months=MIN_MONTHS,
                    )
                )

    def write(self, vals):
        """A shorter term lets files go: it is known who changed it, and when."""
        before = {
            company: company.entretien_retention_months
            for company in self.sudo()
            if "entretien_retention_months" in vals
        }
        result = super().write(vals)
        self.env["hr.entretien.purge.log"].sudo()._log_terms(before)
        return result


class HrEntretienPurgeLog(models.Model):
    """That files were deleted, or their term changed: when, by whom, what.

    It names nobody: a file is told by the number of its card.

    Append only, like the proof file.
    """

    _name = "hr.entretien.purge.log"
    _inherit = "hr.entretien.append.only.mixin"
    _description = "Deletion of Files Past Their Term"
    _order = "id desc"
    _rec_name = "date"

    kind = fields.Selection(
        [("erased", "Files deleted"), ("term", "Term changed")],
        string="What Was Done",
        required=True,
        default="erased",
        readonly=True,
    )
    detail = fields.Text(
        readonly=True,
        help="Of each file, the number of the card, that still exists, and what was in "
        "the file; or the former term and the new one.",
    )
    date = fields.Datetime(
        string="Done On", required=True, default=fields.Datetime.now, readonly=True
    )
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    retention_months = fields.Integer(string="Term (months)", readonly=True)
    employee_count = fields.Integer(string="Files", readonly=True)
    entretien_count = fields.Integer(string="Interviews", readonly=True)
    proof_count = fields.Integer(string="Lines of Proof", readonly=True)
    document_count = fields.Integer(string="Documents and Pieces", readonly=True)

    @api.model
    def _prepare(self, company, lines):
        """
        :param lines: ``hr.entretien.purge`` records about to be deleted
        """
        counted = ("entretien_count", "proof_count", "document_count")
        return {
            "user_id": self.env.uid,
            "company_id": company.id,
            "retention_months": company.entretien_retention_months,
            "employee_count": len(lines),
            "detail": "\n".join(line._erased_text() for line in lines),
            **{name: sum(lines.mapped(name)) for name in counted},
        }

    @api.model
    def _log_terms(self, before):
        """
        :param dict before: the former months by ``res.company``
        """
        self.create(
            [
                {
                    "kind": "term",
                    "user_id": self.env.uid,
                    "company_id": company.id,
                    "retention_months": company.entretien_retention_months,
                    "detail": f"{months} → {company.entretien_retention_months}",
                }
                for company, months in before.items()
                if months != company.entretien_retention_months
            ]
        )

    @api.model
    def _kept_message(self):
        return self.env._("The trace of a deletion is neither changed nor deleted.")
