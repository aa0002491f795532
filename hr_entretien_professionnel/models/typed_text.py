def typed_text(value):
    """
    :param value: what was given as a reason; over RPC it may be no text
    :returns: it, without the blanks around it; empty when it says nothing
    """
    return value.strip() if isinstance(value, str) else ""
