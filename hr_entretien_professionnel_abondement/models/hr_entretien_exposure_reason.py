from odoo import fields, models
from odoo.tools import format_list
from odoo.tools.misc import format_amount, format_date

from odoo.addons.hr_entretien_professionnel.models.employee.entretien_step import (
    obligation_name,
)
from odoo.addons.hr_entretien_professionnel.models.selection_labels import (
    selection_label,
)
from odoo.addons.hr_entretien_professionnel.schedule import pay_by

from .report_hr_entretien_bilan import WORDS


class HrEntretienExposureReason(models.AbstractModel):
    """The exposure in sentences: what would be due and why, what saves and by when."""

    _name = "hr.entretien.exposure.reason"
    _description = "The Exposure in Sentences"

    def _summary(self, row):
        """What is due, or would be as things stand, and why; by the other reading; that
        HR has not decided yet."""
        parts = [self._due_text(row), self._reading_text(row)]
        if row.company_id.sudo().entretien_concern == "undecided":
            parts.append(
                self.env._(
                    "Headcount to confirm: HR has not decided yet, this is what the "
                    "averages propose."
                )
            )
        return " ".join(filter(None, parts))

    def _due_text(self, row):
        values = {
            "amount": format_amount(self.env, row.amount, row.currency_id),
            "why": self._interviews_text(row),
        }
        if row.outcome == "unknown":
            return self.env._(
                "Not examined here: this état des lieux was entered as history, "
                "without its lines. %(why)s",
                **values,
            )
        if row.outcome == "exposed":
            values["training"] = (
                self.env._("Only mandatory training is confirmed (art. L.6321-2).")
                if row.training_ok
                else self.env._("No non-mandatory training is confirmed.")
            )
            if row.entretien_id:
                return self.env._("%(amount)s due. %(why)s %(training)s", **values)
            return self.env._(
                "As things stand: %(amount)s due. %(why)s %(training)s", **values
            )
        if row.entretien_id or row.outcome == "not_concerned":
            said = self.env[WORDS]._outcome_text(row.outcome)
            return f"{said} {values['why']}" if row.missing_count else said
        return self.env._(
            "As things stand: nothing due (art. L.6323-13). %(saved)s",
            saved=self._saved_text(row),
        )

    def _reading_text(self, row):
        """What the other reading of an interview held late would cost."""
        if row.lenient_amount == row.strict_amount:
            return ""
        if row.amount == row.lenient_amount:
            return self.env._(
                "Strict reading, where an interview held late does not count: "
                "%(amount)s.",
                amount=format_amount(self.env, row.strict_amount, row.currency_id),
            )
        return self.env._(
            "If an interview held late counts: %(amount)s.",
            amount=format_amount(self.env, row.lenient_amount, row.currency_id),
        )

    def _saved_text(self, row):
        """Which of the two conditions saves, or both."""
        why = self._interviews_text(row)
        return {
            "saved_interviews": why,
            "saved_training": self.env._(
                "%(why)s Non-mandatory training avoids it.", why=why
            ),
            "saved_both": self.env._(
                "%(why)s Non-mandatory training was followed too.", why=why
            ),
        }[row.outcome]

    def _interviews_text(self, row):
        """How many of the interviews required are missing, and which."""
        lacking, required = row.missing_count, row.required_count
        if not required:
            return self.env._("No interview was required.")
        if not lacking:
            if row.held_count == required:
                return self.env._("All the interviews required were held.")
            return self.env._("No interview is missing to date.")
        names = ", ".join(
            self.env._(
                "%(kind)s of %(date)s",
                kind=self._kind_name(duty),
                date=format_date(self.env, duty["target"]),
            )
            for duty in self._missing(row)
        )
        values = {"required": required, "names": names, **self._years(row)}
        if lacking == 1:
            return self.env._(
                "1 of %(required)s interviews is missing, of those asked for from "
                "%(start)s to %(end)s: %(names)s.",
                **values,
            )
        return self.env._(
            "%(lacking)s of %(required)s interviews are missing, of those asked for "
            "from %(start)s to %(end)s: %(names)s.",
            lacking=lacking,
            **values,
        )

    def _years(self, row):
        """First and last day of what it judges: the years before the day it was held,
        before the planned one or its due date until then (art. L.6315-1 II,
        L.6323-13)."""
        return {
            "start": format_date(self.env, row.period_start),
            "end": format_date(
                self.env, row.period_end or row.date_held or row.bilan_target
            ),
        }

    def _judged_text(self, row, by):
        """The period that it judges, and why that one.

        :param by: last day to pay; before that of an état des lieux held late, since
            its deadline opened the payment
        """
        days = {**self._years(row), "limit": format_date(self.env, row.bilan_limit)}
        if row.entretien_id.state == "declined":
            return self.env._(
                "The period from %(start)s to %(end)s, day of its refusal.", **days
            )
        if row.date_held:
            said = self.env._(
                "The period from %(start)s to %(end)s, day of its état des lieux.",
                **days,
            )
            if by and by < pay_by(row.date_held):
                said += " " + self.env._(
                    "Held after its deadline, %(limit)s: the last day to pay is "
                    "counted from that deadline (art. R.6323-3).",
                    **days,
                )
            return said
        if row.bilan_limit < fields.Date.context_today(row):
            return self.env._(
                "The period from %(start)s to %(end)s: its état des lieux was not held "
                "by %(limit)s.",
                **days,
            )
        return self.env._(
            "The period from %(start)s to %(end)s, as things stand: as if its état des "
            "lieux were held on that day.",
            **days,
        )

    def _detail(self, row, name):
        """As ``hr.entretien.exposure.compute`` stored it."""
        return (row.details or {}).get(name) or ()

    def _missing(self, row):
        return [duty for duty in self._detail(row, "required") if duty["missing"]]

    def _kind_name(self, duty):
        """An interview required, as it is said within a sentence."""
        if duty["kind"] == "end_career":
            # Held for its own sake, and no section of another one.
            return self.env._("end-of-career interview")
        return obligation_name(self.env, duty["kind"])

    def _advice(self, row, today):
        """What would still save, by which date, with the article."""
        if row.outcome == "unknown":
            return self.env._(
                "Fill in its lines from the records and confirm them to know what it "
                "found."
            )
        if row.outcome != "exposed":
            return self._caution(row)
        date = format_date(self.env, row.pay_by)
        if row.entretien_id:
            return self.env._(
                "Pay by %(date)s (art. R.6323-3), unless non-mandatory training "
                "followed in the period is confirmed.",
                date=date,
            )
        if row.bilan_limit < today:
            return self.env._(
                "The état des lieux should have been held by %(limit)s: hold it now. "
                "Payment by %(date)s (art. R.6323-3).",
                limit=format_date(self.env, row.bilan_limit),
                date=date,
            )
        return " ".join(filter(None, (self._ways_text(row), self._proposed_text(row))))

    def _ways_text(self, row):
        """The interview that makes up for what is missing, or a training."""
        make_up_by = self._detail(row, "make_up_by")
        training = format_date(self.env, row.bilan_limit)
        if not make_up_by:
            return self.env._(
                "What avoids it: non-mandatory training, finished by "
                "%(training)s (art. L.6323-13); what was missed can no longer be made "
                "up by an interview.",
                training=training,
            )
        return self.env._(
            "What avoids it: hold the %(kinds)s by %(by)s (art. L.6315-1), or "
            "non-mandatory training, finished by %(training)s (art. L.6323-13).",
            kinds=self._missing_kinds(row),
            by=format_date(self.env, make_up_by),
            training=training,
        )

    def _missing_kinds(self, row):
        kinds = dict.fromkeys(map(self._kind_name, self._missing(row)))
        return format_list(self.env, list(kinds))

    # -- in a line of the list ---------------------------------------------------------

    def _situation(self, row):
        """Why it would be due, in a few words."""
        if row.outcome != "exposed":
            return selection_label(row, "outcome")
        return self.env._(
            "Interviews missing: %(lacking)s of %(required)s; no non-mandatory "
            "training",
            lacking=row.missing_count,
            required=row.required_count,
        )

    def _to_do(self, row, today):
        """The one thing that saves by ``act_by``, the least work first."""
        if row.outcome != "exposed" or row.entretien_id:
            return False
        if row.bilan_limit < today:
            return self.env._("Hold the état des lieux now")
        if proposed := self._detail(row, "proposed"):
            return self.env._("Confirm the training %(name)s", name=proposed[0])
        if self._detail(row, "make_up_by"):
            return self.env._("Hold the %(kinds)s", kinds=self._missing_kinds(row))
        return self.env._("Have non-mandatory training followed")

    def _proposed_text(self, row):
        """Trainings that Odoo knows of and HR has not confirmed."""
        proposed = self._detail(row, "proposed")
        if not proposed:
            return ""
        return self.env._(
            "To be confirmed, would avoid it: %(names)s.", names=", ".join(proposed)
        )

    def _caution(self, row):
        """Nothing is due: what keeps it so."""
        if row.entretien_id or row.outcome in ("not_concerned", "saved_both"):
            return False
        duties = self._detail(row, "required")
        coming = [duty for duty in duties if not (duty["met"] or duty["missing"])]
        if row.outcome == "saved_training" or not coming:
            return self._proposed_text(row) or False
        return self.env._(
            "Next one to hold: %(kind)s, by %(date)s (art. L.6315-1).",
            kind=self._kind_name(coming[0]),
            date=format_date(self.env, coming[0]["limit"]),
        )
