from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tools.misc import format_date

from ..interview.entretien_states import HELD_STATES
from ..selection_labels import selection_label

# What comes back from the interviews before, and whose lines it is.
PREVIOUS = {
    "previous_besoin_ids": "hr.entretien.besoin",
    "previous_action_ids": "hr.entretien.action",
    "previous_souhait_ids": "hr.entretien.souhait",
}


class HrEntretienPrevious(models.AbstractModel):
    """The interviews held before an interview: the only rule of what came before.

    What comes back is all that comes from the interview held before this one, and from
    older ones what was still open on that day. The lines stay those of their interview:
    what became of them is written on them, by whom they let write.
    """

    _name = "hr.entretien.previous"
    _description = "What Was Held Before an Interview"

    def _held_before(self, entretiens, *names):
        """Those of the same employee, in the rights of these interviews.

        :param entretiens: ``hr.entretien``, the new one of a form as well
        :param names: fields of the earlier ones that will be read
        :rtype: dict of interview → ``hr.entretien``, the last one held first
        """
        held = entretiens.search_fetch(
            Domain("employee_id", "in", entretiens.employee_id._origin.ids)
            & Domain("state", "in", HELD_STATES),
            ["employee_id", "date_held", *names],
            order="date_held desc, id desc",
        ).grouped("employee_id")
        nothing = entretiens.browse()
        return {
            entretien: held.get(entretien.employee_id._origin, nothing).filtered(
                lambda other, entretien=entretien: self._is_before(other, entretien)
            )
            for entretien in entretiens
        }

    def _is_before(self, other, entretien):
        """Whether the other interview was held before this one, held or still open."""
        this, day = entretien._origin.id, entretien.date_held
        if other.id == this:
            return False
        return not day or (other.date_held, other.id) < (day, this or float("inf"))

    # -- what comes back ---------------------------------------------------------------

    def _compute_lines(self, entretiens):
        """Their fields ``PREVIOUS``, and the measures of the physician."""
        measures = ("physician_measures", "measures_state")
        before = self._held_before(entretiens.sudo(), *measures)
        for entretien in entretiens:
            self._set_measures(entretien, before[entretien])
        past = entretiens.browse().union(*before.values())
        theirs = Domain("entretien_id", "in", past.ids)
        for name, model in PREVIOUS.items():
            found = self.env[model].search(theirs, order="date_held desc, sequence, id")
            for entretien in entretiens:
                entretien[name] = found.filtered(
                    lambda line, past=before[entretien]: line._comes_back(past)
                )

    def _set_measures(self, entretien, before):
        """The physician's measures recorded before, and what was said of them since."""
        source = before.filtered("physician_measures")[:1]
        # The last one held stands first.
        since = before[: before.ids.index(source.id)] if source else source
        last = since.filtered("measures_state")[:1]
        day, state = format_date(self.env, last.date_held), ""
        if last:
            # E.g. “Still followed (12/03/2026)”.
            state = f"{selection_label(last, 'measures_state')} ({day})"
        entretien.measures_recalled = source.physician_measures
        entretien.measures_recalled_date = source.date_held
        entretien.measures_recalled_state = state

    # -- written from the new interview ------------------------------------------------

    def _without(self, vals):
        return {name: value for name, value in vals.items() if name not in PREVIOUS}

    def _write_lines(self, entretiens, vals_list):
        """Write what became of the lines, on the lines and by their own rights.

        :raises AccessError: a line does not come from an earlier interview
        :raises UserError: the interview is presented, or closed: it says what became
            of them on its day
        """
        for entretien, vals in zip(entretiens, vals_list, strict=True):
            for name in PREVIOUS.keys() & vals.keys():
                # Others are shorter: the client links what it read with ``[4, id]``.
                updates = [item for item in vals[name] if item[0] == Command.UPDATE]
                if updates:
                    entretien._check_write({name: updates})
                for _code, line_id, values in updates:
                    line = entretien[name].filtered(lambda x, i=line_id: x.id == i)
                    if not line:
                        raise AccessError(line._owner_message())
                    line.write(values)

    # -- printed -----------------------------------------------------------------------

    def _keep(self, entretiens):
        """The employee's page says it as the document does, that they sign."""
        for entretien in entretiens.filtered(lambda item: not item.previous_presented):
            speaking = entretien.with_context(lang=entretien._report_lang())
            # Rows in a box: a field keeps no empty list, and none is an answer too.
            entretien.sudo().previous_presented = {"rows": self._rows(speaking)}

    def _rows(self, entretien):
        """What became of each line, as it was presented; in the language of the
        interview."""
        if entretien.previous_presented:
            return entretien.previous_presented["rows"]
        lines = (line for name in PREVIOUS for line in entretien[name])
        return [line._report_previous_row() for line in lines]
