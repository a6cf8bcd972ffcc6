from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coprod_portal.accounts.models import User
from coprod_portal.accounts.second_factor import current_code, seconds_left


class Command(BaseCommand):
    help = "Show the second-factor code of a made-up member of staff. Only in a trial, with DEBUG on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("This command is only for a trial, with DEBUG on.")
        user = User.objects.filter(email=User.objects.normalize(options["email"]), made_up=True).first()
        if user is None:
            raise CommandError("There is nobody made up with this address.")
        try:
            code = current_code(user)
        except Authenticator.DoesNotExist as error:
            raise CommandError("This person has no second factor yet.") from error
        self.stdout.write(code)
        self.stderr.write(f"It changes in {seconds_left()} seconds, and works once.")
