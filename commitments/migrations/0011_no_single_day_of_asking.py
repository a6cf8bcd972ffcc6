from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0010_asked_by_schedule")]

    operations = [
        migrations.RemoveField(model_name="commitment", name="news_asked_on"),
        migrations.AlterField(
            model_name="commitment",
            name="news_due_on",
            field=models.DateField(
                blank=True,
                help_text="When we ask, or first asked without hearing anything that is public; none once it has ended.",
                null=True,
            ),
        ),
    ]
