"""Logs as one JSON object a line, made so that nothing personal can get into them.

What a message is filled with may be an address, a code or words that somebody typed. So of a message only the pattern
that stands in the code is written, with numbers filled in; a message of other people's code without a pattern may have
been filled in before we see it, so only the place that it comes from is written. Of an exception: its type and where
it happened, never its text.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

request_id: ContextVar[str] = ContextVar("request_id", default="")

OUR_LOGGERS = ("coprod_portal", "charters", "commitments")
HIDDEN = "…"
FRAMES_AT_MOST = 30


def new_request_id() -> None:
    request_id.set(uuid4().hex)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": safe_message(record),
        }
        if identity := request_id.get():
            line["request"] = identity
        facts = getattr(record, "facts", None)
        if facts and record.name.startswith(OUR_LOGGERS):
            line.update(facts)
        elif isinstance(status := getattr(record, "status_code", None), int):
            line["status"] = status
        if record.exc_info and record.exc_info[1]:
            line["exceptions"] = safe_exceptions(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def safe_message(record: logging.LogRecord) -> str:
    place = f"{record.module}:{record.lineno}"
    if not isinstance(record.msg, str):
        return place
    if not record.args:
        return record.msg if record.name.startswith(OUR_LOGGERS) else place
    arguments = record.args if isinstance(record.args, tuple) else (record.args,)
    try:
        return record.msg % tuple(safe_argument(argument) for argument in arguments)
    except (TypeError, ValueError):
        return place


def safe_argument(argument: object) -> object:
    return argument if isinstance(argument, int | float) else HIDDEN


def safe_exceptions(exception: BaseException | None) -> list[dict[str, Any]]:
    """The exception and what led to it, as types and places."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        frames = traceback.extract_tb(exception.__traceback__)[-FRAMES_AT_MOST:]
        found.append(
            {
                "type": f"{type(exception).__module__}.{type(exception).__qualname__}",
                "frames": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        exception = exception.__cause__ or exception.__context__
    return found
