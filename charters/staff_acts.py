"""What the log of the staff calls the pages of this app. Where `thing` is left out, it is the charter."""

from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.staff_log import StaffPage

ACTS = {
    "charter-change": StaffPage(_("Changed the name or the colour of a charter")),
    "charter-new": StaffPage(_("Began a charter")),
    "steward-ancestors": StaffPage(_("Said where a principle comes from")),
    "steward-case": StaffPage(_("Answered somebody about a charter"), "case:{reference}"),
    "steward-dismiss": StaffPage(_("Took a charter from a steward")),
    "steward-draft-begin": StaffPage(_("Began a new edition")),
    "steward-draft-delete": StaffPage(_("Threw away a new edition")),
    "steward-draft-facts": StaffPage(_("Changed the facts of a new edition")),
    "steward-easy-read": StaffPage(_("Changed the Easy Read words of a charter")),
    "steward-format-add": StaffPage(_("Added a format of a charter")),
    "steward-format-change": StaffPage(_("Changed a format of a charter")),
    "steward-format-remove": StaffPage(_("Took away a format of a charter")),
    "steward-part": StaffPage(_("Changed a part of a new edition")),
    "steward-part-add": StaffPage(_("Added a part to a new edition")),
    "steward-part-move": StaffPage(_("Moved a part of a new edition")),
    "steward-part-remove": StaffPage(_("Took away a part of a new edition")),
    "steward-publish": StaffPage(_("Published an edition")),
    "steward-put-back": StaffPage(_("Put back a part of a new edition")),
    "steward-review-change": StaffPage(_("Changed a review of a charter")),
    "steward-review-missing-csv": StaffPage(_("Took out what people said is missing from a charter")),
    "steward-review-open": StaffPage(_("Opened a review of a charter")),
    "steward-review-outcome": StaffPage(_("Said what came of a review")),
    "steward-review-sheets": StaffPage(_("Printed answer sheets for a review")),
    "steward-review-tell": StaffPage(_("Told people about a review")),
    "steward-themes": StaffPage(_("Changed the themes of a principle")),
    "steward-translation": StaffPage(_("Changed a translation")),
    "steward-translation-preview": StaffPage(_("Published a translation")),
    "steward-translation-remove": StaffPage(_("Took away a translation")),
    "steward-translation-take-back": StaffPage(_("Took back a translation")),
    "steward-translations": StaffPage(_("Began a translation")),
    "stewards": StaffPage(_("Gave a charter to a steward")),
}
