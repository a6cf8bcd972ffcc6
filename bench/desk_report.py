"""What the desk costs with few and with many things that wait, and how many decisions four moderators make at once."""

import json
import statistics
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from .asking import Target, ask_once, fault, time_round
from .desk import COOKIE, MODERATORS
from .servers import Server, manage, run_module, serving

DECISIONS = 50


def report(places: list[tuple[str, int | None]], sizes: tuple[int, int], *, rounds: int, requests: int) -> bool:
    """`places` are two empty databases, each with the process of its server where there is one."""
    with ExitStack() as stack:
        targets: dict[str, list[Target]] = {}
        for size, (address, process) in zip(sizes, places, strict=True):
            print(f"Filling the desk with {size:,}", flush=True)
            manage(address, "migrate", "--verbosity", "0")
            manage(address, "load_charters")
            known = json.loads(run_module(address, "bench.desk", str(size)).splitlines()[-1])
            run_module(address, "bench.settling")
            server = stack.enter_context(serving(address, postgresql=process))
            paths = paths_of(known["middle"])
            counted = json.loads(
                run_module(address, "bench.desk", "queries", known["session"], *paths.values()).splitlines()[-1]
            )
            print(f"Queries at {size:,}: " + ", ".join(f"{name} {counted[path]}" for name, path in paths.items()))
            for name, path in paths.items():
                targets.setdefault(name, []).append(target_of(name, path, known["session"], server, requests))
        faults = [said for pair in targets.values() for target in pair if (said := first_fault(target))]
        if faults:
            print("INVALID:", *faults, sep="\n  ")
            return False
        print(f"\n{'':<24}{f'ms at {sizes[0]:,}':>16}{f'ms at {sizes[1]:,}':>16}{'growth':>8}")
        for name, pair in targets.items():
            small, large = costs(pair, rounds)
            print(f"{name:<24}{small:>16.1f}{large:>16.1f}{large / small:>8.2f}")
    for size, (address, _process) in zip(sizes, places, strict=True):
        tell_decisions(size, address)
    return True


def paths_of(middle: int) -> dict[str, str]:
    return {
        "queue": "/moderation/",
        "queue, late of a charter": "/moderation/?charter=sandwell&waiting=late",
        "one item": f"/moderation/{middle}/",
    }


def target_of(name: str, path: str, session: str, server: Server, requests: int) -> Target:
    return Target(name, path, "</html>", server, requests, (("Cookie", f"{COOKIE}={session}"),))


def first_fault(target: Target) -> str:
    status, _headers, body = ask_once(target)
    return fault(target, status, body)


def costs(pair: list[Target], rounds: int) -> list[float]:
    """The median of the rounds of each, in turns; the first warms up, and does not count."""
    found: list[list[float]] = [[] for _ in pair]
    for number in range(rounds + 1):
        for target, times in zip(pair, found, strict=True):
            milliseconds = time_round(target).milliseconds
            if number:
                times.append(milliseconds)
    return [statistics.median(times) for times in found]


def tell_decisions(size: int, address: str) -> None:
    """Four moderators at once, each a process of their own. A desk with too few lets each decide on fewer."""
    each = min(DECISIONS, size // MODERATORS - 1)

    def one(number: int) -> dict[str, float]:
        told = run_module(address, "bench.desk", "decide", f"moderator-{number}@example.org", str(each))
        found: dict[str, float] = json.loads(told.splitlines()[-1])
        return found

    with ThreadPoolExecutor(MODERATORS) as pool:
        times = list(pool.map(one, range(MODERATORS)))
    took = max(time["ended"] for time in times) - min(time["began"] for time in times)
    print(f"Decisions at {size:,}, {MODERATORS} moderators at once: {each * MODERATORS / took:.1f} a second")
