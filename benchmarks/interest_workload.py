"""Interests and launches by the million, invented: what people ask is distributed as what is talked about."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import accumulate
from random import Random

from bot.types import Launch, Model, Price, Score, View

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "on", "ut")]
SIZES = ("1B", "3B", "7B", "10B", "13B", "30B", "70B", "120B", "400B")
WINDOWS = ("8k", "32k", "64k", "128k", "200k", "256k", "1M")
USES = (
    "coding",
    "translation",
    "reasoning",
    "vision",
    "text_to_speech",
    "speech_recognition",
    "embedding",
    "math",
    "agents",
)
LICENCES = ("apache-2.0", "mit", "open", "nc", "restricted", "proprietary")
PRINTED_LICENCES = ("Apache 2.0", "MIT", "CC BY-NC 4.0", "Llama 4 Community License", "proprietary", None, None)
MODALITIES = ("text", "image", "audio", "video")


class Zipf:
    """Draws the values of a list, the first ones most often."""

    def __init__(self, values: list[str], exponent: float = 1.0) -> None:
        self._values = values
        self._sums = list(accumulate((rank + 1) ** -exponent for rank in range(len(values))))

    def draw(self, chance: Random) -> str:
        """Return one value."""
        return self._values[bisect_left(self._sums, chance.random() * self._sums[-1])]


class Workload:
    """A world of labs, benchmarks, words and phrases, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        chance = Random(seed)
        words = _invented(chance, 20_000 + 200 + 40)
        self._words = Zipf(words[:20_000])
        self._asked = Zipf(words[200:20_000])  # nobody asks for the commonest words
        self._labs = Zipf([word.title() for word in words[20_000:20_200]])
        self._benchmarks = Zipf([f"{word.title()}Bench" for word in words[20_200:]])
        self._phrases = Zipf(
            [" ".join(self._words.draw(chance) for _ in range(chance.choice((2, 2, 3)))) for _ in range(3_000)]
        )

    def queries(self, count: int, seed: int) -> Iterator[str]:
        """Yield the texts of interests of one to five clauses."""
        chance = Random(seed)
        for _ in range(count):
            clauses = [self._clause(chance) for _ in range(chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 5)))]
            if not any(clause[0] not in "-" for clause in clauses):
                clauses.append(f"lab:{self._labs.draw(chance).casefold()}")
            yield " ".join(clauses)

    def _clause(self, chance: Random) -> str:
        drawn = chance.random()
        if drawn < 0.12:
            return f"({self._positive(chance)} OR {self._positive(chance)})"
        if drawn < 0.22:
            return f"-{self._positive(chance)}"
        return self._positive(chance)

    def _positive(self, chance: Random) -> str:
        drawn = chance.random()
        if drawn < 0.25:
            return f"lab:{self._labs.draw(chance).casefold()}"
        if drawn < 0.36:
            return self._facet(chance)
        if drawn < 0.48:
            return _threshold(chance)
        if drawn < 0.66:
            return f"score:{self._benchmarks.draw(chance).casefold()}>={chance.randrange(20, 95)}"
        if drawn < 0.80:
            return f'"{self._phrases.draw(chance)}"'
        return self._asked.draw(chance)

    def _facet(self, chance: Random) -> str:
        return chance.choice(
            (
                f"license:{chance.choice(LICENCES)}",
                f"weights:{chance.choice(('open', 'closed'))}",
                f"type:{chance.choice(USES)}",
                f"in:{chance.choice(MODALITIES)}",
                f"is:{chance.choice(('open', 'reasoning', 'multimodal', 'moe', 'small'))}",
            )
        )

    def launches(self, count: int, seed: int) -> Iterator[Launch]:
        """Yield launches of about 800 words."""
        chance = Random(seed)
        for at in range(count):
            yield self._launch(chance, at)

    def _launch(self, chance: Random, at: int) -> Launch:
        lab = self._labs.draw(chance)
        name = f"{self._words.draw(chance).title()} {chance.randrange(1, 9)}"
        words = [self._words.draw(chance) for _ in range(800)]
        for _ in range(chance.randrange(3, 12)):
            words[chance.randrange(800)] = self._phrases.draw(chance)
        models = tuple(_model(chance, name) for _ in range(chance.choice((1, 1, 1, 1, 2, 3))))
        prices = (("input", "1.25"), ("output", "10")) if chance.random() < 0.5 else ()
        view = View(
            lab=lab,
            name=name,
            event="launch",
            is_launch=True,
            confidence=Decimal(1),
            models=models,
            availability=chance.choice(("open_weights", "open_weights", "api", "preview", "unknown")),
            license=chance.choice(PRINTED_LICENCES),
            context_tokens=chance.choice((None, 8_192, 32_768, 128_000, 131_072, 200_000, 1_000_000)),
            modalities_in=tuple(chance.sample(MODALITIES, chance.choice((0, 1, 1, 2)))),
            capabilities=tuple(chance.sample(USES, chance.choice((0, 1, 2, 3)))),
            languages=chance.choice((None, None, 12, 33, 100)),
            release_date=chance.choice((None, "2026-04-30", "2026-04")),
            prices=tuple(Price(name, kind, Decimal(amount), "USD") for kind, amount in prices),  # type: ignore[arg-type]
            benchmarks=tuple(self._score(chance, name) for _ in range(chance.randrange(9))),
        )
        return Launch(
            key=f"{lab}/{name}".casefold(), title=f"{lab} releases {name}", text=_sentences(words), view=view, id=at
        )

    def _score(self, chance: Random, name: str) -> Score:
        value = Decimal(chance.randrange(200, 990)) / 10
        return Score(self._benchmarks.draw(chance), name, value, "%", is_subject=chance.random() < 0.7)


def _invented(chance: Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
    return list(found)


def _threshold(chance: Random) -> str:
    return chance.choice(
        (
            f"params:<={chance.choice(SIZES)}",
            f"params:>={chance.choice(SIZES)}",
            f"active:<={chance.choice(SIZES)}",
            f"context:>={chance.choice(WINDOWS)}",
            f"price:<={chance.randrange(1, 60) / 4}",
            f"out:<={chance.randrange(1, 60)}",
            f"langs:>={chance.randrange(10, 200)}",
        )
    )


def _model(chance: Random, name: str) -> Model:
    total = chance.choice((None, 10**9, 7 * 10**9, 30 * 10**9, 120 * 10**9, 400 * 10**9))
    active = total // 10 if total and chance.random() < 0.4 else None
    return Model(name if total is None else f"{name} {total // 10**9}B", total, active)


def _sentences(words: list[str]) -> str:
    return " ".join(f"{' '.join(words[at : at + 16]).capitalize()}." for at in range(0, len(words), 16))
