"""Every verb: how it is used, what it does, and which function answers it. README and /launches help say the same."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.commands import (
    arranging,
    deciding,
    editing,
    explaining,
    looking,
    mine,
    reading_links,
    snoozing,
    sources_here,
    subscribing,
    surroundings,
    told,
    tracing,
)
from bot.commands.desk import Desk
from bot.types import Actor, Command, Reply

Answer = Callable[[Desk, Actor, Command], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of `/launches`."""

    name: str
    usage: str
    what: str
    answer: Answer


async def show_help(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with all verbs, or with the query language."""
    if command.text.strip().casefold() in ("query", "queries"):
        return Reply(QUERY_HELP)
    return Reply("\n".join([*(f"/launches {verb.usage}: {verb.what}" for verb in VERBS.values()), "", EXAMPLES]))


VERBS = {
    verb.name: verb
    for verb in (
        Verb("latest", "latest [QUERY]", "the newest launches, of those that a query wants", looking.latest),
        Verb("show", "show MODEL", "one launch with every number", looking.show),
        Verb("evidence", "evidence MODEL", "the sentence behind each number", tracing.evidence),
        Verb("compare", "compare A, B", "two to four launches side by side", looking.compare),
        Verb("history", "history MODEL", "the articles and revisions of a launch", tracing.history),
        Verb("merge", "merge A, B", "two launches become one, and stay so", deciding.merge),
        Verb("split", "split MODEL, ADDRESS or NAME", "take an article or a model out of a launch", deciding.split),
        Verb("retitle", "retitle MODEL, TITLE", "call a launch something else", deciding.retitle),
        Verb(
            "wrong", "wrong MODEL, NUMBER", "mark a number as wrong; cards that showed it are corrected", deciding.wrong
        ),
        Verb("subscribe", "subscribe QUERY", "alerts here, or `to:dm` for yourself", subscribing.subscribe),
        Verb("test", "test QUERY", "what a query would have sent; saves nothing", subscribing.test),
        Verb("list", "list", "the subscriptions of this channel, and yours", subscribing.list_subscriptions),
        Verb("mine", "mine", "your subscriptions in every channel, and when each speaks next", mine.mine),
        Verb("edit", "edit NUMBER [QUERY] [when:...]", "change a subscription; what is not said stays", editing.edit),
        Verb("snooze", "snooze QUERY 7d", "silence about what a query wants, for a while", snoozing.snooze),
        Verb("mute", "mute QUERY", "silence about it until you end it", snoozing.mute),
        Verb("unsnooze", "unsnooze NUMBER", "end a snooze or a mute", snoozing.unsnooze),
        Verb(
            "settings",
            "settings [quiet:22:00-07:00] [cap:10] [tz:ZONE]",
            "quiet hours and most alerts a day, here",
            arranging.settings,
        ),
        Verb("why", "why MODEL", "why a launch did or did not match each subscription here", explaining.why),
        Verb("log", "log", "what was sent here, what waits, and what failed", told.log),
        Verb("pause", "pause NUMBER", "stop a subscription for a while", subscribing.pause),
        Verb("resume", "resume NUMBER", "start it again", subscribing.resume),
        Verb("unsubscribe", "unsubscribe NUMBER", "remove it", subscribing.unsubscribe),
        Verb("read", "read URL", "the key numbers of an article; nothing is kept", reading_links.read_link),
        Verb(
            "sources", "sources [add URL]", "where Launchwire reads, how each does; or a new one", sources_here.sources
        ),
        Verb("status", "status", "what is connected and what waits", surroundings.status),
        Verb("help", "help", "this list; `help query` explains queries", show_help),
    )
}

EXAMPLES = "For example: /launches subscribe license:open params:<=10B, or /launches latest lab:meta"
QUERY_HELP = """A query is made of words and of key:value pairs; all of them must hold.
lab:qwen,mistral: either lab. license:open, weights:open, is:reasoning, type:code, in:image
params:<=10B, params:10B..40B, context:>=128k, price:<=1: thresholds and ranges
score:gpqa>=80: the launch's own score. beats:"GPT-5.4": a higher score on the same benchmark
-type:tts: not this. "chain of thought": these words in the text. model:llama-4*: any ending
OR and parentheses: lab:meta OR (license:apache-2.0 context:>=128k)
What a launch does not state does not match; add ? to include it (params:<=10B?). -params:>10B still lets a family
through whose smallest model is under 10B: one variant has to satisfy the whole query.
Where and when: to:here or to:dm, when:daily@09:00 tz:Europe/Berlin"""
