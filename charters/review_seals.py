"""How a review knows an address again without keeping it, and how a mailed link finds its answers."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from charters.models import Review, ReviewAnswer

PURPOSE = "charters.review"
signer = Signer(salt="charters.review-answer")


def seals(review: Review, email: str) -> list[str]:
    """The seal of an address in a review, and those that earlier keys made of it."""
    address = email.strip().casefold()
    return [
        salted_hmac(f"{PURPOSE}.{review.pk}", address, secret=secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def seal(review: Review, email: str) -> str:
    """The same for the same address in the same review; nobody without our key can tell whose it is.

    Where the key has changed since, somebody who has answered is known by the seal of the earlier key.
    """
    newest, *earlier = seals(review, email)
    answered = review.answers.counted().filter(address_seal__in=earlier).first() if earlier else None
    return answered.address_seal if answered else newest


def token_of(answer: ReviewAnswer) -> str:
    return signer.sign(str(answer.pk))


def answer_of(token: str) -> ReviewAnswer | None:
    """The answers that a mailed link leads to; None where the link is not ours, or they are gone."""
    try:
        key = signer.unsign(token)
    except BadSignature:
        return None
    return ReviewAnswer.objects.select_related("review__charter").filter(pk=key).first()
