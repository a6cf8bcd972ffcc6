"""Links in mails to pages that work without signing in: each is sealed for one purpose, names what it is for, and ends.

Opening such a page does nothing, however often a mail scanner does so: its button acts. The seal is the whole right,
so whoever the mail was forwarded to has it too. Nothing behind such a link shows an address or opens a session.
"""

from datetime import timedelta

from django.core import signing


def sealed(purpose: str, *values: str) -> str:
    """A text fit for an address."""
    return signing.dumps(list(values), salt=f"link: {purpose}", compress=True)


def unsealed(purpose: str, token: str, *, days: int | None = None) -> list[str] | None:
    """What was sealed, or None where it is not ours, for something else, or older than `days`."""
    age = timedelta(days=days) if days is not None else None
    try:
        values: list[str] = signing.loads(token, salt=f"link: {purpose}", max_age=age)
    except signing.BadSignature:
        return None
    return values
