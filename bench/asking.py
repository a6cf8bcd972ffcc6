"""Asks a page a fixed number of times over connections that stay open."""

import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection

from .servers import HOST, Server

CONNECTIONS = 4
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


@dataclass(frozen=True)
class Target:
    name: str
    path: str
    marker: str
    server: Server
    requests: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Round:
    milliseconds: float  # Of processor time, for one request.
    waits: list[float] = field(default_factory=list)  # Milliseconds that each reader waited.
    a_second: float = 0.0
    faults: list[str] = field(default_factory=list)


def ask_once(target: Target) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", target.server.port, timeout=30)
    try:
        return ask(connection, target)
    finally:
        connection.close()


def ask(connection: HTTPConnection, target: Target) -> tuple[int, dict[str, str], bytes]:
    connection.request("GET", target.path, headers={**HEADERS, **dict(target.headers)})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def fault(target: Target, status: int, body: bytes) -> str:
    if target.headers and status == 304:
        return ""
    if not 200 <= status < 300:
        return f"{target.name}: answered {status}"
    return "" if target.marker.encode() in body else f"{target.name}: its page has no {target.marker!r}"


def time_round(target: Target) -> Round:
    result = Round(0.0)
    guard = threading.Lock()

    def read_pages(count: int) -> None:
        connection = HTTPConnection("127.0.0.1", target.server.port, timeout=30)
        for _ in range(count):
            asked = time.perf_counter()
            try:
                status, _, body = ask(connection, target)
            except OSError as error:
                with guard:
                    result.faults.append(f"{target.name}: {error}")
                break
            with guard:
                result.waits.append((time.perf_counter() - asked) * 1000)
                if said := fault(target, status, body):
                    result.faults.append(said)
        connection.close()

    each = target.requests // CONNECTIONS
    readers = [threading.Thread(target=read_pages, args=(each,)) for _ in range(CONNECTIONS)]
    before, began = target.server.seconds(), time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    took, cost = time.perf_counter() - began, target.server.seconds() - before
    result.milliseconds = cost * 1000 / (each * CONNECTIONS)
    result.a_second = each * CONNECTIONS / took
    return result
