from . import (
    hr_entretien_choices_mixin,
    res_company,
    hr_entretien_exposure,
    hr_entretien_exposure_compute,
    hr_entretien_exposure_reason,
    hr_entretien_abondement,
    hr_employee,
    hr_entretien,
    hr_entretien_bilan,
    hr_entretien_dashboard,
    hr_entretien_night,
    mail_activity,
)
