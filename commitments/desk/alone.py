"""What nobody can decide now, because there are too few people: said at the desk, and to everybody."""

from django.utils.translation import gettext as _

from commitments.desk.safety import duties
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import holders_of

ENOUGH_TO_DECLINE, ENOUGH_FOR_APPEALS = 2, 3


def not_possible_now() -> list[str]:
    """One sentence for each kind of decision that waits until more people can make it. None: everything is possible."""
    moderators = frozenset(holders_of(Role.Name.MODERATOR).values_list("pk", flat=True))
    if not moderators:
        return [_("There is no moderator now. Nothing can be decided until there is one.")]
    sentences = []
    if len(moderators) < ENOUGH_TO_DECLINE:
        sentences = [
            _("Not to publish something: two people have to agree on that."),
            _("Something that came back with an answer: somebody else reads it than who asked."),
            _("Words of the moderator, or of an organisation that they belong to."),
        ]
    if len(moderators) < ENOUGH_TO_DECLINE or not duties():
        sentences.append(_("Whether somebody is in danger: a safeguarding lead or deputy has to look at that too."))
    if len(moderators) < ENOUGH_FOR_APPEALS:
        sentences.append(_("Appeals against what two moderators decided: a third one has to decide on them."))
    return sentences
