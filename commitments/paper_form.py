"""The form to make a commitment by hand. It asks what the pages on the site ask, in their own words."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters import printed
from charters.models import Charter, Edition
from commitments.forms import making, steps, words, young
from coprod_portal.forms.fields import DateField

# Room to write: for so many characters, so many lines.
CHARACTERS_ON_A_LINE = 110
MOST_LINES = 9


def paper_form(charter: Charter, edition: Edition) -> dict[str, Any]:
    whole = printed.of_charter(charter, edition)
    return {
        **whole,
        "title": _("Make a commitment on paper: %(charter)s") % {"charter": charter.short_title},
        "charter_title": edition.title,
        "questions": [question(step) for step in steps.STEPS if step.form is not words.CharterForm],
        "send": places_to_send(),
        "words": {**whole["words"], **our_words()},
    }


def question(step: steps.Step) -> dict[str, Any]:
    """One page of the site. Its principles are printed with their words, and not as choices of a field."""
    asks_principles = step.form is words.PrinciplesForm
    fields = {} if asks_principles else step.form().fields
    return {
        "heading": str(step.heading),
        "who": who_answers(step),
        "principles": asks_principles,
        "fields": [asked(field) for field in fields.values() if not field.widget.is_hidden],
    }


def who_answers(step: steps.Step) -> str:
    if step.form is making.OrganisationForm:
        return _("Only if a group, service or organisation makes it.")
    if step.form is making.AgeForm:
        return _(
            "Only if it is just you. If you are under %(age)s, please ask a grown-up to make it with you, in their own "
            "name. If you are under %(adult)s, we show no name."
        ) % {"age": settings.AGE_OF_CONSENT, "adult": settings.ADULT_AGE}
    if step.form is making.NameForm:
        return _("Only if it is just you, and you are %(age)s or over.") % {"age": settings.ADULT_AGE}
    if step.form is young.GrownUpForm:
        return _("Only if it is just you, and you are under %(age)s.") % {"age": settings.ADULT_AGE}
    if step.is_optional:
        return _("Only if you like. You can leave all of it empty.")
    return ""


def asked(field: forms.Field) -> dict[str, Any]:
    known: dict[str, Any] = {"label": str(field.label), "hint": str(field.help_text), "choices": [], "lines": 1}
    if isinstance(field, DateField):
        return {**known, "kind": "date"}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        return {**known, "kind": "choices", "choices": [str(label) for _value, label in choices]}
    if isinstance(field.widget, forms.Textarea):
        known["lines"] = min(MOST_LINES, (getattr(field, "max_length", 0) or 0) // CHARACTERS_ON_A_LINE + 1)
    return {**known, "kind": "room"}


def places_to_send() -> list[str]:
    places = [_("Hand it to the person who gave it to you.")]
    if settings.CONTACT_ADDRESS:
        places.append(_("Or send it to %(address)s") % {"address": settings.CONTACT_ADDRESS})
    return [
        *places,
        _("Or take pictures of the pages and send them to %(email)s") % {"email": settings.CONTACT_EMAIL},
        _("Or ask somebody you trust to type it in with you, at %(address)s")
        % {"address": printed.shown(f"{settings.BASE_URL}/commitments/new/")},
    ]


def our_words() -> dict[str, Any]:
    days = settings.WORKING_DAYS_TO_READ
    return {
        "heading": _("Make a commitment"),
        "lede": _("Say what you will do together with people, and by when. Later you tell everybody what came of it."),
        "what_happens": _("What happens with this paper"),
        "steps": [
            _("Write by hand. Leave out what does not fit. You can use more paper."),
            _("Give it to us. The last page says how. Somebody types it in, word for word."),
            ngettext(
                "A person reads it within %(days)s working day of that. Nothing is public before.",
                "A person reads it within %(days)s working days of that. Nothing is public before.",
                days,
            )
            % {"days": days},
            _("Then anybody can read it on the site. We ask you for news from time to time."),
        ],
        "choose": _("Tick one, two or three."),
        "page": _("Page %(number)s of %(all)s") % {"number": "{number}", "all": "{all}"},
        "parts_of_a_date": [_("Day"), _("Month"), _("Year")],
        "agree": _("What will be public, and what will not"),
        "public": _(
            "Everybody will be able to read what you write here, and the name that you choose. Nobody will see your "
            "e-mail address or your age. Please write no names and no private facts of other people."
        ),
        "agreed": [
            _("I agree that my commitment is put on the site, once a person has read it."),
            _("I agree that you type it in for me, and write to me about it."),
        ],
        "privacy": _(
            "We use these facts for your commitment and for nothing else. We keep the paper until it is typed in. "
            "You can ask us at any time to take your commitment down. To read more: %(address)s"
        )
        % {"address": printed.shown(f"{settings.BASE_URL}/help/privacy/")},
        "send": _("Where to send it"),
    }
