"""Tables of few words: one row, sizes alone, no rule, names parted by spaces, a metric a line; invented names throughout."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "# Tern 2\n\nNorvale releases Tern 2, an open-weight language model under Apache 2.0.\n\n"
Triple = tuple[str, str, float]

ONE_ROW = "## Tern 2 results\n\n| MMLU | GSM8K | KelpRope |\n|---|---|---|\n| 88.1 | 92.0 | 81.5 |\n"
SIZES = "## Results\n\n| Size | MMLU | KelpRope |\n|---|---|---|\n| 7B | 68.1 | 72.0 |\n| 70B | 88.1 | 92.0 |\n"
NO_RULE = """| Benchmark | Tern 2 | Gull 3 |
| MMLU | 88.1 | 86.0 |
| KelpRope | 61.0 | 55.1 |
"""
SPACES = "Benchmark Tern 2 Gull 3 Pro\nMMLU 88.1 86.0\nKelpRope 61.0 55.1\n"
METRICS = """| Task |Version| Metric |Value | |Stderr|
|---|---|---|---|---|---|
|arc_challenge| 0|acc |0.5990|± |0.0143|
| | |acc_norm|0.6425|± |0.0140|
|boolq | 1|acc |0.8783|± |0.0057|
"""
ONE_EACH = """### KelpRope

| Model | Score |
|---|---|
| Tern 2 | 61.0 |
| Gull 3 | 55.1 |
"""
LINES = "MMLU\nTern 2: 88.1\nGull 3: 86.0\n\nGSM8K\nTern 2: 92.0\nGull 3: 90.1\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE_ROW, {("MMLU", "Tern 2", 88.1), ("GSM8K", "Tern 2", 92.0), ("KelpRope", "Tern 2", 81.5)}),
        (
            SIZES,
            {
                ("MMLU", "Tern 2 7B", 68.1),
                ("KelpRope", "Tern 2 7B", 72.0),
                ("MMLU", "Tern 2 70B", 88.1),
                ("KelpRope", "Tern 2 70B", 92.0),
            },
        ),
        (
            NO_RULE,
            {
                ("MMLU", "Tern 2", 88.1),
                ("MMLU", "Gull 3", 86.0),
                ("KelpRope", "Tern 2", 61.0),
                ("KelpRope", "Gull 3", 55.1),
            },
        ),
        (
            SPACES,
            {
                ("MMLU", "Tern 2", 88.1),
                ("MMLU", "Gull 3 Pro", 86.0),
                ("KelpRope", "Tern 2", 61.0),
                ("KelpRope", "Gull 3 Pro", 55.1),
            },
        ),
        (
            METRICS,
            {
                ("arc_challenge", "Tern 2", 0.599),
                ("arc_challenge (acc_norm)", "Tern 2", 0.6425),
                ("boolq", "Tern 2", 0.8783),
            },
        ),
        (ONE_EACH, {("KelpRope", "Tern 2", 61.0), ("KelpRope", "Gull 3", 55.1)}),
        (
            LINES,
            {
                ("MMLU", "Tern 2", 88.1),
                ("MMLU", "Gull 3", 86.0),
                ("GSM8K", "Tern 2", 92.0),
                ("GSM8K", "Gull 3", 90.1),
            },
        ),
    ],
)
def test_scores_of_tables_of_few_words(text: str, found: set[Triple]) -> None:
    view = view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])
    scores = {
        (f"{one.benchmark} ({one.setting})" if one.setting else one.benchmark, one.model, float(one.value))
        for one in view.benchmarks
    }
    assert scores == found
