def masked(address):
    """E.g. “m•••@example.com”: enough to know which, not to write to it.

    :param str address: an e-mail address, or nothing
    :rtype: str
    """
    name, _at, domain = (address or "").partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""
