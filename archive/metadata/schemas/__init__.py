"""One marshmallow schema per record type: the only definition of a metadata field."""
