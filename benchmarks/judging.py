"""Shows what is still to be judged: the best of each system, with the passages a judge has to read.

    python -m benchmarks.judging [QUERY …] [--depth 15]

Nobody sees which system found a document, nor at which rank. A grade is a line in
`tests/search/judged/judgements.tsv`.
"""

import argparse
import re
import tempfile
from pathlib import Path

from archive.text.languages import stemmer
from archive.text.normalise import words
from archive.text.segment import paragraphs
from benchmarks import judged
from benchmarks.plain_bm25 import stop_words
from benchmarks.relevance import Collection, runs
from benchmarks.trec import Doc, Topic

SHOWN = 3  # passages of a document
ROUND = 25  # words before and after the place that shows most
_SPACE = re.compile(r"\s+")


def main() -> None:
    """Print the pool that has no grades yet."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judging", description=__doc__)
    parser.add_argument("queries", nargs="*", help="numbers of queries; else all")
    parser.add_argument("--depth", type=int, default=15, help="results of each system")
    asked = parser.parse_args()
    documents, topics, grades = judged.collection()
    topics = [topic for topic in topics if not asked.queries or topic.id in asked.queries]
    everything = Collection("pool", documents, topics, {topic.id: {"": 1} for topic in topics})
    with tempfile.TemporaryDirectory(prefix="judging-") as folder:
        found = runs(everything, Path(folder))
    by_id = {document.id: document for document in documents}
    for topic in topics:
        pool = {id for run in found.values() for id in run[topic.id][: asked.depth]}
        missing = sorted(pool - set(grades.get(topic.id, {})))
        print(f"\n=== {topic.id} {topic.text}: {len(missing)} of {len(pool)} to judge")
        for id in missing:
            _show(by_id[id], topic)


def _show(document: Doc, topic: Topic) -> None:
    """Print where a document says most of what was asked, and how often it says it."""
    stem = stemmer(topic.language) or str
    wanted = {stem(word.plain) for word in words(topic.text) if word.folded not in stop_words(topic.language)}
    seen: list[tuple[int, int, str]] = []
    counts = dict.fromkeys(sorted(wanted), 0)
    for passage in paragraphs(document.text):
        stems = [stem(word.plain) for word in words(passage.text) if not word.joined]
        places = [place for place, each in enumerate(stems) if each in wanted]
        for place in places:
            counts[stems[place]] += 1
        if places:
            seen.append((len({stems[place] for place in places}), len(places), passage.text))
    told = " ".join(f"{word} {count}" for word, count in counts.items())
    print(f"\n--- {document.id} [{told}]")
    for _, _, text in sorted(seen, key=lambda each: each[:2], reverse=True)[:SHOWN]:
        print("  *", _excerpt(text, wanted, topic.language))


def _excerpt(text: str, wanted: set[str], language: str) -> str:
    stem = stemmer(language) or str
    found = [word for word in words(text) if not word.joined]
    places = [place for place, word in enumerate(found) if stem(word.plain) in wanted]
    best = max(places, key=lambda place: sum(abs(other - place) <= ROUND for other in places))
    first, last = found[max(0, best - ROUND)], found[min(len(found) - 1, best + ROUND)]
    return _SPACE.sub(" ", text[first.start : last.end])


if __name__ == "__main__":
    main()
