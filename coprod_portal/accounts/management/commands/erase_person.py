from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from coprod_portal.accounts.personal_facts import erase, find
from coprod_portal.accounts.staff_log import record


class Command(BaseCommand):
    help = "Forget somebody: account, drafts, mail, and what they alone have promised. It cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="Do not ask whether this is meant.")

    def handle(self, **options: Any) -> None:
        if not options["yes"] and input(f"Forget {options['email']} for ever? Type yes: ").strip().lower() != "yes":
            raise CommandError("Nothing was erased.")
        email, user = find(options["email"])
        with transaction.atomic():
            record(what="erase_person", thing=f"person:{user.pk}" if user else "")
            had_account = erase(email=email)
        self.stdout.write("The account and what belonged to it are gone." if had_account else "There was no account.")
        self.stdout.write("Backups that were made before still hold it, until they are deleted too.")
