"""Launches that tests of interests ask about: a closed one with scores, a family of sizes, an open one."""

from datetime import UTC, datetime
from decimal import Decimal

from bot.types import ArticleRef, Claim, Dispute, Fact, Launch, Model, Number, Price, Quote, Score, View

NOW = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
SAID = "Tern 2 scores 82.5 on GPQA Diamond, ahead of GPT-5.4 at 80.1."


def _score(model: str, value: str, benchmark: str = "GPQA Diamond", setting: str | None = None) -> Score:
    return Score(benchmark, model, Decimal(value), "%", is_subject=model.startswith("Tern"), setting=setting)


def _fact(field: str, value: str, unit: str | None, url: str, text: str = SAID, measure: str | None = None) -> Fact:
    return Fact(
        field=field,
        value=Decimal(value),
        unit=unit,
        printed=value,
        qualifier="exact",
        owner="Tern 2",
        role="launch",
        quote=Quote(text, 0, 5, url),
        confidence=Decimal("0.95"),
        rule="test",
        measure=measure,
    )


TERN = Launch(
    key="halcyon/tern 2",
    title="Halcyon launches proprietary Tern 2 with visual chain of thought",
    text=f"Tern 2 reasons step by step. {SAID} It speaks German and 40 other languages. A French startup watched.",
    view=View(
        lab="Halcyon",
        name="Tern 2",
        event="launch",
        is_launch=True,
        confidence=Decimal(1),
        models=(Model("Tern 2"),),
        availability="preview",
        access=frozenset({"private_preview", "no_open_weights"}),
        license="proprietary",
        license_class="proprietary",
        output_tokens=32_000,
        modalities_in=("text", "image"),
        modalities_out=("text",),
        capabilities=("reasoning", "tool_use"),
        languages=41,
        release_date="2026-04-08",
        prices=(
            Price("Tern 2", "input", Decimal("1.50"), "USD"),
            Price("Tern 2", "output", Decimal("9"), "EUR"),
            Price("GPT-5.4", "input", Decimal("0.10"), "USD", is_subject=False),
        ),
        benchmarks=(
            _score("Tern 2", "82.5"),
            _score("GPT-5.4", "80.1"),
            _score("Tern 2", "12", "Perch Hard"),
            _score("Grok 4.2", "20.3", "Perch Hard"),
        ),
        facts=(
            _fact("score", "82.5", "%", "https://news.example/a", measure="GPQA Diamond"),
            _fact("output_tokens", "32000", "tokens", "https://news.example/a"),
            _fact("output_tokens", "64000", "tokens", "https://halcyon.example/tern-2"),
        ),
        disputes=(
            Dispute(
                "output length",
                (
                    Claim("64000", Decimal(64_000), "https://halcyon.example/tern-2"),
                    Claim("32000", Decimal(32_000), "https://news.example/a"),
                ),
            ),
        ),
    ),
    articles=(
        ArticleRef("https://www.news.example/a", "Halcyon launches Tern 2", "The News"),
        ArticleRef("https://blog.halcyon.example/tern-2", "Tern 2", "Halcyon", trust="official"),
    ),
    first_seen=NOW,
)

HERON = Launch(
    key="marsh labs/heron-mt",
    title="Marsh Labs open-sources Heron-MT in three sizes",
    text="Heron-MT translates 33 languages. At 1.25 bits the smallest takes 440 MB.",
    view=View(
        lab="Marsh Labs",
        name="Heron-MT",
        event="launch",
        is_launch=True,
        confidence=Decimal(1),
        models=(
            Model("Heron-MT-1.8B", 1_800_000_000),
            Model("Heron-MT-7B", 7_000_000_000, context_tokens=32_768, license="MIT"),
            Model("Heron-MT-30B-A3B", 30_000_000_000, 3_000_000_000),
        ),
        availability="open_weights",
        access=frozenset({"open_weights"}),
        modalities_in=("text",),
        capabilities=("translation",),
        languages=33,
        release_date="2026-03",
        benchmarks=(
            Score("Reed QA", "Heron-MT-30B-A3B", Decimal(70), "%", is_subject=True),
            Score("Reed QA", "Heron-MT-1.8B", Decimal(35), "%", is_subject=True),
        ),
        other_numbers=(
            Number("size after quantisation", Decimal(440), "MB", "Heron-MT-1.8B"),
            Number("quantisation", Decimal("1.25"), "bit", "Heron-MT-1.8B"),
            Number("memory", Decimal(2), "GB", "Heron-MT-1.8B"),
            Number("file", Decimal(1), "MB", "Some Rival 3"),
        ),
    ),
)

WREN = Launch(
    key="cove/wren a+",
    title="Cove releases Wren A+, a mixture-of-experts model, under Apache 2.0",
    text="Wren A+ has 218 billion parameters. It runs on one B200.",
    view=View(
        lab="Cove",
        name="Wren A+",
        event="launch",
        is_launch=True,
        confidence=Decimal(1),
        models=(Model("Wren A+", 218_000_000_000, 25_000_000_000),),
        availability="open_weights",
        license="Apache 2.0",
        context_tokens=131_072,
        hardware="1x Nvidia B200 (W4A4)",
    ),
    articles=(ArticleRef("not an address", "Wren A+", "Cove Blog"),),
)

RUMOUR = Launch(
    key="cove/wren b",
    title="Cove is said to prepare Wren B",
    text="Nothing is known yet.",
    view=View(lab="Cove", name="Wren B", event="rumour", is_launch=False, confidence=Decimal("0.4")),
)
LAUNCHES = {"tern": TERN, "heron": HERON, "wren": WREN, "rumour": RUMOUR}
