from . import hr_entretien_bdese, hr_entretien_bdese_line
