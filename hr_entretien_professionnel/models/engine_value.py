"""Rows of the law as values of the engine (``schedule/``)."""

import dataclasses

# What the engine has where a field is empty.
EMPTY = {"date": None, "char": "", "selection": ""}


def engine_names(engine_class):
    """Names of the fields of a value of the engine."""
    return {field.name for field in dataclasses.fields(engine_class)}


def engine_value(row, engine_class, **given):
    """The row as a value of that class, whose fields have the same names.

    :param given: the values that no field of the row has the name of
    :raises KeyError: a value is neither a field of the row nor given
    """
    values = {
        name: row[name] or EMPTY.get(row._fields[name].type, row[name])
        for name in engine_names(engine_class) - given.keys()
    }
    return engine_class(**values, **given)
