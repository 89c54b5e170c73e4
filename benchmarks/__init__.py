"""Repeatable measurements, with peers side by side in the same run. `make bench` prints ratios."""
