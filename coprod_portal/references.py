"""Short names of things that people read out, write down and type: on paper, in mails and on the telephone."""

import secrets

# Without those that look alike on paper or sound alike on the telephone: 0 O, 1 I L, U V.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
