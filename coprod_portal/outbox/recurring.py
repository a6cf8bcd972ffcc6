"""What is done again and again, by `run_due` and `prune`."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """What came of one task."""

    task: str
    how_many: int
    seconds: float
    worked: bool = True


def run(tasks: Iterable[str]) -> Iterator[Done]:
    """Call each task by its dotted name. One that breaks is logged and does not stop the others."""
    for name in tasks:
        begun = time.monotonic()
        task: Callable[[], int] = import_string(name)
        try:
            how_many, worked = task(), True
        except Exception as error:
            facts = {"task": name, "why": type(error).__name__}
            logger.exception("A recurring task broke.", extra={"facts": facts})
            how_many, worked = 0, False
        yield Done(name, how_many, round(time.monotonic() - begun, 3), worked)
