"""Errors, registry, identifiers, clock, XML and words: what every other part stands on."""
