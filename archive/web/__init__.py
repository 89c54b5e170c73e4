"""The public site and the API."""
