"""When a charter has new words: each maker whose words changed is asked once whether they still stand by theirs."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.editions import fates_between
from charters.lineage import Kind
from charters.models import Edition, Wording
from commitments.going import ENDED
from commitments.models import Commitment, Standing
from commitments.operations.public_facts import refresh
from commitments.operations.words import locked
from commitments.standing import successors, with_words_stood_by, words_stood_by
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.submissions.errors import Refused, Stale

AT_A_TIME = 500


def ask_makers(*, edition: Edition) -> int:
    """Ask whoever keeps a live commitment to words that are not as they were. The caller holds a transaction.

    Words that are kept letter by letter need no answer. Returns how many were asked.
    """
    changed = changed_wordings(edition)
    commitments = (
        Commitment.objects.filter(charter=edition.charter_id, published_version__isnull=False, keeper__is_active=True)
        .exclude(going__in=ENDED)
        .select_related("keeper", "charter", "published_version", "stood_by")
        .prefetch_related(*with_words_stood_by(Wording.objects.only("pk")))
        .order_by("pk")
    )
    asked = 0
    for commitment in commitments.iterator(chunk_size=AT_A_TIME):
        if any(wording.pk in changed for wording in words_stood_by(commitment)):
            asked += ask(commitment, edition)
    return asked


def ask_about_what_stands(*, commitment: Commitment) -> bool:
    """Ask about words that waited to be read while their charter got new ones. The caller holds a transaction.

    Whether they have is told by what `refresh` has fetched already.
    """
    edition_now = commitment.charter.current_edition_id
    older = [wording.pk for wording in words_stood_by(commitment) if wording.edition_id != edition_now]
    edition, keeper = commitment.charter.current_edition if older else None, commitment.keeper if older else None
    if edition is None or keeper is None or not keeper.is_active or commitment.has_ended:
        return False
    return not changed_wordings(edition).isdisjoint(older) and ask(commitment, edition)


def changed_wordings(edition: Edition) -> set[int]:
    """The keys of all earlier words of the charter that the edition does not carry on letter by letter."""
    changed = set()
    earlier = edition.charter.editions.filter(published_at__isnull=False, number__lt=edition.number)
    for older in earlier.prefetch_related("wordings"):
        fates = fates_between(older, edition)
        changed |= {wording.pk for wording in older.wordings.all() if fates[wording.principle_id].kind is not Kind.KEPT}
    return changed


def ask(commitment: Commitment, edition: Edition) -> bool:
    """Whether this is the first time that its maker is asked about this edition."""
    _standing, is_new = Standing.objects.get_or_create(
        commitment=commitment, edition=edition, defaults={"asked_at": timezone.now()}
    )
    if is_new and commitment.keeper and commitment.published_version:
        letters.add(
            to=commitment.keeper.email,
            subject=letters.Subject.CARE,
            kind="commitments/new_edition",
            thing=f"commitment:{commitment.reference}",
            period=f"edition-{edition.number}",
            context={
                "commitment": commitment,
                "title": commitment.published_version.title,
                "charter": commitment.charter,
                "edition": edition,
            },
        )
    return is_new


@transaction.atomic
def answer(*, commitment: Commitment, edition: Edition, answer: Standing.Answer, by: User) -> Standing:
    """Keep what a maker says to a new edition. To stand by it ties the commitment to the words that carry theirs on.

    Where nothing of their words is left, it stays tied to the words that it was made to. Raises `Stale` when somebody
    has answered already, or when there is a newer edition by now.
    """
    held = locked(commitment)
    standing = held.standings.select_for_update().filter(edition=edition).first()
    if standing is None or held.published_version is None:
        raise Refused(_("We have not asked you about these words."))
    if standing.answer:
        raise Stale(_("This has been answered already: “%(answer)s”.") % {"answer": standing.get_answer_display()})
    if held.charter.current_edition_id != edition.pk:
        raise Stale(_("The charter has changed again since you opened this page. Please look at its newest words."))
    tied = list(Wording.objects.filter(pk__in=[one.pk for one in words_stood_by(held)]).select_related("edition"))
    standing.answer, standing.answered_at = answer, timezone.now()
    standing.save(update_fields=["answer", "answered_at"])
    if answer == Standing.Answer.STAND:
        standing.wordings.set([after for one in successors(tied, edition) for after, _runs in one.newer])
        refresh(commitment=held)
    return standing
