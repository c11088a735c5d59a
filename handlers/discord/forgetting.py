"""What the gateway may leave in memory: nothing of servers, channels and people, whatever it sends."""

from collections.abc import Callable, Mapping
from typing import Any

Parser = Callable[[Any], None]

NEEDED = ("READY", "RESUMED", "INTERACTION_CREATE")


def forgetful(parsers: Mapping[str, Parser], on_ready: Parser) -> dict[str, Parser]:
    """Return the parsers of the events that we serve; `on_ready` sees what READY says of servers, which is not kept."""
    kept = {name: parsers[name] for name in NEEDED if name in parsers}
    return {**kept, "READY": _without_guilds(kept["READY"], on_ready)}


def _without_guilds(parse: Parser, on_ready: Parser) -> Parser:
    def parse_ready(data: Mapping[str, Any]) -> None:
        on_ready(data)
        shard = data.get("shard") or [data.get("__shard_id__") or 0, 1]
        parse({**data, "guilds": [], "shard": shard})

    return parse_ready
