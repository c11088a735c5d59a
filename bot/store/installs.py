"""Slack installs by OAuth: kept encrypted, found by team or by its organisation, forgotten when the app is removed."""

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.errors import SettingsError
from bot.store import leaving
from bot.store.clock import now
from bot.store.database import Database
from bot.store.tables import memo, slack_install

if TYPE_CHECKING:  # it loads a library that only installs by OAuth need
    from bot.store.sealing import Sealer

REVOKED = "the bot token was revoked: install the app again"


class Installs:
    """The Slack adapter's memory. Without a sealer nothing can be kept, and nothing is found."""

    def __init__(self, database: Database, sealer: "Sealer | None") -> None:
        self._database, self._sealer = database, sealer

    async def keep(self, enterprise: str, team: str, body: str) -> None:
        """Keep an install, sealed; `team` is "" for a whole organisation. What waited for it goes out."""
        if self._sealer is None:
            raise SettingsError("LAUNCHWIRE_SECRET_KEYS is empty: without a key no token is kept")
        await self._database.write(keep, enterprise, team, self._sealer.seal(body))

    async def find(self, enterprise: str, team: str) -> str | None:
        """Return what was kept for a team, or for the organisation that covers it.

        Raises:
            StoreError: the database is away, or no key opens it.
        """
        if self._sealer is None:
            return None
        sealed, is_new_team = await self._database.read(find, enterprise, team)
        if is_new_team:
            await self._database.write(cover, enterprise, team)
        return self._sealer.open(sealed) if sealed else None

    async def forget(self, enterprise: str, team: str) -> None:
        """Delete the tokens and all data of a team, or of every team of an organisation when `team` is ""."""
        await self._database.write(forget, enterprise, team)

    async def revoke(self, enterprise: str, team: str) -> None:
        """Delete the tokens and keep the data: what waits goes out when the app is installed again."""
        await self._database.write(revoke, enterprise, team)

    async def keep_state(self, state: str, seconds: float) -> None:
        """Remember that somebody is being sent to Slack's page with this state."""
        await self._database.write(keep_state, state, seconds)

    async def take_state(self, state: str) -> bool:
        """Return whether this state was given out, not long ago, and not taken before."""
        return await self._database.write(take_state, state)

    async def reseal(self) -> int:
        """Seal every token with the first key; return how many there are.

        Raises:
            StoreError: one of them fits no key.
        """
        return await self._database.write(reseal, self._sealer) if self._sealer else 0


def keep(connection: Connection, enterprise: str, team: str, sealed: str) -> None:
    """Insert or replace an install, and let its workspaces be sent to again."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    row = make(slack_install).values(team=team, enterprise=enterprise, sealed=sealed, kept_at=now())
    changed = {"sealed": sealed, "kept_at": now()}
    connection.execute(row.on_conflict_do_update(index_elements=["team", "enterprise"], set_=changed))
    for one in _teams(connection, enterprise, team):
        leaving.resume_workspace(connection, "slack", one)


def find(connection: Connection, enterprise: str, team: str) -> tuple[str | None, bool]:
    """Return the sealed install that speaks for a team, and whether its organisation has yet to be told of the team."""
    rows = connection.execute(select(slack_install).where(slack_install.c.team == team)).all() if team else []
    own = next((row.sealed for row in rows if row.sealed), None)
    if own is not None:
        return own, False
    over = enterprise or next((row.enterprise for row in rows), "")
    whole = and_(slack_install.c.team == "", slack_install.c.enterprise == over)
    sealed = connection.execute(select(slack_install.c.sealed).where(whole)).scalar() if over else None
    return sealed, bool(sealed and team and not any(row.enterprise == over for row in rows))


def cover(connection: Connection, enterprise: str, team: str) -> None:
    """Remember that an organisation's install speaks for a team: deliveries know the team alone."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    row = make(slack_install).values(team=team, enterprise=enterprise, sealed=None, kept_at=now())
    connection.execute(row.on_conflict_do_nothing())


def forget(connection: Connection, enterprise: str, team: str) -> None:
    """Delete an install and the data of its workspaces."""
    for one in _teams(connection, enterprise, team):
        leaving.forget_workspace(connection, "slack", one)
    connection.execute(delete(slack_install).where(_covered(enterprise, team)))


def revoke(connection: Connection, enterprise: str, team: str) -> None:
    """Delete an install's tokens and pause its workspaces."""
    for one in _teams(connection, enterprise, team):
        leaving.pause_workspace(connection, "slack", one, REVOKED)
    connection.execute(update(slack_install).where(_covered(enterprise, team)).values(sealed=None))


def keep_state(connection: Connection, state: str, seconds: float) -> None:
    """Keep the hash of a state until it ends."""
    connection.execute(memo.insert().values(key=_state_key(state), value="", ends_at=now() + seconds))


def take_state(connection: Connection, state: str) -> bool:
    """Delete a state and return whether it was there in time."""
    here = and_(memo.c.key == _state_key(state), memo.c.ends_at > now())
    return connection.execute(delete(memo).where(here)).rowcount == 1


def reseal(connection: Connection, sealer: "Sealer") -> int:
    """Seal every install anew."""
    rows = connection.execute(select(slack_install).where(slack_install.c.sealed.is_not(None))).all()
    for row in rows:
        here = and_(slack_install.c.team == row.team, slack_install.c.enterprise == row.enterprise)
        connection.execute(update(slack_install).where(here).values(sealed=sealer.reseal(row.sealed)))
    return len(rows)


def _teams(connection: Connection, enterprise: str, team: str) -> list[str]:
    rows = connection.execute(select(slack_install.c.team).where(_covered(enterprise, team))).scalars()
    return sorted({one for one in (*rows, team) if one})


def _covered(enterprise: str, team: str) -> ColumnElement[bool]:
    if team:
        return slack_install.c.team == team
    return and_(slack_install.c.enterprise == enterprise, slack_install.c.enterprise != "")


def _state_key(state: str) -> str:
    return f"slack state {hashlib.sha256(state.encode()).hexdigest()}"
