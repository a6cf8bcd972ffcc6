"""A charter has new words: each maker whose words changed is asked once, and nothing moves before they answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Edition, Mapping, Principle, Section, Wording
from charters.operations.publishing import publish_edition
from commitments.going import Going
from commitments.models import Commitment, Filing, Standing
from commitments.operations import standing as operations
from commitments.operations.standing import answer
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db
Answer = Standing.Answer
SignedIn = Callable[..., Client]


@pytest.fixture
def charter() -> Charter:
    return factories.charter()


def new_edition(charter: Charter, words: dict[str, str], *, came_from: dict[str, list[str]] | None = None) -> Edition:
    """Published as a steward would: these words by the names of principles, and where they came from."""
    number = charter.editions.count() + 1
    edition = Edition.objects.create(
        charter=charter, number=number, title="The charter", owner="Us", summary="How we work.", source="A poster"
    )
    section = Section.objects.create(edition=edition, slug="we-will", heading="We will:", kind="promise", position=1)
    for position, (name, text) in enumerate(words.items()):
        principle, _ = Principle.objects.get_or_create(charter=charter, slug=name)
        wording = Wording.objects.create(
            edition=edition, section=section, principle=principle, text=text, is_quotation=True, position=position
        )
        wording.came_from.set(Principle.objects.filter(charter=charter, slug__in=(came_from or {}).get(name, [])))
        Mapping.objects.create(wording=wording, theme=factories.theme(f"theme-{name}", name), reason="Same words.")
    return publish_edition(edition=edition, changes="Words are plainer.", revision=edition.revision, by=None)


REWORDED = {"listen": "listen, and then act", "pay": "pay people for their time"}


def to_words(charter: Charter, slug: str, **fields: Any) -> Commitment:
    made = factories.public_commitment(charter=charter, **fields)
    assert made.published_version is not None
    made.published_version.wordings.set(Wording.objects.filter(edition__charter=charter, principle__slug=slug))
    return made


def tied(commitment: Commitment) -> list[str]:
    page = Client().get(commitment.get_absolute_url())
    return [wording.text for passage in page.context["passages"] for wording in passage.wordings]


def filed(commitment: Commitment) -> set[str]:
    return set(
        Filing.objects.filter(commitment=commitment, principle__isnull=False).values_list("principle__slug", flat=True)
    )


def asked() -> list[Commitment]:
    return [standing.commitment for standing in Standing.objects.order_by("pk")]


def test_only_makers_whose_own_words_changed_are_asked(charter: Charter, maker: User) -> None:
    changed = to_words(charter, "listen", by=maker)
    to_words(charter, "pay", by=maker)
    done = to_words(charter, "listen", by=maker)
    Commitment.objects.filter(pk=done.pk).update(going=Going.DONE)
    to_words(factories.charter("stockport"), "listen", by=maker)
    to_words(charter, "listen", by=None)
    factories.waiting_commitment(charter=charter, by=maker)
    LetterPart.objects.all().delete()

    new_edition(charter, REWORDED)

    assert asked() == [changed]
    mail = LetterPart.objects.get()
    assert (mail.to, mail.kind) == (maker.email, "commitments/new_edition")
    assert reverse("my-commitment-standing", args=[changed.reference]) in mail.body
    assert "Words are plainer." in mail.body


def test_who_waited_to_be_read_meanwhile_is_asked_once_it_is_public(charter: Charter, maker: User) -> None:
    waiting = [factories.version(factories.commitment(charter=charter, by=maker), by=maker) for _ in range(2)]
    for version, slug in zip(waiting, ("listen", "pay"), strict=True):
        version.wordings.set(Wording.objects.filter(edition__charter=charter, principle__slug=slug))
    new_edition(charter, REWORDED)
    assert asked() == []

    for version in waiting:
        factories.published(version)
        factories.published(factories.news(version.commitment))

    assert asked() == [waiting[0].commitment]
    assert LetterPart.objects.filter(kind="commitments/new_edition").count() == 1


def test_nobody_is_asked_twice_about_the_same_words(charter: Charter, maker: User) -> None:
    to_words(charter, "listen", by=maker)
    edition = new_edition(charter, REWORDED)
    LetterPart.objects.all().delete()

    assert operations.ask_makers(edition=edition) == 0
    assert not LetterPart.objects.exists()

    newest = new_edition(charter, {**REWORDED, "listen": "listen twice"})
    assert [standing.edition for standing in Standing.objects.order_by("pk")] == [edition, newest]


def test_until_they_answer_it_stays_with_its_words_and_says_so(client: Client, charter: Charter, maker: User) -> None:
    made = to_words(charter, "listen", by=maker)
    new_edition(charter, REWORDED)

    page = client.get(made.get_absolute_url()).content.decode()

    assert tied(made) == ["listen actively"]
    assert "These are words of edition 1" in page
    assert "They have not answered yet." in page


def test_to_stand_by_it_ties_it_to_the_new_words(client: Client, charter: Charter, maker: User) -> None:
    made = to_words(charter, "listen", by=maker)
    edition = new_edition(charter, REWORDED)

    answer(commitment=made, edition=edition, answer=Answer.STAND, by=maker)

    assert tied(made) == ["listen, and then act"]
    assert filed(made) == {"listen"}
    assert set(Filing.objects.filter(theme__isnull=False).values_list("theme__slug", flat=True)) == {"theme-listen"}
    page = client.get(made.get_absolute_url()).content.decode()
    assert "its maker said that they stand by these words of edition 2" in page
    assert "These are words of edition 1" not in page
    assert "still stand by it" in client.get(reverse("commitment-history", args=[made.reference])).content.decode()


def test_words_that_were_joined_or_split_are_followed(charter: Charter, maker: User) -> None:
    made = to_words(charter, "pay", by=maker)
    joined = new_edition(charter, {"fair": "listen and pay"}, came_from={"fair": ["listen", "pay"]})
    answer(commitment=made, edition=joined, answer=Answer.STAND, by=maker)
    assert (tied(made), filed(made)) == (["listen and pay"], {"fair"})

    split = new_edition(charter, {"fair": "listen", "money": "pay"}, came_from={"money": ["fair"]})
    answer(commitment=made, edition=split, answer=Answer.STAND, by=maker)
    assert (tied(made), filed(made)) == (["listen", "pay"], {"fair", "money"})


def test_where_nothing_is_left_of_the_words_it_stays_with_those_that_it_was_made_to(
    client: Client, charter: Charter, maker: User
) -> None:
    made = to_words(charter, "pay", by=maker)
    edition = new_edition(charter, {"listen": "listen actively"})

    answer(commitment=made, edition=edition, answer=Answer.STAND, by=maker)

    assert (tied(made), filed(made)) == (["pay people for their time"], {"pay"})
    assert "its maker said that they still stand by it" in client.get(made.get_absolute_url()).content.decode()


def test_newer_words_of_the_maker_say_themselves_what_they_are_about(charter: Charter, maker: User, clock: Any) -> None:
    made = to_words(charter, "listen", by=maker)
    edition = new_edition(charter, REWORDED)
    answer(commitment=made, edition=edition, answer=Answer.STAND, by=maker)
    clock.shift(60)
    made.refresh_from_db()
    newer = factories.version(made, by=maker)
    newer.wordings.set(Wording.objects.filter(edition=edition, principle__slug="pay"))
    factories.published(newer)

    assert (tied(made), filed(made)) == (["pay people for their time"], {"pay"})


@pytest.mark.parametrize(
    ("said", "following", "sentence"),
    [
        (Answer.STAND, "my-commitment", "stand by these words of edition 2"),
        (Answer.ADAPT, "my-commitment-change", "they will change it"),
        (Answer.END, "my-commitment-news", "they are ending it"),
    ],
)
def test_each_answer_leads_to_where_it_is_carried_out(
    charter: Charter, maker: User, signed_in: SignedIn, said: Answer, following: str, sentence: str
) -> None:
    made = to_words(charter, "listen", by=maker)
    new_edition(charter, REWORDED)
    browser, address = signed_in(maker), reverse("my-commitment-standing", args=[made.reference])
    assert "Do you still stand by your commitment?" in browser.get(reverse("my")).content.decode()
    page = browser.get(address)
    assert "listen actively" in page.content.decode()
    key = str(page.context["form"]["form_key"].value())

    for _ in range(2):
        done = browser.post(address, {"answer": said, "form_key": key})
        assert done["Location"].startswith(reverse(following, args=[made.reference]))

    assert Standing.objects.get().answer == said
    assert browser.get(done["Location"]).status_code == 200
    assert sentence in browser.get(made.get_absolute_url()).content.decode()
    assert "Do you still stand by your commitment?" not in browser.get(reverse("my")).content.decode()


def test_the_question_needs_an_answer(charter: Charter, maker: User, signed_in: SignedIn) -> None:
    made = to_words(charter, "listen", by=maker)
    new_edition(charter, REWORDED)

    page = signed_in(maker).post(reverse("my-commitment-standing", args=[made.reference]), {})

    assert "Choose whether you still stand by it" in page.content.decode()
    assert Standing.objects.get().answer == ""


def test_a_colleague_may_answer_and_the_second_answer_is_told(
    charter: Charter, maker: User, colleague: User, stranger: User, signed_in: SignedIn
) -> None:
    group = factories.organisation("Kitchen", maker, colleague)
    made = to_words(charter, "listen", by=maker, made_by=group)
    new_edition(charter, REWORDED)
    address = reverse("my-commitment-standing", args=[made.reference])

    assert signed_in(stranger).post(address, {"answer": "end"}).status_code == 404
    assert signed_in(colleague).post(address, {"answer": "stand"}).status_code == 302
    late = signed_in(maker).post(address, {"answer": "end"})

    assert late.status_code == 409
    assert "I still stand by it" in late.content.decode()
    assert Standing.objects.get().answer == Answer.STAND


def test_an_answer_about_words_that_are_old_by_now_is_refused(charter: Charter, maker: User) -> None:
    made = to_words(charter, "listen", by=maker)
    old = new_edition(charter, REWORDED)
    new_edition(charter, {**REWORDED, "listen": "listen twice"})

    with pytest.raises(Stale):
        answer(commitment=made, edition=old, answer=Answer.STAND, by=maker)
    never_asked = to_words(charter, "pay", by=maker)
    with pytest.raises(Refused):
        answer(commitment=never_asked, edition=old, answer=Answer.STAND, by=maker)


def test_who_was_not_asked_has_nothing_to_answer(charter: Charter, maker: User, signed_in: SignedIn) -> None:
    made = to_words(charter, "pay", by=maker)
    new_edition(charter, REWORDED)

    page = signed_in(maker).get(reverse("my-commitment-standing", args=[made.reference]))

    assert page["Location"] == reverse("my-commitment", args=[made.reference])


def test_an_answer_whose_last_write_breaks_changes_nothing(
    charter: Charter, maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = to_words(charter, "listen", by=maker)
    edition = new_edition(charter, REWORDED)

    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(operations, "refresh", broken)
    with pytest.raises(RuntimeError):
        answer(commitment=made, edition=edition, answer=Answer.STAND, by=maker)

    assert Standing.objects.get().answer == ""
    assert tied(made) == ["listen actively"]


def test_an_edition_whose_makers_cannot_be_asked_is_not_published(
    charter: Charter, maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_words(charter, "listen", by=maker)

    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("coprod_portal.outbox.letters.add", broken)
    with pytest.raises(RuntimeError):
        new_edition(charter, REWORDED)

    charter.refresh_from_db()
    assert charter.current_edition == charter.editions.get(number=1)
    assert not Standing.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_asking_costs_few_queries_for_each_maker(
    charter: Charter, maker: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        to_words(charter, "listen", by=maker)
    edition = new_edition(charter, REWORDED)
    Standing.objects.all().delete()
    LetterPart.objects.all().delete()

    with django_assert_num_queries(6 + 9 * rows):
        operations.ask_makers(edition=edition)
