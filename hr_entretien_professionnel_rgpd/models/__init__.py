from . import (
    base,
    hr_employee,
    hr_entretien_choices_mixin,
    hr_entretien_export_log,
    hr_entretien_purge,
    hr_entretien_purge_log,
    res_company,
)
