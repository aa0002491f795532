"""The three pieces of information that every interview gives (art. L.6315-1)."""

from markupsafe import Markup

from odoo import models
from odoo.tools import html_normalize, is_html_empty

INFOS = ("info_vae", "info_cpf", "info_cep")


class ResCompany(models.Model):
    _inherit = "res.company"

    def _entretien_info_to_store(self, values):
        """Of these texts those to store: none where it is the shipped one.

        What is not stored follows the texts that later versions ship.

        :param dict values: by field name of ``res.company``
        :rtype: dict of field name of ``res.company`` → html, or False
        """
        self.ensure_one()
        stored = {}
        for info, shipped in self._entretien_shipped_here().items():
            name = f"entretien_{info}"
            text = values[name]
            # An editor writes the same text with other entities.
            same = html_normalize(text or "") == html_normalize(shipped)
            stored[name] = False if same or is_html_empty(text) else text
        return stored

    def _entretien_shipped_here(self):
        """The texts shipped, in the company's language."""
        self.ensure_one()
        company = self.sudo()
        here = company.with_context(lang=company._entretien_lang())
        return here._entretien_shipped_infos()

    def _entretien_info_texts(self):
        """The company's own texts, or those shipped, in the company's language.

        :rtype: dict of field name of ``hr.entretien`` → Markup
        """
        self.ensure_one()
        company = self.sudo()
        shipped = company._entretien_shipped_here()
        return {
            name: shipped[name]
            if is_html_empty(company[f"entretien_{name}"])
            else company[f"entretien_{name}"]
            for name in INFOS
        }

    def _entretien_shipped_infos(self):
        return {
            "info_vae": self._entretien_info(
                self.env._(
                    "The validation des acquis de l'expérience (VAE) gives access "
                    "to all or part of a diploma, a titre professionnel or a CQP "
                    "through experience, at work or elsewhere. It is open to "
                    "everybody, whatever the age, the status or the level of "
                    "education; a leave of absence and an accompaniment exist for "
                    "it."
                ),
                "https://vae.gouv.fr",
            ),
            "info_cpf": self._entretien_info(
                self.env._(
                    "The compte personnel de formation (CPF) is credited every year"
                    " of work and follows the person from job to job. It pays for a"
                    " certifying training, a VAE or a bilan de compétences. To "
                    "activate it, open one's account with FranceConnect+ or one's "
                    "social security number. The employer may add to it: a top-up "
                    "(abondement) for a given training can be agreed at this "
                    "interview."
                ),
                "https://www.moncompteformation.gouv.fr",
            ),
            "info_cep": self._entretien_info(
                self.env._(
                    "The conseil en évolution professionnelle (CEP) is free, "
                    "personal and confidential: an adviser from outside the company"
                    " helps to take stock, to build a project and to find its "
                    "funding. The employee may call on one to prepare this "
                    "interview."
                ),
                "https://mon-cep.org",
            ),
        }

    def _entretien_info(self, text, address):
        return Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (text, address, address)
