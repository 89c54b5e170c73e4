"""Settings of this instance. Capitals only; docs/reference/settings.md lists them all.

A variable ARCHIVE_<NAME> in the environment wins over this file. Relative paths start from here.
"""

TITLE = "Tribuna"
SUBTITLE = "Speeches, documents and images of Venezuela’s communal movement, 1992–2025"
ADMIN_EMAIL = "archive@example.org"

# The public address; part of every permanent link.
BASE_URL = "http://127.0.0.1:8000"

# Signs cookies. Change it before others can reach the site:
# python -c "import secrets; print(secrets.token_hex())"
SECRET_KEY = "change-me"

LANGUAGES = ["en", "es"]
DATA_DIR = "data"
COLLECTIONS_DIR = "collections"
