"""What tells that it was read needs a database that can be written."""

from odoo import api, models


def writes(method):
    """Say that a reading method of Odoo may write here.

    Odoo sends methods that only read to a replica, where no line can be added.
    """
    method._readonly = False
    return method


class HrEntretienReadsMixin(models.AbstractModel):
    """Reading these records may leave a line in the access log.

    Odoo asks the first class that says whether a method only reads: in ``_inherit``
    this one stands before the model it extends.
    """

    _name = "hr.entretien.reads.mixin"
    _description = "Reading May Write"

    @writes
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load)

    @writes
    def web_read(self, specification):
        return super().web_read(specification)

    @api.model
    @writes
    def search_read(self, *args, **kwargs):
        return super().search_read(*args, **kwargs)

    @api.model
    @writes
    def web_search_read(self, *args, **kwargs):
        return super().web_search_read(*args, **kwargs)
