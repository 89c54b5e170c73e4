"""The search port, the query language and the index that follows the catalogue."""
