"""A charter from scratch, its first edition in draft, and what is said of a charter beside its words."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import resolve
from django.utils.text import slugify
from django.utils.translation import gettext as _

from charters.models import Area, Charter
from charters.permissions import can_steward
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.submissions.errors import Refused, Stale

from .drafting import begin_draft
from .stewards import appoint_steward

# Each page of a charter, by the address that its slug must lead to and to nothing else.
PAGES = {"charter": "/charters/{}/", "steward-charter": "/steward/{}/"}


@transaction.atomic
def make_charter(
    *, short_title: str, slug: str, kind: Charter.Kind, area: Area | None, thread: str, by: User
) -> Charter:
    """A steward who makes a charter looks after it, and its first edition is in draft; nothing of it is public yet.

    An administrator who is no steward gives it to somebody. What a made-up person makes is made up.
    """
    taken = _("Another page has this address already. Choose another one.")
    if not is_free(slug):
        raise Refused(taken)
    try:
        with transaction.atomic():
            charter = Charter.objects.create(
                slug=slug,
                short_title=short_title,
                kind=kind,
                area=area,
                thread=thread,
                position=(Charter.objects.aggregate(last=Max("position"))["last"] or 0) + 1,
                made_up=by.made_up,
            )
    except IntegrityError:
        # Somebody else took it at the same moment.
        raise Refused(taken) from None
    if Role.Name.STEWARD in roles_of(by):
        appoint_steward(email=by.email, charter=charter, by=by)
        begin_draft(charter=charter, by=by)
    return charter


@transaction.atomic
def change_charter(
    *, charter: Charter, short_title: str, kind: Charter.Kind, area: Area | None, thread: str, revision: int, by: User
) -> Charter:
    """Change how a charter is named and shown. Its address stays, because it is linked and printed.

    Raises `Stale` when somebody changed it since `revision`.
    """
    held = Charter.objects.select_for_update(of=("self",)).get(pk=charter.pk)
    if not can_steward(by, held):
        raise Refused(_("You do not look after this charter."))
    if held.revision != revision:
        raise Stale(_("Somebody changed this since you opened the page. Please look at it again."))
    held.short_title, held.kind, held.area, held.thread = short_title, kind, area, thread
    held.revision += 1
    held.save(update_fields=["short_title", "kind", "area", "thread", "revision"])
    return held


def address_from(title: str) -> str:
    return slugify(title)[:50].strip("-")


def is_free(slug: str) -> bool:
    """No charter has it, and no other page stands where the pages of this charter would."""
    if not slug or Charter.objects.filter(slug=slug).exists():
        return False
    return all(resolve(address.format(slug)).url_name == name for name, address in PAGES.items())
