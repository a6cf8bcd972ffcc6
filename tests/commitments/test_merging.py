"""Organisations that describe themselves anew, get another name, or become one: addresses lead on, nothing is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment, Follow, FormerName, Member, Organisation, Party, Profile
from commitments.operations.joining import ask_to_join
from commitments.operations.merging import merge
from commitments.operations.moderation import decide
from commitments.operations.profiles import ProfileWords, describe, rename, seen_profile
from commitments.recount import fresh_count, recount
from commitments.tallies import Fact
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart
from coprod_portal.search import index
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
# Whatever belongs to an organisation: each goes along when it is merged.
BELONGS = {
    "commitments",
    "entries",
    "follows",
    "former_names",
    "invitations",
    "join_requests",
    "members",
    "opportunities",
    "parties",
    "profiles",
}


@pytest.fixture
def kitchen(maker: User) -> Organisation:
    made = factories.organisation("Marmalade Kitchen", maker)
    Organisation.objects.filter(pk=made.pk).update(slug="marmalade-kitchen")
    made.refresh_from_db()
    factories.public_commitment(by=maker, made_by=made, title="Pay on the day")
    return made


@pytest.fixture
def canteen(colleague: User) -> Organisation:
    made = factories.organisation("Marmalade Canteen", colleague)
    factories.public_commitment(by=colleague, made_by=made, title="Ask before we cook")
    return made


def said(organisation: Organisation, by: User, **words: str) -> Submission:
    asked = ProfileWords(**{"name": organisation.name, "kind": "voluntary", "url": "", "area": None, **words})  # type: ignore[arg-type]
    return describe(organisation=organisation, words=asked, seen=seen_profile(organisation), by=by)


def found(word: str, client: Client) -> list[str]:
    page = client.get("/search/", {"q": word}).content.decode()
    return [title for title in ("Pay on the day", "Ask before we cook") if title in page]


def test_what_it_says_of_itself_is_read_first_and_a_new_name_moves_the_address(
    kitchen: Organisation, maker: User, moderator: User, client: Client, signed_in: SignIn
) -> None:
    mine, page = signed_in(maker), f"/my/organisations/{kitchen.slug}/profile/"
    seen = mine.get(page).context["form"].initial["seen"]
    typed = {"name": "Quince Kitchen", "kind": "user-led", "url": "https://quince.example", "seen": seen}
    assert "Enter the whole address" in mine.post(page, {**typed, "url": "quince"}).content.decode()
    assert mine.post(page, typed)["Location"] == "/my/organisations/marmalade-kitchen/"
    late = mine.post(page, {**typed, "name": "Other"})
    assert (late.status_code, "Quince Kitchen" in late.content.decode()) == (409, True)
    assert "Quince" not in client.get("/organisations/marmalade-kitchen/").content.decode()
    submission = Profile.objects.get().submission
    decide(submission=submission, action=Action.PUBLISH, revision=submission.revision, by=moderator)
    old = client.get("/organisations/marmalade-kitchen/")
    assert (old.status_code, old["Location"]) == (301, "/organisations/quince-kitchen/")
    for page, query in (
        ("/commitments/", "?organisation="),
        ("/commitments/feed/", "?organisation="),
        ("/follow/organisation/", ""),
    ):
        moved = client.get(f"{page}{query}marmalade-kitchen{'' if query else '/'}")
        assert (moved.status_code, "quince-kitchen" in moved["Location"]) == (301, True)
    shown = client.get("/organisations/quince-kitchen/").content.decode()
    for words in (
        "Run by people who use services",
        'href="https://quince.example" rel="nofollow ugc noopener"',
        "Until November 2026",
    ):
        assert words in shown
    assert found("quince", client) == ["Pay on the day"]
    kitchen.refresh_from_db()
    assert kitchen.likeness == "kitchen quince"


def test_back_to_the_old_name_there_is_no_ring_of_addresses(
    kitchen: Organisation, moderator: User, client: Client
) -> None:
    rename(organisation=kitchen, name="Quince Kitchen", by=moderator)
    rename(organisation=kitchen, name="Marmalade Kitchen", by=moderator)
    assert client.get("/organisations/marmalade-kitchen/").status_code == 200
    assert client.get("/organisations/quince-kitchen/")["Location"] == "/organisations/marmalade-kitchen/"
    assert list(FormerName.objects.values_list("slug", flat=True)) == ["quince-kitchen"]


def test_a_moderator_renames_on_a_page_and_not_their_own(
    kitchen: Organisation, maker: User, moderator: User, signed_in: SignIn
) -> None:
    desk, page = signed_in(moderator, second_factor=True), f"/moderation/organisations/{kitchen.slug}/rename/"
    assert desk.post(page, {"name": "Quince Kitchen"})["Location"] == "/moderation/organisations/quince-kitchen/"
    assert LetterPart.objects.get().to == maker.email
    Member.objects.create(organisation=kitchen, user=moderator, joined_at=timezone.now())
    with pytest.raises(Refused):
        rename(organisation=kitchen, name="Mine", by=moderator)


def test_everything_goes_along_and_the_old_address_leads_on(
    kitchen: Organisation,
    canteen: Organisation,
    maker: User,
    colleague: User,
    stranger: User,
    moderator: User,
    client: Client,
    signed_in: SignIn,
) -> None:
    said(kitchen, maker)
    said(canteen, colleague)
    ask_to_join(organisation=kitchen, words="", by=stranger)
    ask_to_join(organisation=canteen, words="", by=stranger)
    for organisation in (kitchen, canteen):
        Follow.objects.create(email="follower@example.org", organisation=organisation)
    beside = Submission.objects.create(kind="party", state=State.DRAFT, created_at=timezone.now())
    Party.objects.create(submission=beside, commitment=kitchen.commitments.get(), organisation=canteen)
    recount()
    before = fresh_count()
    desk = signed_in(moderator, second_factor=True)
    page = f"/moderation/organisations/{canteen.slug}/merge/"
    assert "Marmalade Kitchen" in desk.get(page + "?q=marmalade").content.decode()
    shown = desk.get(f"{page}?into={kitchen.slug}").content.decode()
    assert "Are these two the same?" in shown
    address = desk.post(f"{page}?into={kitchen.slug}")["Location"]
    assert address == f"/moderation/organisations/{kitchen.slug}/"

    assert client.get(f"/organisations/{canteen.slug}/")["Location"] == f"/organisations/{kitchen.slug}/"
    public = client.get(f"/organisations/{kitchen.slug}/")
    assert {card.title for card in public.context["cards"]} == {"Pay on the day", "Ask before we cook"}
    assert "Marmalade Canteen" in public.content.decode()
    assert set(kitchen.members.values_list("user__email", flat=True)) == {maker.email, colleague.email}
    assert (kitchen.join_requests.count(), kitchen.follows.count(), Party.objects.count()) == (1, 1, 0)
    states = kitchen.profiles.order_by("number").values_list("number", "submission__state")
    assert list(states) == [(1, State.SUBMITTED), (2, State.WITHDRAWN)]
    assert index.things(kind="organisation") == {kitchen.pk}
    assert found("canteen", client) == []
    assert set(found("marmalade", client)) == {"Pay on the day", "Ask before we cook"}
    after: dict[Fact, int] = fresh_count()
    assert after == before
    assert {part.to for part in LetterPart.objects.filter(kind="commitments/organisations_merged")} == {
        maker.email,
        colleague.email,
    }


def test_whatever_belongs_to_an_organisation_is_known_to_the_merge() -> None:
    assert {each.get_accessor_name() for each in Organisation._meta.related_objects} == BELONGS


def test_not_ones_own_not_itself_and_not_made_up_with_real(
    kitchen: Organisation, canteen: Organisation, maker: User, moderator: User
) -> None:
    with pytest.raises(Refused):
        merge(organisation=kitchen, into=kitchen, by=moderator)
    with pytest.raises(Refused):
        merge(organisation=kitchen, into=canteen, by=maker)
    Member.objects.create(organisation=canteen, user=moderator, joined_at=timezone.now())
    with pytest.raises(Refused, match="you belong to one of them"):
        merge(organisation=kitchen, into=canteen, by=moderator)
    Member.objects.filter(user=moderator).delete()
    Organisation.objects.filter(pk=canteen.pk).update(made_up=True)
    with pytest.raises(Refused, match="made up"):
        merge(organisation=kitchen, into=canteen, by=moderator)
    assert Commitment.objects.filter(organisation=kitchen).count() == 1


def test_a_merge_that_breaks_at_its_end_changes_nothing(
    kitchen: Organisation, canteen: Organisation, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(organisation: Organisation) -> None:
        raise RuntimeError

    monkeypatch.setattr("commitments.operations.merging.make_found", broken)
    with pytest.raises(RuntimeError):
        merge(organisation=canteen, into=kitchen, by=moderator)
    assert [one.commitments.count() for one in (kitchen, canteen)] == [1, 1]
    assert not FormerName.objects.exists()
