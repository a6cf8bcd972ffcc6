"""`./run bench`: fill, serve, time, and print how many U everything costs."""

import argparse
import json
import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from tests.database import start_postgresql

from . import desk_report, weights
from .asking import Round, Target, ask_once, fault, time_round
from .filling import COMMON_WORD, RARE_WORD, SLIP, reference
from .servers import Server, kept_values_of, manage, run_module, serving

TWIN_MAY_DIFFER = (0.85, 1.18)
INTAKE_ROWS = 1000
SIZES, DESK_SIZES = "1000,100000", "50,50000"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append", help="both unless told")
    parser.add_argument("--sizes", help=f"how many commitments, small and large; {SIZES} unless told")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200, help="to each page in each round")
    parser.add_argument("--only-run-due", action="store_true", help="leave out the pages")
    parser.add_argument("--only-desk", action="store_true", help="the desk alone, with 50 and 50,000 that wait")
    options = parser.parse_args()
    sizes = options.sizes or (DESK_SIZES if options.only_desk else SIZES)
    small, large = (int(size) for size in sizes.split(","))
    if options.rounds < 4:
        parser.error("A median needs at least four rounds.")
    manage("sqlite://:memory:", "collectstatic", "--no-input", "--verbosity", "0")
    databases = options.database or ["sqlite", "postgresql"]
    if options.only_desk:
        told = [run_desk_on(name, (small, large), options.rounds, options.requests) for name in databases]
        return 0 if all(told) else 1
    valid = [
        run_on(
            database,
            small=small,
            large=large,
            rounds=0 if options.only_run_due else options.rounds,
            requests=options.requests,
        )
        for database in databases
    ]
    return 0 if all(valid) else 1


def run_on(database: str, *, small: int, large: int, rounds: int, requests: int) -> bool:
    print(f"\n# {NAMES[database]}")
    with ExitStack() as stack:
        places = stack.enter_context(two_databases(database))
        for address, _ in places:
            stack.callback(shutil.rmtree, kept_values_of(address), ignore_errors=True)
        servers = {}
        for size, (address, postgresql) in zip((small, large), places, strict=True):
            print(f"Filling with {size:,} commitments", flush=True)
            manage(address, "migrate", "--verbosity", "0")
            manage(address, "load_charters")
            run_module(address, "bench.filling", str(size))
            manage(address, "reindex")
            run_module(address, "bench.settling")
            servers[size] = stack.enter_context(serving(address, postgresql=postgresql))
        if not rounds:
            return tell_run_due({size: address for size, (address, _) in zip((small, large), places, strict=True)})
        targets = targets_of(servers, requests)
        faults = [said for target in targets if (said := fault_of(target))]
        if faults:
            print("INVALID:", *faults, sep="\n  ")
            return False
        results = time_shuffled(targets, rounds)
        is_valid = report(results, small=small, large=large)
        for size, (address, _) in zip((small, large), places, strict=True):
            # The log of the requests stands above it.
            told = run_module(address, "bench.queries", reference(size // 2)).splitlines()[-1]
            tell_queries(size, json.loads(told))
            tell_intake(size, json.loads(run_module(address, "bench.intake", str(INTAKE_ROWS)).splitlines()[-1]))
        weights.report(servers[small])
        tell_run_due({size: address for size, (address, _) in zip((small, large), places, strict=True)})
    return is_valid


def run_desk_on(database: str, sizes: tuple[int, int], rounds: int, requests: int) -> bool:
    print(f"\n# {NAMES[database]}")
    with ExitStack() as stack:
        places = stack.enter_context(two_databases(database))
        for address, _ in places:
            stack.callback(shutil.rmtree, kept_values_of(address), ignore_errors=True)
        return desk_report.report(places, sizes, rounds=rounds, requests=requests)


@contextmanager
def two_databases(database: str) -> Iterator[list[tuple[str, int | None]]]:
    """The addresses of two empty databases, and the first process of the server where there is one."""
    if database == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="bench-"))
        yield [(f"sqlite:///{folder / name}.sqlite3", None) for name in ("small", "large")]
        shutil.rmtree(folder)
        return
    address = start_postgresql()
    data = Path(address.partition("host=")[2])
    process = int((data / "postmaster.pid").read_text().split()[0])
    with psycopg.connect(address.replace("/portal?", "/postgres?"), autocommit=True) as connection:
        for name in ("small", "large"):
            connection.execute(f"CREATE DATABASE {name}")
    yield [(address.replace("/portal?", f"/{name}?"), process) for name in ("small", "large")]


