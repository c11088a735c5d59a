"""The words of Launchwire as values: frozen, typed, free of behaviour that needs the outside.

Each is imported when it is first asked for (PEP 562): reading needs seven of them; all take 20 milliseconds to make.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.types.article import Article, FeedEntry, Fetched, SourceState
    from bot.types.card import Action, Bar, Card, CardItem, CardNumber, CardQuote, Chart, Mention, Table
    from bot.types.command import Actor, Choice, Command, Reply, Suggestion, SuggestionKind
    from bot.types.decision import Decision, DecisionKind
    from bot.types.delivery import Ack, Delivery, DigestPart, Receipt, Target
    from bot.types.fact import Event, Fact, Qualifier, Quote, Report, Role
    from bot.types.launch import ArticleRef, Claim, Dispute, Launch, Model, Number, Price, Score, View
    from bot.types.lost import LostPost, Search
    from bot.types.place import PLAIN, TargetSettings
    from bot.types.subscription import Cadence, Density, Snooze, Subscription, ThreadPolicy
else:
    _HOMES = (
        "fact", "article", "place", "lost", "decision", "subscription", "command", "delivery", "card", "launch",
    )  # fmt: skip

    def __getattr__(name: str) -> object:
        """Return a type from the first module that has it; those that reading needs come first."""
        if name in __all__:
            for home in _HOMES:
                module = import_module(f"{__name__}.{home}")
                if hasattr(module, name):
                    return globals().setdefault(name, getattr(module, name))
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "PLAIN",
    "Ack",
    "Action",
    "Actor",
    "Article",
    "ArticleRef",
    "Bar",
    "Cadence",
    "Card",
    "CardItem",
    "CardNumber",
    "CardQuote",
    "Chart",
    "Choice",
    "Claim",
    "Command",
    "Decision",
    "DecisionKind",
    "Delivery",
    "Density",
    "DigestPart",
    "Dispute",
    "Event",
    "Fact",
    "FeedEntry",
    "Fetched",
    "Launch",
    "LostPost",
    "Mention",
    "Model",
    "Number",
    "Price",
    "Qualifier",
    "Quote",
    "Receipt",
    "Reply",
    "Report",
    "Role",
    "Score",
    "Search",
    "Snooze",
    "SourceState",
    "Subscription",
    "Suggestion",
    "SuggestionKind",
    "Table",
    "Target",
    "TargetSettings",
    "ThreadPolicy",
    "View",
]
