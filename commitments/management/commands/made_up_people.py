from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commitments.operations.demo import read_demo


class Command(BaseCommand):
    help = "Tells as which made-up people you can sign in to a trial, and how."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SHOW_MADE_UP:
            raise CommandError("Made-up people are for a trial. There are none with DEBUG off.")
        people = read_demo()["people"]
        self.stdout.write("You can sign in as these made-up people:")
        for person in people:
            self.stdout.write(f"  {person['email']:<32}{person['says']}")
        self.stdout.write("The code that signs you in comes by e-mail: it is printed here, and stands at /outbox/.")
        staff = next(person["email"] for person in people if person.get("roles"))
        self.stdout.write("Those who read, keep or give roles are asked for a second code. To get one without a phone:")
        self.stdout.write(f"  ./run manage second_factor_code {staff}")
