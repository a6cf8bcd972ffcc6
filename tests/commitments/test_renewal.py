"""Committing again: what holds is copied, dates are asked again, and both pages say how they hang together."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from charters.models import Charter
from commitments.caring import may_renew
from commitments.going import Going
from commitments.models import Commitment, Draft, Week
from commitments.operations.week_letters import invite_makers
from commitments.renewal import renew
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart, Stop, Subject
from coprod_portal.submissions.errors import Refused
from tests import factories
from tests.commitments.answers import ORGANISATION, post
from tests.commitments.public import hide, not_public

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


@pytest.fixture
def old(maker: User, colleague: User) -> Commitment:
    """Of last year's week, by the organisation of two people."""
    kitchen = factories.organisation("Marmalade Street Kitchen", maker, colleague)
    return factories.public_commitment(
        by=maker, made_by=kitchen, week=factories.old_week(), title="Pay people on the day", due_on=date(2026, 12, 1)
    )


def test_renewing_copies_what_holds_asks_for_dates_and_keeps_both_tied(
    client: Client, signed_in: SignIn, old: Commitment, maker: User
) -> None:
    week = factories.week()
    browser = signed_in(maker)
    page = browser.get(f"/my/commitments/{old.reference}/renew/").content.decode()
    assert "You have told no news of it yet." in page
    assert f'href="/my/commitments/{old.reference}/news/"' in page
    factories.published(factories.news(old, going=Going.LATE, happened="The tin was empty."))
    page = browser.get(f"/my/commitments/{old.reference}/renew/").content.decode()
    assert ("The tin was empty." in page, "You have told no news" in page) == (True, False)
    answer = browser.post(f"/my/commitments/{old.reference}/renew/")
    assert answer["Location"] == "/commitments/new/when/"
    draft = Draft.objects.get()
    assert draft.answers["giving"]["giving_back"] == ["Travel money"]
    assert (draft.renews, draft.week, draft.keeper) == (old, week, maker)
    when = browser.get("/commitments/new/when/").content.decode()
    assert 'value="2027"' in when
    data = {f"{name}_{part}": value for name, days in DATES.items() for part, value in days.items()}
    assert post(browser, "when", {**data, "area": ""}).status_code == 302
    check = browser.get("/commitments/new/check/").content.decode()
    for words in ("Marmalade Street Kitchen", "Pay people on the day", "From a cash tin.", "listen actively"):
        assert words in check
    assert 'name="for_week" type="checkbox" value="yes" aria-describedby="for_week-hint" checked' in check
    browser.post("/commitments/new/check/", {"week_offered": "2026", "for_week": "yes"})
    new = Commitment.objects.get(renews=old)
    assert (new.week, new.organisation) == (week, old.organisation)
    assert "Goes on as" not in client.get(f"/commitments/{old.reference}/").content.decode()
    factories.published_as_sent(new)
    assert "Goes on as" in client.get(f"/commitments/{old.reference}/").content.decode()
    told = client.get(f"/commitments/{new.reference}/").content.decode()
    assert ("Goes on from" in told, '<a href="/weeks/2026/">Co-production Week 2026</a>' in told) == (True, True)
    hide(old)
    assert "Goes on from" not in client.get(f"/commitments/{new.reference}/").content.decode()


DATES = {
    "starts_on": {"day": "1", "month": "12", "year": "2026"},
    "due_on": {"day": "28", "month": "2", "year": "2027"},
}


def test_pressing_again_gives_the_same_draft(old: Commitment, maker: User, stranger: User) -> None:
    assert renew(commitment=old, by=maker) == renew(commitment=old, by=maker)
    assert Draft.objects.get().week is None
    with pytest.raises(Refused):
        renew(commitment=old, by=stranger)


def test_words_that_the_charter_has_no_more_are_asked_again(old: Commitment, maker: User) -> None:
    Draft.objects.all().delete()
    edition = factories.draft(old.charter)
    edition.wordings.filter(principle__slug="listen").delete()
    factories.publish(edition)
    draft = renew(commitment=Commitment.objects.get(pk=old.pk), by=maker)
    assert "principles" not in draft.answers
    assert draft.answers["what"]["title"] == ["Pay people on the day"]
    Draft.objects.all().delete()
    Charter.objects.filter(pk=old.charter_id).update(current_edition=None)
    assert set(renew(commitment=Commitment.objects.get(pk=old.pk), by=maker).answers) <= {
        "who",
        "organisation",
        "charter",
    }


