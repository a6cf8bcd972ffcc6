"""The set to train with, from `content/training.toml`."""

from pathlib import Path

from charters.operations.content_files import ContentFile, Table
from charters.operations.keeping import Tally
from commitments.models import TrainingItem
from commitments.training import ANSWERS, NEED_REASON
from coprod_portal.submissions.models import Submission


def load_training(path: Path) -> Tally:
    """Called by `load_content`, in its transaction. What the file no longer names is not used any more."""
    top, tally = ContentFile(path).top(), Tally()
    seen: set[str] = set()
    for position, table in enumerate(top.tables("items"), start=1):
        table.once("slug", table.slug(), seen)
        load_item(table, position, tally)
    top.finish()
    tally.removed += TrainingItem.objects.filter(in_use=True).exclude(slug__in=seen).update(in_use=False)
    return tally


def load_item(table: Table, position: int, tally: Tally) -> None:
    agreed = table.choice("agreed", [action.value for action in ANSWERS])
    reason = table.text("reason", needed=agreed in NEED_REASON, longest=50)
    if reason and agreed not in NEED_REASON:
        raise table.problem(f'there is no reason to give for "{agreed}". Leave `reason` out.', "reason")
    values = {
        "kind": table.choice("kind", [str(kind) for kind in Submission.Kind.values]),
        "title": table.text("title", longest=150),
        "words": table.text("words"),
        "agreed_action": agreed,
        "agreed_reason": reason,
        "why": table.text("why"),
        "in_use": True,
        "position": position,
    }
    slug = table.slug()
    table.finish()
    tally.keep(TrainingItem, {"slug": slug}, values)
