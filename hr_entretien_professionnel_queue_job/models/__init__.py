from . import hr_entretien_recompute
