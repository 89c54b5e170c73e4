"""The Whoosh backend."""
