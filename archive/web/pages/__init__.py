"""The pages that people read: one module each, listed in `archive.web.registry`."""
