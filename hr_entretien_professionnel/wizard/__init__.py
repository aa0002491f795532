from . import (
    hr_entretien_explanation,
    hr_entretien_history,
    hr_entretien_history_messages,
    hr_entretien_motive,
    hr_entretien_postpone,
    hr_entretien_settings,
    hr_entretien_slot,
    base_import_import,
)
