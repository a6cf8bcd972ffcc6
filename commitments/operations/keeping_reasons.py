"""The list of reasons that staff keep. A code is never given a new meaning, and never deleted."""

import tomllib
from typing import Any

from django.conf import settings

from commitments.models import Reason


def load_reasons(*, model: type[Reason] = Reason) -> int:
    """Add those of `content/reasons.toml` whose code is not there yet. What staff have changed stays."""
    known = set(model.objects.values_list("code", flat=True))
    new = [
        model(
            code=entry["code"],
            for_staff=entry["for_staff"],
            for_writer=entry["for_writer"],
            group=entry["group"],
            **{f"for_{action}": True for action in entry["actions"]},
            can_appeal=entry.get("can_appeal", True),
            position=position,
        )
        for position, entry in enumerate(seeds(), start=1)
        if entry["code"] not in known
    ]
    model.objects.bulk_create(new)
    return len(new)


def seeds() -> list[dict[str, Any]]:
    with (settings.CONTENT_FOLDER / "reasons.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["reasons"]
    return entries
