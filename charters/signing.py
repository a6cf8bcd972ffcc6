"""A name that somebody typed before they had signed in waits in their own session until a code has come back."""

from django.contrib.sessions.backends.base import SessionBase

from charters.models import Charter, Edition, Signature
from charters.operations.signing import sign
from coprod_portal.accounts.models import User

SESSION_KEY = "signature"


def keep(session: SessionBase, *, edition: Edition, signer: str, name: str, email: str) -> None:
    facts = {"edition": edition.pk, "signer": signer, "name": name, "email": User.objects.normalize(email)}
    session[SESSION_KEY] = facts


def sign_waiting(*, user: User, session: SessionBase) -> None:
    """Sign with what this very browser kept for the address that a code has just confirmed."""
    kept = session.pop(SESSION_KEY, None)
    if kept is None or kept["email"] != user.email:
        return
    edition = Edition.objects.filter(pk=kept["edition"], charter__in=Charter.objects.public()).first()
    if edition is not None:
        sign(
            charter=edition.charter,
            edition=edition,
            signer=Signature.Signer(kept["signer"]),
            name=kept["name"],
            by=user,
        )
