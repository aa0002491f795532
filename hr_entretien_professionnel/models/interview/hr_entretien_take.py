"""What is done while talking: take over what was prepared, give the information."""

from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..preparation.hr_entretien_preparation import TEXTS
from .hr_entretien_beside import SECTIONS

INFORMATIONS = ("vae", "cpf", "cep")


class HrEntretien(models.Model):
    _inherit = "hr.entretien"

    def action_take_section(self, name):
        """Copy a section of the preparation that was sent into the interview.

        It adds to what is written, replaces nothing, and does nothing a second time.

        :param str name: a code of ``SECTIONS``, or ``all``
        :raises UserError: the interview is closed, or nothing was sent
        :raises AccessError: the user does not lead the interview
        """
        names = SECTIONS if name == "all" else (name,)
        self._check_fill()
        if any(section not in SECTIONS for section in names):
            raise UserError(self.env._("There is no such section in the preparation."))
        self.ensure_one()
        preparation = self._preparations_sent().get(self.id)
        if not preparation:
            raise UserError(self.env._("The employee has not sent his preparation."))
        values = {}
        for section in names:
            values.update(self._to_take(section, preparation))
        if values:
            self.write(values)

    def action_give_information(self, code=None):
        """The information was given today.

        :param str code: ``vae``, ``cpf`` or ``cep``
        """
        self._check_fill()
        if code not in INFORMATIONS:
            raise UserError(self.env._("There is no such information to give."))
        self.write({f"info_{code}_date": fields.Date.context_today(self)})

    def _check_fill(self):
        """The user may fill the interview, and it can still be filled."""
        self._check_lead()
        self._check_not_locked()

    def _to_take(self, name, preparation):
        """The values that would copy a section; empty when all of it is there.

        :param preparation: the one that was sent
        :rtype: dict
        """
        if name in TEXTS:
            return self._text_to_take(name, preparation[name])
        if name == "wishes":
            lines = self._wishes_to_take(preparation.wishes or [])
        else:
            lines = self._needs_to_take(preparation.needs or [])
        field = "souhait_ids" if name == "wishes" else "besoin_ids"
        return {field: [Command.create(line) for line in lines]} if lines else {}

    def _text_to_take(self, name, text):
        text, present = (text or "").strip(), (self[name] or "").strip()
        if not text or _flat(text) in _flat(present):
            return {}
        return {name: "\n\n".join(filter(None, (present, text)))}

    def _wishes_to_take(self, rows):
        kinds = dict(self.souhait_ids._fields["kind"].selection)
        present = {(line.kind, _flat(line.note)) for line in self.souhait_ids}
        taken = []
        for row in rows:
            kind = row.get("kind") if row.get("kind") in kinds else "other"
            key = (kind, _flat(row.get("note")))
            if key not in present:
                present.add(key)
                taken.append({"kind": kind, "note": row.get("note")})
        return taken

    def _needs_to_take(self, rows):
        aims = dict(self.besoin_ids._fields["aim"].selection)
        present = {_flat(line.name) for line in self.besoin_ids}
        taken = []
        for row in rows:
            key = _flat(row.get("name"))
            if key and key not in present:
                present.add(key)
                aim = row.get("aim") if row.get("aim") in aims else "job"
                taken.append({"name": row["name"].strip(), "aim": aim})
        return taken


def _flat(text):
    """A text without what two people write differently: case, spaces, lines."""
    return " ".join((text or "").casefold().split())
