"""What time it is, in UTC, in one place."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the present moment in UTC, to the second (all that OAI-PMH and our logs state)."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Return today's date in UTC: the day on which embargoes are judged."""
    return now().date()
