"""A picture on its way: sent with words or with news, read at the desk, shown, hidden, forgotten."""

from base64 import b64decode
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from commitments.going import Going
from commitments.models import Commitment, News, Picture, Version
from commitments.operations.moderation import decide
from commitments.operations.personal_facts import forget, tell
from commitments.operations.pictures import prune_pictures
from commitments.operations.telling_news import seen_news
from commitments.operations.telling_news import tell as tell_news
from commitments.operations.withdrawing import withdraw
from commitments.operations.words import NewsWords
from commitments.views import pictures as views
from coprod_portal.accounts.models import User
from coprod_portal.forms.uploads import LONGEST_WITH_FILE
from coprod_portal.site.middleware import errors
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action, State
from tests import factories

from .test_my import TYPED, address, browser, hidden_fields, send_change

pytestmark = pytest.mark.django_db

SHOWS = "Six people cook together in a kitchen"


def photo(name: str = "IMG_1234.jpg", colour: str = "teal") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (60, 40), colour).save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def page(commitment: Commitment) -> str:
    return address(commitment, "news/") + "?going=happening-now"


def send_news(client: Client, commitment: Commitment, **typed: Any) -> Any:
    where = page(commitment)
    return client.post(where, {**hidden_fields(client, where), **typed})


def picture_of(words: Version | News | None) -> str:
    assert words is not None
    assert words.picture is not None
    return f"/pictures/{words.picture.key}/"


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def publish(news: News, moderator: User) -> None:
    submission = news.submission
    submission.refresh_from_db()
    decide(submission=submission, action=Action.PUBLISH, revision=submission.revision, by=moderator)


def test_news_may_be_a_picture_alone_and_is_public_once_it_was_read(maker: User, moderator: User) -> None:
    made = factories.public_commitment(by=maker)
    assert send_news(browser(maker), made, picture=photo(), alternative=SHOWS).status_code == 302
    news = News.objects.get()
    assert news.picture is not None
    assert f"/my/pictures/{news.picture.key}/" in browser(maker).get(address(made)).content.decode()
    assert (news.happened, news.picture.alternative, news.picture.sent_by) == ("", SHOWS, maker)
    where = f"/pictures/{news.picture.key}/"
    assert Client().get(where).status_code == 404

    publish(news, moderator)

    shown = Client().get(where)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    html = Client().get(f"/commitments/{made.reference}/").content.decode()
    assert f'<img src="{where}" width="60" height="40" alt="{SHOWS}" lang="en-GB" loading="lazy">' in html
    assert SHOWS in Client().get(f"/commitments/{made.reference}/history/").content.decode()
    assert SHOWS in Client().get("/commitments/feed/").content.decode()


def test_news_without_words_and_without_a_picture_is_asked_for_one(maker: User) -> None:
    made = factories.public_commitment(by=maker)
    assert list(errors_of(send_news(browser(maker), made))) == ["happened"]
    wrong = errors_of(send_news(browser(maker), made, alternative=SHOWS))
    assert "Choose the picture" in wrong["picture"][0]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (SimpleUploadedFile("holiday.jpg", b"<script>alert(1)</script>", "image/jpeg"), "JPEG, PNG or WebP"),
        (SimpleUploadedFile("empty.png", b"", "image/png"), "empty"),
        (SimpleUploadedFile("big.jpg", b"\xff\xd8\xff" + b"x" * 6_000_000, "image/jpeg"), "5 MB"),
    ],
    ids=["a page", "nothing", "too big"],
)
def test_a_wrong_file_is_refused_beside_the_field_and_no_word_is_lost(
    maker: User, file: SimpleUploadedFile, says: str
) -> None:
    made = factories.public_commitment(by=maker)
    file.seek(0)
    response = send_news(browser(maker), made, picture=file, happened="We began.", alternative=SHOWS)
    assert says in errors_of(response)["picture"][0]
    assert "We began." in response.content.decode()
    assert not Picture.objects.exists()


def test_what_no_page_takes_is_not_even_read(maker: User) -> None:
    where, length = page(factories.public_commitment(by=maker)), str(LONGEST_WITH_FILE + 1)
    with patch.object(errors, "discard_body"):
        sent = browser(maker).post(where, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=length)
    assert sent.status_code == 413
    assert "choose a smaller one" in sent.content.decode()


