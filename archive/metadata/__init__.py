"""What is said of a record: fields, schemas, vocabularies, dates and the Record itself."""
