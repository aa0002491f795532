from . import hr_entretien_preparation_sheet
