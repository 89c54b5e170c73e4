"""From a source to validated, stored and catalogued items."""
