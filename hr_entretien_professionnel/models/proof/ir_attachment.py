"""What was filed as a proof stays: pieces, frozen documents, what hangs on a lock."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..interview.entretien_states import HELD_STATES
from ..privacy.erasing import erasing

KEPT_MODELS = ("hr.entretien.proof", "hr.entretien.file", "hr.entretien.signature")
# The interview and its lines: locked with it.
LOCKED_MODELS = (
    "hr.entretien",
    "hr.entretien.souhait",
    "hr.entretien.besoin",
    "hr.entretien.action",
)
# Handed over apart: its état des lieux has a lock of its own.
BILAN_LINE = "hr.entretien.bilan.line"
# What makes an attachment say something else, somewhere else or to somebody else.
KEPT_FIELDS = {
    "name",
    "description",
    "mimetype",
    "type",
    "url",
    "raw",
    "datas",
    "db_datas",
    "res_model",
    "res_id",
    "res_field",
    "public",
    "access_token",
    "company_id",
    "index_content",
    "original_id",
}
# What somebody who does not lead the interview may add to it, or to one of its lines:
# it stays there for good once the interview is closed.
MAX_GIVEN = 20


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._check_given()
        return attachments

    def write(self, vals):
        if vals.keys() & KEPT_FIELDS:
            changed = self.filtered(lambda item: item._differs(vals))
            changed._check_not_kept()
            if not self.env.su:
                changed._check_own_pieces()
        result = super().write(vals)
        if vals.keys() & {"res_model", "res_id"}:
            self._check_given()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        """For everybody: the chatter deletes attachments with the server's rights."""
        if not erasing(self):
            self._check_not_kept()
            self._check_own_pieces()

    def _check_given(self):
        """The chatter files with the server's rights: it is the user who counts.

        :raises UserError: too many pieces of somebody who does not lead the interview
        """
        given = self.sudo().filtered(
            lambda item: item.res_id and item.res_model in LOCKED_MODELS
        )
        for model, res_id in {(item.res_model, item.res_id) for item in given}:
            record = self.env[model].sudo().browse(res_id).exists()
            entretien = record["entretien_id"] if "entretien_id" in record else record
            if entretien.sudo(False)._led_by_user():
                continue
            mine = [
                ("res_model", "=", model),
                ("res_id", "=", res_id),
                ("create_uid", "=", self.env.uid),
            ]
            if self.sudo().search_count(mine) > MAX_GIVEN:
                raise UserError(
                    self.env._(
                        "You have already filed %(count)s documents there: hand the "
                        "others to your HR department.",
                        count=MAX_GIVEN,
                    )
                )

    def _check_own_pieces(self):
        """Of an interview or its lines, managers change what they attached themselves.

        :raises AccessError: somebody else's piece, and the user is not HR
        """
        user = self.env.user
        if user._is_superuser() or self.env["hr.entretien"]._user_is_hr():
            return
        ours = self.sudo().filtered(
            lambda item: (item.res_model or "").startswith("hr.entretien")
        )
        if ours.filtered(lambda item: item.create_uid != user):
            raise AccessError(
                self.env._("You may change and delete your own documents only.")
            )

    def _differs(self, vals):
        """Moving the storage writes the same bytes again: that changes nothing."""
        attachment = self.sudo().with_context(bin_size=False)
        return any(
            (attachment[name] or False) != (vals[name] or False)
            for name in vals.keys() & KEPT_FIELDS
        )

    def _check_not_kept(self):
        """
        :raises UserError: a piece that nobody changes nor deletes any more
        """
        filed = self.sudo().filtered(lambda item: item.res_model and item.res_id)
        for model, there in filed.grouped("res_model").items():
            kept = model in KEPT_MODELS
            if model in (*LOCKED_MODELS, BILAN_LINE):
                records = self.env[model].sudo().browse(there.mapped("res_id")).exists()
                if model == BILAN_LINE:
                    kept = any(records.bilan_id.mapped("date_frozen"))
                else:
                    around = (
                        records if model == "hr.entretien" else records.entretien_id
                    )
                    kept = any(item._content_locked() for item in around)
            if kept:
                raise UserError(
                    self.env._(
                        "This document belongs to the proof file, or to an interview "
                        "that is closed or presented for signature: it is neither "
                        "changed nor deleted."
                    )
                )

    def _check_free_for_proof(self):
        """The user may file these: their own new uploads, or what they may change.

        Filing a piece opens it to those who read the proof file: it must not be
        somebody else's document.

        :raises AccessError: it is not theirs to file, or it hangs somewhere else
        """
        self.check_access("write")
        if any(
            item.res_id and not item.res_model.startswith("hr.entretien")
            for item in self.sudo()
        ):
            raise AccessError(
                self.env._("Upload the document itself: this one is filed elsewhere.")
            )
        self._check_not_kept()
        self._check_own_pieces()

    # -- the pieces of internal notes -----------------------------------------------

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        """What leaders attach to an interview is theirs: it goes with their notes."""
        if operation == "read" and not self.env.su and "hr.entretien" in model_and_ids:
            ids = {res_id for res_id in model_and_ids["hr.entretien"] if res_id}
            entretiens = self.env["hr.entretien"].browse(ids).exists()
            for entretien in entretiens - entretiens._led_by_user():
                yield "hr.entretien", entretien.id
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Searches by model do not check each record: say it in the domain as well."""
        domain = Domain(domain)
        if not (self.env.su or bypass_access) and self._names_entretien(domain):
            entretiens = self.env["hr.entretien"].sudo()
            held = Domain("state", "in", HELD_STATES)
            own = entretiens.search(entretiens._own_domain() & held).sudo(False)
            domain &= Domain("res_model", "!=", "hr.entretien") | Domain(
                "res_id", "not in", (own - own._led_by_user()).ids
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _names_entretien(self, domain):
        """Whether a search may be one for the attachments of interviews."""
        return any(
            item.operator != "in" or "hr.entretien" in item.value
            for item in domain.optimize(self).iter_conditions()
            if item.field_expr == "res_model"
        )
