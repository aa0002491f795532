from . import (
    hr_entretien_export,
    hr_entretien_purge_confirm,
    hr_entretien_settings,
)
