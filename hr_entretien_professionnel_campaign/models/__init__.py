from . import (
    hr_employee,
    hr_entretien_campaign,
    hr_entretien_campaign_dates,
    hr_entretien_campaign_line,
    hr_entretien_campaign_population,
    hr_entretien_first_run,
)
