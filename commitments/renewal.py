"""Committing again: what came of the earlier one is looked at first, and what still holds goes into a new draft."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from commitments.caring import Cared, cared_for_by, may_renew
from commitments.forms import making
from commitments.forms.steps import STEPS, Answers
from commitments.forms.words import answers_of
from commitments.models import Commitment, Draft, Week
from commitments.news_dates import add_months
from commitments.operations import drafts
from commitments.permissions import can_look_after
from commitments.weeks import open_week
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm
from coprod_portal.submissions.errors import Refused

Typed = dict[str, list[str]]
# Dates do not hold for a second time, and a young person may have grown up.
ASKED_AGAIN = ("age", "when", "steps", "email")
MOST_EARLIER = 5


def earlier_of(user: User) -> list[Cared]:
    """What somebody may commit to again and has not yet, the newest first."""
    everything = cared_for_by(user)
    renewed = {each.commitment.renews_id for each in everything}
    return [each for each in everything if each.commitment.pk not in renewed and may_renew(each.commitment)][
        :MOST_EARLIER
    ]


def renew(*, commitment: Commitment, by: User) -> Draft:
    """A new draft that says what the public words said, as far as it still holds. The same again gives the same draft.

    It is for the week that is open now, if there is one; its maker can say otherwise before they send it.
    """
    if not can_look_after(by, commitment) or not may_renew(commitment):
        raise Refused(_("You cannot commit to this again yet."))
    begun = Draft.objects.open().filter(renews=commitment, keeper=by).first()
    if begun is not None:
        return begun
    week = open_week()
    return drafts.begin_renewal(
        renews=commitment,
        answers=answers_that_hold(commitment, by),
        week=week if week and week.pk != commitment.week_id else None,
        by=by,
    )


def answers_that_hold(commitment: Commitment, by: User) -> dict[str, Typed]:
    """Page by page, as a browser would send them. A page whose answers are not possible any more is left out."""
    version = commitment.published_version
    if version is None:
        return {}
    typed: dict[str, Typed] = {**who_made_it(commitment), "charter": {"charter": [commitment.charter.slug]}}
    said = answers_of(version)
    for step in STEPS:
        if step.slug in ASKED_AGAIN or step.slug in typed:
            continue
        answers = Answers(Draft(answers=typed), by)
        if answers.charter is None:
            break
        form = answers.blank(step)
        sent = {name: as_sent(field, said[name]) for name, field in form.fields.items() if name in said}
        if any(text for texts in sent.values() for text in texts):
            form = answers.blank(step, MultiValueDict(sent))
            if form.is_valid():
                typed[step.slug] = sent
    return typed


def who_made_it(commitment: Commitment) -> dict[str, Typed]:
    if commitment.organisation_id:
        own = {"organisation": [str(commitment.organisation_id)], "name": [""], "allowed": ["yes"]}
        return {"who": {"who": [making.ORGANISATION]}, "organisation": own}
    who = {"who": {"who": [making.PERSON]}}
    if commitment.by_young_person:
        return who
    return {**who, "age": {"age": [making.ADULT]}, "name": {"person_name": [commitment.person_name]}}


def as_sent(field: forms.Field, value: Any) -> list[str]:
    """An answer as a browser sends it. Of several choices, those that are still offered."""
    if value is None or value is False:
        return []
    if isinstance(value, Model):
        return [str(value.pk)]
    if isinstance(value, list | tuple):
        return [str(one) for one in value if not isinstance(field, forms.ChoiceField) or field.valid_value(one)]
    return ["on" if value is True else str(value)]


def first_dates(form: PortalForm, draft: Draft | None) -> None:
    """Where the dates are asked again, those of the earlier commitment stand there, as many years later as needed."""
    version = draft.renews.published_version if draft and draft.renews else None
    if version is None or form.is_bound or "due_on" not in form.fields:
        return
    today, years = timezone.localdate(), 1
    while moved(version.due_on, years) <= today:
        years += 1
    form.initial = {
        "starts_on": moved(version.starts_on, years),
        "due_on": moved(version.due_on, years),
        "area": version.area_id,
    }


def moved(day: date, years: int) -> date:
    return add_months(day, 12 * years)


@dataclass(frozen=True)
class Ties:
    """What a public commitment hangs together with, as far as that is public too."""

    week: Week | None
    goes_on_from: Commitment | None
    goes_on_as: list[Commitment]


def ties_of(commitment: Commitment) -> Ties:
    """Two queries at most."""
    week = Week.objects.public().filter(pk=commitment.week_id).first() if commitment.week_id else None
    others = (
        Commitment.objects.public()
        .filter(Q(pk=commitment.renews_id) | Q(renews=commitment))
        .select_related("published_version")
        .order_by("first_published_at", "pk")
    )
    found = list(others)
    return Ties(
        week=week,
        goes_on_from=next((one for one in found if one.pk == commitment.renews_id), None),
        goes_on_as=[one for one in found if one.renews_id == commitment.pk],
    )
