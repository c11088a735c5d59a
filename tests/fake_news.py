"""A news site on loopback: one article about a launch with four related items beside it, and the feed that names it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from aiohttp import web

from tests.fake_site import FakeSite, fake_site

FEED, ARTICLE = "/feed.xml", "/muse-spark.html"

MUSE_SPARK = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Meta presents Muse Spark, a closed model, after a $14.3B rebuild | The Daily Model</title>
    <meta property="og:title" content="Meta presents Muse Spark, a closed model, after a $14.3B rebuild">
  </head>
  <body>
    <nav><a href="/">The Daily Model</a> <a href="/about">About us</a></nav>
    <article>
      <h1>Meta presents Muse Spark, a closed model, after a $14.3B rebuild</h1>
      <p>Meta launched Muse Spark on April 8, 2026, its first large model in a year. The natively multimodal reasoning
        model is proprietary: there are no open weights and nothing to download. It follows an infrastructure rebuild
        of $14.3 billion that took nine months.</p>
      <p>Earlier Llama models could be had by anyone. Muse Spark offers only API access through a private preview for
        selected partners.</p>
      <h2>What Muse Spark does</h2>
      <p>Muse Spark is natively multimodal with built-in tool use, visual chain-of-thought reasoning and multi-agent
        orchestration. It answers in Facebook, Instagram, WhatsApp and Messenger, which reach over three billion
        users.</p>
      <p>It has three modes: Instant, Thinking and Contemplating.</p>
      <h2>Benchmarks</h2>
      <p>On the Artificial Intelligence Index v4.0, Muse Spark scores 52, fourth overall behind Gemini 3.1 Pro,
        GPT-5.4, and Claude Opus 4.6.</p>
      <p>On HealthBench Hard, Muse Spark scores 42.8, ahead of Gemini 3.1 Pro (20.6), GPT-5.4 (40.1), and Grok 4.2
        (20.3). Meta says that more than 1,000 physicians helped to prepare the training data.</p>
      <h2>What follows</h2>
      <p>Meta's stock rose 9% on the day. For the 1.2 billion-download Llama ecosystem the road forks here.</p>
    </article>
    <section class="related">
      <h2>Related articles</h2>
      <div><h3><a href="/hy-mt2-sizes.html">Tencent brings out Hy-MT2 translation models in 1.8B, 7B and
        30B-A3B</a></h3>
        <p>Tencent released Hy-MT2, a family of multilingual translation models in 1.8B, 7B and 30B-A3B (MoE) sizes. All
        of them translate among 33 languages. With 1.25-bit AngelSlim quantization the 1.8B model takes 440MB.</p></div>
      <div><h3><a href="/hy-mt2-small.html">Tencent's Hy-MT2: a 1.8B translator in 440MB</a></h3>
        <p>Tencent has open-sourced Hy-MT2, multilingual translation models of 1.8B, 7B and 30B-A3B parameters for 33
        languages. Quantization down to 1.25 bit brings the 1.8B model to 440MB and makes inference 1.5x
        faster.</p></div>
      <div><h3><a href="/command-context.html">Cohere opens Command A+ with 25B active parameters and 128K
        context</a></h3>
        <p>Cohere has released Command A+ as an open-source model under the Apache 2.0 license. The sparse
        mixture-of-experts model has 25 billion active parameters out of 218B in total, takes 128K tokens of input
        context, and has vision, tool use and reasoning.</p></div>
      <div><h3><a href="/command-gpu.html">Cohere's Command A+: a 218B-parameter MoE that runs on a single B200
        GPU</a></h3>
        <p>Cohere has released Command A+, an open-source sparse mixture-of-experts model with 218 billion total
        parameters and 25 billion active parameters. W4A4 quantization lets it run on a single Nvidia B200 GPU. It
        supports 128K input context.</p></div>
    </section>
    <footer>The Daily Model is read by nobody but tests.</footer>
  </body>
</html>
"""


@dataclass(frozen=True)
class Item:
    """One item of a feed."""

    title: str
    path: str  # or a whole address
    published: datetime | None = None
    guid: str = ""  # the link when empty


LEAD = Item(
    "Meta presents Muse Spark, a closed model, after a $14.3B rebuild", ARTICLE, datetime(2026, 4, 8, tzinfo=UTC)
)


def feed(host: str, items: Sequence[Item]) -> str:
    """Return RSS that names items of a site."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Daily Model</title>',
            f"<link>http://{host}/</link><description>News</description>",
            *(_item(host, one) for one in items),
            "</channel></rss>",
        ]
    )


def _item(host: str, one: Item) -> str:
    link = escape(one.path if "://" in one.path else f"http://{host}{one.path}")
    date = f"<pubDate>{format_datetime(one.published)}</pubDate>" if one.published else ""
    guid = f'<guid isPermaLink="false">{escape(one.guid) or link}</guid>'
    return f"<item><title>{escape(one.title)}</title><link>{link}</link>{guid}{date}</item>"


def page(title: str, *paragraphs: str) -> str:
    """Return a small article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<title>{escape(title)}</title>"
    return f"<html><head>{head}</head><body><article><h1>{escape(title)}</h1>{body}</article></body></html>"


@dataclass
class FakeNews:
    """The site; its feed is held back until `published` is set, so that people can subscribe first."""

    site: FakeSite
    items: list[Item] = field(default_factory=lambda: [LEAD])
    published: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def feed_url(self) -> str:
        return self.site.url + FEED

    @property
    def article_url(self) -> str:
        return self.site.url + ARTICLE

    def add(self, one: Item, html: str) -> None:
        """Put an article on the site and into the feed, on top."""
        self.site.pages[one.path] = html
        self.items.insert(0, one)

    async def serve_feed(self, request: web.Request) -> web.StreamResponse:
        await self.published.wait()
        return web.Response(text=feed(self.site.host, self.items), content_type="application/rss+xml")


@asynccontextmanager
async def fake_news() -> AsyncIterator[FakeNews]:
    """Serve the site until the block ends."""
    async with fake_site() as site:
        news = FakeNews(site)
        site.pages[FEED] = news.serve_feed
        site.pages[ARTICLE] = MUSE_SPARK
        yield news


def launch_page(lab: str = "Halcyon", name: str = "Tern 2", size: str = "9B", more: str = "") -> str:
    """Return an article about a launch with open weights."""
    return page(
        f"{lab} releases {name}, an open-weight language model",
        f"{lab} has released {name}, a language model with {size} parameters, under the Apache 2.0 license.",
        f"{name} supports a context window of 128K tokens and beats its predecessor on most tasks. {more}".strip(),
        "The weights are on the usual hub, and the lab says that the training took three months in all.",
    )
