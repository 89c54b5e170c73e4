"""`python -m benchmarks`: every measurement, one after the other."""

import os

from benchmarks import ingest, relevance, search

print("# Ingest\n")
ingest.main([])
print("\n# Search\n")
search.main([])
print("\n# Relevance")
relevance.main(["known-items"])
if os.environ.get("ARCHIVE_CORPUS"):
    relevance.main(["judged"])
