from django import forms
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm
from coprod_portal.forms.careful import CarefulForm


class CaseForm(CarefulForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We answer there. We use it for nothing else."),
        error_messages={
            "required": _("Enter your e-mail address, so that we can answer"),
            "invalid": _("Enter an e-mail address in full, like name@example.org"),
        },
    )


class DataComplaintForm(CaseForm):
    words = forms.CharField(
        label=_("What is wrong with how we use facts about you?"),
        help_text=_("Say what happened, and what would put it right. You need not know the law."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Tell us what is wrong")},
    )
    field_order = ["words", "email"]


class AccessibilityProblemForm(CaseForm):
    words = forms.CharField(
        label=_("What is hard to use, or what do you need in another form?"),
        help_text=_("Say on which page it is, and what you use to read it, if you like."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Tell us what is hard to use, or what you need")},
    )
    field_order = ["words", "email"]


class ComplaintForm(CaseForm):
    words = forms.CharField(
        label=_("What did we do wrong, and what would put it right?"),
        help_text=_("Say when it was, if you can. If it is about a page, say which one."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Tell us what we did wrong")},
    )
    field_order = ["words", "email"]


class AgainForm(PortalForm):
    words = forms.CharField(
        label=_("What is still not right?"),
        help_text=_("Another person reads this, and all that you wrote before."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Tell us what is still not right")},
    )
