"""How fast reading is, on one core: an article, a model card with tables, the start, and twice the length of a text.

    python -m benchmarks.bench_reading [--strict]

Every figure stands beside a baseline of the same run on the same texts: one pass over all numbers with one pattern.
Limits are those of docs/reading.md; a figure above its limit is marked OVER, and with --strict ends the run with 1.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure_reading import ARTICLES, labelled
from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.types import Article

ROOT = Path(__file__).parent.parent
WORDS = 800
CARD_CHARACTERS = 40_000
LIMITS = {"article": 8.0, "card": 60.0, "start": 150.0}  # milliseconds
LARGEST_GROWTH = 2.3  # of the time, for twice the text
_NUMBER = re.compile(r"\d[\d.,]*")


def main() -> None:
    catalogue = load_catalogue()
    texts = articles_of(WORDS)
    card = card_of(CARD_CHARACTERS)
    for text in (*texts, card):  # patterns compiled, gazetteers built
        _read(text, catalogue)
    article = statistics.median(_best(lambda text=text: _read(text, catalogue)) for text in texts)  # type: ignore[misc]
    rows = {
        "article": (article, statistics.median(_best(lambda text=text: _baseline(text)) for text in texts)),  # type: ignore[misc]
        "card": (_best(lambda: _read(card, catalogue)), _best(lambda: _baseline(card))),
        "start": (start_milliseconds(), start_milliseconds("import re")),
    }
    is_over = False
    for name, (took, baseline) in rows.items():
        is_over |= took > LIMITS[name]
        print(
            f"{name:8} {took:8.2f} ms  limit {LIMITS[name]:5.0f} ms  {took / baseline:8.1f} x baseline {baseline:.3f} ms"
        )
    for name, growth in growths(catalogue):
        is_over |= growth > LARGEST_GROWTH
        print(
            f"twice    {growth:8.2f} x   limit {LARGEST_GROWTH} x   {name}{'  OVER' if growth > LARGEST_GROWTH else ''}"
        )
    sys.exit(int(is_over and "--strict" in sys.argv))


def articles_of(words: int) -> list[str]:
    """Return the labelled articles, each brought to a number of words by paragraphs of others: none is read twice."""
    texts = [
        text
        for label, text in labelled(ARTICLES, ARTICLES)
        if label["is_launch"] and "|" not in text and "<" not in text
    ]
    filler = [line for text in texts for line in text.split("\n\n")[1:]]
    found = []
    for number, text in enumerate(texts):
        parts, place = [text], number * 7
        while sum(len(part.split()) for part in parts) < words:
            parts.append(filler[place % len(filler)])
            place += 1
        found.append(" ".join("\n\n".join(parts).split(" ")[: words + 100]))
    return found


def card_of(characters: int) -> str:
    """Return a model card with tables, as long as asked."""
    card = (ARTICLES / "card-zephyr-loom-14b.md").read_text(encoding="utf-8")
    names = ["zephyr-loom-14b", "GPT-5.4", "Qwen3-8B", "Llama 4 Scout", "Gemma 3 12B"]
    tests = ["MMLU-Pro", "GPQA Diamond", "MATH-500", "LiveCodeBench v6", "IFEval", "FjordEval", "NordQA", "BBH"]
    number = 0
    while len(card) < characters:
        card += f"\n\n## Results, part {number}\n\nzephyr-loom-14b was run with greedy decoding on eight tests.\n\n| Benchmark | {' | '.join(names)} |\n|{'---|' * 6}\n"
        card += "".join(
            f"| {test} | {' | '.join(f'{40 + (number * 7 + i * 3 + j) % 50}.{j}' for j in range(5))} |\n"
            for i, test in enumerate(tests)
        )
        number += 1
    return card[:characters]


def growths(catalogue: Catalogue) -> list[tuple[str, float]]:
    """Return by how much the time grows when a text is twice as long, for texts of several kinds."""
    news = "\n\n".join(articles_of(400))
    pieces = {"news": news[:60_000], "table": card_of(60_000), "one line": " ".join(news[:60_000].split()),
              "names": "Tern 2 and Gull-3 4B, " * 2500, "html": "<p>Tern 2 has <b>4B</b> parameters</p>" * 1600,
              "brackets": "([{" * 20_000, "digits": "1,234.5 " * 7500}  # fmt: skip
    found = []
    for name, text in pieces.items():
        once, twice = (_best(lambda text=text, times=times: _read(text * times, catalogue), 3) for times in (1, 2))  # type: ignore[misc]
        found.append((name, twice / once))
    return found


def start_milliseconds(code: str = "") -> float:
    """Return how long a fresh process takes from the catalogue's import to the first article read, less Python's own start.

    Bytecode lies there, as in an installed program: the first of the runs writes it.
    """
    code = code or (
        "from bot.catalogue import load_catalogue; from bot.reading import read; from bot.types import Article;"
        "c = load_catalogue(); read(Article(url='', title='', text='Norvale releases Tern 4, a model with 7B parameters.'), c)"
    )
    timed = f"import time; began = time.process_time()\n{code}\nprint(time.process_time() - began)"
    with tempfile.TemporaryDirectory() as bytecode:  # as an installed program has it
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": bytecode}
        runs = [
            subprocess.run(
                [sys.executable, "-c", timed], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
            )
            for _ in range(6)
        ]
    return min(float(run.stdout) for run in runs) * 1000


def _read(text: str, catalogue: Catalogue) -> None:
    read(Article(url="", title="", text=text), catalogue)


def _baseline(text: str) -> int:
    return sum(1 for _ in _NUMBER.finditer(text))


def _best(act: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of several runs in milliseconds of this process."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return max(min(taken), 1e-6) * 1000


if __name__ == "__main__":
    main()
