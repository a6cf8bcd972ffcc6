"""Who of the staff sees to which cases. Those about a charter are its steward's: the apps above know them."""

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of

from .models import Case

OF_MODERATORS = (Case.Kind.REPORT, Case.Kind.DEFAMATION)


def kinds_of(user: User) -> tuple[Case.Kind, ...]:
    """The kinds of case that somebody may see to."""
    held = roles_of(user)
    if Role.Name.ADMINISTRATOR in held:
        return tuple(Case.Kind)
    return OF_MODERATORS if Role.Name.MODERATOR in held else ()


def answered_before(user: User, case: Case) -> bool:
    """Whoever gave the first answer to a complaint leaves the second to another person."""
    return case.answers.filter(by=user).exists()


def is_own(user: User, case: Case) -> bool:
    return bool(case.email) and User.objects.normalize(case.email) == user.email
