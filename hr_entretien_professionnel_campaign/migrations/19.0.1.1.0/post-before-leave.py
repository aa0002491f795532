"""A campaign with every type ticked stays one: 19.0.1.0.0 had six boxes."""


def migrate(cr, version):
    cr.execute(
        "UPDATE hr_entretien_campaign SET for_before_leave = TRUE"
        " WHERE for_first AND for_periodic AND for_return"
        " AND for_mid_career AND for_end_career AND for_on_request"
    )
