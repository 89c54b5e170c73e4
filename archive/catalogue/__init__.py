"""The database: records, links, files, passages and the change log."""
