"""Window actions that buttons return: ``keys`` are those of the action."""


def open_window(model, **keys):
    """A form of this model, or what the keys say."""
    return {
        "type": "ir.actions.act_window",
        "res_model": model,
        "view_mode": "form",
        **keys,
    }


def open_record(record, **keys):
    """The form of this record."""
    return open_window(record._name, res_id=record.id, **keys)


def open_dialog(model, name, **values):
    """A form over the page, to create one with these values."""
    context = {f"default_{field}": value for field, value in values.items()}
    return open_window(model, name=name, target="new", context=context)
