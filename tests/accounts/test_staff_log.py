"""Every act of the staff stands in their log, once, and stays there."""

from collections.abc import Callable
from datetime import UTC, datetime
from string import Formatter

import pytest
from django.core.management import get_commands
from django.db import DatabaseError, transaction
from django.forms import ChoiceField
from django.test import Client
from django.urls import get_resolver, reverse

from coprod_portal.accounts import staff_log
from coprod_portal.accounts.models import StaffAct, User
from coprod_portal.accounts.permissions import MARK
from coprod_portal.accounts.staff_log import prune_staff_log, record
from coprod_portal.forms import PortalForm
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from tests import factories
from tests.access.test_access import POSTS, patterns

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PUBLISH = {"decision": "publish", "revision": 1, "form_key": "11111111-1111-4111-8111-111111111111"}


def waiting() -> Submission:
    return factories.waiting_commitment().versions.get().submission


def address(submission: Submission) -> str:
    return reverse("moderation-submission", args=[submission.pk])


def rows() -> list[tuple[int | None, str, str, str, str]]:
    """Those that came since the last look."""
    return list(StaffAct.objects.order_by("pk").values_list("by", "what", "thing", "choice", "outcome"))


def test_each_post_of_the_staff_is_one_row(
    signed_in: SignIn, moderator: User, second_moderator: User, administrator: User, stranger: User
) -> None:
    submission = waiting()
    page, thing = address(submission), f"submission:{submission.pk}"
    reader = signed_in(moderator, second_factor=True)
    reader.get(page)
    Client().post(page, PUBLISH)
    signed_in(stranger).post(page, PUBLISH)
    assert rows() == []

    signed_in(second_moderator).post(page, PUBLISH)
    signed_in(administrator, second_factor=True).post(page, PUBLISH)
    reader.post(reverse("moderation-submission", args=[submission.pk + 100]), PUBLISH)
    reader.post(page, {"revision": 1})
    for _ in range(2):
        reader.post(page, PUBLISH)
    reader.post(page, {**PUBLISH, "decision": "decline", "reason": "unkind", "note": "Be kind"})

    assert rows() == [
        (second_moderator.pk, "moderation-submission", thing, "", "second-factor"),
        (administrator.pk, "moderation-submission", thing, "", "not-allowed"),
        (moderator.pk, "moderation-submission", f"submission:{submission.pk + 100}", "", "not-there"),
        (moderator.pk, "moderation-submission", thing, "", "form-not-right"),
        (moderator.pk, "moderation-submission", thing, "publish", "done"),
        (moderator.pk, "moderation-submission", thing, "publish", "again"),
        (moderator.pk, "moderation-submission", thing, "decline", "stale"),
    ]
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


def test_no_act_without_its_row_and_no_row_without_its_act(
    signed_in: SignIn, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = waiting()
    reader = signed_in(moderator, second_factor=True)
    reader.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(staff_log, "record", lambda **_: 1 / 0)
        assert reader.post(address(submission), PUBLISH).status_code == 500
    with monkeypatch.context() as broken:
        broken.setattr("coprod_portal.forms.once.redirect", lambda _: 1 / 0)
        assert reader.post(address(submission), PUBLISH).status_code == 500
    submission.refresh_from_db()
    assert (submission.state, rows()) == (State.SUBMITTED, [])


def test_what_somebody_may_not_decide_is_noted(signed_in: SignIn, moderator: User) -> None:
    submission = factories.waiting_commitment(by=moderator).versions.get().submission
    answer = signed_in(moderator, second_factor=True).post(address(submission), PUBLISH)
    assert (answer.status_code, [row[-1] for row in rows()]) == (409, ["refused"])


def test_the_database_itself_keeps_the_log(moderator: User) -> None:
    young = record(what="backup", by=moderator)
    for change in (
        lambda: StaffAct.objects.update(outcome="refused"),
        lambda: StaffAct.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            change()
    old = StaffAct.objects.create(what="backup", outcome="done", at=datetime(2015, 1, 1, tzinfo=UTC))
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        StaffAct.objects.filter(pk=old.pk).update(outcome="refused")
    assert prune_staff_log() == 1
    assert list(StaffAct.objects.all()) == [young]


def test_each_page_of_the_staff_that_acts_has_its_words() -> None:
    found = {pattern.name: pattern for _, pattern in patterns(get_resolver()) if pattern.name}
    acts = {row.name for row in POSTS if getattr(found[row.name].callback, MARK, False)}
    without = [f'"{name}" has no words. Add it to ACTS in staff_acts.py of its app.' for name in acts - pages()]
    assert not without, "\n".join(without)


def test_no_words_are_left_of_a_page_that_is_gone() -> None:
    known = {pattern.name for _, pattern in patterns(get_resolver())} | set(get_commands())
    assert pages() - known == set()


def test_only_choices_are_noted_and_never_words_that_somebody_typed() -> None:
    get_resolver().url_patterns  # noqa: B018 (asking for them loads every form)
    noting = [form for form in forms_of(PortalForm) if form.noted]
    assert {form.noted for form in noting} >= {"decision", "act"}
    typed = [form for form in noting if not isinstance(form.base_fields[form.noted], ChoiceField)]
    assert not typed


def forms_of(form: type[PortalForm]) -> set[type[PortalForm]]:
    return {form}.union(*(forms_of(each) for each in form.__subclasses__()))


def test_each_thing_can_be_named_from_the_address_of_its_page() -> None:
    arguments = {pattern.name: set(pattern.pattern.converters) for _, pattern in patterns(get_resolver())}
    for name, page in staff_log.pages().items():
        named = {field for _, field, _, _ in Formatter().parse(page.thing) if field}
        assert named <= arguments.get(name, set()), name


def pages() -> set[str]:
    return set(staff_log.pages())
