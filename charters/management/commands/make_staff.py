from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from charters.models import Charter, Stewardship
from charters.operations.stewards import appoint_steward, dismiss_steward
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import make_staff, take_role, take_second_factor
from coprod_portal.submissions.errors import Refused


class Command(BaseCommand):
    help = (
        "Give somebody a role, or take it away. "
        "They sign in by e-mailed code and set up a second factor on the first staff page."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=Role.Name.values)
        parser.add_argument("--charter", default="", metavar="SLUG", help="For a steward: the charter to look after.")
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
        charter = find_charter(options["charter"], role)
        if options["take_away"]:
            taken = dismiss(options["email"], charter) if charter else take_role(email=options["email"], role=role)
            self.stdout.write("It is taken away." if taken else "Nobody with this address had this.")
            return
        try:
            user = (
                appoint_steward(email=options["email"], charter=charter, by=None).user
                if charter
                else make_staff(email=options["email"], role=role)
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        if options["new_second_factor"]:
            take_second_factor(user=user)
        held = ", ".join(str(role) for role in user.roles.order_by("name"))
        looked_after = ", ".join(user.stewardships.values_list("charter__slug", flat=True))
        self.stdout.write(
            f"{user.email} now has these roles: {held}.\n"
            + (f"They look after: {looked_after}.\n" if looked_after else "")
            + f"Ask them to sign in at {settings.BASE_URL}{reverse('account_login')} with this address.\n"
            "The first staff page that they open asks them to set up a second factor: an app on their phone."
        )


def find_charter(slug: str, role: Role.Name) -> Charter | None:
    if not slug:
        return None
    if role != Role.Name.STEWARD:
        raise CommandError("--charter goes with --role steward.")
    charter = Charter.objects.filter(slug=slug).first()
    if charter is None:
        slugs = ", ".join(Charter.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f'There is no charter "{slug}". There are: {slugs}.')
    return charter


def dismiss(email: str, charter: Charter) -> bool:
    held = Stewardship.objects.filter(charter=charter, user__email=User.objects.normalize(email)).first()
    if held:
        dismiss_steward(stewardship=held)
    return held is not None
