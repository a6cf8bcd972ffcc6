"""What a moderator can and cannot decide, and what follows."""

import pytest

from commitments.desk import reasons
from commitments.models import Commitment, Member
from commitments.operations import moderation
from commitments.operations.changing import change, seen_mark
from commitments.operations.moderation import agree, carry_out, decide
from commitments.permissions import own_among
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State
from tests import factories

from .test_my import words_like

pytestmark = pytest.mark.django_db


def waiting(maker: User, **fields: object) -> Submission:
    commitment = factories.waiting_commitment(by=maker, **fields)
    return commitment.versions.get().submission


def hide(submission: Submission, by: User) -> Submission:
    return decide(
        submission=submission, action=Action.HIDE, revision=submission.revision, by=by, reason="private-facts"
    )


def restore(submission: Submission, by: User) -> Submission:
    return decide(submission=submission, action=Action.RESTORE, revision=submission.revision, by=by)


def test_words_that_somebody_changed_stay_their_own_when_they_leave_the_organisation(
    maker: User, moderator: User, second_moderator: User
) -> None:
    commitment = factories.waiting_commitment(by=maker, made_by=factories.organisation("", maker, moderator))
    version = commitment.versions.get()
    changed = change(commitment=commitment, words=words_like(version), seen=seen_mark(version.submission), by=moderator)
    Member.objects.filter(user=moderator).delete()
    assert own_among(moderator, [changed]) == {changed.pk}
    with pytest.raises(Refused):
        decide(submission=changed, action=Action.PUBLISH, revision=2, by=moderator)
    assert decide(submission=changed, action=Action.PUBLISH, revision=2, by=second_moderator).state == State.PUBLISHED


def test_nobody_decides_on_their_own_words(moderator: User) -> None:
    submission = waiting(moderator)
    with pytest.raises(Refused, match="because it is yours"):
        decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert not Commitment.objects.public().exists()


def test_nobody_decides_on_the_words_of_their_organisation(maker: User, moderator: User) -> None:
    submission = waiting(maker, made_by=factories.organisation("Kitchen", maker, moderator))
    with pytest.raises(Refused, match="your organisation's"):
        decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)


def test_nobody_decides_on_what_they_look_after(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=moderator)
    view = factories.submitted(factories.view(commitment, by=maker), by=maker)
    with pytest.raises(Refused):
        decide(submission=view.submission, action=Action.PUBLISH, revision=1, by=moderator)


@pytest.mark.parametrize("person", ["maker", "colleague", "stranger", "steward", "administrator"])
def test_only_a_moderator_decides(person: str, request: pytest.FixtureRequest) -> None:
    somebody: User = request.getfixturevalue(person)
    with pytest.raises(Refused):
        decide(submission=waiting(factories.deciding_moderator()), action=Action.PUBLISH, revision=1, by=somebody)


def test_a_member_of_another_organisation_may_decide(maker: User, moderator: User) -> None:
    factories.organisation("Elsewhere", moderator)
    submission = waiting(maker, made_by=factories.organisation("Kitchen", maker))
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert Commitment.objects.public().count() == 1


@pytest.mark.parametrize("action", sorted(reasons.NEED_REASON))
@pytest.mark.parametrize("reason", ["", "because"])
def test_a_writer_is_owed_a_reason(action: Action, reason: str, maker: User, moderator: User) -> None:
    submission = waiting(maker)
    with pytest.raises(Refused, match="Choose a reason"):
        decide(submission=submission, action=action, revision=1, by=moderator, reason=reason, note="Hello")


def test_a_reason_must_fit_the_decision(maker: User, moderator: User) -> None:
    with pytest.raises(Refused, match="Choose a reason"):
        decide(submission=waiting(maker), action=Action.DECLINE, revision=1, by=moderator, reason="unclear")


def test_words_are_not_sent_back_without_a_note(maker: User, moderator: User) -> None:
    with pytest.raises(Refused, match="Write a note"):
        decide(submission=waiting(maker), action=Action.RETURN, revision=1, by=moderator, reason="unclear", note="  ")


