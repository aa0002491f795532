"""What buttons return: ``keys`` are those of the action."""


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


def open_action(env, xmlid, **keys):
    """An action of the menus, on what the keys say."""
    return {**env["ir.actions.act_window"]._for_xml_id(xmlid), **keys}


def notify(message, level, **keys):
    """A word in the corner of the page, which is then read again."""
    reload = {"type": "ir.actions.client", "tag": "soft_reload"}
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {"type": level, "message": message, "next": reload, **keys},
    }


def ask(text, records, method):
    """A question, whose answer calls a method of these records."""
    params = {"body": text, "model": records._name, "ids": records.ids}
    params["method"] = method
    return {"type": "ir.actions.client", "tag": "entretien_ask", "params": params}
