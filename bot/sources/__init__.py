"""Where news comes from: guarded fetching, feeds, pages, and the worker that parses them."""

from bot.sources.fetch import Fetcher, Limits, Response

__all__ = ["Fetcher", "Limits", "Response"]
