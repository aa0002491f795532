from . import hr_entretien_explanation, hr_entretien_motive, hr_entretien_settings
