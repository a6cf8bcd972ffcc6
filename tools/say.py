"""Words for the person at the terminal."""

import os
import sys


def bold(words: str) -> str:
    """The first line in bold where the terminal can, between stars where the words go to a file."""
    first, *rest = words.split("\n")
    can = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and "NO_COLOR" not in os.environ
    return "\n".join([f"\033[1m{first}\033[0m" if can else f"**{first}**", *rest])


def say(words: str = "") -> None:
    print(words, flush=True)


def progress(done: int, total: int, words: str) -> None:
    """One line that counts up on a terminal; in a file, now and then a line."""
    line = f"  {done} of {total}  {words}"
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="\n" if done == total else "", flush=True)
    elif done % 10 == 0 or done == total:
        say(line)


class Stop(Exception):
    """The command cannot go on. The sentence says why, and what brings what is missing."""
