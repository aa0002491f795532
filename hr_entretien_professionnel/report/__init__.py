from . import hr_entretien_preparation_sheet, report_hr_entretien
