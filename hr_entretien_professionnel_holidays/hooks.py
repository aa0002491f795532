"""Installation on a database where leaves were taken already, and leaving it."""

# Odoo's own leave types that say what they are; the others are HR's to map.
DEFAULT_KINDS = {
    "hr_holidays.leave_type_sick_time_off": "absence_type_long_illness",
    "hr_holidays.leave_type_unpaid": "absence_type_unpaid",
}


def post_init_hook(env):
    """Map the leave types whose kind is obvious, then read the leaves of the past."""
    for leave_type, kind in DEFAULT_KINDS.items():
        leave_type = env.ref(leave_type, raise_if_not_found=False)
        kind = env.ref(f"hr_entretien_professionnel.{kind}", raise_if_not_found=False)
        if leave_type and kind and not leave_type.entretien_type_id:
            leave_type.entretien_type_id = kind
    leave_types = env["hr.leave.type"].with_context(active_test=False)
    leave_types.search([("entretien_type_id", "!=", False)])._entretien_sync_leaves()


def uninstall_hook(env):
    """Take the mapping off the leave types.

    The main add-on is often uninstalled with this one: its kinds of absence are deleted
    before the column that points to them. Behind the back of the ORM: what was read of
    the leaves is not to be worked out anew.
    """
    env.cr.execute("UPDATE hr_leave_type SET entretien_type_id = NULL")
    env.invalidate_all()
