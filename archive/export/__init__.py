"""Records in the formats others read."""
