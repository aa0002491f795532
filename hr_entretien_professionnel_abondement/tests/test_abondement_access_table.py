"""Who may do what with the costs: ``data/access.csv`` played by every role."""

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_entretien_professionnel.tests.access_common import AccessCase

from .abondement_common import AbondementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 10:00:00")
class TestAbondementAccessTable(AbondementCase, AccessCase):
    ADDON = "hr_entretien_professionnel_abondement"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls._abondement(cls, cls.colleague)
        cls.colleague.write(
            {"ssnid": "2 95 10 99 126 111 93", "entretien_birth_name": "Le Goff"}
        )
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def test_every_line(self):
        here = [("company_id", "=", self.company.id)]
        row = self.colleague.sudo().entretien_exposure_ids[:1]
        bilan = self.one.entretien_id.bilan_id
        settings = self.env["hr.entretien.settings"]

        def take_list(user, _item):
            lines = self._as(user, self.one)
            window = lines.env["hr.entretien.abondement.export"].with_context(
                **lines.action_edef_list()["context"]
            )
            return window.create({})._file()

        def decide(user, _item):
            window = self._as(user, settings).with_company(self.company)
            window.create({"entretien_concern": "not_concerned"}).execute()
            return self.company.entretien_concern == "not_concerned"

        def search(user, records):
            return self._as(user, records).search_count(here)

        self._check_table(
            {
                "read what an état des lieux would cost": {
                    "search": lambda user, _item: search(user, row),
                    "read": lambda user, _item: self._as(user, row).read(["amount"]),
                },
                "read what it costs on the card and the état des lieux": {
                    "card": lambda user, _item: self._as(user, self.colleague).read(
                        ["entretien_exposure_outcome"]
                    ),
                    "bilan": lambda user, _item: self._as(user, bilan).read(["amount"]),
                },
                "read and pay an abondement": {
                    "search": lambda user, _item: search(user, self.one),
                    "read": lambda user, _item: self._as(user, self.one).read(
                        ["amount"]
                    ),
                    "pay": lambda user, _item: self._as(
                        user, self.one
                    ).action_mark_paid(),
                },
                "take the list for the Caisse des dépôts": {"file": take_list},
                "decide that the company is concerned": {"settings": decide},
            }
        )
