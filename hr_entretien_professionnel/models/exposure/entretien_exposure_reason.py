"""The exposure in sentences: what would be due and why, what saves and by when."""

from odoo import api, fields, models
from odoo.tools import format_list
from odoo.tools.misc import format_amount, format_date


class HrEntretienExposure(models.Model):
    _inherit = "hr.entretien.exposure"

    @api.depends(
        "outcome",
        "amount",
        "lenient_amount",
        "strict_amount",
        "details",
        "missing_count",
        "act_by",
        "bilan_limit",
        "to_confirm",
    )
    @api.depends_context("lang")
    def _compute_sentences(self):
        today = fields.Date.context_today(self)
        for row in self:
            parts = (row._summary(), row._reading_text(), row._to_confirm_text())
            row.summary = row.outcome and " ".join(filter(None, parts))
            row.advice = row._advice(today)

    def _summary(self):
        """What is due, or would be as things stand, and why."""
        self.ensure_one()
        values = {
            "amount": format_amount(self.env, self.amount, self.currency_id),
            "why": self._interviews_text(),
        }
        if self.outcome == "not_concerned":
            return self.env._(
                "Company not concerned: the threshold of 50 employees was not crossed "
                "(art. L.6323-13, L.130-1 of the Code de la sécurité sociale). %(why)s",
                **values,
            )
        if self.outcome == "unknown":
            return self.env._(
                "Not examined here: this état des lieux was entered as history, "
                "without its lines. %(why)s",
                **values,
            )
        if self.outcome == "exposed":
            values["training"] = self._training_text()
            if self.entretien_id:
                return self.env._("%(amount)s due. %(why)s %(training)s", **values)
            return self.env._(
                "As things stand: %(amount)s due. %(why)s %(training)s", **values
            )
        values["saved"] = self._saved_text()
        if self.entretien_id:
            return self.env._("Nothing due. %(saved)s", **values)
        return self.env._("As things stand: nothing due. %(saved)s", **values)

    def _reading_text(self):
        """What the other reading of an interview held late would cost."""
        if self.lenient_amount == self.strict_amount:
            return ""
        if self.amount == self.lenient_amount:
            return self.env._(
                "Strict reading, where an interview held late does not count: "
                "%(amount)s.",
                amount=format_amount(self.env, self.strict_amount, self.currency_id),
            )
        return self.env._(
            "If an interview held late counts: %(amount)s.",
            amount=format_amount(self.env, self.lenient_amount, self.currency_id),
        )

    def _to_confirm_text(self):
        if not self.to_confirm:
            return ""
        return self.env._(
            "Headcount to confirm: HR has not decided yet, this is what the averages "
            "propose."
        )

    def _saved_text(self):
        """Which of the two conditions saves, or both."""
        if self.outcome == "saved_training":
            return self.env._(
                "%(why)s A training other than mandatory saves.",
                why=self._interviews_text(),
            )
        if self.outcome == "saved_both":
            return self.env._(
                "%(why)s A training other than mandatory was followed too.",
                why=self._interviews_text(),
            )
        return self._interviews_text()

    def _interviews_text(self):
        """How many of the interviews required are missing, and which."""
        lacking, required = self.missing_count, self.required_count
        if not required:
            return self.env._("No interview was required.")
        if not lacking:
            if self.held_count == required:
                return self.env._("All the interviews required were held.")
            return self.env._("No interview is missing to date.")
        names = ", ".join(
            self.env._(
                "%(kind)s of %(date)s",
                kind=self._kind_names().get(duty["kind"], duty["kind"]),
                date=format_date(self.env, duty["target"]),
            )
            for duty in (self.details or {}).get("required", ())
            if duty["missing"]
        )
        years = {
            "start": format_date(self.env, self.period_start),
            "end": format_date(self.env, self.date_held or self.bilan_target),
        }
        if lacking == 1:
            return self.env._(
                "1 of %(required)s interviews is missing, of those asked for from "
                "%(start)s to %(end)s: %(names)s.",
                required=required,
                names=names,
                **years,
            )
        return self.env._(
            "%(lacking)s of %(required)s interviews are missing, of those asked for "
            "from %(start)s to %(end)s: %(names)s.",
            lacking=lacking,
            required=required,
            names=names,
            **years,
        )

    def _kind_names(self):
        """Kinds of obligation as they are said within a sentence."""
        return {
            "first": self.env._("first interview"),
            "periodic": self.env._("periodic interview"),
            "return": self.env._("interview on return"),
            "mid_career": self.env._("mid-career interview"),
            "end_career": self.env._("end-of-career interview"),
        }

    def _training_text(self):
        if self.training_ok:
            return self.env._("Only mandatory training is confirmed (art. L.6321-2).")
        return self.env._("No training other than mandatory is confirmed.")

    def _advice(self, today):
        """What would still save, by which date, with the article."""
        self.ensure_one()
        if self.outcome == "unknown":
            return self.env._(
                "Take up its lines and confirm them to know what it found."
            )
        if self.outcome != "exposed":
            return self._caution()
        if self.entretien_id:
            return self.env._(
                "Pay by %(date)s (art. R.6323-3), unless a training other than "
                "mandatory followed in the period is confirmed.",
                date=format_date(self.env, self.pay_by),
            )
        if self.act_by < today:
            return self.env._(
                "The état des lieux should have been held by %(limit)s: hold it now. "
                "Payment by %(date)s (art. R.6323-3).",
                limit=format_date(self.env, self.act_by),
                date=format_date(self.env, self.pay_by),
            )
        return " ".join(filter(None, (self._ways_text(), self._proposed_text())))

    def _ways_text(self):
        """The interview that makes up for what is missing, or a training."""
        details = self.details or {}
        training = format_date(self.env, self.act_by)
        if not details.get("make_up_by"):
            return self.env._(
                "What saves: a training other than mandatory, finished by "
                "%(training)s (art. L.6323-13); what was missed can no longer be made "
                "up by an interview.",
                training=training,
            )
        by = format_date(self.env, details["make_up_by"])
        kinds = self._lacking_kinds()
        return self.env._(
            "What saves: hold the %(kinds)s by %(by)s (art. L.6315-1), or a training "
            "other than mandatory, finished by %(training)s (art. L.6323-13).",
            kinds=format_list(self.env, kinds),
            by=by,
            training=training,
        )

    def _lacking_kinds(self):
        names = self._kind_names()
        return list(
            dict.fromkeys(
                names.get(duty["kind"], duty["kind"])
                for duty in (self.details or {}).get("required", ())
                if duty["missing"]
            )
        )

    def _proposed_text(self):
        """Trainings that Odoo knows of and HR has not confirmed."""
        proposed = (self.details or {}).get("proposed")
        if not proposed:
            return ""
        return self.env._(
            "To be confirmed, would save: %(names)s.", names=", ".join(proposed)
        )

    def _caution(self):
        """Nothing is due: what keeps it so."""
        if self.entretien_id or self.outcome in ("not_concerned", "saved_both"):
            return False
        coming = [
            duty
            for duty in (self.details or {}).get("required", ())
            if not duty["met"] and not duty["missing"]
        ]
        if self.outcome == "saved_training" or not coming:
            return self._proposed_text() or False
        return self.env._(
            "Next one to hold: %(kind)s, by %(date)s (art. L.6315-1).",
            kind=self._kind_names().get(coming[0]["kind"], ""),
            date=format_date(self.env, coming[0]["limit"]),
        )
