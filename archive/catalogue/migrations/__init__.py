"""Migrations of the catalogue, from the first table on."""
