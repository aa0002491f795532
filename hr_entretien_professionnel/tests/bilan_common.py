"""An employee of Ateliers Lemoine whose état des lieux comes due.

He was hired on 10 January 2018: first état des lieux by the law of 2025, 8 years.
"""

from .common import EntretienCase


class BilanCase(EntretienCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        cls.veteran = cls._employee(
            "Veteran",
            "2018-01-10",
            parent_id=cls.manager.id,
            department_id=cls.department.id,
            job_id=cls.job.id,
        )

    @classmethod
    def _interview(cls, day, **kw):
        """One of his interviews, held and handed over."""
        values = {"state": "closed", "date_held": day, "date_copy_delivered": day}
        return cls._entretien(cls.veteran, **{**values, **kw})

    @classmethod
    def _bilan(cls, **kw):
        """His état des lieux, held on 2 March 2026 unless told otherwise."""
        values = {"state": "held", "date_held": "2026-03-02", "with_bilan": True}
        return cls._entretien(cls.veteran, **{**values, **kw})

    def _line(self, bilan, kind="training", confirmed=True, **kw):
        values = {
            "bilan_id": bilan.bilan_id.id,
            "kind": kind,
            "name": f"A {kind}",
            "date_from": "2024-05-06",
            "attachment_ids": [
                (0, 0, {"name": "proof.pdf", "raw": b"%PDF-1.4"}),
            ],
            "certification_kind": "cqp" if kind == "certification" else False,
            "progression": "individual" if kind == "pay" else False,
            **kw,
        }
        line = (
            self.env["hr.entretien.bilan.line"].with_user(self.user_hr).create(values)
        )
        if confirmed:
            line.action_confirm()
        return line
