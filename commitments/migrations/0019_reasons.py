"""The reasons that a new portal starts with: those of the adopter's `content/reasons.toml`, or else ours."""

import tomllib

from django.conf import settings
from django.db import migrations


def load(apps, schema_editor):
    folders = (settings.CONTENT_FOLDER, settings.ROOT / "content")
    path = next(path for folder in folders if (path := folder / "reasons.toml").exists())
    with path.open("rb") as file:
        entries = tomllib.load(file)["reasons"]
    Reason = apps.get_model("commitments", "Reason")
    Reason.objects.bulk_create(
        Reason(
            code=entry["code"],
            for_staff=entry["for_staff"],
            for_writer=entry["for_writer"],
            group=entry["group"],
            **{f"for_{action}": True for action in entry["actions"]},
            can_appeal=entry.get("can_appeal", True),
            position=position,
        )
        for position, entry in enumerate(entries, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("commitments", "0018_danger_words")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
