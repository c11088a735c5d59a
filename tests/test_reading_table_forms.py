"""Tables as pages leave them: long ones, heads broken over lines, a cell a line, one test named above; invented names throughout."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "# Tern 2\n\nNorvale releases Tern 2, an open-weight language model under Apache 2.0.\n\n"
Triple = tuple[str, str, float]

LONG = """<table><thead><tr><th rowspan="2">Dataset</th><th rowspan="2">Model</th><th colspan="2">Results (WER)</th></tr>
<tr><th>dev</th><th>test-other</th></tr></thead>
<tbody><tr><td rowspan="2">ReedSpeech</td><td>Gull 3</td><td>2.1</td><td>5.8</td></tr>
<tr><td>Tern 2</td><td><b>1.8 (SOTA)</b></td><td><b>4.2</b></td></tr></tbody></table>
"""
BROKEN = """Model | KelpExam (AVG@64) |
ReedBench (AVG@64) |
SedgeQA (AVG@8) |
---|---|---|---|
Gull 3 | 55.5 | 39.2 | 49.1 |
Tern 2 | 69.0 | 53.6 | - |
"""
SPACED = """Model KelpExam
(AVG@64)
ReedBench
(AVG@64)
Sedge Math
(AVG@8)
Gull 3 (8B) 55.5 39.2 49.1
Tern 2 69.0 53.6 52.1
"""
GROUPED = """Model Sees Text (%) Both (%)
KelpExam ReedBench SedgeQA IFKELP
Tern 2 ✅ 78.9 63.6 73.2 82.9
Gull 3 ❌ 72.0 57.2 54.6 –
"""
STACKED = """Benchmark
Tern 2
Gull 3

KelpExam
88.1
86.0
Sedge Diamond
61.2%
-
"""
STEPS = """Tern 2 does well on OSWorld-Verified, a test of agents.
It also comes near to larger ones.

<div align="center">

| Model | 15 Steps | 100 Steps |
|---|---|---|
| Gull 3 | 26.0 | 31.4 |
| Tern 2 | 29.7 | **34.8** |
</div>
"""
ONLY = """Tern 2 leads OSWorld. OSWorld is a test of agents, and OSWorld is hard.

## Comparison

| Rank | Model | Max Steps | Score |
|---|---|---|---|
| 1 | Gull 3 | 100 | 62.9% |
| **2** | **Tern 2 (Ours)** | **50** | **56.7% 🥇** |
"""
KINDS = """## Results on LongBench

| Model | Avg | Summary | Long QA | Code |
|---|---|---|---|---|
| Gull 3 | 41.5 | 24.8 | 37.6 | 52.8 |
| Tern 2 | 50.2 | 26.6 | 45.8 | 56.2 |
"""
PAIRS = """Video-MME (w/o sub / w/ sub)

