"""What a page is about, by its address alone, and on which page a part of something stands."""

from django.urls import Resolver404, ResolverMatch, resolve

from charters.models import Signature
from commitments.models import Commitment, Opportunity, Organisation
from commitments.subjects import WITH_SUBJECT, thing_of
from commitments.things import LISTS
from coprod_portal.places import key_in
from coprod_portal.submissions.models import Submission

# The pages that are about one thing, by URL name. Those that are not here show nobody's words.
OF_A_COMMITMENT = ("commitment", "commitment-history", "commitment-easy-read", "commitment-share")
OF_AN_ORGANISATION = ("organisation", "organisation-share")
OF_A_CHARTER = (
    "charter",
    "charter-edition",
    "charter-changes",
    "charter-easy-read",
    "charter-take-part",
    "charter-concern",
    "charter-formats",
    "charter-translation",
    "charter-signatures",
    "charter-commitments",
    "charter-gaps",
    "charter-summary",
    "charter-share",
)
OF_A_WEEK = ("week", "week-wall", "week-screen", "week-one-year-on", "week-share")
NAMES: dict[str, str] = {
    **dict.fromkeys(OF_A_COMMITMENT, "commitment:{reference}"),
    "opportunity": "opportunity:{reference}",
    **dict.fromkeys(OF_AN_ORGANISATION, "organisation:{slug}"),
    **dict.fromkeys(OF_A_CHARTER, "charter:{charter}"),
    "principle": "principle:{charter}:{principle}",
    **dict.fromkeys(("theme", "theme-easy-read"), "theme:{theme}"),
    **dict.fromkeys(OF_A_WEEK, "week:{year}"),
    **{name: f"page:{name}" for name in LISTS},
    "easy-read": "page:home",
    "commitments-easy-read": "page:commitments",
    "opportunities-ended": "page:opportunities",
}


def name_on(match: ResolverMatch | None) -> str:
    """The name of what a page is about, by its address alone. Whether it is public is not asked here."""
    return NAMES[match.view_name].format(**match.kwargs) if match and match.view_name in NAMES else ""


def name_at(path: str) -> str:
    """The same for an address as somebody may copy it."""
    try:
        return name_on(resolve(path))
    except Resolver404:
        return ""


def page_name_of(thing: str) -> str:
    """The name of the page that a part stands on: a part of a page has a submission, any other is a page."""
    kind, _sign, key = thing.partition(":")
    submission = submission_by_key(key) if kind == "submission" else None
    return name_of_whole(submission) if submission else thing


def submission_by_key(key: str) -> Submission | None:
    """By its key as somebody may have typed it."""
    known = key_in(key)
    return Submission.objects.select_related(*WITH_SUBJECT).filter(pk=known).first() if known is not None else None


def name_of_whole(submission: Submission) -> str:
    """The name of the thing that it is a part of."""
    match thing_of(submission):
        case Commitment() as commitment:
            return f"commitment:{commitment.reference}"
        case Opportunity() as opportunity:
            return f"opportunity:{opportunity.reference}"
        case Organisation() as organisation:
            return f"organisation:{organisation.slug}"
        case Signature() as signature:
            return f"charter:{signature.charter.slug}"
    return ""
