"""Controlled lists: languages, DCMI types, rights statements."""
