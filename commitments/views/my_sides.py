"""The maker's part in how a commitment looks from each side: cards for people involved, and one answer to them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments import printed_cards
from commitments.confirming import NEEDED
from commitments.forms.giving_views import CardsForm, ReplyForm
from commitments.models import Commitment
from commitments.operations import answering_views, cards
from commitments.people_say import sides_of
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once, post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.printing import CONTENT_TYPES, as_words, rendered
from coprod_portal.submissions.errors import Refused, TooMany

from .commitment import load
from .my import looked_after, on, thank


def public_one(request: HttpRequest, reference: str) -> Commitment:
    """With its public words. People can only say how they see what they can read."""
    looked_after(request, reference)
    found = load(reference)
    if found is None:
        raise Refused(_("You can ask people how they see it once your commitment is public."))
    return found


def about(found: Commitment) -> dict[str, Any]:
    title = found.published_version.title if found.published_version else ""
    return {"commitment": found, "caption": Theirs(f"{title} ({found.reference})")}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_cards(request: HttpRequest, reference: str) -> HttpResponse:
    found = public_one(request, reference)
    form = CardsForm(request.POST or None)

    def act() -> str:
        made = cards.print_cards(commitment=found, how_many=form.cleaned_data["how_many"], by=person(request))
        said = ngettext("%(number)s card is ready to print.", "%(number)s cards are ready to print.", len(made))
        thank(request, said % {"number": len(made)})
        return reverse("my-commitment-cards", args=[reference])

    if (done := post_or_show(request, form, act, beside="how_many")) is not None:
        return done
    sheets = cards.sheets_of(found)
    context = {
        **about(found),
        "heading": _("Cards for people involved"),
        "button": _("Make cards"),
        "form": form,
        "sheets": sheets,
        "printed": sum(sheet.number for sheet in sheets),
        "used": cards.used(found),
        "needed": NEEDED,
        "most": cards.AT_MOST,
    }
    return render(request, "commitments/my_commitment_cards.html", context, status=form.status)


@never_cache
@login_required
@require_safe
def my_cards_print(request: HttpRequest, reference: str, first: int) -> HttpResponse:
    """All cards that were made together, used or not: what is printed does not tell who has answered."""
    found = public_one(request, reference)
    one = found.cards.filter(pk=first).first()
    if one is None:
        raise Http404
    together = found.cards.filter(printed_at=one.printed_at)
    words = as_words(printed_cards.sheet(found, together))
    response = HttpResponse(rendered("commitments/print/cards.typ", words, "pdf"), content_type=CONTENT_TYPES["pdf"])
    response.headers["Content-Disposition"] = f'inline; filename="cards-{reference}-{first}.pdf"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_reply(request: HttpRequest, reference: str) -> HttpResponse:
    """The maker's one answer. What waits, or came back with a question, can still be changed."""
    found = public_one(request, reference)
    sides = sides_of(found)
    reply = answering_views.reply_of(found)
    seen = answering_views.seen_reply(found)
    form = ReplyForm(request.POST or None, initial={"words": reply.words if reply else "", "seen": seen})
    context = {
        **about(found),
        "heading": _("Answer what people involved say"),
        "button": _("Send my answer"),
        "form": form,
        "sides": sides,
        "reply": reply,
        "can_answer": answering_views.can_answer(found),
        "question": answering_views.question_about(reply),
        "needed": NEEDED,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_answer(request, found, form))
        except TooMany as refused:
            form.add_error("words", refused.sentence)
        except Refused as refused:
            data = request.POST.copy()
            data["seen"] = seen
            context |= {"form": ReplyForm(data), "stale": refused.sentence}
            return render(request, "commitments/my_commitment_reply.html", context, status=409)
    return render(request, "commitments/my_commitment_reply.html", context)


def do_answer(request: HttpRequest, found: Commitment, form: ReplyForm) -> str:
    take(request, act="reply", words=form.cleaned_data.values())
    submission = answering_views.answer_views(
        commitment=found, words=form.cleaned_data["words"], seen=form.cleaned_data["seen"], by=person(request)
    )
    said = _("Thank you. We will read your answer by %(day)s, and then put it on the site.")
    thank(request, said % {"day": on(submission.read_by_date)})
    return reverse("my-commitment", args=[found.reference])
