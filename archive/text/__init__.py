"""Text as written and text as searched: normaliser, passages, languages."""
