from . import hr_employee, hr_entretien_absence, hr_leave, hr_leave_type
