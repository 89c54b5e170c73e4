"""The Whoosh backend: segments of our own, answered from whole arrays; and read by all that Whoosh has.

Read in this order: layout (what lies on disk), segment and building (what is in a file), writer, snapshot
(one generation, opened), expansion, gathering, evaluate, answering, backend. For those who bring Whoosh
queries of their own: viewed, reader, queries, compiled.
"""
