from . import hr_entretien_bdese_figures
