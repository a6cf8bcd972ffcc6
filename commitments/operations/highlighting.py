"""Staff choose words of what a maker learned, to the letter, to stand out on the page of learning."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.permissions import can_steward
from commitments.learning import all_learning
from commitments.models import Highlight, News
from commitments.permissions import can_moderate, is_own
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused


def can_highlight(user: User, news: News) -> bool:
    """Moderators, and those who look after the charter; but nobody the words of their own organisation."""
    may = can_moderate(user) or can_steward(user, news.commitment.charter)
    return may and not is_own(user, news.submission)


@transaction.atomic
def highlight(*, news: News, words: str, by: User) -> Highlight:
    """In place of what was chosen of the same news before."""
    held = all_learning().select_for_update(of=("self",)).filter(pk=news.pk).first()
    if held is None:
        raise Refused(_("That is not public any more, so nothing of it can be chosen."))
    if not can_highlight(by, held):
        raise Refused(_("You cannot choose here: it is your organisation's, or of a charter that others look after."))
    meant = words.replace("\r\n", "\n").strip()
    if not meant or meant not in held.learned.replace("\r\n", "\n"):
        raise Refused(_("Choose words that stand there to the letter. Copy them from the text."))
    chosen, _new = Highlight.objects.update_or_create(
        news=held, defaults={"words": meant, "chosen_by": by, "chosen_at": timezone.now()}
    )
    return chosen


@transaction.atomic
def take_back_highlight(*, news: News, by: User) -> None:
    """Taking it back again changes nothing."""
    if not can_highlight(by, news):
        raise Refused(_("You cannot choose here: it is your organisation's, or of a charter that others look after."))
    Highlight.objects.filter(news=news).delete()
