"""One engine in a process of its own: builds, asks or waits, and prints what it measured as JSON.

    python -m benchmarks.child build|ask|wait ENGINE FOLDER CORPUS QUERIES ROUNDS

Standard library only, but for the engine itself.
"""

import gc
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.corpus import Query, read, read_queries
from benchmarks.engines.engine import Ask, Engine

COMPARED = 12  # queries of a kind, of which every speech found is compared
SAMPLED = 4  # queries of a kind asked before memory is looked at
LONGEST = 60.0  # seconds for one kind; a slow engine is asked less


def main(task: str, engine: str, *places: str) -> None:
    """Do one task and print one line."""
    folder, corpus, queries, rounds = places
    module = importlib.import_module(f"benchmarks.engines.{engine}")
    made: Engine = module.Engine(Path(folder), Path(corpus))
    if task == "build":
        told = _build(made, Path(corpus))
    elif task == "ask":
        told = _ask(made, read_queries(Path(queries)), int(rounds))
    else:
        told = _wait(made, read_queries(Path(queries)))
    print(json.dumps(told), flush=True)


def _build(engine: Engine, corpus: Path) -> Mapping[str, Any]:
    """Index the corpus; what reading it alone costs is taken off."""
    began = time.perf_counter(), _spent()
    for _ in read(corpus):
        pass
    middle = time.perf_counter(), _spent()
    engine.build(read(corpus))
    ended = time.perf_counter(), _spent()
    wall, spent = (ended[each] - 2 * middle[each] + began[each] for each in (0, 1))
    return {"wall": wall, "seconds": spent, "version": engine.version}


def _spent() -> float:
    """Return the processor time of this process, its threads and the children it has waited for."""
    used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(each.ru_utime + each.ru_stime for each in used)


def _ask(engine: Engine, queries: Mapping[str, list[Query]], rounds: int) -> Mapping[str, Any]:
    began = time.process_time()
    engine.open()
    engine.asks["rare"](queries["rare"][0])
    opened = time.process_time() - began
    times = {kind: _timed(engine, ask, queries[kind], rounds) for kind, ask in engine.asks.items()}
    totals = {kind: [ask(query) for query in queries[kind][:COMPARED]] for kind, ask in engine.asks.items()}
    return {"open": opened * 1000, "times": times, "totals": totals, "found": _found(engine, queries)}


def _timed(engine: Engine, ask: Ask, queries: Sequence[Query], rounds: int) -> Mapping[str, list[float]]:
    """Return the milliseconds of asking for the first time, and again at once."""
    gc.collect()
    first: list[float] = []
    again: list[float] = []
    until = time.perf_counter() + LONGEST
    ask(queries[0])
    for _ in range(rounds):
        for query in queries:
            engine.forget()
            first.append(_milliseconds(ask, query))
            again.append(_milliseconds(ask, query))
            if time.perf_counter() > until:
                return {"first": first, "again": again}
    return {"first": first, "again": again}


def _milliseconds(ask: Callable[[Query], int], query: Query) -> float:
    began = time.process_time()
    ask(query)
    return (time.process_time() - began) * 1000


def _found(engine: Engine, queries: Mapping[str, list[Query]]) -> Mapping[str, list[list[int]]]:
    """Return of some queries of each kind how many speeches are found, and a sum that tells which."""
    found: dict[str, list[list[int]]] = {}
    for kind, find in engine.finds.items():
        sets = [sorted(find(query)) for query in queries[kind][:COMPARED]]
        found[kind] = [[len(numbers), crc32(repr(numbers).encode())] for numbers in sets]
    return found


def _wait(engine: Engine, queries: Mapping[str, list[Query]]) -> Mapping[str, Any]:
    """Say when nothing is open yet, then when queries have been asked, and wait each time to be measured."""
    _pause({"ready": "imported"})
    engine.open()
    for kind, ask in engine.asks.items():
        for query in queries[kind][:SAMPLED]:
            ask(query)
    _pause({"ready": "asked"})
    return {"ready": "done"}


def _pause(told: Mapping[str, Any]) -> None:
    gc.collect()
    print(json.dumps(told), flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main(*sys.argv[1:])
