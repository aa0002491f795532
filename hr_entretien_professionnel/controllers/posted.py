"""The form as a browser without JavaScript posts it, as keys of a draft."""

from ..models.preparation.hr_entretien_preparation import TEXTS


def posted_values(form, questions):
    """What the whole form says: what is not ticked any more goes away.

    :param form: the posted fields, a multi-dict
    :param questions: definitions of the company's questions
    :rtype: dict of key → value, for ``_draft_save``
    """
    values = {name: form[name] for name in TEXTS if name in form}
    for name in form.getlist("wishes"):
        key = f"wish.{name}"
        values[key] = form.get(f"{key}.note", "") if key in form else None
    for name in form.getlist("needs"):
        key = f"need.{name}"
        values[key] = {"name": form.get(f"{key}.name"), "aim": form.get(f"{key}.aim")}
    for question in questions:
        key = f"answer.{question['name']}"
        if question["type"] == "tags" and f"{key}.asked" in form:
            values[key] = form.getlist(key)
        elif key in form:
            values[key] = form[key]
    return values