def targets_of(servers: dict[int, Server], requests: int) -> list[Target]:
    floor = servers[min(servers)]
    targets = [
        Target("H", "/bench/hello/", "hello world", floor, requests * 4),
        Target("U", "/bench/page/", "Everything that was promised", floor, requests),
        Target("U, twin", "/bench/twin/", "Everything that was promised", floor, requests),
    ]
    for size, server in servers.items():
        one = reference(size // 2)
        targets += [
            Target(f"home, {size:,}", "/", "</html>", server, requests),
            Target(f"list, {size:,}", "/commitments/", "</html>", server, requests),
            Target(f"list of one charter, {size:,}", "/commitments/?charter=sandwell", "</html>", server, requests),
            Target(f"commitment, {size:,}", f"/commitments/{one}/", one, server, requests),
            Target(f"common word, {size:,}", f"/commitments/?q={COMMON_WORD}", COMMON_WORD, server, requests),
            Target(f"rare word, {size:,}", f"/commitments/?q={RARE_WORD}", RARE_WORD, server, requests),
            Target(f"everything, common word, {size:,}", f"/search/?q={COMMON_WORD}", COMMON_WORD, server, requests),
            Target(f"everything, a slip, {size:,}", f"/search/?q={SLIP}", RARE_WORD, server, requests),
            Target(f"gaps of a charter, {size:,}", "/charters/sandwell/gaps/", "</html>", server, requests // 10),
            Target(f"poster, {size:,}", "/charters/sandwell/poster.pdf", "%PDF", server, requests // 10),
        ]
        _, headers, _ = ask_once(Target("", "/commitments/", "", server, 1))
        if "etag" in headers:
            again = (("If-None-Match", headers["etag"]),)
            targets.append(Target(f"list again, {size:,}", "/commitments/", "", server, requests * 4, again))
    return targets


def fault_of(target: Target) -> str:
    status, headers, body = ask_once(target)
    if "set-cookie" in headers:
        return f"{target.name}: a reader got a cookie"
    return fault(target, status, body)


def time_shuffled(targets: list[Target], rounds: int) -> dict[str, list[Round]]:
    order = random.Random()
    results: dict[str, list[Round]] = {target.name: [] for target in targets}
    for target in targets:
        time_round(target)  # Warms up, and does not count.
    for number in range(1, rounds + 1):
        for target in order.sample(targets, k=len(targets)):
            results[target.name].append(time_round(target))
        print(f"Round {number} of {rounds}", flush=True)
    return results


def report(results: dict[str, list[Round]], *, small: int, large: int) -> bool:
    cost = {name: statistics.median(one.milliseconds for one in rounds) for name, rounds in results.items()}
    print(f"\n{'':<28}{'ms':>8}{'U':>8}{'growth':>8}{'a second':>10}{'p50 ms':>8}{'p99 ms':>8}")
    for name, rounds in results.items():
        waits = sorted(wait for one in rounds for wait in one.waits)
        before = cost.get(name.replace(f", {large:,}", f", {small:,}")) if name.endswith(f", {large:,}") else None
        growth = f"{cost[name] / before:>8.2f}" if before else f"{'':>8}"
        a_second = statistics.median(one.a_second for one in rounds)
        p50, p99 = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
        print(
            f"{name:<28}{cost[name]:>8.2f}{cost[name] / cost['U']:>8.2f}{growth}{a_second:>10.0f}{p50:>8.1f}{p99:>8.1f}"
        )
    ratio = cost["U, twin"] / cost["U"]
    faults = sorted({said for rounds in results.values() for one in rounds for said in one.faults})
    if not TWIN_MAY_DIFFER[0] <= ratio <= TWIN_MAY_DIFFER[1]:
        faults.append(f"U and its twin differ: {ratio:.2f}")
    print(f"Twin: {ratio:.2f}")
    if faults:
        print("INVALID:", *faults, sep="\n  ")
    return not faults


def tell_queries(size: int, counts: dict[str, list[int]]) -> None:
    told = "; ".join(
        f"{name} {first} ({repeated} of them repeated), then {again}"
        for name, (first, repeated, again) in counts.items()
    )
    print(f"Queries at {size:,}: {told}")


def tell_intake(size: int, seconds: dict[str, float]) -> None:
    print(
        f"A sheet of {INTAKE_ROWS:,} rows beside {size:,}: checked in {seconds['checked']:.1f} s, in after "
        f"{seconds['in']:.1f} s, {seconds['queries']:.0f} queries a row; the longest page {seconds['longest']:.1f} s"
    )


def tell_run_due(addresses: dict[int, str]) -> bool:
    """What the worker costs at each size, and how much more the larger costs."""
    found = {
        size: json.loads(run_module(address, "bench.running").splitlines()[-1]) for size, address in addresses.items()
    }
    small, large = found
    print(f"\n{'run_due':<18}{'':>10}{'seconds':>9}{'queries':>9}{'asked':>9}{'growth':>8}")
    for name in found[small]:
        for size in (small, large):
            one = found[size][name]
            before = found[small][name]["seconds"]
            growth = f"{one['seconds'] / before:>8.2f}" if size == large and before else ""
            print(f"{name:<18}{size:>10,}{one['seconds']:>9.2f}{one['queries']:>9.0f}{one['asked']:>9.0f}{growth}")
    return True


raise SystemExit(main())
