from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from charters.models import Charter
from commitments.models import Week
from commitments.operations import staff_roles
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import take_second_factor
from coprod_portal.accounts.staff_log import record
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
        parser.add_argument("--week", type=int, metavar="YEAR", help="For an organiser: the week to organise.")
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
        charter, week = find_charter(options["charter"], role), find_week(options["week"], role)
        try:
            if options["take_away"]:
                taken = take_away(options["email"], role, charter, week)
                self.stdout.write("It is taken away." if taken else "Nobody with this address had this.")
                return
            user = give(options["email"], role, charter, week, new_second_factor=options["new_second_factor"])
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        held = ", ".join(str(role) for role in user.roles.order_by("name"))
        looked_after = ", ".join(user.stewardships.values_list("charter__slug", flat=True))
        organised = ", ".join(str(year) for year in user.organised_weeks.values_list("week__year", flat=True))
        self.stdout.write(
            f"{user.email} now has these roles: {held}.\n"
            + (f"They look after: {looked_after}.\n" if looked_after else "")
            + (f"They organise the Co-production Week of: {organised}.\n" if organised else "")
            + f"Ask them to sign in at {settings.BASE_URL}{reverse('account_login')} with this address.\n"
            "The first staff page that they open asks them to set up a second factor: an app on their phone."
        )


@transaction.atomic
def give(email: str, role: Role.Name, charter: Charter | None, week: Week | None, *, new_second_factor: bool) -> User:
    user = staff_roles.give(email=email, role=role, charter=charter, week=week, by=None)
    if new_second_factor:
        take_second_factor(user=user)
    record(what="make_staff", thing=staff_roles.thing(user, charter, week), choice=f"give-{role}")
    return user


@transaction.atomic
def take_away(email: str, role: Role.Name, charter: Charter | None, week: Week | None) -> bool:
    user = User.objects.filter(email=User.objects.normalize(email)).first()
    if user is None:
        return False
    taken = staff_roles.take(user=user, role=role, charter=charter, week=week, by=None)
    if taken:
        record(what="make_staff", thing=staff_roles.thing(user, charter, week), choice=f"take-{role}")
    return taken


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


def find_week(year: int | None, role: Role.Name) -> Week | None:
    if year is None:
        return None
    if role != Role.Name.ORGANISER:
        raise CommandError("--week goes with --role organiser.")
    week = Week.objects.filter(year=year).first()
    if week is None:
        years = ", ".join(str(one) for one in Week.objects.values_list("year", flat=True)) or "none yet"
        raise CommandError(f"There is no Co-production Week of {year}. There are: {years}.")
    return week