@pytest.mark.parametrize("name", ["a" * 300 + ".jpg", "../../etc/passwd", "..\\x.jpg", "\u202egpj.exe", "null\0.jpg"])
def test_a_file_may_be_called_anything_for_its_name_is_not_kept(maker: User, name: str) -> None:
    made = factories.public_commitment(by=maker)
    file = photo("x.jpg")
    # The name as a browser would send it: Python's own file would not take it.
    file._name = name  # type: ignore[attr-defined]
    assert send_news(browser(maker), made, picture=file, alternative=SHOWS).status_code == 302
    key = Picture.objects.get().key
    assert (
        browser(maker).get(f"/my/pictures/{key}/").headers["Content-Disposition"] == 'inline; filename="picture.jpeg"'
    )


def test_an_accepted_picture_is_kept_while_the_rest_is_mended(maker: User) -> None:
    made, client = factories.public_commitment(by=maker), browser(maker)
    back = send_news(client, made, picture=photo(), alternative="IMG_1234.jpg")
    assert list(errors_of(back)) == ["alternative"]
    form = back.context["form"]
    token, key = form.data["picture_kept"], form["form_key"].value()
    assert f'src="/pictures/kept/{token}/"' in back.content.decode()
    look = Client().get(f"/pictures/kept/{token}/")
    assert (look.status_code, look.headers["Cache-Control"]) == (200, "private, no-store")
    assert Client().get(f"/pictures/kept/{token}x/").status_code == 404

    typed = {"seen": form.data["seen"], "form_key": key, "picture_kept": token, "alternative": SHOWS}
    assert client.post(page(made), typed).status_code == 302
    assert client.post(page(made), typed).status_code == 302

    news = News.objects.get()
    assert news.picture == Picture.objects.get()
    assert news.picture.alternative == SHOWS


def test_a_kept_picture_can_be_taken_away_and_nobody_can_name_one_that_is_not_theirs(maker: User) -> None:
    made, client = factories.public_commitment(by=maker), browser(maker)
    other = factories.picture()
    back = send_news(client, made, picture=photo(), happened="We began.")
    typed = {name: back.context["form"].data[name] for name in ("seen", "form_key", "picture_kept", "happened")}
    for more in ({"take_away": "on"}, {"picture_kept": str(other.key)}):
        assert client.post(page(made), {**typed, **more}).status_code == 302
        assert News.objects.get().picture is None
        News.objects.all().delete()


def test_another_picture_of_the_same_name_is_another_form(maker: User) -> None:
    made, client = factories.public_commitment(by=maker), browser(maker)
    hidden = hidden_fields(client, page(made))
    for colour in ("teal", "yellow"):
        typed = {**hidden, "picture": photo("image.jpg", colour), "alternative": SHOWS}
        client.post(page(made), typed)
        hidden["seen"] = hidden_fields(client, page(made))["seen"]
    assert Picture.objects.count() == 2


def test_changed_words_may_bring_a_picture_and_the_old_words_stay_without(maker: User, moderator: User) -> None:
    made = factories.public_commitment(by=maker)
    assert send_change(browser(maker), made, picture=photo(), alternative=SHOWS).status_code == 302
    picture = Picture.objects.get()
    assert [version.picture for version in made.versions.order_by("number")] == [None, picture]
    assert Client().get(f"/pictures/{picture.key}/").status_code == 404
    assert SHOWS not in Client().get(f"/commitments/{made.reference}/").content.decode()

    where = address(made, "change/")
    form = browser(maker).get(where).context["form"]
    other = {"alternative": "A long table with bread and soup", "picture_kept": form["picture_kept"].value()}
    browser(maker).post(where, {**TYPED, **hidden_fields(browser(maker), where), **other})
    newest = made.versions.select_related("picture").latest("number")
    assert newest.picture is not None
    assert newest.picture.alternative == "A long table with bread and soup"