def test_what_still_runs_or_is_not_public_cannot_be_renewed(signed_in: SignIn, maker: User) -> None:
    far = timezone.localdate() + timedelta(days=31)
    running = factories.public_commitment(by=maker, due_on=far)
    near = factories.public_commitment(by=maker, due_on=far - timedelta(days=1))
    stopped = factories.public_commitment(by=maker, due_on=far)
    factories.published(factories.news(stopped, going=Going.STOPPED))
    waiting = factories.waiting_commitment(by=maker, due_on=far - timedelta(days=1))
    found = [may_renew(Commitment.objects.get(pk=one.pk)) for one in (running, near, stopped, waiting)]
    assert found == [False, True, True, False]
    browser = signed_in(maker)
    assert browser.get(f"/my/commitments/{running.reference}/renew/").status_code == 409
    acts = browser.get("/my/").content.decode()
    assert [f"/my/commitments/{one.reference}/renew/" in acts for one in (running, near, stopped, waiting)] == found


def test_who_begins_signed_in_sees_first_what_came_of_the_last_ones(
    client: Client, signed_in: SignIn, old: Commitment, maker: User, stranger: User
) -> None:
    assert "What you committed to before" not in client.get("/commitments/new/who/").content.decode()
    assert "What you committed to before" not in signed_in(stranger).get("/commitments/new/who/").content.decode()
    page = signed_in(maker).get("/commitments/new/who/").content.decode()
    for words in ("What you committed to before", old.reference, "Say what came of it", "Commit again"):
        assert words in page
    factories.public_commitment(by=maker, made_by=old.organisation, renews=old)
    assert "What you committed to before" not in signed_in(maker).get("/commitments/new/who/").content.decode()


def test_person_is_asked_again_how_old_they_are_only_if_they_were_young(maker: User) -> None:
    due = {"due_on": timezone.localdate() + timedelta(days=5), "by": maker}
    adult = factories.public_commitment(person_name="A nurse", **due)
    young = factories.public_commitment(person_name="A young person", by_young_person=True, **due)
    assert renew(commitment=adult, by=maker).answers["name"] == {"person_name": ["A nurse"]}
    assert "age" not in renew(commitment=young, by=maker).answers


@pytest.mark.parametrize("keeps", [True, False])
def test_week_of_the_address_is_kept_until_its_maker_says_otherwise(
    signed_in: SignIn, maker: User, keeps: bool
) -> None:
    factories.charter()
    factories.charter("stockport")
    week = factories.week(2026)
    week.charters.add(factories.charter("stockport"))
    factories.week(2027, opens_on=None, closes_on=None)
    browser = signed_in(maker)
    assert "/who/?week=2026" in browser.get("/commitments/new/?week=2026").content.decode()
    assert "/who/?week=" not in browser.get("/commitments/new/?week=2027").content.decode()
    browser.post("/commitments/new/who/?week=2026", ORGANISATION["who"])
    assert Draft.objects.get().week == week
    for step in ("organisation", "charter", "principles", "what", "how", "when", "knowing"):
        if step == "charter":
            page = browser.get("/commitments/new/charter/").content.decode()
            assert page.index('value="stockport"') < page.index('value="sandwell"')
        post(browser, step, ORGANISATION[step])
    browser.post("/commitments/new/check/", {"week_offered": "2026", **({"for_week": "yes"} if keeps else {})})
    assert Commitment.objects.get().week == (week if keeps else None)


def test_makers_of_the_last_week_are_invited_once_a_week_before_it_opens(
    old: Commitment, maker: User, clock: Any
) -> None:
    today = timezone.localdate()
    week = factories.week(opens_on=today + timedelta(days=8))
    for secret in not_public(by=maker, week=old.week):
        assert secret.week == old.week
    renewed = factories.public_commitment(by=maker, week=old.week)
    factories.public_commitment(by=maker, renews=renewed)
    factories.public_commitment(by=maker)
    older = factories.public_commitment(by=maker, week=factories.old_week(2024))
    assert older.week != old.week
    assert invite_makers() == 0
    clock.shift(24 * 60 * 60)
    assert (invite_makers(), invite_makers()) == (1, 0)
    part = LetterPart.objects.get(kind="commitments/week_coming")
    assert (part.to, part.thing, part.subject) == (maker.email, f"commitment:{old.reference}", Subject.WEEKS)
    assert f"/my/commitments/{old.reference}/renew/" in part.body
    assert "Co-production Week 2026" in part.heading
    Week.objects.filter(pk=week.pk).update(opens_on=today, closes_on=today)
    LetterPart.objects.all().delete()
    assert invite_makers() == 0


def test_who_stopped_such_mail_or_made_up_rows_get_none(old: Commitment, maker: User, settings: Any) -> None:
    factories.week()
    Stop.objects.create(email=maker.email, subject=Subject.WEEKS)
    assert invite_makers() == 0
    Stop.objects.all().delete()
    settings.SHOW_MADE_UP = False
    Commitment.objects.filter(pk=old.pk).update(made_up=True)
    assert invite_makers() == 0
