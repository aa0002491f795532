from . import hr_entretien_campaign_add, hr_entretien_campaign_look
