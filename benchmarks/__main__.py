"""`python -m benchmarks`: every measurement, one after the other."""

from benchmarks import ingest, search

print("# Ingest\n")
ingest.main()
print("\n# Search\n")
search.main([])
