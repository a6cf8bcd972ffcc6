"""The people who ask, what each may be answered, and the audiences that pages are for."""

from collections.abc import Mapping
from enum import Enum


class Person(Enum):
    READER = "reader"
    MAKER = "maker"
    COLLEAGUE = "colleague"
    STRANGER = "stranger"
    STEWARD = "steward"
    MODERATOR = "moderator"
    MODERATOR_WITHOUT_SECOND_FACTOR = "moderator without second factor"
    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    REVIEWER = "reviewer"


class Answer(Enum):
    OPEN = "the page"
    SIGN_IN = "the sign-in page"
    SECOND_FACTOR = "the pages where a second factor is set up or asked"
    NOT_THEIRS = "404 or 403"


STAFF = (Person.STEWARD, Person.MODERATOR, Person.ADMINISTRATOR, Person.ORGANISER, Person.REVIEWER)

Audience = Mapping[Person, Answer]


def only(*those: Person, without_second_factor: Answer = Answer.NOT_THEIRS) -> Audience:
    """Open to those, an invitation to sign in for readers, and nothing for everybody else."""
    answers = dict.fromkeys(Person, Answer.NOT_THEIRS)
    answers[Person.READER] = Answer.SIGN_IN
    answers[Person.MODERATOR_WITHOUT_SECOND_FACTOR] = without_second_factor
    return answers | dict.fromkeys(those, Answer.OPEN)


PUBLIC: Audience = dict.fromkeys(Person, Answer.OPEN)
NOBODY: Audience = dict.fromkeys(Person, Answer.NOT_THEIRS)
SIGNED_IN: Audience = {**PUBLIC, Person.READER: Answer.SIGN_IN}
# A maker is here whoever looks after it: its keeper, and the members of the organisation.
MAKER: Audience = only(Person.MAKER, Person.COLLEAGUE)
MODERATOR: Audience = only(Person.MODERATOR, without_second_factor=Answer.SECOND_FACTOR)
STEWARD: Audience = only(Person.STEWARD)
ADMINISTRATOR: Audience = only(Person.ADMINISTRATOR)
ORGANISER: Audience = only(Person.ORGANISER)
REVIEWER: Audience = only(Person.REVIEWER)
EACH_STAFF: Audience = only(*STAFF, without_second_factor=Answer.SECOND_FACTOR)
CASE_STAFF: Audience = only(Person.MODERATOR, Person.ADMINISTRATOR, without_second_factor=Answer.SECOND_FACTOR)
# The door is open to moderators too; what is behind it is not.
CASE_ADMINISTRATOR: Audience = only(Person.ADMINISTRATOR, without_second_factor=Answer.SECOND_FACTOR)
