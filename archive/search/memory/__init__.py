"""The plain reference backend: everything in dictionaries, nothing clever. For tests and small trials."""
