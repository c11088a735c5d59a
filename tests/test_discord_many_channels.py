"""A fan-out to very many channels does not look through all of discord.py's rate limits for each of them."""

import asyncio

import pytest
from discord.http import HTTPClient

from handlers.discord.many_channels import ManyChannels

CHANNELS = 5_000


async def test_rate_limits_of_many_channels_are_looked_through_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(HTTPClient, "_try_clear_expired_ratelimits", lambda self: looked.append(len(self._buckets)))
    for client in (ManyChannels(asyncio.get_running_loop()), HTTPClient(asyncio.get_running_loop())):
        looked.clear()
        for number in range(CHANNELS):
            client.get_ratelimit(f"POST:/channels/{number}/messages")
        if isinstance(client, ManyChannels):
            assert looked == [256, 512, 1024, 2048, 4096]
    assert len(looked) == CHANNELS, "discord.py asks for each new channel; if not, our class may go"


async def test_rate_limits_that_rest_are_forgotten() -> None:
    client = ManyChannels(asyncio.get_running_loop())
    for number in range(600):
        client.get_ratelimit(str(number))._last_request -= 600.0
    assert len(client._buckets) < 300
