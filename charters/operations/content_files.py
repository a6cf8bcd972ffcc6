"""Read content files so that whoever keeps them hears in plain words what is wrong, in which file and on which line."""

import tomllib
from collections import Counter
from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from re import fullmatch
from typing import Any

# What the smallest of the columns holds on every database.
LARGEST_NUMBER = 32_767


class ContentProblem(Exception):
    """A content file cannot be used as it is; the sentence says where and why."""

    def __init__(self, path: Path, line: int | None, sentence: str) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {sentence}")


class ContentFile:
    """A file and its lines. The parser forgets where things stood, so headers are found again, in their order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ContentProblem(path, None, "this file is missing.") from None
        except UnicodeDecodeError:
            raise ContentProblem(path, None, "this file is not saved as UTF-8 text. Save it as UTF-8.") from None
        self.lines = text.splitlines()
        self.tables_met: Counter[str] = Counter()
        try:
            self.values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ContentProblem(path, None, f"this is not written the way TOML asks for. {error}.") from None

    def top(self) -> "Table":
        return Table(self, self.values, line=0, path="")

    def line_of_table(self, path: str) -> int:
        """The line of the next header of this name, as the tables are read in the order of the file."""
        seen = self.tables_met[path]
        self.tables_met[path] += 1
        headers = [number for number, line in enumerate(self.lines, 1) if line.strip() in (f"[[{path}]]", f"[{path}]")]
        return headers[seen] if seen < len(headers) else 0

    def line_of_key(self, key: str, after: int) -> int | None:
        """Where a key stands in the table whose header is on line `after`."""
        for number, line in enumerate(self.lines[after:], after + 1):
            if line.lstrip().startswith("["):
                break
            if line.split("=")[0].strip() == key:
                return number
        headers = (number for number, line in enumerate(self.lines, 1) if line.strip() in (f"[{key}]", f"[[{key}]]"))
        return after or next(headers, None)


class Table:
    """A table of a content file. Ask it for each thing that it may hold, then `finish`, which finds the rest odd."""

    def __init__(self, file: ContentFile, values: dict[str, Any], *, line: int, path: str) -> None:
        self.file = file
        self.values = values
        self.line = line
        self.path = path
        self.asked: set[str] = set()

    def problem(self, sentence: str, key: str = "") -> ContentProblem:
        line = self.file.line_of_key(key, self.line) if key else self.line
        return ContentProblem(self.file.path, line, sentence)

    def get(self, key: str, kind: type, wanted: str, *, needed: bool) -> Any:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            if needed:
                where = f"[{self.path}]" if self.path else "this file"
                raise self.problem(f"{where} needs `{key}`: {wanted}.")
            return None
        # A day with a time is a day to Python, and true is a number.
        if type(value) is not kind:
            raise self.problem(f"`{key}` must be {wanted}.", key)
        return value

    def text(self, key: str, *, needed: bool = True, longest: int | None = None) -> str:
        """Words, with line breaks and runs of spaces made into single spaces."""
        words = " ".join((self.get(key, str, 'words in quotation marks, like "these"', needed=needed) or "").split())
        if needed and not words:
            raise self.problem(f"`{key}` must not be empty.", key)
        if longest and len(words) > longest:
            raise self.problem(f"`{key}` has {len(words)} letters and signs. It may have at most {longest}.", key)
        return words

    def choice(self, key: str, choices: Collection[str], *, default: str = "") -> str:
        value = self.text(key, needed=not default) or default
        if value not in choices:
            raise self.problem(f'`{key}` is "{value}". It must be one of: {", ".join(choices)}.', key)
        return value

    def slug(self) -> str:
        """The part of an address that names this table."""
        slug = self.text("slug", longest=50)
        if not fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise self.problem(
                f'`slug` is "{slug}". Use small letters, numbers and hyphens, like "listen-well".', "slug"
            )
        return slug

    def address(self, key: str, *, longest: int) -> str:
        address = self.text(key, needed=False, longest=longest)
        if address and not fullmatch(r"https?://[^\s/]+\S*", address):
            raise self.problem(f"`{key}` must be a web address that begins with https://.", key)
        return address

    def number(self, key: str) -> int:
        number = self.number_if_known(key, needed=True)
        return number or 0

    def number_if_known(self, key: str, *, needed: bool = False) -> int | None:
        value: int | None = self.get(key, int, "a number without quotation marks, like 2019", needed=needed)
        if value is not None and not 0 < value <= LARGEST_NUMBER:
            raise self.problem(f"`{key}` must be a number from 1 up to {LARGEST_NUMBER:,}.", key)
        return value

    def day(self, key: str) -> date | None:
        day: date | None = self.get(key, date, "a day without quotation marks, like 2026-11-22", needed=False)
        return day

    def yes_or_no(self, key: str, *, default: bool | None = None) -> bool:
        value = self.get(key, bool, "true or false, without quotation marks", needed=default is None)
        return bool(default if value is None else value)

    def texts(self, key: str) -> list[str]:
        wanted = 'a list of words, like ["one", "two"]'
        values = self.get(key, list, wanted, needed=False) or []
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.problem(f"`{key}` must be {wanted}.", key)
        return [" ".join(value.split()) for value in values]

    def table(self, key: str) -> "Table":
        """A part of the file under a `[key]` header. Where it is not there, an empty one."""
        values = self.get(key, dict, f"a part of its own, under [{key}]", needed=False) or {}
        return self.below(key, values)

    def tables(self, key: str) -> list["Table"]:
        """The parts of the file that each stand under a `[[key]]` header."""
        wanted = f"parts of their own, each under [[{self.path_of(key)}]]"
        values = self.get(key, list, wanted, needed=False) or []
        if not all(isinstance(value, dict) for value in values):
            raise self.problem(f"`{key}` must be {wanted}.", key)
        return [self.below(key, value) for value in values]

    def path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def below(self, key: str, values: dict[str, Any]) -> "Table":
        path = self.path_of(key)
        return Table(self.file, values, line=self.file.line_of_table(path), path=path)

    def finish(self) -> None:
        """Refuse what nobody asked for: mostly a slip of the keys."""
        for key in self.values.keys() - self.asked:
            near = get_close_matches(key, self.asked, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"It may hold: {', '.join(sorted(self.asked))}."
            raise self.problem(f"we do not know `{key}`. {hint}", key)

    def once(self, key: str, value: str, seen: set[str]) -> str:
        """Refuse a name that another table took before."""
        if value in seen:
            raise self.problem(f'`{key}` "{value}" is taken already. Each must be different.', key)
        seen.add(value)
        return value