def test_the_desk_reads_the_picture_with_its_words(maker: User, moderator: User, signed_in: Any) -> None:
    made = factories.public_commitment(by=maker)
    picture = factories.picture(SHOWS, by=maker)
    news = factories.submitted(factories.news(made, happened="", picture=picture), by=maker)
    client = signed_in(moderator, second_factor=True)
    html = client.get(f"/moderation/{news.pk}/").content.decode()
    assert f'src="/moderation/pictures/{picture.key}/"' in html
    assert html.count(SHOWS) == 2
    # A draft is nobody's but its writer's.
    assert client.get(f"/moderation/pictures/{factories.picture().key}/").status_code == 404


def test_a_young_person_is_asked_for_no_picture(maker: User) -> None:
    made = factories.public_commitment(by=maker, by_young_person=True)
    for where in (page(made), address(made, "change/")):
        assert "picture" not in browser(maker).get(where).context["form"].fields
    more = {"picture": photo(), "alternative": SHOWS, "grown_up": "youth-worker@example.org"}
    send_news(browser(maker), made, happened="We began.", **more)
    assert News.objects.get().picture is None
    assert not Picture.objects.exists()
    words = NewsWords(going=Going.HAPPENING, happened="", learned="", picture=factories.picture())
    with pytest.raises(Refused, match="no picture"):
        tell_news(commitment=made, words=words, seen=seen_news(made), by=maker)


def test_a_picture_goes_at_once_with_its_words(maker: User, moderator: User) -> None:
    made = factories.public_commitment(by=maker, picture=factories.picture())
    news = factories.published(factories.news(made, picture=factories.picture()))
    of_words, of_news = picture_of(made.published_version), picture_of(news)
    held = Client().get(of_words).headers
    assert held["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "sandbox" in held["Content-Security-Policy"]
    assert "default-src 'none'" in held["Content-Security-Policy"]
    assert held["X-Content-Type-Options"] == "nosniff"
    validator = {"if-none-match": held["ETag"]}
    assert Client().get(of_words, headers=validator).status_code == 304

    decide(submission=news.submission, action=Action.HIDE, revision=1, by=moderator, reason="private-facts")
    assert [Client().get(one).status_code for one in (of_words, of_news)] == [200, 410]
    withdraw(commitment=made, by=maker)
    for headers in ({}, validator):
        assert Client().get(of_words, headers=headers).status_code == 410


def test_what_is_made_up_shows_no_picture_on_a_live_site(maker: User) -> None:
    made = factories.public_commitment(made_up=True, picture=factories.picture())
    where = picture_of(made.published_version)
    assert Client().get(where).status_code == 200
    with patch.object(settings, "SHOW_MADE_UP", new=False):
        assert Client().get(where).status_code == 404


def test_pictures_that_belong_to_nothing_are_pruned(maker: User) -> None:
    old = timezone.now() - timedelta(days=3)
    kept, fresh, left = factories.picture(), factories.picture(), factories.picture()
    factories.public_commitment(picture=kept)
    Picture.objects.exclude(pk=fresh.pk).update(sent_at=old)
    assert prune_pictures() == 1
    assert set(Picture.objects.all()) == {kept, fresh}
    assert left not in Picture.objects.all()


def test_export_and_erasing_cover_pictures(maker: User) -> None:
    organisation = factories.organisation("", maker)
    theirs = factories.picture(by=maker)
    factories.public_commitment(by=maker, made_by=organisation, picture=theirs)
    own = factories.public_commitment(by=maker, picture=factories.picture(by=maker))
    factories.published(factories.news(own, picture=factories.picture(by=maker)))
    told = tell(email=maker.email, user=maker)["pictures"]
    assert [b64decode(one["content"])[:3] for one in told] == [b"\xff\xd8\xff"] * 3

    forget(email=maker.email, user=maker)

    assert list(Picture.objects.all()) == [theirs]


def test_serving_a_picture_asks_for_its_pixels_once(maker: User, django_assert_num_queries: Any) -> None:
    made = factories.public_commitment(picture=factories.picture())
    where = picture_of(made.published_version)
    with django_assert_num_queries(2):
        etag = Client().get(where).headers["ETag"]
    with django_assert_num_queries(1), patch.object(views, "sent", side_effect=AssertionError("It was read again.")):
        Client().get(where, headers={"if-none-match": etag})
    assert made.versions.get().submission.state == State.PUBLISHED
