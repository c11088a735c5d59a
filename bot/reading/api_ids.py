"""What an API calls a model: "tern-small-2507" is the Tern Small 1.1 that a text launches."""

from functools import lru_cache

from bot.reading import lazy_re as re
from bot.reading.subject import Subject

_DAY = re.compile(r"-(?:\d{4}|\d{6}|\d{8}|\d{2}-\d{4}|\d{4}-\d{2}(?:-\d{2})?|latest)$")
_ID = re.compile(r"[a-z][a-z0-9.]*(?:-[a-z0-9.]+)+")
_WORDS = re.compile(r"[a-z]+|\d+(?:\.\d+)*")


@lru_cache(maxsize=256)
def launched_as(name: str, subject: Subject) -> str | None:
    """Return the one launched model that an identifier with a day at its end stands for: its words, and no other version."""
    day = _DAY.search(name) if _ID.fullmatch(name) else None
    if day is None:
        return None
    words = _WORDS.findall(name[: day.start()].replace("plus", "+"))
    found = [one for one in (subject.name, *subject.variants) if one and _is_spelt_out(words, one)]
    return found[0] if len(found) == 1 else None


def _is_spelt_out(words: list[str], name: str) -> bool:
    own = _WORDS.findall(name.lower())
    numbers = [word for word in words if word[0].isdigit()]
    return [word for word in words if word.isalpha()] == [word for word in own if word.isalpha()] and (
        not numbers or numbers == [word for word in own if word[0].isdigit()]
    )
