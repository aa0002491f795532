"""A campaign with every type ticked stays one: a type that a version brings is ticked."""

from odoo.tools import SQL

from odoo.addons.hr_entretien_professionnel.models.interview.entretien_states import (
    MOTIFS,
)


def migrate(cr, version):
    """The box of a new type is NULL, in no campaign made since."""
    boxes = [SQL.identifier(f"for_{motif}") for motif in MOTIFS]
    cr.execute(
        SQL(
            "UPDATE hr_entretien_campaign SET %s WHERE (%s) AND %s",
            SQL(", ").join(SQL("%s = TRUE", box) for box in boxes),
            SQL(" OR ").join(boxes),
            SQL(" AND ").join(SQL("%s IS NOT FALSE", box) for box in boxes),
        )
    )
