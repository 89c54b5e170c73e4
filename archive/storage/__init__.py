"""Where original files are kept: OCFL objects."""
