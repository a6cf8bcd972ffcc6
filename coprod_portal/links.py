"""Links in mails to pages that work without signing in: each is sealed for one purpose, names what it is for, and ends.

Opening such a page does nothing, however often a mail scanner does so: its button acts. The seal is the whole right,
so whoever the mail was forwarded to has it too: nothing behind such a link shows an address or opens a session. What
is sealed may be an address, so it cannot be read from the link either.
"""

import base64
import json
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sealed(purpose: str, *values: str) -> str:
    """A text fit for an address."""
    return keys(purpose).encrypt(json.dumps(values).encode()).decode().rstrip("=")


def unsealed(purpose: str, token: str, *, days: int | None = None) -> list[str] | None:
    """What was sealed, or None where it is not ours, for something else, or older than `days`."""
    padded = token + "=" * (-len(token) % 4)
    age = int(timedelta(days=days).total_seconds()) if days is not None else None
    try:
        values: list[str] = json.loads(keys(purpose).decrypt(padded, ttl=age))
    except (InvalidToken, ValueError):
        return None
    return values


def keys(purpose: str) -> MultiFernet:
    return MultiFernet([key(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def key(secret: str, purpose: str) -> Fernet:
    info = f"coprod_portal.links.{purpose}".encode()
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
