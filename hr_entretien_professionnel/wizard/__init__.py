from . import hr_entretien_motive, hr_entretien_settings
