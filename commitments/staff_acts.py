"""What the log of the staff calls the pages of this app, and what each is about."""

from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.staff_log import StaffPage

# What people sent, and who sent it.
DESK = {
    "moderation-covering": StaffPage(_("Chose whether all words are covered for them")),
    "moderation-hide": StaffPage(_("Hid something"), "submission:{pk}"),
    "moderation-highlight": StaffPage(_("Chose what is shown of what people learned"), "submission:{pk}"),
    "moderation-let-go": StaffPage(_("Let go what they had taken to read")),
    "moderation-needing-owner-invite": StaffPage(
        _("Asked somebody to look after a commitment"), "commitment:{reference}"
    ),
    "moderation-next": StaffPage(_("Went on to what waits longest")),
    "moderation-organisation": StaffPage(_("Checked an organisation"), "organisation:{slug}"),
    "moderation-organisation-merge": StaffPage(_("Made one organisation of two"), "organisation:{slug}"),
    "moderation-organisation-rename": StaffPage(_("Gave an organisation another name"), "organisation:{slug}"),
    "moderation-organisation-take-back": StaffPage(_("Took back the check of an organisation"), "organisation:{slug}"),
    "moderation-ready": StaffPage(_("Published together what they had read")),
    "moderation-ready-mark": StaffPage(
        _("Kept something that they had read, to publish it with others"), "submission:{pk}"
    ),
    "moderation-reason": StaffPage(_("Changed a reason"), "reason:{code}"),
    "moderation-reason-new": StaffPage(_("Added a reason")),
    "moderation-reason-up": StaffPage(_("Moved a reason up in the list"), "reason:{code}"),
    "moderation-request": StaffPage(_("Answered somebody who asked to join an organisation"), "join-request:{pk}"),
    "moderation-restore": StaffPage(_("Made something public again"), "submission:{pk}"),
    "moderation-submission": StaffPage(_("Decided on something that was sent"), "submission:{pk}"),
    "moderation-take": StaffPage(_("Took something to read")),
    "moderation-upsetting": StaffPage(_("Said whether something may be upsetting"), "submission:{pk}"),
}

# That somebody may be in danger, and who looks at it.
DANGER = {
    "moderation-appeal": StaffPage(_("Decided on an appeal"), "appeal:{pk}"),
    "moderation-block": StaffPage(_("Blocked a person, or lifted it"), "person:{pk}"),
    "moderation-danger-item": StaffPage(_("Said what was done when somebody may be in danger"), "danger:{pk}"),
    "moderation-danger-raise": StaffPage(_("Said that somebody may be in danger"), "submission:{pk}"),
    "moderation-safeguarding": StaffPage(_("Named the safeguarding lead or deputy")),
}

# What people with lived experience advise, and how the team trains.
REVIEWING = {
    "moderation-review-item": StaffPage(_("Advised on something that waits"), "submission:{pk}"),
    "moderation-reviewers-csv": StaffPage(_("Took out the time of reviewers as a file")),
    "moderation-reviewers-paid": StaffPage(_("Noted that a reviewer was paid")),
    "moderation-training-item": StaffPage(_("Answered a training item")),
}

# What readers reported, and what was put right.
REPORTS = {
    "correction-new": StaffPage(_("Said what was put right")),
    "moderation-report": StaffPage(_("Ended what readers reported"), "case:{reference}"),
    "moderation-report-danger": StaffPage(_("Said that somebody may be in danger"), "case:{reference}"),
    "moderation-report-hide": StaffPage(_("Hid what readers reported"), "case:{reference}"),
    "moderation-report-restore": StaffPage(_("Made public again what readers reported"), "case:{reference}"),
}

# What stewards and organisers do beside their charters and weeks.
OPPORTUNITIES = {
    "interest-answered": StaffPage(_("Noted that somebody who would like to take part was answered")),
    "my-entry-enter": StaffPage(_("Entered a commitment for somebody else")),
    "my-opportunity": StaffPage(_("Looked after an opportunity"), "opportunity:{reference}"),
    "my-opportunity-change": StaffPage(_("Changed an opportunity"), "opportunity:{reference}"),
    "my-opportunity-new": StaffPage(_("Listed an opportunity")),
    "my-opportunity-outcome": StaffPage(_("Said what came of an opportunity"), "opportunity:{reference}"),
    "my-opportunity-withdraw": StaffPage(_("Took down an opportunity"), "opportunity:{reference}"),
    "steward-summary": StaffPage(_("Made a page for a board")),
}

# Each is about its week.
WEEKS = {
    "organiser-dismiss": StaffPage(_("Took a week from an organiser")),
    "organiser-edit": StaffPage(_("Changed the page of a week")),
    "organiser-intake": StaffPage(_("Took in a list of a week")),
    "organiser-intake-give-up": StaffPage(_("Gave up a list of a week")),
    "organiser-intake-leave-out": StaffPage(_("Left a row out of a list")),
    "organiser-intake-leave-out-faulty": StaffPage(_("Left the faulty rows out of a list")),
    "organiser-intake-progress": StaffPage(_("Let a list go on")),
    "organiser-intake-row": StaffPage(_("Changed a row of a list")),
    "organiser-intakes": StaffPage(_("Sent a list of a week")),
    "organiser-publish": StaffPage(_("Made a week public")),
    "organisers": StaffPage(_("Gave a week to an organiser")),
    "week-new": StaffPage(_("Began a Co-production Week")),
}

ACTS = {**DESK, **DANGER, **REVIEWING, **REPORTS, **OPPORTUNITIES, **WEEKS}
