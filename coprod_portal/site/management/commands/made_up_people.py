from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coprod_portal.accounts.models import User


class Command(BaseCommand):
    help = "Tell which made-up people can sign in to a trial, and how."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Made-up people are for a trial: they exist only with DEBUG on.")
        people = User.objects.filter(made_up=True).prefetch_related("roles", "memberships__organisation")
        self.stdout.write("Made-up people who can sign in:")
        staff = ""
        for person in people.order_by("email"):
            roles = [role.get_name_display() for role in person.roles.all()]
            organisations = [f"member of {member.organisation.name}" for member in person.memberships.all()]
            self.stdout.write(f"  {person.email:<36} {', '.join(roles + organisations) or 'a maker'}")
            staff = staff or (person.email if roles else "")
        self.stdout.write("The code that we mail them is printed here, and shown at /outbox/.")
        if staff:
            self.stdout.write(f"Staff are asked for a second code: ./run manage second_factor_code {staff}")
