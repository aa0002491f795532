"""How a draft is kept in the database: sealed, each one with a key of its own.

Plain functions and no methods of a model: whatever code Odoo lets an administrator
write (server actions, automation rules) calls methods, private ones included, and
cannot import these.
"""

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken


def seal(preparation, content):
    """Write the content into the preparation's sealed column.

    :param preparation: one ``hr.entretien.preparation``
    :param dict content: JSON values, or None to empty the column
    """
    record = preparation.sudo()
    text = content is not None and json.dumps(content, separators=(",", ":"))
    # A name that starts with an underscore: it goes by the overridden ``write``.
    record._write_plain({"sealed": text and _fernet(record).encrypt(text.encode())})


def unseal(preparation):
    """What is sealed in the preparation, or None when there is nothing.

    A copy of the database has another secret, and cannot open the drafts that came with
    it: for it there is nothing.

    :rtype: dict | None
    """
    record = preparation.sudo()
    if not record.sealed:
        return None
    try:
        return json.loads(_fernet(record).decrypt(record.sealed.encode()))
    except InvalidToken:
        return None


def _fernet(preparation):
    secret = preparation.env["ir.config_parameter"].get_param("database.secret")
    told = f"{preparation._name},{preparation.id}".encode()
    key = hmac.new(secret.encode(), told, hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
