"""The words of Launchwire as values: frozen, typed, free of behaviour that needs the outside."""

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
