"""The Whoosh backend: Whoosh writes and merges the index; facts and answers are worked out on arrays.

Read in this order: layout (what lies on disk), writer, snapshot (one generation, opened), evaluate, backend.
"""
