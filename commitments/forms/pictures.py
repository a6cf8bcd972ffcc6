"""A picture with the words that say what it shows: a part of the forms for a commitment's words and for its news."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Picture
from commitments.operations.pictures import NOT_SAID_YET
from commitments.pictures import CONTENT_TYPES, Made, made_anew
from coprod_portal.forms import PortalForm
from coprod_portal.links import sealed, unsealed
from coprod_portal.submissions.errors import Refused

FEWEST, MOST = 10, 250
PURPOSE = "picture"
# As long as somebody may leave a form open and come back to it.
KEPT_DAYS = 30
FIELDS = ("picture", "alternative", "take_away")

ENDINGS = "jpe?g|png|webp|gif|heic|heif|bmp|tiff?"
FILE_NAME = re.compile(
    rf"^\S+\.(?:{ENDINGS})$|^.*[\w)]\.(?:{ENDINGS})$|^(?:img|dsc|dscn|pxl|mvimg)[\W_]*\d", re.IGNORECASE
)
PICTURE_OF = re.compile(
    r"^(?:an? |the |my |our |this is an? )?(?:picture|photo|photograph|image|pic) (?:of|showing)\b", re.IGNORECASE
)
SAYS_NOTHING = re.compile(
    "an?|and|at|commitment|for|here|image|img|in|is|it|jpe?g|my|news|of|our|photo|photograph|pic|picture|png|"
    "screenshot|see|shows?|snapshot|some|the|this|to|update|us|we|webp"
)
FEWEST_WORDS = 2


def token_of(picture: Picture) -> str:
    """Travels in a form from page to page, for those who have that page before them."""
    return sealed(PURPOSE, str(picture.key))


def picture_of(token: str) -> Picture | None:
    values = unsealed(PURPOSE, token, days=KEPT_DAYS)
    return Picture.objects.without_pixels().filter(key=uuid.UUID(values[0])).first() if values else None


def words_for_picture(text: str, *, title: str) -> str:
    """What a picture shows. Raises `ValidationError` where that is no help to somebody who does not see it."""
    if FILE_NAME.search(text):
        raise ValidationError(gettext("This looks like the name of a file. Say what the picture shows"))
    if PICTURE_OF.search(text):
        raise ValidationError(gettext("Leave out “a picture of”. People are told that it is one. Say what it shows"))
    if len(text) < FEWEST:
        raise ValidationError(gettext("Say a little more of what the picture shows. Use at least ten letters"))
    own = {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if not SAYS_NOTHING.fullmatch(word)}
    if len(own) < FEWEST_WORDS:
        raise ValidationError(gettext("Say what the picture shows, like People cook together in a large kitchen"))
    if plain(text) == plain(title):
        raise ValidationError(gettext("This is the name of your commitment. Say what the picture shows"))
    return text


def plain(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


class PictureForm(PortalForm):
    """`held` is the picture that there is already; `called` what the commitment is called.

    When the form comes back, a picture that was accepted comes with it: the view keeps it, and `picture_kept` says so.
    """

    sometimes_needed: tuple[str, ...] = ("alternative",)

    made: Made | None = None

    picture = forms.FileField(
        label=_("A picture"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, up to 5 MB. We take out where and when it was made. "
            "Please ask everybody who can be seen on it. No children, please."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(CONTENT_TYPES.values())}),
        error_messages={"empty": _("This file is empty. Choose another picture")},
    )
    alternative = forms.CharField(
        label=_("What does the picture show?"),
        required=False,
        max_length=MOST,
        help_text=_("One sentence, for people who do not see it. Like “Six people cook together in a large kitchen”."),
        error_messages={"required": _("Say what the picture shows, like People cook together in a large kitchen")},
    )
    take_away = forms.BooleanField(label=_("Take this picture away"), required=False)
    picture_kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(
        self,
        *args: Any,
        held: Picture | None = None,
        called: str = "",
        takes_picture: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.called = called
        token = str(self.data.get("picture_kept", ""))
        kept = picture_of(token) if token else None
        self.held = kept or held
        if not takes_picture:
            self.held = None
            for name in (*FIELDS, "picture_kept"):
                del self.fields[name]
            return
        self.order_fields([name for name in self.fields if name not in FIELDS] + list(FIELDS))
        if self.held is None:
            del self.fields["take_away"]
            return
        token = token if kept else token_of(self.held)
        self.fields["picture_kept"].initial = token
        self.fields["alternative"].initial = "" if self.held.alternative == NOT_SAID_YET else self.held.alternative
        self.fields["picture"].label = _("Another picture")
        self.fields["picture"].widget.before = render_to_string(
            "commitments/parts/held_picture.html", {"picture": self.held, "token": token}
        )

    def clean_picture(self) -> Made | None:
        file = self.cleaned_data["picture"]
        if file is None:
            return None
        try:
            self.made = made_anew(file, file.size)
        except Refused as refused:
            raise ValidationError(refused.sentence) from refused
        return self.made

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        alternative = cleaned.get("alternative", "")
        if self.has_picture:
            self.clean_words(alternative, title=cleaned.get("title", self.called))
        elif alternative and "picture" in self.fields and not (cleaned.get("take_away") or "picture" in self.errors):
            self.add_error("picture", gettext("Choose the picture that your words are about, or take the words out"))
        return cleaned

    def clean_words(self, alternative: str, *, title: str) -> None:
        if "alternative" in self.errors:
            return
        if not alternative:
            self.add_error("alternative", self.fields["alternative"].error_messages["required"])
            return
        try:
            words_for_picture(alternative, title=title)
        except ValidationError as wrong:
            self.add_error("alternative", wrong)

    @property
    def has_picture(self) -> bool:
        """There will be one when this is sent."""
        keeps = self.held is not None and not self.cleaned_data.get("take_away")
        return self.made is not None or keeps
