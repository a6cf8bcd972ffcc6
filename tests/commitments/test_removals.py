"""Publish with parts removed: only the words that were named go, everywhere, and the writer hears which kinds."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from commitments.models import Commitment
from commitments.operations import removing
from commitments.operations.moderation import decide
from commitments.operations.removing import FIELDS, Stretch, prune_removals
from commitments.subjects import words_of
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Removal, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db

What = Removal.What
SURFACES = ("/commitments/", "/commitments/feed/", "/search/?q=ask", "/search/?q=zebedee")
OF_IT = ("", "history/", "easy-read/", "feed/", "share/", "calendar.ics")


def sent(maker: User, **words: Any) -> Submission:
    return factories.waiting_commitment(by=maker, **words).versions.get().submission


def publish(submission: Submission, by: User, *stretches: tuple[str, What], note: str = "") -> Submission:
    return decide(
        submission=submission,
        action=Action.PUBLISH,
        revision=submission.revision,
        note=note,
        taken_out=[Stretch(words, what) for words, what in stretches],
        by=by,
    )


def test_what_is_taken_out_is_nowhere_and_the_rest_is_as_it_was(maker: User, moderator: User, client: Client) -> None:
    made = factories.commitment(by=maker)
    version = factories.version(
        made,
        by=maker,
        title="Ask Zebedee Quill",
        what="Also Al will ask Zebedee\nQuill on 0121 496 0123. Zebedee Quilling is a craft.",
        how="As before.",
        picture=factories.picture("Zebedee Quill cooks", by=maker),
    )
    factories.milestone(version, text="Zebedee Quill agrees")
    factories.submitted(version, by=maker)

    publish(
        version.submission,
        moderator,
        ("Zebedee Quill", What.NAME),
        ("Al", What.NAME),
        ("0121 496 0123", What.CONTACT),
        note="Thank you.",
    )

    words = {one.label: one.text for one in words_of(Submission.objects.get())}
    assert words["Short name"] == "Ask [name removed]"
    assert words["What"] == (
        "Also [name removed] will ask [name removed] on [contact details removed]. Zebedee Quilling is a craft."
    )
    assert words["How"] == "As before."
    assert words["Small steps"].endswith("[name removed] agrees")
    assert words["What the picture shows"] == "[name removed] cooks"
    for address in (*SURFACES, *(f"{made.get_absolute_url()}{more}" for more in OF_IT)):
        page = client.get(address)
        assert page.status_code == 200
        assert not re.search(r"Zebedee\s+Quill\b", page.content.decode()), address
        assert "496 0123" not in page.content.decode(), address
    assert "Ask [name removed]" in client.get(made.get_absolute_url()).content.decode()

    mail = Mail.objects.get(to=maker.email)
    assert "- A name. We do not know that this person agreed" in mail.body
    assert "- Contact details." in mail.body
    assert mail.body.count("- A name.") == 1
    assert "Zebedee" not in mail.subject + mail.body
    assert "0123" not in mail.body
    assert set(Removal.objects.values_list("words", "what")) == {
        ("Zebedee Quill", "name"),
        ("Al", "name"),
        ("0121 496 0123", "contact"),
    }


@pytest.mark.parametrize(
    ("stretches", "note", "sentence"),
    [
        ([("Mrs Nobody", What.NAME)], "", "does not stand there"),
        ([("A", What.NAME)], "", "does not stand there"),
        ([("Ask Mrs Jones", What.NAME)], "", "Nothing would be left of"),
        ([("Mrs Jones", What.NAME)], "Please do not name Mrs Jones.", "Write the note without it"),
        ([("Kim", What.NAME)], "", "would be too long"),
    ],
)
def test_what_cannot_be_taken_out_is_refused_and_nothing_changes(
    stretches: list[tuple[str, What]], note: str, sentence: str, maker: User, moderator: User
) -> None:
    submission = sent(maker, title="Ask Mrs Jones", what=f"{'Kim ' * 3}asks Mrs Jones.")
    factories.milestone(submission.version, text="Kim " + "asks " * 22)
    before = [one.text for one in words_of(submission)]
    with pytest.raises(Refused, match=sentence):
        publish(submission, moderator, *stretches, note=note)
    read = Submission.objects.get()
    assert (read.state, [one.text for one in words_of(read)]) == (State.SUBMITTED, before)
    assert not Removal.objects.exists()


def test_marks_of_before_stay_and_the_makers_next_change_starts_from_the_public_words(
    maker: User, moderator: User
) -> None:
    submission = sent(maker, what="Ask [name removed] for the name of Jo.")
    publish(submission, moderator, ("name", What.PRIVATE), ("Jo", What.NAME))
    version = Commitment.objects.get().versions.get()
    assert version.what == "Ask [name removed] for the [private fact removed] of [name removed]."


def test_older_words_that_the_history_shows_lose_it_too(maker: User, moderator: User, client: Client) -> None:
    made = factories.public_commitment(by=maker, what="Ask Zebedee first.")
    newer = factories.submitted(factories.version(made, by=maker, what="Ask Zebedee twice."), by=maker)
    publish(newer.submission, moderator, ("Zebedee", What.NAME))
    assert [version.what for version in made.versions.all()] == [
        "Ask [name removed] first.",
        "Ask [name removed] twice.",
    ]
    history = client.get(reverse("commitment-history", args=[made.reference])).content.decode()
    assert "Zebedee" not in history
    assert "[name removed]" in history


def test_only_what_becomes_public_loses_words(maker: User, moderator: User) -> None:
    submission = sent(maker, what="Ask Jo now.")
    with pytest.raises(Refused, match="Words are only taken out of what becomes public"):
        decide(
            submission=submission,
            action=Action.DECLINE,
            revision=1,
            reason="unkind",
            taken_out=[Stretch("Jo", What.NAME)],
            by=moderator,
        )


def test_each_kind_says_which_of_its_fields_can_lose_words(maker: User) -> None:
    assert set(FIELDS) == set(Submission.Kind)
    public = factories.public_commitment(by=maker)
    news = factories.submitted(factories.news(public, happened="Mrs Jones came."))
    publish(news.submission, factories.deciding_moderator(), ("Mrs Jones", What.NAME))
    view = factories.submitted(factories.view(public, by=maker, words="Ring 0121 496 0123."))
    publish(view.submission, factories.deciding_moderator(), ("0121 496 0123", What.CONTACT))
    public.refresh_from_db()
    assert public.latest_news is not None
    assert public.latest_news.happened == "[name removed] came."
    assert public.views.get().words == "Ring [contact details removed]."


def test_what_was_taken_out_goes_on_its_day_and_stays_in_the_record(
    maker: User, moderator: User, clock: time_machine.Traveller
) -> None:
    publish(sent(maker, what="Ask Jo now."), moderator, ("Jo", What.NAME))
    clock.shift(timedelta(days=settings.REMOVAL_DAYS))
    assert prune_removals() == 0
    clock.shift(timedelta(days=1))
    assert prune_removals() == 1
    assert Removal.objects.values_list("what", "words").get() == ("name", "")


def test_a_person_is_told_and_can_have_it_forgotten(maker: User, moderator: User) -> None:
    publish(sent(maker, what="Ask Jo now."), moderator, ("Jo", What.NAME))
    told = removing.about_removals(email=maker.email, user=maker)
    assert [row["words"] for row in told["removed_from_words"]] == ["Jo"]
    removing.forget_removals(email=maker.email, user=maker)
    assert Removal.objects.get().words == ""


@pytest.fixture
def desk(moderator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(moderator, second_factor=True)


def post(desk: Client, submission: Submission, **fields: Any) -> Any:
    address = reverse("moderation-submission", args=[submission.pk])
    form = desk.get(address).context["form"]
    hidden = {key: form[key].value() for key in ("revision", "read", "form_key")}
    return desk.post(address, {**hidden, **fields})


def test_a_moderator_ticks_what_the_hints_found_and_copies_the_rest(desk: Client, maker: User) -> None:
    submission = sent(maker, what="Mrs Jones asks Sam. Ring 0121 496 0123.")
    ticks = {"ticked": ["name:Mrs Jones", "contact:0121 496 0123"], "out_name": "Sam\n\n"}

    without_saying_so = post(desk, submission, decision="publish", **ticks)
    assert "You named parts to take out." in without_saying_so.content.decode()
    assert "<details open>" in without_saying_so.content.decode()
    nothing = post(desk, submission, decision="publish-without")
    assert "Say which parts to take out" in nothing.content.decode()
    torn = post(desk, submission, decision="publish-without", ticked=["nonsense"])
    assert "Select a valid choice" in torn.content.decode()
    assert not Commitment.objects.public().exists()

    response = post(desk, submission, decision="publish-without", **ticks)

    assert response.status_code == 302
    version = Commitment.objects.public().get().published_version
    assert version is not None
    assert version.what == "[name removed] asks [name removed]. Ring [contact details removed]."


def test_nothing_that_was_named_is_lost_when_the_words_have_changed(desk: Client, maker: User) -> None:
    submission = sent(maker, what="Mrs Jones asks Sam.")
    move(submission=submission, action=Action.REVISE, revision=1, by=maker)
    response = desk.post(
        reverse("moderation-submission", args=[submission.pk]),
        {
            "decision": "publish-without",
            "ticked": ["name:Mrs Jones"],
            "out_name": "Sam",
            "note": "Thanks",
            "revision": 1,
        },
    )
    assert response.status_code == 409
    form = response.context["form"]
    assert {name: form[name].value() for name in ("decision", "ticked", "out_name", "note", "revision")} == {
        "decision": "publish-without",
        "ticked": ["name:Mrs Jones"],
        "out_name": "Sam",
        "note": "Thanks",
        "revision": 2,
    }
    with pytest.raises(Stale):
        publish(submission, factories.deciding_moderator(), ("Sam", What.NAME))
    refused = post(desk, submission, decision="publish-without", out_name="Nobody here")
    assert refused.status_code == 409
    assert "does not stand there" in refused.content.decode()
    assert refused.context["form"]["out_name"].value() == "Nobody here"
