"""Months in languages that are none of ours: a colleague from abroad types "12. März" or "3 grudnia 2026".

Without them the date would be taken for a word of the title, and the hour beside it booked for today. dateparser knows the names; it is imported
when the first unknown word beside a number comes, since that costs a tenth of a second.
"""

from datetime import datetime
from functools import lru_cache

LANGUAGES = ["de", "sv", "fi", "is", "nl", "pl", "lt", "fr", "es", "it"]
SHORTEST = 4
"""Shorter words are doses, units and names more often than months."""
_SETTINGS = {"REQUIRE_PARTS": ["day", "month"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(2024, 1, 1)}  # noqa: DTZ001


@lru_cache(maxsize=4096)
def month_abroad(word: str) -> int | None:
    """1 to 12, or None for a word that is no month in any of `LANGUAGES`."""
    if len(word) < SHORTEST:
        return None
    import dateparser  # noqa: PLC0415

    found = dateparser.parse(f"2 {word}", languages=LANGUAGES, settings=_SETTINGS)
    return found.month if found else None
