"""The addresses that machines ask: one module each, listed in `archive.web.registry`."""
