"""Short names of things that people read out, write down and type: on paper, in mails and on the telephone."""

import secrets
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext

from coprod_portal.submissions.errors import Refused

# Without those that look alike on paper or sound alike on the telephone: 0 O, 1 I L, U V.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# Of what is public, and stands in addresses.
PUBLIC_LENGTH = 6
TRIES = 20

Named = TypeVar("Named", bound=Model)


def new_reference(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def create_with_reference(model: type[Named], create: Callable[[str], Named]) -> Named:
    """With a reference that nobody has yet. Two may draw the same at once: the later one draws again."""
    for _ in range(TRIES):
        reference = new_reference(PUBLIC_LENGTH)
        try:
            with transaction.atomic():
                return create(reference)
        except IntegrityError:
            if not model._default_manager.filter(reference=reference).exists():
                raise
    raise Refused(gettext("We could not give it a reference. Please send it again."))
