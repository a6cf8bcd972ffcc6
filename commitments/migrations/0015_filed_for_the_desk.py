"""File what was sent before under its charter and its week, so that the desk finds it there."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

# The model that is one-to-one with its submission, and the way from it to the charter and to the week.
FILED = {
    "version": ("commitments", "Version", "commitment__charter__slug", "commitment__week__year"),
    "news": ("commitments", "News", "commitment__charter__slug", "commitment__week__year"),
    "view": ("commitments", "View", "commitment__charter__slug", "commitment__week__year"),
    "reply": ("commitments", "Reply", "commitment__charter__slug", "commitment__week__year"),
    "party": ("commitments", "Party", "commitment__charter__slug", "commitment__week__year"),
    "notice": ("commitments", "Notice", "opportunity__charter__slug", ""),
    "outcome": ("commitments", "Outcome", "opportunity__charter__slug", ""),
    "signature": ("charters", "Signature", "charter__slug", ""),
}


def file(apps, schema_editor):
    Submission = apps.get_model("submissions", "Submission")
    for kind, (app, model, charter, week) in FILED.items():
        parts = apps.get_model(app, model).objects.filter(submission=OuterRef("pk"))
        # One that nobody finished has no part yet.
        filed = Submission.objects.filter(kind=kind, **{f"{kind}__isnull": False})
        filed.update(charter_slug=Subquery(parts.values(charter)[:1]))
        if week:
            filed.update(week_year=Subquery(parts.values(week)[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0014_desk"),
        ("charters", "0005_names_changed"),
        ("submissions", "0004_desk"),
    ]

    operations = [migrations.RunPython(file, migrations.RunPython.noop, elidable=True)]
