"""One module an engine: each makes an `Engine` in a folder, and is imported only in its own process."""
