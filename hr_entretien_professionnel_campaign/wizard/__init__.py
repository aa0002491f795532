from . import hr_entretien_campaign_look
