from . import hr_entretien_export, hr_entretien_purge_confirm
