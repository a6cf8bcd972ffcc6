from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.operations import make_staff, take_role, take_second_factor


class Command(BaseCommand):
    help = (
        "Give somebody a role, or take it away. "
        "They sign in by e-mailed code and set up a second factor on the first staff page."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=Role.Name.values)
        parser.add_argument("--take-away", action="store_true", help="Take the role away.")
        parser.add_argument(
            "--new-second-factor",
            action="store_true",
            help="For somebody who has lost their phone and their recovery codes: they set up a new one.",
        )

    def handle(self, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError("Write an e-mail address like name@example.org.") from error
        role = Role.Name(options["role"])
        if options["take_away"]:
            taken = take_role(email=options["email"], role=role)
            self.stdout.write("The role is taken away." if taken else "Nobody with this address had this role.")
            return
        user = make_staff(email=options["email"], role=role)
        if options["new_second_factor"]:
            take_second_factor(user=user)
        held = ", ".join(str(role) for role in user.roles.order_by("name"))
        self.stdout.write(
            f"{user.email} now has these roles: {held}.\n"
            f"Ask them to sign in at {settings.BASE_URL}{reverse('account_login')} with this address.\n"
            "The first staff page that they open asks them to set up a second factor: an app on their phone."
        )
