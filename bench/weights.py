"""What a first visit weighs, as a reader's browser asks for it."""

import re
from urllib.parse import urljoin

import brotli

from .asking import Target, ask_once
from .servers import Server

COMPRESSED = (("Accept-Encoding", "br"),)


def report(server: Server) -> None:
    for path in ("/", "/commitments/"):
        page, parts = first_visit(server, path)
        kinds = {"html": page}
        for address, size in parts.items():
            kind = "letters" if address.endswith(".woff2") else address.rpartition(".")[2]
            kinds[kind] = kinds.get(kind, 0) + size
        told = ", ".join(f"{kind} {size / 1000:.1f} kB" for kind, size in kinds.items())
        print(f"First visit to {path}: {sum(kinds.values()) / 1000:.1f} kB, {1 + len(parts)} requests: {told}")


def first_visit(server: Server, path: str) -> tuple[int, dict[str, int]]:
    """Bytes of the page and of all that it names. All fonts of the stylesheet count, also those not on this page."""
    page, size = fetch(server, path)
    parts: dict[str, int] = {}
    for address in re.findall(r'<(?:link|script|img|use)\b[^>]*?(?:href|src)="(/static/[^"#]+)', page):
        add(server, address, parts)
    return size, parts


def add(server: Server, address: str, parts: dict[str, int]) -> None:
    if address in parts:
        return
    words, parts[address] = fetch(server, address)
    if address.endswith(".css"):
        for named in re.findall(r'url\("?([^")]+?)"?\)', words):
            if not named.startswith("data:"):
                add(server, urljoin(address, named), parts)


def fetch(server: Server, path: str) -> tuple[str, int]:
    """The words, and the bytes on the way: what the server leaves uncompressed, a proxy compresses."""
    status, headers, body = ask_once(Target(path, path, "", server, 1, COMPRESSED))
    assert status == 200, f"{path} answered {status}"
    if headers.get("content-encoding") == "br":
        return brotli.decompress(body).decode(errors="replace"), len(body)
    if path.endswith((".woff2", ".png")):
        return "", len(body)
    return body.decode(errors="replace"), len(brotli.compress(body, quality=5))
