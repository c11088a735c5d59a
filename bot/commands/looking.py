"""Commands that look at launches: latest, show, compare."""

from bot.catalogue import Catalogue
from bot.commands.desk import Desk
from bot.digests import card_of, compare_card, title_of
from bot.interests import from_plain_words, matches, parse, sounds_plain
from bot.sources import canonical_url
from bot.store import launches as stored
from bot.types import Action, Actor, Command, Launch, Reply

MOST_LATEST = 5
LOOK_BACK = 500  # launches that `latest QUERY` looks through
MOST_COMPARED = 4
MOST_OFFERED = 5


async def latest(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with the newest launches, of those that a query wants if one is given."""
    text = command.text.strip()
    if sounds_plain(text, desk.catalogue):
        text = from_plain_words(text, desk.catalogue).query_text
    query = parse(text, desk.catalogue) if text else None
    recent = await desk.database.read(stored.latest_launches, LOOK_BACK if query else MOST_LATEST)
    now = desk.now()
    found = [launch for launch in recent if query is None or matches(query, launch, now)][:MOST_LATEST]
    if not found and query:
        return Reply(f"No launch so far matches {text}. Try /launches latest, or /launches subscribe {text}.")
    if not found:
        return Reply(
            "No launch yet. The first one appears here once a source reports it; /launches sources lists them."
        )
    return Reply(_counted(found, text), cards=tuple(card_of(launch) for launch in found))


def _counted(found: list[Launch], text: str) -> str:
    what = "launch" if len(found) == 1 else f"{len(found)} launches"
    return f"The latest {what}{f' for {text}' if text else ''}:"


async def show(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with one launch, every number of it."""
    launch = await one_launch(desk, command.text)
    if isinstance(launch, Reply):
        return launch
    return Reply(f"Everything read about {title_of(launch)}:", cards=(card_of(launch, all_numbers=True),))


async def compare(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with two to four launches side by side."""
    names = _names_in(command.text, desk.catalogue)
    if len(names) == 1 and names[0]:
        return await _with_which(desk, names[0])
    if not 2 <= len(names) <= MOST_COMPARED:
        return Reply(
            "Name two to four launches, with commas between them: /launches compare Muse Spark, Command A+",
            outcome="refused",
        )
    found = [await one_launch(desk, name) for name in names]
    for launch in found:
        if isinstance(launch, Reply):
            return launch
    return Reply("Side by side:", cards=(compare_card(tuple(one for one in found if isinstance(one, Launch))),))


async def _with_which(desk: Desk, name: str) -> Reply:
    """Return the question with what to compare one launch, and the newest others to choose from."""
    launch = await one_launch(desk, name)
    if isinstance(launch, Reply):
        return launch
    recent = await desk.database.read(stored.latest_launches, MOST_OFFERED + 1)
    others = [one for one in recent if one.key != launch.key and "," not in one.key][:MOST_OFFERED]
    return Reply(
        f"Compare {title_of(launch)} with which? Choose one, or name it: /launches compare {title_of(launch)}, NAME",
        actions=tuple(Action(title_of(one), "compare", f"{launch.key}, {one.key}") for one in others),
        outcome="refused",
    )


def _names_in(text: str, catalogue: Catalogue) -> list[str]:
    for separator in (",", " vs ", " | "):
        if separator in text:
            return [name.strip() for name in text.split(separator) if name.strip()]
    return text.split() if len(text.split()) == 2 else [text]


async def one_launch(desk: Desk, text: str) -> Launch | Reply:
    """Return the launch that a person means, or the reply that asks which."""
    if not text:
        return Reply("Which launch? Give its name, as in: /launches show Muse Spark", outcome="refused")
    if text.startswith(("https://", "http://")):
        found = await desk.database.read(stored.launches_at, canonical_url(text), text)
    else:
        found = await desk.database.read(stored.find_launches, text)
    if not found:
        return Reply(f"No launch called {text} is known here. /launches latest lists the newest.", outcome="unknown")
    names = {
        launch.id: (launch.key, (launch.view.name or "").casefold(), title_of(launch).casefold()) for launch in found
    }
    exact = [launch for launch in found if text.casefold() in names[launch.id]]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    choices = tuple(Action(title_of(launch), "show", launch.key) for launch in found[:5])
    return Reply(f"Several launches answer to {text}. Which one?", actions=choices)
