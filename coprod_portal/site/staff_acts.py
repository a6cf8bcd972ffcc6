"""What the log of the staff calls the pages of this app, and the commands that stand in it."""

from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.staff_log import StaffPage

CASES = {
    "case-answer": StaffPage(_("Answered somebody who wrote to us"), "case:{reference}"),
    "case-close": StaffPage(_("Closed a case"), "case:{reference}"),
    "case-take": StaffPage(_("Took a case"), "case:{reference}"),
    "case-give": StaffPage(_("Gave a case to somebody else"), "case:{reference}"),
    "case-note": StaffPage(_("Wrote a note on a case"), "case:{reference}"),
    "case-progress": StaffPage(_("Told somebody how far we are with a case"), "case:{reference}"),
    "notice-about": StaffPage(_("Said which words a notice of defamation is about"), "case:{reference}"),
    "notice-step": StaffPage(_("Took a step of a notice of defamation"), "case:{reference}"),
}

STAFF = {
    "people": StaffPage(_("Took out or erased all facts about a person")),
    "staff-give": StaffPage(_("Gave somebody a role")),
    "staff-log-file": StaffPage(_("Took out this log as a file")),
    "staff-new-second-factor": StaffPage(_("Took away a second factor"), "person:{pk}"),
    "staff-sign-out": StaffPage(_("Signed somebody out everywhere"), "person:{pk}"),
    "staff-take": StaffPage(_("Took a role away from somebody"), "person:{pk}"),
}

COMMANDS = {
    "backup": StaffPage(_("Wrote a backup of everything")),
    "erase_person": StaffPage(_("Erased all facts about a person")),
    "export_person": StaffPage(_("Took out all facts about a person")),
    "make_staff": StaffPage(_("Gave or took away a role")),
    "restore": StaffPage(_("Put back a backup")),
}

ACTS = {**CASES, **STAFF, **COMMANDS}
