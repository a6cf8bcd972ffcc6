"""Files that people send: which views take one, and how much of it is kept while it comes in.

A view takes no file unless it is marked. Of a file that is bigger than the mark allows nothing is kept but its size, so
that its form can say so beside the field, with everything that was typed still there.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MARK = "most_bytes_of_a_file"
# A page that takes a file reads so much in all, and not a byte more.
LONGEST_WITH_FILE = 20_000_000

View = TypeVar("View", bound=Callable[..., Any])


def takes_file(*, most_bytes: int) -> Callable[[View], View]:
    """Mark a view. Decorators above it must keep what it carries, as `functools.wraps` does."""

    def mark(view: View) -> View:
        setattr(view, MARK, most_bytes)
        return view

    return mark


def prepare(request: HttpRequest, view: Any) -> bool:
    """Say how the files of this request are read, before anybody reads them. Returns whether the view takes one."""
    most_bytes = getattr(view, MARK, 0)
    request.upload_handlers = [OneFile(most_bytes) if most_bytes else NoFiles()]
    return bool(most_bytes)


class NoFiles(FileUploadHandler):
    """What nobody asked for is passed over as it comes in."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


class OneFile(FileUploadHandler):
    """Holds the first file in memory. One that is too big stands there by its size, and empty."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__()
        self.most_bytes = most_bytes
        self.held: BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.held is not None:
            raise SkipFile
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.held is None:
            return
        if start + len(raw_data) <= self.most_bytes:
            self.held.write(raw_data)
        else:
            self.held.truncate(0)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self.held is None:
            return None
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
