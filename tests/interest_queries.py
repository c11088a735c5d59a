"""Random queries over every operator, and random launches that a good part of them answer."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import get_args

from bot.interests.keys import EVENTS, IS, KEYS, TYPES
from bot.types import ArticleRef, Event, Fact, Launch, Model, Number, Price, Quote, Score, View
from bot.types.launch import Availability
from tests.interest_launches import NOW

LABS = ("Meta", "Facebook AI", "Halcyon", "Marsh Labs", "Mistral", "Cove", "OpenAI")
NAMES = ("Tern 2", "Heron-MT", "Llama 4 Scout", "llama-4-mini", "Wren A+", "Wren A", "Gull3", "Gull 3.5 Preview")
WORDS = (
    "chain",
    "of",
    "thought",
    "open",
    "model",
    "fast",
    "a+",
    "4.0",
    "tern",
    "海",
    "鸥",
    "straße",
    "german",
    "languages",
    "fp8",
    "moe",
)
BENCHMARKS = ("GPQA", "GPQA Diamond", "HealthBench Hard", "HealthBench-Hard", "Perch Hard", "MMLU")
RIVALS = ("GPT-5.4", "GPT-5.4 (high)", "Grok 4.2", "Llama 3")
LICENCES = ("Apache 2.0", "MIT", "proprietary", "CC BY-NC 4.0", "Llama 4 Community License", "Perch License")
SIZES = (0, 1_800_000_000, 7_000_000_000, 10_000_000_000, 30_000_000_000, 218_000_000_000)
WINDOWS = (4_096, 32_000, 32_768, 128_000, 131_072, 200_000, 1_000_000, 1_024_000, 1_048_576)
DATES = ("2026", "2026-03", "2026-04", "2026-04-08", "2026-04-15", "2025-12-31", "soon")
SITES = (
    "https://news.example/a",
    "https://www.news.example/b",
    "https://blog.halcyon.example/x",
    "nowhere",
    "https://[",
)
CURRENCIES = ("USD", "EUR", "CNY")


def random_launch(chance: Random) -> Launch:
    """Return a launch that states some things and leaves others out."""

    def maybe(make: Callable[[], object]) -> object:
        return make() if chance.random() < 0.7 else None

    name = chance.choice(NAMES)
    models = tuple(_model(chance, name, at) for at in range(chance.choice((0, 1, 1, 1, 2, 3, 4))))
    owners = [name, "Tern", *(model.name for model in models)]
    view = View(
        lab=maybe(lambda: chance.choice(LABS)),  # type: ignore[arg-type]
        name=maybe(lambda: name),  # type: ignore[arg-type]
        event=chance.choice(("launch", "launch", "launch", "launch", *get_args(Event))),
        is_launch=True,
        confidence=Decimal(1),
        models=models,
        availability=chance.choice(get_args(Availability)),
        access=frozenset(_some(chance, ("open_weights", "no_open_weights", "api", "private_preview", "later", "app"))),
        license=maybe(lambda: chance.choice(LICENCES)),  # type: ignore[arg-type]
        license_class=maybe(lambda: chance.choice(("open", "restricted", "nc", "proprietary"))),  # type: ignore[arg-type]
        context_tokens=maybe(lambda: chance.choice(WINDOWS)),  # type: ignore[arg-type]
        output_tokens=maybe(lambda: chance.choice(WINDOWS)),  # type: ignore[arg-type]
        modalities_in=_some(chance, ("text", "image", "audio")),
        modalities_out=_some(chance, ("text", "image", "audio")),
        capabilities=_some(chance, ("reasoning", "coding", "translation", "tool_use", "text_to_speech")),
        languages=maybe(lambda: chance.choice((2, 20, 33, 100))),  # type: ignore[arg-type]
        release_date=maybe(lambda: chance.choice(DATES)),  # type: ignore[arg-type]
        prices=tuple(_price(chance, owners) for _ in range(chance.choice((0, 0, 1, 3)))),
        benchmarks=tuple(_score(chance, owners) for _ in range(chance.choice((0, 0, 2, 5, 8)))),
        other_numbers=tuple(_number(chance, owners) for _ in range(chance.choice((0, 0, 1, 3)))),
        hardware=maybe(lambda: chance.choice(("1x Nvidia B200 (W4A4)", "two H100s", "RTX 4090", "a toaster"))),  # type: ignore[arg-type]
        facts=tuple(_fact(chance, name) for _ in range(chance.choice((0, 0, 2, 4)))),
    )
    return Launch(
        key=f"x/{name.casefold()}",
        title=" ".join(chance.choices(WORDS, k=4)),
        text=_text(chance),
        view=view,
        articles=tuple(_article(chance) for _ in range(chance.choice((0, 1, 1, 3)))),
        first_seen=maybe(lambda: NOW - timedelta(days=chance.choice((0, 3, 7, 40)))),  # type: ignore[arg-type]
    )


def _some(chance: Random, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chance.sample(values, chance.choice((0, 0, 1, 2))))


def _text(chance: Random) -> str:
    words = chance.choices(WORDS, k=chance.choice((0, 5, 20)))
    return "".join(word + chance.choice((" ", " ", " ", "-", ". ", "\n")) for word in words)


def _model(chance: Random, name: str, at: int) -> Model:
    total = chance.choice((None, *SIZES))
    return Model(
        name=chance.choice((f"{name} {at}B", f"{name}-mini", chance.choice(NAMES), "")),
        params_total=total,
        params_active=chance.choice((None, None, 3_000_000_000, total)),
        context_tokens=chance.choice((None, None, *WINDOWS)),
        license=chance.choice((None, None, None, *LICENCES)),
    )


def _price(chance: Random, owners: list[str]) -> Price:
    amount = Decimal(chance.choice(("0", "0.5", "1", "1.50", "10")))
    kind = chance.choice(("input", "output", "cached"))
    return Price(chance.choice(owners), kind, amount, chance.choice(CURRENCIES), chance.random() < 0.8)  # type: ignore[arg-type]


def _score(chance: Random, owners: list[str]) -> Score:
    is_own = chance.random() < 0.6
    return Score(
        benchmark=chance.choice(BENCHMARKS),
        model=chance.choice(owners if is_own else RIVALS),
        value=Decimal(chance.choice(("40", "42.8", "80", "80.0", "82.5", "1300"))),
        unit=chance.choice(("%", "%", "score")),
        is_subject=is_own,
        setting=chance.choice((None, None, "no tools", "pass@1")),
    )


def _number(chance: Random, owners: list[str]) -> Number:
    unit = chance.choice(("bit", "MB", "GB", "users", "gb"))
    value = Decimal(chance.choice(("1.25", "4", "8", "440")))
    return Number(chance.choice(("size", "memory", "speed")), value, unit, chance.choice((None, *owners, "Grok 4.2")))


def _fact(chance: Random, owner: str) -> Fact:
    is_word = chance.random() < 0.3
    return Fact(
        field="access" if is_word else chance.choice(("context_tokens", "score")),
        value=chance.choice(("later", "open_weights")) if is_word else Decimal(chance.choice(("1", "2"))),
        unit=None,
        printed="1",
        qualifier=chance.choice(("exact", "promised")),
        owner=owner,
        role=chance.choice(("launch", "variant", "rival")),
        quote=Quote(chance.choice(("Weights will follow.", "More soon.")), 0, 1, chance.choice(("a", "b"))),
        confidence=Decimal("0.9"),
        rule="test",
    )


def _article(chance: Random) -> ArticleRef:
    return ArticleRef(
        chance.choice(SITES), "t", chance.choice(("The News", "Halcyon")), None, chance.choice(("official", "press"))
    )


def random_query(chance: Random, depth: int = 0) -> str:
    """Return the text of a query."""
    parts = [_part(chance, depth) for _ in range(chance.choice((1, 1, 2, 2, 3, 4)))]
    return chance.choice((" ", " ", " AND ", " OR ", " OR ", " | ")).join(parts)


def _part(chance: Random, depth: int) -> str:
    negation = chance.choice(("", "", "", "", "-", "NOT ", "!", "--"))
    if depth < 3 and chance.random() < 0.12:
        return f"{negation}({random_query(chance, depth + 1)})"
    return negation + _term(chance)


def _term(chance: Random) -> str:
    if chance.random() < 0.2:
        return _words(chance)
    key = chance.choice(tuple(KEYS))
    if key != "is" and chance.random() < 0.08:
        return f"{key}:*"
    unknown = chance.choice(("", "", "", "?"))
    if key in _VALUES:
        return f"{key}:{','.join(_VALUES[key](chance) for _ in range(chance.choice((1, 1, 1, 2))))}{unknown}"
    return f"{_numeric(chance, key)}{unknown}"


def _words(chance: Random) -> str:
    words = chance.choices(WORDS, k=chance.choice((1, 1, 2, 3)))
    if chance.random() < 0.4:
        words[-1] += "*"
    if chance.random() < 0.2:
        words[0] = "*" + words[0]
    if chance.random() < 0.2:
        words[0] = words[0][:1] + "*" + words[0][1:]
    joined = '"' + " ".join(words) + '"'
    return joined if joined.strip('"* ') else "model"


def _quoted(values: tuple[str, ...]) -> Callable[[Random], str]:
    def choose(chance: Random) -> str:
        value = chance.choice(values)
        if chance.random() < 0.2:
            value = value[: chance.randrange(1, len(value))] + "*"
        elif chance.random() < 0.1:
            value = "*" + value[chance.randrange(1, len(value)) :]
        return f'"{value}"' if value.strip("* -") else values[0].split()[0]

    return choose


def _one_of(values: tuple[str, ...]) -> Callable[[Random], str]:
    return lambda chance: chance.choice(values)


def _beaten(chance: Random) -> str:
    model = chance.choice((*RIVALS, "gpt-5*", "*4.2", "Gemini"))
    return f'"{model}@{chance.choice(BENCHMARKS)}"' if chance.random() < 0.5 else f'"{model}"'


_VALUES: dict[str, Callable[[Random], str]] = {
    "lab": _quoted(LABS),
    "family": _quoted(("Tern", "heron", "llama-4", "wren a+", "gull")),
    "model": _quoted(NAMES),
    "is": _one_of(IS),
    "event": _one_of(EVENTS),
    "license": _one_of(
        ("open", "nc", "restricted", "proprietary", "apache-2.0", "mit", "apache", '"Perch License"', "ll*")
    ),
    "weights": _one_of(("open", "closed", "later")),
    "access": _one_of(("weights", "api", "preview", "waitlist", "app", "unreleased")),
    "type": _one_of((*TYPES, "tool_use", "trans*")),
    "in": _one_of(("text", "image", "vision", "audio", "im*")),
    "emits": _one_of(("text", "image", "audio", "speech")),
    "lang": _one_of(("german", "de", "french", "elvish")),
    "gpu": _one_of(("b200", "h100", "rtx-4090", "toaster", "nvidia")),
    "source": _one_of(("news.example", "example", "halcyon", '"the news"', "*.halcyon.example", "nowhere")),
    "official": _one_of(("yes", "no")),
    "conflict": _one_of(("yes", "no")),
    "beats": _beaten,
}
_LITERALS: dict[str, tuple[str, ...]] = {
    "params": ("1.8B", "7B", "10B", "30B", "218B", "0"),
    "active": ("3B", "7B", "30B"),
    "context": ("4096", "32k", "32768", "128k", "131072", "200k", "1M", "1024k", "1048576"),
    "output": ("32k", "128k", "131072", "1M"),
    "langs": ("2", "20", "33", "99"),
    "price": ("0", "0.5", "$1", "1.5EUR", "€10", "1CNY"),
    "out": ("0", "0.5", "$1", "1.5EUR", "€10", "1CNY"),
    "cached": ("0", "0.5", "$1", "1.5EUR"),
    "quant": ("1.25", "4", "4bit", "8"),
    "size": ("440MB", "4GB", "8GB", "1TB"),
    "released": ("2026", "2026-03", "2026-04", "2026-04-08", "2026-04-15"),
    "age": ("0d", "12h", "3d", "1w", "40d", "1y"),
    "sources": ("1", "2", "3"),
    "score": ("40", "42.8", "80", "82.5%", "1300"),
}


def _numeric(chance: Random, key: str) -> str:
    if key == "fits":
        return f"fits:{chance.choice(('24GB', '<4GB', 'rtx-4090', '2xh100', 'laptop', 'phone', '150GB'))}"
    if key == "quant" and chance.random() < 0.2:
        return f"quant:{chance.choice(('fp8', 'w4a4', 'gguf'))}"
    subject = f'score:"{chance.choice(BENCHMARKS)}"' if key == "score" else key
    literals = _LITERALS[key]
    form = chance.randrange(8)
    if form < 5:
        return f"{subject}{':' if key != 'score' else ''}{('<', '<=', '>', '>=', '=')[form]}{chance.choice(literals)}"
    if form == 5 and key != "score":
        return f"{subject}:{chance.choice(literals)},{chance.choice(literals)}"
    if key in ("price", "out", "cached"):
        return f"{subject}:{chance.choice(('..1', '0.5..1', '0.5..', '€1..€10'))}"
    if form == 6:
        return f"{subject}:{chance.choice(literals)}.."
    low, high = sorted(chance.choices(range(len(literals)), k=2))
    return (
        f"{subject}:{literals[low]}..{literals[high]}"
        if key not in ("context", "params")
        else f"{subject}:..{literals[high]}"
    )
