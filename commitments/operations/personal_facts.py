"""What this room knows about one person, and how it forgets."""

from base64 import b64encode
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from commitments.models import Commitment, Draft, Handover, Invitation, Picture, Reply
from commitments.operations.members import end
from commitments.operations.public_facts import refresh
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State, is_allowed, told_states

WORDS = ("title", "what", "how", "with_whom", "giving_back", "cannot_change", "how_people_will_know")
INVITED = ("organisation__name", "commitment__reference", "invited_at", "accepted_at")
ERASED_NAME = "A person who asked us to forget them"


def tell(*, email: str, user: User | None) -> dict[str, Any]:
    facts: dict[str, Any] = {"drafts": list(drafts_of(email, user).values("answers", "created_at", "changed_at"))}
    facts["invitations"] = list(Invitation.objects.filter(email__iexact=email).values(*INVITED))
    if user is None:
        return facts
    return facts | {
        "organisations": list(user.memberships.values("organisation__name", "role", "joined_at")),
        "invitations_sent": list(user.invitations_sent.order_by("pk").values("email", *INVITED)),
        "asked_to_join": list(user.join_requests.order_by("pk").values("organisation__name", "words", "asked_at")),
        "handed_over": list(Handover.objects.filter(by=user).order_by("pk").values("commitment__reference", "at")),
        "commitments": [about(commitment) for commitment in user.commitments.order_by("pk")],
        "written": told_states(user.submissions.order_by("pk").values("kind", "state", "created_at", "published_at")),
        "pictures": [about_picture(picture) for picture in user.pictures.order_by("pk")],
        "decisions": list(MoveRecord.objects.filter(by=user).order_by("pk").values("action", "reason", "note", "at")),
    }


def about(commitment: Commitment) -> dict[str, Any]:
    return {
        "reference": commitment.reference,
        "maker": commitment.maker_name,
        "versions": list(commitment.versions.order_by("number").values("number", "starts_on", "due_on", *WORDS)),
        "news": list(commitment.news.values("told_on", "going", "happened", "learned", "got_in_the_way")),
        "answers": list(Reply.objects.filter(commitment=commitment).values("told_on", "words")),
    }


def about_picture(picture: Picture) -> dict[str, Any]:
    return {
        "alternative": picture.alternative,
        "sent_at": picture.sent_at,
        "content_type": picture.content_type,
        "content": b64encode(picture.content).decode(),
    }


@transaction.atomic
def forget(*, email: str, user: User | None) -> None:
    """Drafts go, and what somebody alone has promised. What an organisation has promised stays its own."""
    drafts = drafts_of(email, user)
    of_theirs = Q(drafts__in=drafts)
    if user is not None:
        of_theirs |= Q(sent_by=user) | Q(versions__commitment__in=own(user)) | Q(news__commitment__in=own(user))
    pictures = list(Picture.objects.filter(of_theirs).values_list("pk", flat=True))
    drafts.delete()
    Invitation.objects.filter(email__iexact=email).delete()
    if user is None:
        forget_pictures(pictures)
        return
    for commitment in own(user):
        forget_commitment(commitment=commitment, by=user)
    for membership in user.memberships.select_related("organisation", "user"):
        end(membership, by=user)
    user.join_requests.all().delete()
    forget_pictures(pictures)


def own(user: User) -> QuerySet[Commitment]:
    """What somebody alone has promised."""
    return user.commitments.filter(organisation=None)


def forget_pictures(pictures: list[int]) -> None:
    """Those that hung on words which are gone now. What an organisation shows stays its own."""
    Picture.objects.filter(pk__in=pictures).of_nobody().delete()


def forget_commitment(*, commitment: Commitment, by: User | None) -> None:
    """No word of it stays, in its history neither. If it was public, its address still says that it is gone."""
    submissions = Submission.objects.filter(Q(version__commitment=commitment) | Q(news__commitment=commitment))
    for submission in submissions:
        if is_allowed(action=Action.WITHDRAW, state=State(submission.state)):
            move(submission=submission, action=Action.WITHDRAW, revision=submission.revision, by=by)
    held = refresh(commitment=commitment, taken_down_why=Commitment.TakenDown.MAKER)
    of_others = Q(view__commitment=commitment) | Q(reply__commitment=commitment) | Q(party__commitment=commitment)
    others = Submission.objects.filter(of_others)
    commitment.cards.all().delete()
    Submission.objects.filter(pk__in=[one.pk for one in chain(submissions, others)]).delete()
    if held.first_published_at is None:
        held.delete()
        return
    held.person_name, held.keeper = ERASED_NAME[:60], None
    held.save(update_fields=["person_name", "keeper"])


def drafts_of(email: str, user: User | None) -> QuerySet[Draft]:
    mine = Q(email__iexact=email)
    return Draft.objects.filter(mine | Q(keeper=user) if user else mine)
