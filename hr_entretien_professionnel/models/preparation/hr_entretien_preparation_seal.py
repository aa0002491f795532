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

from odoo.tools import email_normalize

# Sealed with the content: the account and the addresses that stood on the employee's
# card when they began. None of the answers has that key.
BEGUN = "_begun"


def seal(preparation, content):
    record = preparation.sudo()
    employee = record.employee_id
    addresses = (employee.user_id.email, employee.work_email, employee.private_email)
    emails = {email_normalize(address) for address in addresses if address}
    card = {"user": employee.user_id.id, "emails": sorted(filter(None, emails))}
    begun = (_opened(record) or {}).get(BEGUN) or card
    text = json.dumps({**content, BEGUN: begun}, separators=(",", ":"))
    # A name that starts with an underscore: it goes by the overridden ``write``.
    record._write_plain({"sealed": _fernet(record).encrypt(text.encode())})


def unseal(preparation):
    """What is sealed in the preparation, or None when there is nothing.

    A copy of the database has another secret: it cannot open the drafts that it has.
    """
    content = _opened(preparation.sudo())
    if content is not None:
        content.pop(BEGUN, None)
    return content


def begun_with(preparation, user=None, email=None):
    """Whether what is sealed may be opened by that account, or by a link sent there.

    HR keeps the cards: an account or an address that is put on it once the employee has
    begun is not known to be theirs, and opens nothing of what they wrote before.
    """
    begun = (_opened(preparation.sudo()) or {}).get(BEGUN)
    if not begun:
        return True
    if user:
        return user.id == begun["user"]
    return not email or email_normalize(email) in begun["emails"]


def _opened(preparation):
    if not preparation.sealed:
        return None
    try:
        return json.loads(_fernet(preparation).decrypt(preparation.sealed.encode()))
    except InvalidToken:
        return None


def _fernet(preparation):
    secret = preparation.env["ir.config_parameter"].get_param("database.secret")
    name = f"{preparation._name},{preparation.id}".encode()
    key = hmac.new(secret.encode(), name, hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
