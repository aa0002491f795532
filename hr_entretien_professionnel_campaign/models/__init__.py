from . import (
    hr_employee,
    hr_entretien_campaign,
    hr_entretien_campaign_motif,
    hr_entretien_campaign_line,
    hr_entretien_campaign_population,
    hr_entretien_campaign_dates,
    hr_entretien_campaign_launch,
    hr_entretien_campaign_screen,
)
