"""Installation on a database that already lives, and leaving it clean."""


def post_init_hook(env):
    """Schedule the employees who were there before the add-on.

    The stored dates are first computed while the tables are created, before the
    laws are loaded as data: only now can the plan be made.
    """
    env["hr.employee"]._entretien_recompute_all()


def uninstall_hook(env):
    """Take back what the framework leaves behind: activities and their type.

    Activities point to their record by name and number, so that dropping the
    model does not drop them.
    """
    env["mail.activity"].sudo().search(
        [("res_model", "=", "hr.entretien")]
    ).unlink()
