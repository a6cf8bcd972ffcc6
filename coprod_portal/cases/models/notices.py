"""A notice under the law of defamation: what it says, what became of it step by step, and what the writer answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.cases.schedule import Step

from .cases import Case


class DefamationNotice(models.Model):
    """What regulation 2 of SI 2013/3028 and section 5(6) of the Defamation Act 2013 want a notice to say.

    The statement itself is the words of the case. A part that is empty is missing: such a notice is received too.
    """

    class MayGive(models.TextChoices):
        BOTH = "both", _("Yes, my name and my e-mail address")
        NAME = "name", _("My name, but not my e-mail address")
        EMAIL = "email", _("My e-mail address, but not my name")
        NEITHER = "neither", _("No, neither of them")

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="notice")
    name = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=500, blank=True, help_text="Where on the site the words are.")
    why = models.TextField(blank=True, help_text="Why the words are defamatory of whoever complains.")
    meaning = models.TextField(blank=True, help_text="What they take the words to mean.")
    inaccurate = models.TextField(blank=True, help_text="What is not true, or an opinion that no fact supports.")
    does_not_know_writer = models.BooleanField(
        default=False, help_text="They confirm that they know too little of the writer to go to court against them."
    )
    may_give = models.CharField(
        max_length=10, choices=MayGive.choices, blank=True, help_text="What of theirs the writer may be told."
    )
    says_repeated = models.BooleanField(default=False, help_text="They say that it was taken down twice before.")
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_may_give_is_known",
                condition=models.Q(may_give__in=["", "both", "name", "email", "neither"]),
            ),
        ]

    def __str__(self) -> str:
        return f"Notice {self.case_id}"

    @property
    def gives_name(self) -> bool:
        return self.may_give in (self.MayGive.BOTH, self.MayGive.NAME)

    @property
    def gives_email(self) -> bool:
        return self.may_give in (self.MayGive.BOTH, self.MayGive.EMAIL)


class NoticeStep(models.Model):
    """One step of the schedule that was taken. Rows are added, never changed."""

    notice = models.ForeignKey(DefamationNotice, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20, choices=Step.choices)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(null=True, help_text="By when what follows it must be done.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_step_is_known",
                condition=models.Q(step__in=[step.value for step in Step]),
            ),
            models.UniqueConstraint(name="notice_step_once", fields=["notice", "step"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.at:%Y-%m-%d}"


class WriterAsked(models.Model):
    """Who wrote the words was asked what they want, at this address, and what they answered."""

    class Answer(models.TextChoices):
        TAKE_DOWN = "take-down", _("Take the words down")
        KEEP = "keep", _("Leave them. I give my name and my address")
        KEEP_WITHOUT_NAME = "keep-without-name", _("Leave them, but I do not give my name and my address")

    notice = models.OneToOneField(DefamationNotice, primary_key=True, on_delete=models.CASCADE, related_name="asked")
    email = models.EmailField(blank=True, help_text="Emptied when they are forgotten.")
    copy = models.TextField(help_text="The notice as the writer got it, without what they may not be told.")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(help_text="Midnight at the end of the fifth day after.")
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    full_name = models.CharField(max_length=200, blank=True)
    postal_address = models.TextField(blank=True)
    may_give = models.BooleanField(default=False, help_text="Whoever complained may be told both.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="writer_asked_answer_is_known",
                condition=models.Q(answer__in=["", "take-down", "keep", "keep-without-name"]),
            ),
        ]

    def __str__(self) -> str:
        return f"Asked about notice {self.notice_id}"
