"""What a submission is about, as the desk and the mails know it: one function for each kind.

Nine kinds of submission go over the same desk. Whatever differs between them stands here, and in `follow` of
`operations/moderation.py`, which says what comes of a decision.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments import opportunity_words, words
from commitments.models import Commitment, Opportunity, Organisation
from commitments.words import Words
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

Kind = Submission.Kind

# The way from a submission to the thing that it is a part of. A signature is a thing of its own. A profile is a part of
# an organisation, which is no charter's.
PATHS = {
    Kind.VERSION: "version__commitment",
    Kind.NEWS: "news__commitment",
    Kind.VIEW: "view__commitment",
    Kind.NOTICE: "notice__opportunity",
    Kind.OUTCOME: "outcome__opportunity",
    Kind.SIGNATURE: "signature",
    Kind.PROFILE: "profile__organisation",
    Kind.PARTY: "party__commitment",
    Kind.REPLY: "reply__commitment",
}
OF_COMMITMENTS = tuple(kind for kind, path in PATHS.items() if path.endswith("__commitment"))
# What belongs to whoever wrote it, whatever it is about.
OF_THEIR_WRITER = (Kind.VIEW, Kind.SIGNATURE)
# Kinds whose newer words take the place of those that are public, and where the thing holds these.
REPLACED = {Kind.VERSION: "published_version", Kind.NOTICE: "published_notice"}
WITH_SUBJECT = (
    *(f"{path}__charter" for kind, path in PATHS.items() if kind != Kind.PROFILE),
    *(f"{path}__organisation" for kind, path in PATHS.items() if kind not in (Kind.SIGNATURE, Kind.PROFILE)),
    *(f"{PATHS[kind]}__published_version" for kind in OF_COMMITMENTS),
    PATHS[Kind.PROFILE],
    "party__organisation",
    *(f"{PATHS[kind]}__published_notice" for kind in (Kind.NOTICE, Kind.OUTCOME)),
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    kind: str
    """What it is, in words."""
    named: str
    """How its writer is told which of their words we mean, at the start of a sentence."""
    title: str
    maker: str
    reference: str
    charter: Charter | None
    is_made_up: bool
    is_public: bool
    public_address: str
    own_address: str
    """Where whoever looks after it sees it and changes it."""
    keeper_id: int | None = None
    organisation: Organisation | None = None
    is_of_stewards: bool = False
    """Those who look after the charter look after it too."""


def thing_of(submission: Submission) -> Any:
    """The row that a submission is a part of. It holds what follows from what is public."""
    return attrgetter(PATHS[Kind(submission.kind)].replace("__", "."))(submission)


def subject_of(submission: Submission) -> Subject:
    return SUBJECTS[Kind(submission.kind)](submission)


def words_of(submission: Submission) -> list[Words]:
    """All that would be public, with parts left empty as "", so that two versions have the same labels."""
    kind = Kind(submission.kind)
    return WORDS[kind](getattr(submission, kind))


def public_now(submission: Submission) -> Submission | None:
    """What is public now, for newer words that would take its place."""
    kind = Kind(submission.kind)
    public = getattr(thing_of(submission), REPLACED[kind]) if kind in REPLACED else None
    return public.submission if public is not None and public.pk != submission.pk else None


def same_thing(submission: Submission, *, most: int) -> list[int]:
    """The keys of the newest submissions that are parts of the same thing, each kind by its own index."""
    thing = thing_of(submission)
    ways = [path.split("__") for path in PATHS.values() if path.endswith(f"__{thing._meta.model_name}")]
    parts = [
        related_model(kind)._default_manager.filter(**{way: thing}).order_by().values_list("submission", flat=True)
        for kind, way in ways
    ]
    return list(parts[0].union(*parts[1:]).order_by("-submission")[:most]) if parts else []


def related_model(kind: str) -> Any:
    return Submission._meta.get_field(kind).related_model


def about_version(submission: Submission) -> Subject:
    version, commitment = submission.version, submission.version.commitment
    # The first words that became public are a commitment, and stay one when newer words take their place.
    is_change = commitment.first_published_at is not None and version.number > 1
    return about_commitment(
        commitment,
        kind=_("Changes to a commitment") if is_change else _("Commitment"),
        named=_("Your commitment “%(title)s”"),
        title=version.title,
    )


def about_news(submission: Submission) -> Subject:
    return about_commitment(submission.news.commitment, kind=_("News"), named=_("Your news about “%(title)s”"))


def about_view(submission: Submission) -> Subject:
    return about_commitment(submission.view.commitment, kind=_("View"), named=_("How you see “%(title)s”"))


def about_reply(submission: Submission) -> Subject:
    return about_commitment(
        submission.reply.commitment, kind=_("Answer of a maker"), named=_("Your answer to the views on “%(title)s”")
    )


def about_party(submission: Submission) -> Subject:
    """Whoever stands under a joint commitment beside its maker looks after their own name there."""
    party = submission.party
    about = about_commitment(
        party.commitment, kind=_("Name on a joint commitment"), named=_("Your name on “%(title)s”")
    )
    return replace(
        about,
        maker=party.shown_name,
        own_address=reverse("my-joint", args=[party.key]),
        keeper_id=party.keeper_id,
        organisation=party.organisation,
        is_public=submission.state == State.PUBLISHED,
    )


def about_profile(submission: Submission) -> Subject:
    profile, organisation = submission.profile, submission.profile.organisation
    return Subject(
        kind=submission.get_kind_display(),
        named=_("What you say about “%(name)s”") % {"name": profile.name},
        title=profile.name,
        maker=organisation.name,
        reference="",
        charter=None,
        is_made_up=organisation.made_up,
        is_public=submission.state == State.PUBLISHED,
        public_address=organisation.get_absolute_url(),
        own_address=reverse("my-organisation", args=[organisation.slug]),
        organisation=organisation,
    )


def about_commitment(commitment: Commitment, *, kind: str, named: str, title: str = "") -> Subject:
    public = commitment.published_version
    title = title or (public.title if public else commitment.reference)
    return Subject(
        kind=kind,
        named=named % {"title": title},
        title=title,
        maker=commitment.maker_name,
        reference=commitment.reference,
        charter=commitment.charter,
        is_made_up=commitment.made_up,
        is_public=public is not None,
        public_address=commitment.get_absolute_url(),
        own_address=reverse("my-commitment", args=[commitment.reference]),
        keeper_id=commitment.keeper_id,
        organisation=commitment.organisation,
    )


def about_notice(submission: Submission) -> Subject:
    notice, opportunity = submission.notice, submission.notice.opportunity
    is_change = opportunity.first_published_at is not None and notice.number > 1
    return about_opportunity(
        opportunity,
        kind=_("Changes to an opportunity") if is_change else _("Opportunity"),
        named=_("Your opportunity “%(title)s”"),
        title=notice.title,
    )


def about_outcome(submission: Submission) -> Subject:
    opportunity = submission.outcome.opportunity
    return about_opportunity(opportunity, kind=_("What happened next"), named=_("What happened next at “%(title)s”"))


def about_opportunity(opportunity: Opportunity, *, kind: str, named: str, title: str = "") -> Subject:
    public = opportunity.published_notice
    title = title or (public.title if public else opportunity.reference)
    return Subject(
        kind=kind,
        named=named % {"title": title},
        title=title,
        maker=opportunity_words.listed_by(opportunity),
        reference=opportunity.reference,
        charter=opportunity.charter,
        is_made_up=opportunity.made_up,
        is_public=public is not None,
        public_address=opportunity.get_absolute_url(),
        own_address=reverse("my-opportunity", args=[opportunity.reference]),
        keeper_id=opportunity.keeper_id,
        organisation=opportunity.organisation,
        is_of_stewards=opportunity.organisation is None,
    )


def about_signature(submission: Submission) -> Subject:
    signature = submission.signature
    return Subject(
        kind=submission.get_kind_display(),
        named=_("Your name under the charter of %(charter)s") % {"charter": signature.charter.short_title},
        title=signature.name,
        maker=signature.get_signer_display(),
        reference="",
        charter=signature.charter,
        is_made_up=signature.made_up,
        is_public=submission.state == State.PUBLISHED,
        public_address=reverse("charter-signatures", args=[signature.charter.slug]),
        own_address=reverse("charter-sign", args=[signature.charter.slug]),
    )


SUBJECTS: dict[Kind, Callable[[Submission], Subject]] = {
    Kind.VERSION: about_version,
    Kind.NEWS: about_news,
    Kind.VIEW: about_view,
    Kind.NOTICE: about_notice,
    Kind.OUTCOME: about_outcome,
    Kind.SIGNATURE: about_signature,
    Kind.PROFILE: about_profile,
    Kind.PARTY: about_party,
    Kind.REPLY: about_reply,
}

WORDS: dict[Kind, Callable[..., list[Words]]] = {
    Kind.VERSION: words.words_of_version,
    Kind.NEWS: words.words_of_news,
    Kind.VIEW: words.words_of_view,
    Kind.NOTICE: opportunity_words.words_of_notice,
    Kind.OUTCOME: opportunity_words.words_of_outcome,
    Kind.SIGNATURE: words.words_of_signature,
    Kind.PROFILE: words.words_of_profile,
    Kind.PARTY: words.words_of_party,
    Kind.REPLY: words.words_of_reply,
}
