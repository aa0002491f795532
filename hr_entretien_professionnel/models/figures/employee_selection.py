"""The choices of a selection of the employee, for the copies that figures keep."""


def employee_selection(name):
    """What ``fields.Selection`` asks for them.

    :param str name: of a selection field of ``hr.employee``
    """

    def choices(model):
        return model.env["hr.employee"]._fields[name]._description_selection(model.env)

    return choices
