from odoo import api, models

# What the add-on remembers for itself, and nobody would sort people by.
TECHNICAL = {
    "activity_id",
    "currency_id",
    "date_planned_end",
    "deadline_told",
    "digest",
    "event_id",
    "grille_version_id",
    "id",
    "kept_open",
    "late_count",
    "mail_mail_id",
    "mail_message_id",
    "plan_digest",
    "preparation_id",
    "problem_code",
    "sequence",
    "settled_manager_id",
    "slots_offered",
    "source_id",
    "source_model",
    "video_url",
    "warned_of",
}


class HrEntretienTechnicalMixin(models.AbstractModel):
    """A record whose technical fields are not offered to group by."""

    _name = "hr.entretien.technical.mixin"
    _description = "Technical Fields Are Not Offered"

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        found = super().fields_get(allfields, attributes)
        for name in TECHNICAL & found.keys():
            if "groupable" in found[name]:
                found[name]["groupable"] = False
        return found
