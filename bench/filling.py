"""Fills a database with public commitments: `python -m bench.filling 100000`. The same rows every time.

The rows are written many at a time, because the operations write one commitment with all that hangs on it. What lists,
counts and search are read from is then worked out by the portal's own `reindex`.
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.db import transaction

AT_ONCE = 5000
FIRST_MOMENT = datetime(2024, 9, 1, 9, 0, tzinfo=UTC)
DAYS = 800
COMMON_WORD = "people"
RARE_WORD = "zeppelin"
SLIP = "zepelin"
RARE_TIMES = 3
VOCABULARY = """
we listen carers lunch travel money together plan ask change review meeting garden bus ward room question answer
library market kitchen school clinic team council morning evening month report letter picture poster phone visit
neighbour parent young older partner worker volunteer group support trust equal share learn build write read
decide design test open welcome quiet access interpreter hearing chair budget pay voucher thank training skill
"""
WORDS = VOCABULARY.split()
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference(number: int) -> str:
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters


class Filling:
    """Knows what every row may point at, and draws from one row of chances."""

    def __init__(self, total: int) -> None:
        from charters.models import Area, Charter

        self.total = total
        self.chance = random.Random(1)
        self.areas = list(Area.objects.all())
        self.charters = [
            (charter, list(charter.current_edition.wordings.all()))
            for charter in Charter.objects.select_related("current_edition")
            if charter.current_edition
        ]
        self.keepers = self.write_keepers()
        self.organisations = self.write_organisations()
        self.write_members()

    def sentence(self, length: int) -> str:
        # A word's place in the list says how common it is, as in any language.
        words = [WORDS[int(len(WORDS) * self.chance.random() ** 2)] for _ in range(length)]
        if self.chance.random() < 0.5:
            words[length // 2] = COMMON_WORD
        return " ".join(words).capitalize() + "."

    def write_keepers(self) -> list[Any]:
        """As many as organisations: the first looks after what the first organisation made."""
        from coprod_portal.accounts.models import User

        numbers = range(max(1, self.total // 20))
        return User.objects.bulk_create(
            [User(email=f"keeper-{number}@example.org", password="!") for number in numbers], batch_size=AT_ONCE
        )

    def write_members(self) -> None:
        from commitments.models import Member

        pairs = zip(self.organisations, self.keepers, strict=True)
        Member.objects.bulk_create(
            [Member(organisation=group, user=keeper, joined_at=FIRST_MOMENT) for group, keeper in pairs],
            batch_size=AT_ONCE,
        )

    def write_organisations(self) -> list[Any]:
        from commitments.likeness import likeness
        from commitments.models import Organisation

        return Organisation.objects.bulk_create(
            [
                Organisation(
                    slug=f"group-{number}",
                    name=f"Group {number} of neighbours",
                    likeness=likeness(f"Group {number} of neighbours"),
                    area=self.chance.choice(self.areas),
                    created_at=FIRST_MOMENT,
                )
                for number in range(max(1, self.total // 20))
            ],
            batch_size=AT_ONCE,
        )

    @transaction.atomic
    def write(self, numbers: range) -> None:
        """Submissions come first, so that a commitment can point at its words before they are there.

        Both databases look at what points where when the transaction ends.
        """
        from commitments.models import Commitment, News, Version

        versions = [self.version(number) for number in numbers]
        news = [row for version in versions for row in self.news_of(version)]
        self.write_submissions("version", versions)
        self.write_submissions("news", news)
        latest = {id(row.commitment): row for row in news}
        for version in versions:
            self.work_out_facts(version, latest.get(id(version.commitment)))
        Commitment.objects.bulk_create([version.commitment for version in versions])
        for row in [*versions, *news]:
            row.commitment = row.commitment  # Now it has a number.
        Version.objects.bulk_create(versions)
        News.objects.bulk_create(news)
        self.write_wordings(versions)

    def version(self, number: int) -> Any:
        """The words of one more commitment, not saved."""
        from commitments.models import Commitment, Version

        charter, _ = self.chance.choice(self.charters)
        which = self.chance.randrange(len(self.organisations))
        maker = self.organisations[which] if self.chance.random() < 0.8 else None
        moment = FIRST_MOMENT + timedelta(days=DAYS * number / self.total)
        is_rare = number % (self.total // RARE_TIMES) == 0
        return Version(
            commitment=Commitment(
                reference=reference(number),
                charter=charter,
                organisation=maker,
                person_name="" if maker else "A parent carer",
                keeper=self.keepers[which],
                created_at=moment,
            ),
            number=1,
            title=self.sentence(6)[:80],
            what=self.sentence(40) + (f" A {RARE_WORD} will fly." if is_rare else ""),
            how=self.sentence(30),
            with_whom=self.sentence(8),
            giving_back=self.sentence(8),
            starts_on=moment.date(),
            due_on=moment.date() + timedelta(days=self.chance.randint(30, 700)),
            how_people_will_know=self.sentence(15),
            area=self.chance.choice(self.areas),
        )

    def news_of(self, version: Any) -> list[Any]:
        """Three commitments in five have news, once or twice."""
        from commitments.going import Going
        from commitments.models import News

        times = self.chance.randint(1, 2) if self.chance.random() < 0.6 else 0
        return [
            News(
                commitment=version.commitment,
                told_on=version.starts_on + timedelta(days=30 * time),
                going=self.chance.choice(Going.values),
                happened=self.sentence(30),
                learned=self.sentence(15),
            )
            for time in range(1, times + 1)
        ]

    def write_submissions(self, kind: str, parts: list[Any]) -> None:
        from coprod_portal.submissions.models import MoveRecord, Submission
        from coprod_portal.submissions.states import Action, State

        for part in parts:
            day = part.starts_on if kind == "version" else part.told_on
            moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            part.submission = Submission(
                kind=kind,
                state=State.PUBLISHED,
                created_at=moment,
                submitted_at=moment,
                read_by_date=day + timedelta(days=3),
                published_at=moment,
            )
        submissions = Submission.objects.bulk_create([part.submission for part in parts])
        for part in parts:
            part.submission = part.submission  # Now it has a number.
        MoveRecord.objects.bulk_create(
            [
                MoveRecord(submission=row, action=action, before=before, after=after, revision=1, at=row.created_at)
                for row in submissions
                for action, before, after in (
                    (Action.SUBMIT, State.DRAFT, State.SUBMITTED),
                    (Action.PUBLISH, State.SUBMITTED, State.PUBLISHED),
                )
            ]
        )

    def work_out_facts(self, version: Any, news: Any) -> None:
        """What `public_facts.refresh` would find."""
        from commitments.news_dates import terms_of

        commitment = version.commitment
        commitment.published_version_id = version.submission_id
        commitment.latest_news_id = news.submission_id if news else None
        commitment.area_id = version.area_id
        commitment.due_on = version.due_on
        commitment.first_published_at = version.submission.published_at
        commitment.latest_at = (news or version).submission.published_at
        commitment.going = news.going if news else commitment.going
        terms = terms_of(commitment)
        if terms:
            told_on = news.told_on if news else None
            commitment.ask_on = commitment.news_due_on = terms.next_ask(answered_on=told_on, asked_on=None).day

    def write_wordings(self, versions: list[Any]) -> None:
        from commitments.models import Version

        through: Any = Version.wordings.through
        of_charter = {charter.pk: wordings for charter, wordings in self.charters}
        through.objects.bulk_create(
            [
                through(version_id=version.pk, wording_id=wording.pk)
                for version in versions
                for wording in self.some(of_charter[version.commitment.charter_id])
            ]
        )

    def some(self, wordings: list[Any]) -> list[Any]:
        return self.chance.sample(wordings, k=min(self.chance.randint(1, 3), len(wordings)))


def main(total: int) -> None:
    filling = Filling(total)
    for start in range(0, total, AT_ONCE):
        filling.write(range(start, min(start + AT_ONCE, total)))
        print(f"  {min(start + AT_ONCE, total):,} of {total:,} commitments", flush=True)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