| Model | Short | Avg |
|---|---|---|
| Gull 3 | 79.0/71.7 | 70.3/71.7 |
| Tern 2 | 79.8/- | 67.4/- |
"""
LINKED = """| name | pixels | acc@1 | #params | model |
|---|---|---|---|---|
| Tern 2-T | 224x224 | 82.1 | 28M | [model](https://example.org/t.pth) |
| Tern 2-S | 224x224 | 83.1 | 50M | [model](https://example.org/s.pth) |
"""
OTHERS = """| | MMLU | GSM8K | KLPv2 Easy |
|---|---|---|---|
| Gull-7B | 43.3 | 83.0 | 75.3 |
| GPT-4o | 16.6 | 79.6 | 71.4 |
"""
UNKNOWN = """## Results

| method | #frame | K400 | K600 | Top-1 Acc. |
|---|---|---|---|---|
| Gull-G | 1 | 65.9 | 66.1 | 59.2 |
| auk-large | 1 | 69.8 | 69.3 | 63.4 |
| + distillation | 1 | 70.8 | 70.3 | 64.4 |
"""
RATE = """### Results on AndroidWorld

Logs are public.

| Models | Planner | Success Rate (pass@1) |
|---|---|---|
| Gull 3 | ❌ | 30.6 |
| Tern 2 | ✅ | 62.1 |
"""
LINED = """## Evaluation Results

- **MTEB**:

| Model Name | Dimension | Average (56) | Retrieval (15) |
|---|---|---|---|
| gull-embed-large | 1024 | 63.34 | 53.23 |
| auk-embed-base | 768 | 62.39 | 51.14 |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LONG, {("ReedSpeech (dev)", "Tern 2", 1.8), ("ReedSpeech (test-other)", "Gull 3", 5.8)}),
        (BROKEN, {("KelpExam (AVG@64)", "Tern 2", 69.0), ("SedgeQA (AVG@8)", "Gull 3", 49.1)}),
        (SPACED, {("KelpExam (AVG@64)", "Tern 2", 69.0), ("Sedge Math (AVG@8)", "Tern 2", 52.1)}),
        (GROUPED, {("IFKELP", "Tern 2", 82.9), ("KelpExam", "Gull 3", 72.0)}),
        (STACKED, {("KelpExam", "Gull 3", 86.0), ("Sedge Diamond", "Tern 2", 61.2)}),
        (STEPS, {("OSWorld-Verified (15 Steps)", "Tern 2", 29.7), ("OSWorld-Verified (100 Steps)", "Gull 3", 31.4)}),
        (ONLY, {("OSWorld", "Tern 2", 56.7), ("OSWorld", "Gull 3", 62.9)}),
        (KINDS, {("LongBench", "Tern 2", 50.2), ("LongBench (Long QA)", "Gull 3", 37.6)}),
        (PAIRS, {("Video-MME (w/o sub)", "Tern 2", 67.4), ("Video-MME (w/ sub)", "Gull 3", 71.7)}),
        (LINKED, {("acc@1", "Tern 2-T", 82.1), ("acc@1", "Tern 2-S", 83.1)}),
        (UNKNOWN, {("K400", "Gull-G", 65.9), ("Top-1 Acc.", "auk-large", 63.4)}),
        (RATE, {("AndroidWorld", "Tern 2", 62.1), ("AndroidWorld", "Gull 3", 30.6)}),
        (LINED, {("MTEB", "gull-embed-large", 63.34), ("MTEB (Retrieval)", "auk-embed-base", 51.14)}),
        (OTHERS, {("KLPv2 Easy", "Gull-7B", 75.3), ("MMLU", "GPT-4o", 16.6)}),
    ],
)
def test_scores_of_tables_as_pages_leave_them(text: str, found: set[Triple]) -> None:
    view = view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])
    scores = {
        (f"{one.benchmark} ({one.setting})" if one.setting else one.benchmark, one.model, float(one.value))
        for one in view.benchmarks
    }
    assert found <= scores, scores


def test_a_change_to_a_model_is_no_model() -> None:
    view = view_of(read(Article(url="", title="", text=HEAD + UNKNOWN), CATALOGUE)[0])
    assert not {one.model for one in view.benchmarks} - {"Gull-G", "auk-large"}


@pytest.mark.parametrize(
    "text",
    [
        "Benchmark\nTern 2\nGull 3\nKelpExam\n88.1\nabout the same\nSedgeExam\n61.2\n60.1\n",  # rows that do not fit
        "Model KelpExam\nThe model is good at tests\nTern 2 69.0 53.6 52.1\nGull 3 55.5 39.2 49.1\n",
        "| Model | Max Steps | Score |\n|---|---|---|\n| Gull 3 | 100 | 6.2 |\n| Tern 2 | 50 | 5.6 |\n",
    ],
)
def test_no_scores_where_the_lines_are_no_table_or_no_test_is_told(text: str) -> None:
    assert not view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0]).benchmarks
