"""What a file is and what it says: identification, text extraction, images."""
