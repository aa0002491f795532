"""The choices of a selection of the employee, for the copies that figures keep."""


def employee_selection(name):
    """What ``fields.Selection`` asks for them: of a field of ``hr.employee``."""
    return lambda model: (
        model.env["hr.employee"]._fields[name]._description_selection(model.env)
    )
