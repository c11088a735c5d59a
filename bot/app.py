"""The composition root: builds everything once, runs it in one task group, and stops it without losing a send."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.catalogue import Catalogue, load_catalogue
from bot.commands import Commands, Desk
from bot.delivery import Courier
from bot.errors import SettingsError
from bot.interests import Index
from bot.pipeline import Pipeline
from bot.ports import Ask, Platform
from bot.settings import Settings
from bot.sources import Fetcher, FeedSource, ParseWorker
from bot.store import Database
from handlers.web import WebPlatform

log = structlog.get_logger()
