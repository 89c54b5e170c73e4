"""What a mapping file can say of a table: conditions, changes of values, tables to look up, parts of rows."""
