from . import (
    hr_entretien_explanation,
    hr_entretien_history,
    hr_entretien_history_messages,
    hr_entretien_handover,
    hr_entretien_motive,
    hr_entretien_no_show,
    hr_entretien_scan,
    hr_entretien_settings,
    hr_entretien_sign,
    base_import_import,
)
