"""Tools that look across the whole archive."""
