"""The reasons that a new portal starts with."""

from django.db import migrations

from commitments.operations.keeping_reasons import load_reasons


def load(apps, schema_editor):
    load_reasons(model=apps.get_model("commitments", "Reason"))


class Migration(migrations.Migration):
    dependencies = [("commitments", "0018_danger_words")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
