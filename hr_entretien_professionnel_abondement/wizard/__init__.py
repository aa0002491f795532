from . import (
    hr_entretien_abondement_export,
    hr_entretien_abondement_settle,
    hr_entretien_import_line,
    hr_entretien_settings,
)
