"""What a monitor reads at /metrics: how the outbox, its places and the sources do, in Prometheus's text format.

No workspace, channel or person is named.
"""

from collections.abc import Iterable, Mapping

from bot.errors import StoreError
from bot.store import Database, figures

HELP = {
    "outbox_depth": "Alerts that wait, whatever for.",
    "outbox_due": "Alerts that wait although their time has come and their place can be written to.",
    "outbox_oldest_due_seconds": "For how long the first of those has been due.",
    "deliveries": "Alerts of the last 90 days by what became of them.",
    "deliveries_perhaps_twice": "Of those, alerts that may have been sent twice: an answer was lost.",
    "places_closed": "Channels and people that cannot be written to.",
    "sources_failing": "Sources whose last look failed.",
    "sources_ended": "Sources that are never read again.",
}


async def metrics_of(database: Database) -> str:
    """Return the figures of this moment; only that the database is away when it is."""
    try:
        found = await database.read(figures.figures)
    except StoreError:
        return _told("database_up", "Whether the database answers.", {"": 0.0})
    rows = [_told("database_up", "Whether the database answers.", {"": 1.0})]
    rows += [_told(name, HELP[name], values) for name, values in found.items()]
    return "".join(rows)


def _told(name: str, help_text: str, values: Mapping[str, float]) -> str:
    lines: Iterable[str] = (f"launchwire_{name}{labels} {value:g}" for labels, value in values.items())
    return "\n".join((f"# HELP launchwire_{name} {help_text}", f"# TYPE launchwire_{name} gauge", *lines, ""))
