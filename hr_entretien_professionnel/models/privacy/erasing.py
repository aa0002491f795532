"""What is never deleted lets go of a whole file whose time is over, of nothing else.

The guards open for the value of ``ERASING`` itself, which nobody sends over RPC and no
server action can name.
"""

ERASING = object()


def erasing(records):
    """Whether the file that these records belong to is being deleted, in time."""
    return records.env.su and records.env.context.get("entretien_erase") is ERASING
