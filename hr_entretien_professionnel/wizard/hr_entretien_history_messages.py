"""What is told of a spreadsheet of past interviews: line, problem, what to do."""

from odoo import models

from .entretien_history_directory import Directory

# The most line numbers that a summary lists.
MAX_LINES_TOLD = 20


class HrEntretienHistory(models.TransientModel):
    _inherit = "hr.entretien.history"

    def _history_refused(self, messages):
        return {"ids": False, "messages": messages, "nextrow": 0}

    def _history_message(self, text, kind="error"):
        """About the whole file: Odoo's screen shows it first, as it is."""
        return {"type": kind, "message": text}

    def _history_problems(self, rows, repeated):
        """A message for each problem of each line, after one that sums up.

        Odoo's screen hides the text of messages that name a column, and shows
        ``record`` as the line: the number is the spreadsheet's.
        """
        texts = {**self._history_people_texts(), **self._history_texts()}
        messages = []
        for row in rows:
            for code, figures in row.problems:
                who = Directory.written_name(row.cells) or row.cells["email"]
                text = self.env._(
                    "Line %(line)s – %(who)s: %(problem)s",
                    line=row.line,
                    who=who or row.cells["badge"] or "?",
                    problem=texts[code] % figures,
                )
                place = {"from": row.index, "to": row.index}
                messages.append(
                    {
                        "type": "error",
                        "message": text,
                        "record": row.line,
                        "rows": place,
                        "code": code,
                    }
                )
        if not messages:
            return []
        summary = self.env._(
            "Nothing was imported: %(count)s lines are to be corrected in the "
            "spreadsheet, which is then loaded again.",
            count=sum(bool(row.problems) for row in rows),
        )
        told = [summary, *self._history_repeats(repeated)]
        return [self._history_message(" ".join(told)), *messages]

    def _history_summary(self, new, known, repeated):
        """What was not created, and why; nothing to say when all was."""
        if not (known or repeated):
            return []
        if not new:
            text = self.env._(
                "All these interviews were already recorded: nothing was created."
            )
            told = [text, *self._history_repeats(repeated)]
            return [self._history_message(" ".join(told), "warning")]
        if self.env.context.get("entretien_dryrun"):
            told = [self.env._("%(count)s interviews to create.", count=len(new))]
        else:
            told = [self.env._("%(count)s interviews created.", count=len(new))]
        told += self._history_repeats(repeated)
        if known:
            text = self.env._(
                "Already recorded and left as they are: lines %(lines)s.",
                lines=self._history_lines(known),
            )
            told.append(text)
        return [self._history_message(" ".join(told), "warning")]

    def _history_repeats(self, repeated):
        if not repeated:
            return []
        return [
            self.env._(
                "Exact duplicates of an earlier line, imported once: lines %(lines)s.",
                lines=self._history_lines(repeated),
            )
        ]

    def _history_lines(self, rows):
        numbers = [str(row.line) for row in rows]
        more = ["…"] if len(numbers) > MAX_LINES_TOLD else []
        return ", ".join(numbers[:MAX_LINES_TOLD] + more)

    def _history_people_texts(self):
        """Whose interview it is: what is wrong, and what to do."""
        return {
            "nobody": self.env._(
                "nothing says whose interview it is. Give the badge number, the e-mail "
                "or the name and first name."
            ),
            "badge_unknown": self.env._(
                "no employee has the badge number “%(value)s”. Correct it, or create "
                "the employee first."
            ),
            "email_unknown": self.env._(
                "no employee has the e-mail “%(value)s”. Correct it, or create the "
                "employee first."
            ),
            "name_unknown": self.env._(
                "no employee is called “%(value)s”. Correct the name, give the badge "
                "number, or create the employee first."
            ),
            "badge_ambiguous": self.env._(
                "several employees have the badge number “%(value)s”: %(who)s. Write "
                "it with its leading zeros."
            ),
            "email_ambiguous": self.env._(
                "several employees have the e-mail “%(value)s”: %(who)s. Give the "
                "badge number."
            ),
            "name_ambiguous": self.env._(
                "several employees are called “%(value)s”: %(who)s. Give the badge "
                "number or the e-mail."
            ),
            "other_name": self.env._(
                "“%(value)s” is %(who)s, not %(name)s. Correct one or the other."
            ),
            "self_held": self.env._(
                "nobody holds the interview with himself (%(who)s). Correct who held "
                "it, or leave it empty."
            ),
        }

    def _history_texts(self):
        """The interview itself: what is wrong, and what to do."""
        return {
            "no_day": self.env._("the date of the interview is missing. Fill it in."),
            "bad_day": self.env._(
                "“%(value)s” is not a possible date of interview. Write it as "
                "31/12/2024."
            ),
            "future_day": self.env._(
                "the interview is dated in the future (%(value)s). Correct the date, "
                "or remove the line and plan the interview in Odoo."
            ),
            "bad_copy": self.env._(
                "“%(value)s” is not a possible date for the copy. Write it as "
                "31/12/2024, or leave it empty."
            ),
            "future_copy": self.env._(
                "the copy is dated in the future (%(value)s). Correct the date, or "
                "leave it empty."
            ),
            "copy_before": self.env._(
                "the copy is handed over (%(value)s) before the interview. Correct "
                "one of the two dates, or leave the copy's empty."
            ),
            "before_hire": self.env._(
                "the interview comes before the first contract (%(value)s). Correct "
                "the date, or enter the former contract or the seniority date on the "
                "employee."
            ),
            "no_kind": self.env._(
                "the kind of interview is missing. Accepted: %(kinds)s."
            ),
            "unknown_kind": self.env._(
                "“%(value)s” is not a kind of interview. Accepted: %(kinds)s."
            ),
            "told_otherwise": self.env._(
                "line %(line)s tells the same interview with another copy date or "
                "interviewer. Keep one of the two."
            ),
        }
