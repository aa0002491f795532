"""What is never deleted lets go of a file whose term is past, and of nothing else."""

from odoo import api, models

from .hr_entretien_erase import erasing


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        return None if erasing(self) else super()._unlink_except_planned()


class HrEntretienProof(models.Model):
    _inherit = "hr.entretien.proof"

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        return None if erasing(self) else super()._unlink_never()


class HrEntretienFile(models.Model):
    _inherit = "hr.entretien.file"

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        return None if erasing(self) else super()._unlink_never()


class HrEntretienSignature(models.Model):
    _inherit = "hr.entretien.signature"

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        return None if erasing(self) else super()._unlink_never()


class HrEntretienAbondement(models.Model):
    _inherit = "hr.entretien.abondement"

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        return None if erasing(self) else super()._unlink_never()


class HrEntretienBilanLine(models.Model):
    _inherit = "hr.entretien.bilan.line"

    @api.ondelete(at_uninstall=False)
    def _unlink_only_by_hand(self):
        return None if erasing(self) else super()._unlink_only_by_hand()


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        return None if erasing(self) else super()._unlink_except_kept()
