"""A charter in another language, right to left included."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from charters.models import Charter, Stewardship, TranslatedText, Translation
from charters.operations import translations as operations
from charters.operations.translations import TranslationWords
from charters.translations import parts_of
from coprod_portal.accounts.models import User
from coprod_portal.languages.spoken import languages
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

from .test_formats import newer_edition, words

pytestmark = pytest.mark.django_db

PAGE = "/charters/sandwell/languages/ur/"
ROOM = "/steward/sandwell/translations/"


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    return made


@pytest.fixture
def room(steward: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(steward, second_factor=True)


@pytest.fixture
def urdu(charter: Charter, steward: User) -> Translation:
    assert charter.current_edition is not None
    return operations.begin_translation(edition=charter.current_edition, language="ur", by=steward)


def whole(translation: Translation, **fields: Any) -> TranslationWords:
    texts = {part.key: f"اردو {number}" for number, part in enumerate(parts_of(translation.edition))}
    return TranslationWords(**{"title": "منشور", "translated_by": "Ayesha", "checked_by": "", "texts": texts, **fields})


def published(translation: Translation, by: User, **fields: Any) -> Translation:
    words = whole(translation, **fields)
    saved = operations.save_translation(translation=translation, words=words, seen=1, by=by)
    return operations.publish_translation(translation=saved, seen=2)


def post(client: Client, address: str, data: dict[str, str]) -> Any:
    form = client.get(address).context["form"]
    hidden = {name: form[name].value() for name in ("form_key", "seen") if name in form.fields}
    return client.post(address, {**hidden, **data})


def test_steward_writes_looks_and_publishes(charter: Charter, room: Client, client: Client) -> None:
    begun = post(room, ROOM, {"language": "ur"})
    translation = Translation.objects.get()
    address = f"{ROOM}{translation.pk}/"
    assert begun.headers["Location"] == address
    editing = room.get(address).content.decode()
    assert 'lang="ur"' in editing
    assert 'dir="rtl"' in editing
    texts = dict(whole(translation).texts)
    saved = post(room, address, {"title": "منشور", "translated_by": "Ayesha", **texts})
    assert saved.headers["Location"] == f"{address}preview/"
    assert "اردو 1" in room.get(f"{address}preview/").content.decode()
    assert client.get(PAGE).status_code == 404
    post(room, f"{address}preview/", {})
    page = words(client, PAGE)
    assert '<div class="as-typed" lang="ur" dir="rtl">اردو 1</div>' in page
    assert '<h1 lang="ur" dir="rtl">منشور</h1>' in page
    assert '<div lang="en-GB" dir="ltr"> <blockquote class="quote">' in page
    assert "listen actively" in page
    assert "This is our translation of edition 1." in page
    assert "Ayesha" in page
    assert "Nobody has checked it yet." in page


def test_it_says_who_checked_it(client: Client, urdu: Translation, steward: User) -> None:
    published(urdu, steward, checked_by="Sandwell Women's Group")
    page = words(client, PAGE)
    assert "Sandwell Women&#x27;s Group" in page
    assert "Nobody has checked it yet." not in page


def test_charter_and_translations_lead_to_each_other(client: Client, urdu: Translation, steward: User) -> None:
    link = 'hreflang="ur" href="http://localhost:8000/charters/sandwell/languages/ur/"'
    assert link not in client.get("/charters/sandwell/").content.decode()
    published(urdu, steward)
    for address in ("/charters/sandwell/", PAGE):
        assert link in client.get(address).content.decode()
    back = 'hreflang="en-GB" href="http://localhost:8000/charters/sandwell/"'
    assert back in client.get(PAGE).content.decode()
    assert "اردو" in words(client, "/charters/sandwell/formats/")


def test_after_a_new_edition_it_says_which_it_is_of(
    client: Client, charter: Charter, urdu: Translation, steward: User
) -> None:
    published(urdu, steward)
    newer_edition(charter)
    page = words(client, PAGE)
    assert "These are the words of edition 1. There is a newer one, edition 2." in page
    assert "listen actively" in page


def test_gaps_are_not_published(urdu: Translation, steward: User) -> None:
    some = dict(list(whole(urdu).texts.items())[:1])
    operations.save_translation(translation=urdu, words=whole(urdu, texts=some), seen=1, by=steward)
    with pytest.raises(Refused, match="2 parts have no words yet"):
        operations.publish_translation(translation=urdu, seen=2)
    operations.save_translation(translation=urdu, words=whole(urdu, title=""), seen=2, by=steward)
    with pytest.raises(Refused, match="The title"):
        operations.publish_translation(translation=urdu, seen=3)
    urdu.refresh_from_db()
    assert urdu.published_at is None


def test_public_words_are_never_saved_with_gaps(urdu: Translation, steward: User) -> None:
    held = published(urdu, steward)
    with pytest.raises(Refused):
        operations.save_translation(translation=held, words=whole(held, texts={}), seen=3, by=steward)
    assert TranslatedText.objects.filter(translation=held).count() == 3


def test_a_second_steward_does_not_write_over_the_first(urdu: Translation, room: Client) -> None:
    address = f"{ROOM}{urdu.pk}/"
    form = room.get(address).context["form"]
    seen = {"form_key": str(form["form_key"].value()), "seen": form["seen"].value()}
    key = parts_of(urdu.edition)[1].key
    assert post(room, address, {"title": "منشور", key: "first words"}).status_code == 302
    second = room.post(address, {**seen, "title": "Second", key: "second words"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "first words" in page
    assert "second words" in page
    assert TranslatedText.objects.get().text == "first words"
    form = second.context["form"]
    again = {"form_key": form["form_key"].value(), "seen": form["seen"].value()}
    assert room.post(address, {**again, "title": "Second", key: "second words"}).status_code == 302
    assert TranslatedText.objects.get().text == "second words"


def test_only_the_words_that_were_seen_are_published(urdu: Translation, steward: User, room: Client) -> None:
    operations.save_translation(translation=urdu, words=whole(urdu), seen=1, by=steward)
    with pytest.raises(Stale):
        operations.publish_translation(translation=urdu, seen=1)
    address = f"{ROOM}{urdu.pk}/preview/"
    form = room.get(address).context["form"]
    assert room.post(address, {"form_key": form["form_key"].value(), "seen": 1}).status_code == 409
    urdu.refresh_from_db()
    assert urdu.published_at is None


def test_taken_back_it_is_gone_and_only_a_draft_is_removed(
    urdu: Translation, steward: User, room: Client, client: Client
) -> None:
    published(urdu, steward)
    assert room.post(f"{ROOM}{urdu.pk}/remove/").status_code == 409
    room.post(f"{ROOM}{urdu.pk}/take-back/")
    assert client.get(PAGE).status_code == 404
    leads_to = [room.post(f"{ROOM}{urdu.pk}/remove/").headers.get("Location") for _click in range(2)]
    assert leads_to == [ROOM, ROOM]
    assert not Translation.objects.exists()


def test_nobody_elses_charter_opens(room: Client, steward: User, charter: Charter) -> None:
    stockport = factories.charter("stockport")
    assert stockport.current_edition is not None
    other = operations.begin_translation(edition=stockport.current_edition, language="pl", by=steward)
    for page in ("", "preview/"):
        assert room.get(f"{ROOM}{other.pk}/{page}").status_code == 404
        assert room.get(f"/steward/stockport/translations/{other.pk}/{page}").status_code == 404


def test_a_language_is_begun_once(charter: Charter, room: Client) -> None:
    first, second = (post(room, ROOM, {"language": "ur"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Translation.objects.count() == 1


def test_words_that_people_type_stay_words(urdu: Translation, steward: User, client: Client) -> None:
    published(urdu, steward, title="<script>x</script>")
    page = client.get(PAGE).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_made_up_charter_is_not_on_a_live_site(
    settings: Any, client: Client, urdu: Translation, steward: User
) -> None:
    published(urdu, steward)
    Charter.objects.update(made_up=True)
    settings.SHOW_MADE_UP = False
    assert client.get(PAGE).status_code == 404
    assert client.get("/charters/sandwell/formats/").status_code == 404


def test_search_engines_hear_of_it_once_it_is_public(
    settings: Any, client: Client, urdu: Translation, steward: User
) -> None:
    settings.SHOW_MADE_UP = False
    assert PAGE not in client.get("/sitemap.xml?part=pages").content.decode()
    published(urdu, steward)
    assert PAGE in client.get("/sitemap.xml?part=pages").content.decode()


def test_every_language_has_its_name_and_direction() -> None:
    known = languages()
    assert {tag for tag, language in known.items() if language.direction == "rtl"} == {
        "ar",
        "ckb",
        "fa",
        "he",
        "ps",
        "ur",
        "yi",
    }
    assert {"cy", "pl", "pa", "bn", "so", "uk", "ro", "gu", "zh-hans", "yue-hant"} <= known.keys()
    for tag, language in known.items():
        assert tag == tag.lower()
        assert language.name
        assert language.english


@pytest.mark.parametrize("sections", [1, 3])
def test_page_takes_as_many_queries_for_many(
    urdu: Translation, steward: User, client: Client, django_assert_num_queries: Any, sections: int
) -> None:
    published(urdu, steward)
    for number in range(sections - 1):
        factories.charter(f"other-{number}")
    with django_assert_num_queries(6):
        client.get(PAGE)
