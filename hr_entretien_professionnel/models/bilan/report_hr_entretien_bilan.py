from odoo import fields, models
from odoo.tools.misc import format_date, formatLang

from ..employee.entretien_reason import block_texts
from ..interview.entretien_states import GIVEN_UP_STATES, OPEN_STATES
from ..selection_labels import selection_label, selection_labels
from .hr_entretien_bilan_line import KINDS_OF

WORDS = "report.hr_entretien_professionnel.report_hr_entretien_bilan"
CUMULATIVE = "art. L.6323-13 ; Cass. soc., 21/01/2026, n° 24-12.972"


class ReportHrEntretienBilan(models.AbstractModel):
    """What an état des lieux says, on its form and in its document."""

    _name = WORDS
    _description = "An État des Lieux in Words"

    def _get_report_values(self, docids, data=None):
        return {"docs": self.env["hr.entretien"].browse(docids), "words": self}

    # -- the table of interviews -------------------------------------------------------

    def _rows(self, bilan):
        """The table of interviews, for the form and the document: dicts of texts
        (``kind target held delivered note``), and ``met``."""
        motifs = selection_labels(self.env["hr.entretien"], "motif")
        rows = []
        for row in bilan.interviews or []:
            copied = row["held"] and not (row["refused"] or row["open"])
            delivered = format_date(self.env, row["delivered"])
            delivered = delivered or self.env._("Not handed over")
            rows.append(
                {
                    "kind": motifs.get(row["kind"], row["kind"]),
                    "target": format_date(self.env, row["target"]),
                    "held": "" if row["open"] else format_date(self.env, row["held"]),
                    "delivered": delivered if copied else "",
                    "met": row["met"],
                    "note": self._row_note(row),
                }
            )
        return rows

    def _row_note(self, row):
        if row["open"] and not row["met"]:
            return self.env._("The present interview is too late to count")
        if row["open"]:
            return self.env._("Met by the present interview")
        if row.get("oral"):
            return self.env._("Offered on return, declined by word of mouth")
        if row["refused"]:
            return self.env._("Refused in writing")
        if row["held"] and not row["met"]:
            return self.env._("Held too late to count")
        if row["held"]:
            late = row["held"] > row["limit"]
            return self.env._("Held after its date") if late else self.env._("Held")
        kind, day = row["why"] or (None, None)
        on = format_date(self.env, day)
        if kind == "absence":
            return self.env._("Not held: the employee did not come on %(day)s", day=on)
        if kind == "postponed":
            return self.env._("Not held: postponed on %(day)s", day=on)
        if kind == "cancelled":
            return self.env._("Not held: cancelled on %(day)s", day=on)
        return self.env._("Not held: no interview is recorded")

    # -- ticks -------------------------------------------------------------------------

    def _interviews_label(self, bilan):
        """E.g. “✓ 3 of 3”, “✗ 2 of 3”, “… 2 of 3 + this one”."""
        rows = bilan.interviews
        if not bilan.period_from or rows is False:
            return ""
        itself = sum(row["open"] and row["met"] for row in rows)
        values = {"held": sum(row["met"] for row in rows) - itself, "count": len(rows)}
        if not rows:
            return self.env._("✓ None required")
        if itself and bilan.interviews_ok:
            return self.env._("… %(held)s of %(count)s + this one", **values)
        if bilan.interviews_ok:
            return self.env._("✓ %(held)s of %(count)s", **values)
        return self.env._("✗ %(held)s of %(count)s", **values)

    def _criterion_label(self, bilan, name):
        """A tick with its words: “✓ Yes (2)”, “✗ No”, “? To confirm (1)”."""
        given_up = bilan.state in GIVEN_UP_STATES
        if not bilan.with_bilan or given_up or bilan._is_history():
            return ""
        kinds = KINDS_OF[name]
        if bilan[f"{name}_ok"]:
            count = len(bilan._lines("confirmed", *kinds))
            return self.env._("✓ Yes (%(count)s)", count=count)
        if waiting := bilan._lines("proposed", *kinds):
            return self.env._("? To confirm (%(count)s)", count=len(waiting))
        return self.env._("✗ No")

    def _verdict(self, bilan):
        """The conclusion in a few words, for a list."""
        if bilan.state in GIVEN_UP_STATES:
            return selection_label(bilan, "state")
        if bilan.problem_code or not bilan.period_from:
            return self.env._("Not computable")
        if bilan._is_history():
            return self.env._("Not examined")
        if bilan.interviews_ok:
            return self.env._("Interviews held")
        if bilan.training_free_ok:
            return self.env._("Interview missing, training followed")
        if bilan._lines("proposed", *KINDS_OF["training"]):
            return self.env._("Interview missing, training to confirm")
        return self.env._("Interview missing, no training")

    def _criteria(self, bilan):
        """What is checked, each as (label, tick in words), for the document."""
        names = [f"{name}_text" for name in ("interviews", *KINDS_OF)]
        labels = bilan.fields_get(names, ["string"])
        return [(labels[name]["string"], bilan[name]) for name in names]

    # -- the conclusion ----------------------------------------------------------------

    def _problem_text(self, bilan):
        """Why there is no period, and how it is mended; False when there is one."""
        if not bilan.problem_code:
            return False
        texts = {
            **block_texts(bilan.employee_id.sudo()),
            "excluded": self.env._(
                "The employee is not followed up: no état des lieux is due."
            ),
            "no_cycle": self.env._(
                "Seniority starts after this interview, or at a date that is not "
                "known: see the dates of the employee's contract."
            ),
        }
        return texts.get(bilan.problem_code)

    def _sentences(self, bilan):
        """The conclusion on screen, with what HR is still to do."""
        said = self._report_sentences(bilan)
        if bilan.period_from and bilan._is_history():
            said.append(self.env._("Fill it in from the records to examine it."))
        return said

    def _not_judged_sentence(self, bilan):
        """Still to be held, it finds nothing yet: what follows is what it would, or
        what its deadline found."""
        if bilan.state not in OPEN_STATES:
            return []
        limit = bilan.employee_id.sudo().entretien_bilan_limit
        if limit and limit < fields.Date.context_today(bilan):
            return [
                self.env._(
                    "Not held by its deadline, %(limit)s: judged by then. Once held, "
                    "it judges the years before that day (art. L.6315-1, II).",
                    limit=format_date(self.env, limit),
                )
            ]
        return [
            self.env._(
                "Not judged yet: this is what it would find if it were held on "
                "%(day)s, over the years before that day (art. L.6315-1, II).",
                day=format_date(self.env, bilan.period_to),
            )
        ]

    def _report_sentences(self, bilan):
        """The conclusion, one sentence a line, each with its article; never a sum."""
        if not bilan.period_from:
            return [bilan.problem] if bilan.problem else []
        if bilan._is_history():
            return [
                self.env._(
                    "Entered as history: what this état des lieux found is not known "
                    "here."
                )
            ]
        return [
            *self._not_judged_sentence(bilan),
            self._interviews_sentence(bilan),
            self._criteria_sentence(bilan),
            self._sanction_sentence(bilan),
        ]

    def _interviews_sentence(self, bilan):
        rows = bilan.interviews or []
        values = {
            "start": format_date(self.env, bilan.period_from),
            "end": format_date(self.env, bilan.period_to),
            "met": sum(1 for row in rows if row["met"]),
            "count": len(rows),
        }
        if not rows:
            return self.env._(
                "From %(start)s to %(end)s the law asked for no interview (art. "
                "L.6315-1, II).",
                **values,
            )
        if self._counts_itself(bilan):
            return self.env._(
                "If the present interview is held on %(end)s, %(met)s of the %(count)s "
                "interviews that the law asks for since %(start)s will have been held "
                "(art. L.6315-1, II).",
                **values,
            )
        if bilan.interviews_ok:
            return self.env._(
                "From %(start)s to %(end)s, all the interviews that the law asks for "
                "were held: %(met)s of %(count)s (art. L.6315-1, II).",
                **values,
            )
        return self.env._(
            "From %(start)s to %(end)s, %(met)s of the %(count)s interviews that the "
            "law asks for were held (art. L.6315-1, II).",
            **values,
        )

    def _counts_itself(self, bilan):
        """Still to hold, it is taken as held for what it meets itself."""
        return any(row["open"] and row["met"] for row in bilan.interviews or [])

    def _criteria_sentence(self, bilan):
        met = sum(1 for name in KINDS_OF if bilan[f"{name}_ok"])
        said = self.env._(
            "Criteria met: %(met)s of %(count)s (training, certification, progression "
            "of pay or career; art. L.6315-1, II, 1° to 3°).",
            met=met,
            count=len(KINDS_OF),
        )
        if bilan.to_confirm:
            said += " " + self.env._(
                "Lines still to be confirmed by HR: %(count)s. They do not count yet, "
                "and may change what is said here.",
                count=bilan.to_confirm,
            )
        if bilan.training_ok and not bilan.training_free_ok:
            said += " " + self.env._(
                "All the training is mandatory (art. L.6321-2) or paid by "
                "the employee's CPF alone."
            )
        return said

    def _sanction_sentence(self, bilan):
        """Both conditions of the abondement correctif, and which one saves."""
        outcome = self._outcome(bilan)
        if outcome == "saved_interviews" and self._counts_itself(bilan):
            return self.env._(
                "The corrective payment would not be due, provided that the present "
                "interview is held: no non-mandatory training is confirmed (%(law)s).",
                law=CUMULATIVE,
            )
        return self._outcome_text(outcome)

    def _outcome(self, bilan):
        return bilan._found_outcome()

    def _outcome_text(self, outcome):
        """Why the abondement correctif is due or not, with its article: the one place
        that says it, for the document, the screens and what may be owed."""
        return {
            "saved_both": self.env._(
                "The corrective payment is not due: the interviews were held, and "
                "non-mandatory training was followed (%(law)s).",
                law=CUMULATIVE,
            ),
            "saved_interviews": self.env._(
                "The corrective payment is not due: the interviews were held. It is "
                "due only when they are missing and no non-mandatory training was "
                "followed (%(law)s).",
                law=CUMULATIVE,
            ),
            "saved_training": self.env._(
                "The corrective payment is not due: non-mandatory training was "
                "followed. It is due only when interviews are missing as well "
                "(%(law)s).",
                law=CUMULATIVE,
            ),
            "exposed": self.env._(
                "An interview is missing and no non-mandatory training was "
                "followed: in a company of 50 employees or more, the CPF of the "
                "employee is topped up (art. L.6323-13 and R.6323-3)."
            ),
        }[outcome]

    # -- its lines and its last words, in the document ---------------------------------

    def _sections(self, bilan):
        """The lines that count, by criterion: (title, lines)."""
        bilan.check_access("read")
        titles = {
            "training": self.env._("1° Training followed"),
            "certification": self.env._("2° Elements of certification obtained"),
            "progression": self.env._("3° Progression of pay and career"),
        }
        return [
            (titles[name], bilan._lines("confirmed", *kinds))
            for name, kinds in KINDS_OF.items()
        ]

    def _line_dates(self, line):
        """E.g. “03/02/2025 – 05/02/2025”."""
        days = dict.fromkeys(filter(None, (line.date_from, line.date_to)))
        return " – ".join(format_date(self.env, day) for day in days)

    def _line_details(self, line):
        words = [
            selection_label(line, name)
            for name in ("payer", "certification_kind", "progression")
            if line[name]
        ]
        if line.mandatory:
            words.append(self.env._("mandatory (art. L.6321-2)"))
        if line.cpf_cofunded:
            words.append(self.env._("CPF with the employer's top-up"))
        if line.hours:
            hours = formatLang(self.env, line.hours, digits=2 * bool(line.hours % 1))
            words.append(self.env._("%(hours)s hours", hours=hours))
        return ", ".join(words)

    def _imprint(self, bilan):
        return self.env._(
            "%(company)s – état des lieux récapitulatif – printed on %(date)s",
            company=bilan.company_id.sudo().name,
            date=format_date(self.env, fields.Date.context_today(self)),
        )
