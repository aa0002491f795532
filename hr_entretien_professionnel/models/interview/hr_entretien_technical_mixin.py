from odoo import api, models

# What the add-on remembers for its own work, and nobody reads.
REMEMBERED = {
    "deadline_told",
    "digest",
    "event_id",
    "id",
    "mail_mail_id",
    "mail_message_id",
    "plan_digest",
    "warned_of",
}
# And what nobody would sort people by.
TECHNICAL = REMEMBERED | {
    "activity_id",
    "currency_id",
    "date_planned_end",
    "grille_version_id",
    "kept_open",
    "late_count",
    "preparation_id",
    "problem_code",
    "sequence",
    "settled_manager_id",
    "slots_offered",
    "source_id",
    "source_model",
    "video_url",
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
