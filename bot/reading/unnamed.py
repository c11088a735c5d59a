"""Launches that a sentence tells without the name: "we are releasing our flagship embedding model", "Marl released version 4.0"."""

from collections.abc import Iterable, Iterator, Sequence

from bot.reading.cues import Cued
from bot.reading.hubs import COPY, Published
from bot.reading.name_shape import UPPER
from bot.reading.sentences import Sentence
from bot.reading.tally import Tally

LED_TO, FIRST = 6, 40  # points as of a verb in a headline; sentences in which a text says what it launches
_UNNAMED = Cued(
    r"\b(?:[Ww]e|[Tt]he team)(?:['’]re| are|['’]ve| have)?(?: (?:very |so |really )?(?:excited|happy|thrilled|proud|pleased|delighted|glad) to)?(?: (?:now|today|also|just|finally))?"
    r" (?:releas\w*|introduc\w*|launch\w*|announc\w*|open-?sourc\w*|present\w*|publish\w*|shar(?:e|ing))(?: the release of)? (?:our|an?|the) (?:(?:[a-z][\w-]*|[A-Z]{2,5}),? ){0,8}(?:models?|LLMs?|VLMs?|embeddings?)\b(?![^.;]{0,4}(?:,|:|called|named|dubbed) [A-Z])",
    "releas introduc launch announc open-sourc opensourc present publish shar",
    "model llm vlm embedding",
)
_VERSION = Cued(
    rf"(?P<who>{UPPER}[\w-]*(?: {UPPER}[a-z]+)?)(?: (?:has|have|just|today|also|officially|quietly))* (?:released|launched|unveiled|introduced|announced|shipped) (?:its |the |their )?version (?P<number>\d+(?:\.\d+)*)(?! of\b)(?![.\d])",
    "version_9",
)


def lead_to_linked(rows: Sequence[Sentence], published: Iterable[Published], tally: Tally) -> None:
    """Give what a text links on a hub the points of a launch that it tells without a name, where it names no other."""
    if any(points > 0 for points in tally.from_verbs.values()):
        return
    names = {one.name for one in published if not COPY.search(one.name)}
    if len(names) == 1 and any(_UNNAMED.search(row) for row in rows[:FIRST]):
        tally.add(names.pop(), LED_TO, is_verb=True, is_news=True)


def versions_in(row: Sentence) -> Iterator[str]:
    """Yield the name of whose version a sentence launches, with its number."""
    yield from (f"{match['who']} {match['number']}" for match in _VERSION.finditer(row))
