from . import (
    hr_entretien_explanation,
    hr_entretien_history,
    hr_entretien_history_messages,
    hr_entretien_motive,
    hr_entretien_settings,
    base_import_import,
    hr_entretien_campaign_add,
    hr_entretien_campaign_look,
)
