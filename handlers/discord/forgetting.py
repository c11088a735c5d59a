"""What the gateway may leave in memory: nothing of servers, channels and people, whatever it sends."""

from collections.abc import Callable, Mapping
from typing import Any

Parser = Callable[[Any], None]

NEEDED = ("READY", "RESUMED", "INTERACTION_CREATE")


def forgetful(parsers: Mapping[str, Parser]) -> dict[str, Parser]:
    """Return the parsers of the events that we serve; what servers there are is not kept even from READY.

    Without the intent `guilds` Discord sends no others; a compatible server may.
    """
    kept = {name: parsers[name] for name in NEEDED if name in parsers}
    return {**kept, "READY": _without_guilds(kept["READY"])}


def _without_guilds(parse: Parser) -> Parser:
    def parse_ready(data: Mapping[str, Any]) -> None:
        shard = data.get("shard") or [data.get("__shard_id__") or 0, 1]
        parse({**data, "guilds": [], "shard": shard})

    return parse_ready