def test_who_comes_too_late_is_told_who_did_what(maker: User, moderator: User, second_moderator: User) -> None:
    submission = waiting(maker)
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    with pytest.raises(Stale, match="A moderator published this at 10:00 on 23 November 2026"):
        decide(submission=submission, action=Action.DECLINE, revision=1, by=second_moderator, reason="advertising")


def test_nobody_decides_on_words_that_changed_since(maker: User, moderator: User) -> None:
    submission = waiting(maker)
    move(submission=submission, action=Action.REVISE, revision=1, by=maker)
    with pytest.raises(Stale, match=r"The writer changed these words at 10:00 .* Please read the words again"):
        decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    decide(submission=submission, action=Action.PUBLISH, revision=2, by=moderator)


def test_a_hidden_version_takes_the_whole_commitment_with_it(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    newer = factories.published(factories.version(commitment, by=maker))
    news = factories.published(factories.news(commitment))
    other = factories.public_commitment()

    hide(newer.submission, moderator)

    assert list(Commitment.objects.public()) == [other]
    states = commitment.versions.values_list("submission__state", flat=True)
    assert set(states) == {State.HIDDEN}
    news.submission.refresh_from_db()
    assert news.submission.state == State.PUBLISHED
    commitment.refresh_from_db()
    assert commitment.taken_down_why == Commitment.TakenDown.MODERATOR


@pytest.mark.parametrize("which", [0, 1])
def test_to_restore_any_version_brings_back_what_went_together(which: int, maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    versions = [commitment.versions.get(), factories.published(factories.version(commitment, by=maker))]
    hide(versions[1].submission, moderator)

    restore(versions[which].submission, moderator)

    commitment.refresh_from_db()
    assert commitment.published_version == versions[1]
    assert commitment.taken_down_at is None
    assert set(commitment.versions.values_list("submission__state", flat=True)) == {State.PUBLISHED}


def test_to_restore_brings_back_only_what_that_act_hid(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    first = commitment.versions.get()
    hide(first.submission, moderator)
    second = factories.published(factories.version(commitment, by=maker))
    hide(second.submission, moderator)

    restore(second.submission, moderator)

    first.submission.refresh_from_db()
    assert first.submission.state == State.HIDDEN
    commitment.refresh_from_db()
    assert commitment.published_version == second


def test_versions_that_wait_or_were_declined_stay_as_they_are(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    declined = factories.submitted(factories.version(commitment, by=maker))
    factories.decline(declined.submission)
    waits = factories.submitted(factories.version(commitment, by=maker))
    first = commitment.versions.first()
    assert first is not None

    hide(first.submission, moderator)
    restore(first.submission, moderator)

    assert {
        version.number: version.submission.state for version in commitment.versions.select_related("submission")
    } == {1: State.PUBLISHED, 2: State.DECLINED, 3: State.SUBMITTED}
    assert waits.number == 3


def test_hidden_news_leaves_the_commitment_public(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    news = factories.published(factories.news(commitment))
    hide(news.submission, moderator)
    commitment.refresh_from_db()
    assert commitment.latest_news is None
    assert list(Commitment.objects.public()) == [commitment]


def decided_mail(maker: User, moderator: User, action: Action, reason: str = "", note: str = "") -> Mail:
    submission = waiting(maker, title="Pay people's fares")
    decide(submission=submission, action=action, revision=1, by=moderator, reason=reason, note=note)
    if action is Action.DECLINE:
        agree(look=submission.second_looks.get(), by=factories.deciding_moderator())
    return Mail.objects.get(to=maker.email)


def test_the_writer_is_told_that_it_is_public(maker: User, moderator: User) -> None:
    mail = decided_mail(maker, moderator, Action.PUBLISH)
    reference = Commitment.objects.get().reference
    assert mail.subject == "Your commitment “Pay people's fares” is public now"
    assert f"/commitments/{reference}/" in mail.body
    assert f"/my/commitments/{reference}/" in mail.body


def test_the_writer_is_told_why_words_come_back_and_what_to_do(maker: User, moderator: User) -> None:
    mail = decided_mail(maker, moderator, Action.RETURN, "names-a-person", "Please leave out the manager's name.")
    assert mail.kind == "commitments/returned"
    assert reasons.for_writer("names-a-person") in mail.body
    assert "Please leave out the manager's name." in mail.body
    assert Commitment.objects.get().reference in mail.body
    assert "send them again" in mail.body
    assert "What was public before" not in mail.body


def test_the_writer_is_told_why_words_are_not_published(maker: User, moderator: User) -> None:
    mail = decided_mail(maker, moderator, Action.DECLINE, "advertising")
    assert mail.kind == "commitments/declined"
    assert reasons.for_writer("advertising") in mail.body
    assert "Ask once that somebody else reads it again" in mail.body


def test_one_mail_for_each_act_of_hiding_and_restoring(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    newer = factories.published(factories.version(commitment, by=maker))
    Mail.objects.all().delete()
    hide(newer.submission, moderator)
    newer.submission.refresh_from_db()
    restore(newer.submission, moderator)
    newer.submission.refresh_from_db()
    hide(newer.submission, moderator)
    assert list(Mail.objects.order_by("pk").values_list("kind", "thing")) == [
        (f"commitments/{kind}", f"submission:{newer.pk}") for kind in ("hidden", "restored", "hidden")
    ]


def test_a_moderators_name_and_address_are_in_no_mail(maker: User, moderator: User) -> None:
    mail = decided_mail(maker, moderator, Action.RETURN, "unclear", "Which day?")
    assert moderator.email not in mail.subject + mail.body


def test_news_of_a_writer_who_left_is_told_to_the_keeper_and_a_view_to_nobody(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    news = factories.submitted(factories.news(commitment))
    Submission.objects.update(written_by=None)
    Mail.objects.all().delete()
    decide(submission=news.submission, action=Action.PUBLISH, revision=1, by=moderator)
    view = factories.submitted(factories.view(commitment))
    decide(submission=view.submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert list(Mail.objects.values_list("to", flat=True)) == [maker.email]


def test_somebody_whose_account_is_closed_is_not_written_to(maker: User, moderator: User) -> None:
    submission = waiting(maker)
    User.objects.filter(pk=maker.pk).update(is_active=False)
    submission.refresh_from_db()
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("last_write", ["follow", "tell_writer"])
@pytest.mark.parametrize("action", [Action.PUBLISH, Action.RETURN, Action.DECLINE, Action.HIDE, Action.RESTORE])
def test_a_decision_whose_last_write_breaks_changes_nothing(
    action: Action, last_write: str, maker: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    if last_write == "follow" and action not in moderation.CHANGES_WHAT_IS_PUBLIC:
        return
    submission = waiting(maker)
    if action in (Action.HIDE, Action.RESTORE):
        decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    if action is Action.RESTORE:
        hide(submission, moderator)
    submission.refresh_from_db()
    state, records, mails = submission.state, MoveRecord.objects.count(), Mail.objects.count()
    public = Commitment.objects.public().count()

    def broken(*_: object, **arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(moderation, last_write, broken)
    with pytest.raises(RuntimeError):
        carry_out(
            submission=submission,
            action=action,
            revision=1,
            by=moderator,
            reason="names-a-person" if action in reasons.NEED_REASON else "",
            note="Hello",
        )
    submission.refresh_from_db()
    assert (submission.state, MoveRecord.objects.count(), Mail.objects.count()) == (state, records, mails)
    assert Commitment.objects.public().count() == public


def test_a_former_member_may_decide(maker: User, moderator: User) -> None:
    organisation = factories.organisation("Kitchen", maker, moderator)
    submission = waiting(maker, made_by=organisation)
    Member.objects.filter(user=moderator).delete()
    decide(submission=submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert Commitment.objects.public().count() == 1


def test_nobody_decides_on_what_a_team_of_theirs_entered_for_somebody(moderator: User, colleague: User) -> None:
    submission = factories.waiting_commitment().versions.get().submission
    library = factories.organisation("Library", moderator)
    entry = factories.entry(submission.version.commitment, organisation=library, entered_by=colleague)
    assert own_among(moderator, [submission]) == {submission.pk}
    library.members.all().delete()
    assert not own_among(moderator, [submission])
    week = factories.week()
    entry.week, entry.organisation = week, None
    entry.save()
    week.organisers.create(user=moderator)
    assert own_among(moderator, [submission]) == {submission.pk}
