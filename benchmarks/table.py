"""Prints the figures of a run: a line for each kind of query, ratios to each peer, what differs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.corpus import KINDS

OURS = "tribuna"
ALIKE = {
    "tantivy_forms": "tantivy, all forms",
    "fts5_forms": "SQLite FTS5, all forms",
    "xapian_forms": "Xapian, all forms",
}
LESS = {
    "tantivy_engine": "tantivy",
    "tantivy_text": "tantivy, text field alone",
    "fts5": "SQLite FTS5",
    "xapian_engine": "Xapian",
    "stock_whoosh": "Whoosh 2.7.4, tuned",
}
NAMES = {OURS: "Tribuna"} | ALIKE | LESS  # every engine, in the order of their runs
COMPARED = {
    "Like for like: every field; exact, folded and stemmed forms": ALIKE,
    "Peers asked for less: folded words": LESS,
}
NOTHING = "–"


def show(figures: Mapping[str, Any]) -> None:
    """Print everything as Markdown."""
    engines = figures["engines"]
    others = [name for name in engines if name != OURS]
    for name in NAMES:
        if name not in engines:
            print(f"\n{NAMES[name]}: not run.", end="")
    print("\n\nProcessor time in milliseconds, median / 95th percentile")
    for told, peers in COMPARED.items():
        print(f"\n{told}\n")
        _print(_queries(engines, [name for name in others if name in peers]))
    print("\nCosts\n")
    _print(_costs(engines, figures["text"], others))
    print()
    for line in (*_totals(engines), *_differences(engines)):
        print(line)
    if site := figures.get("site"):
        print("\nPages of results over HTTP\n")
        _print([["what", "figure"], *([what, str(figure)] for what, figure in site.items())])


def _queries(engines: Mapping[str, Any], others: Sequence[str]) -> Iterator[list[str]]:
    ours = engines.get(OURS)
    mine = ["Tribuna, first", "Tribuna, again"] if ours else []
    ratios = [f"÷ {NAMES[name]}" for name in others] if ours else []
    yield ["query", *mine, *(NAMES[name] for name in others), *ratios]
    for kind, told in KINDS.items():
        own = ours["times"].get(kind, {"first": [], "again": []}) if ours else {}
        theirs = [engines[name]["times"].get(kind, {}).get("first", []) for name in others]
        row = [_pair(own["first"]), _pair(own["again"])] if ours else []
        row += map(_pair, theirs)
        row += [_ratio(_middle(own["first"]), _middle(times)) for times in theirs] if ours else []
        yield [told, *row]


def _costs(engines: Mapping[str, Any], text: int, others: Sequence[str]) -> Iterator[list[str]]:
    names = [OURS, *others] if OURS in engines else list(others)
    yield ["cost", *(NAMES[name] for name in names)]
    built = [engines[name].get("build", {}) for name in names]
    ours = engines.get(OURS, {}).get("build", {}).get("seconds")
    rows = {
        "build, processor seconds": [_figure(each.get("seconds"), 1) for each in built],
        "build, seconds by the clock": [_figure(each.get("wall"), 1) for each in built],
        "build, ours ÷ theirs": [_ratio(ours, each.get("seconds")) for each in built],
        "build, most memory, MB": [_figure(each.get("memory"), 0) for each in built],
        "index ÷ text": [_ratio(each.get("size"), text) for each in built],
        "open and first answer, processor ms": [_figure(engines[name]["open"], 1) for name in names],
        "private memory after 50 queries, MB": [_figure(engines[name]["private"], 1) for name in names],
    }
    for told, row in rows.items():
        yield [told, *row]


def _totals(engines: Mapping[str, Any]) -> Iterator[str]:
    """Yield for each peer asked in all forms how many documents it finds: stems are not all the same."""
    ours = engines.get(OURS, {}).get("totals", {})
    for name in ALIKE:
        theirs = engines.get(name, {}).get("totals", {})
        told = (
            f"{KINDS[kind]} {_ratio(sum(theirs[kind]), sum(ours[kind]))}" for kind in ours if kind in theirs
        )
        if theirs and ours:
            yield f"- {NAMES[name]}, documents found ÷ ours: {', '.join(told)}"


def _differences(engines: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each kind of query that two engines answer with other documents."""
    if OURS not in engines:
        return
    ours = engines[OURS]["found"]
    same = 0
    for name, figures in engines.items():
        for kind, theirs in figures["found"].items():
            pairs = list(zip(ours.get(kind, theirs), theirs, strict=True))
            same += sum(mine == other for mine, other in pairs) if name != OURS else 0
            apart = [(mine[0], other[0]) for mine, other in pairs if mine != other]
            if apart:
                told = ", ".join(f"{mine}:{other}" for mine, other in apart[:5])
                what = f"{NAMES[name]}, {KINDS[kind]}"
                yield f"- {what}: {len(apart)} of {len(pairs)} differ (ours:theirs {told})"
    yield f"\n{same} comparisons found exactly the same documents, word for word and without stems."


def _print(rows: Iterator[list[str]] | list[list[str]]) -> None:
    for number, row in enumerate(rows):
        print("| " + " | ".join(row) + " |")
        if number == 0:
            print("|" + "---|" * len(row))


def _pair(times: Sequence[float]) -> str:
    if not times:
        return NOTHING
    ordered = sorted(times)
    return f"{_middle(ordered):.3f} / {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.3f}"


def _middle(times: Sequence[float]) -> float | None:
    return sorted(times)[len(times) // 2] if times else None


def _ratio(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours is not None and theirs else NOTHING


def _figure(value: float | None, digits: int) -> str:
    return NOTHING if value is None else f"{value:,.{digits}f}"
