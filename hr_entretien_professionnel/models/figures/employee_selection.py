def employee_selection(name):
    """The choices of a field of ``hr.employee``, for ``fields.Selection``."""
    return lambda model: (
        model.env["hr.employee"]._fields[name]._description_selection(model.env)
    )
