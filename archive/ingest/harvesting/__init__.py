"""Harvesting of repositories by OAI-PMH: descriptions come in as rows of one source, page by page."""
