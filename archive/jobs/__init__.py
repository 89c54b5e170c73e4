"""Work in the background: followers."""
