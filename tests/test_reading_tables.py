"""Tables as model cards print them, invented names throughout: what each cell must give, and what must not be taken."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View
from bot.types.record import to_record

CATALOGUE = load_catalogue()
HEAD = "# Tern 2\n\nNorvale releases Tern 2, an open-weight language model under Apache 2.0.\n\n"
Triple = tuple[str, str, float]


def view(text: str) -> View:
    return view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])


def scores(text: str) -> set[Triple]:
    return {(score.benchmark, score.model, float(score.value)) for score in view(text).benchmarks}


def prices(text: str) -> set[tuple[str, str, float]]:
    return {(price.model, price.kind, float(price.amount)) for price in view(text).prices}


GROUPED = """| Benchmark | Similar size | | Twice the size |
|---|---|---|---|
| | Tern-2 | Gull-3-4B | Gull-3-9B |
| **Popular** | | | |
| QuillBench | 32.8 | 34.4 | 37.3 |
| KelpEval ↑ | 12.8† | 7.4* | 9.2<sup>2</sup> |
"""
DOMAINS = """| Benchmark | Domain | Gull 1 | Tern 2 |
|---|---|---|---|
| BBH | English | 48.1 | 61.2 |
| MMLU | - | 55.7 | 60.1 |
"""
SHOTS = """| | Benchmark (Metric) | # Shots | Tern 1 | Tern 2 |
|---|---|---|---|---|
| English | BBH (EM) | 3 | 78.8 | **87.5** |
| | MMLU (Acc.) | 5 | 78.4 | **87.1** |
"""
SECTIONS = """<table>
<tr><td>Model</td><td>Size</td><td><div>HumanEval</div><div>0-shot</div></td><td><div>MBPP</div><div>3-shot</div></td></tr>
<tr><td colspan=4><b>Base models</b></td></tr>
<tr><td>Gull-Base</td><td>7B</td><td>33.5</td><td>38.6</td></tr>
<tr><td>Tern 2</td><td>7B</td><td>51.8</td><td>61.8</td></tr>
</table>
"""
OURS = """| Method | WER ↓ | GenEval |
|---|---|---|
| Gull-TTS | 2.42 | 0.55 |
| Ours | 1.83 | 0.61 |
"""
LISTED = """<table><thead><tr><th>Datasets</th><th>Model</th><th>Performance&uparrow;</th></tr></thead><tbody>
<tr><td rowspan="2"><strong>MarshVoice</strong></td><td>Gull-Audio</td><td>93.7</td></tr>
<tr><td>Tern 2</td><td><strong>94.8</strong></td></tr></tbody></table>
"""
OWN = """| Task | Score |
|---|---|
| GSM8K | 88.1 |
| GPQA Diamond | 49.4% |
| Average | 68.7 |
"""
OVERALL = """### DPG-Bench

| Model | Overall | Global | Entity |
|---|---|---|---|
| Gull-XL | 74.65 | 83.27 | 82.43 |
| **Tern 2** | **85.13** | 83.85 | 90.35 |
"""
REFERENCES = """| Benchmark | Metric | Tern 2 |
|---|---|---|
| [HellaSwag][hellaswag] | 10-shot | 62.3 |
| [TriviaQA][triviaqa] | 5-shot | 39.8 |

[hellaswag]: https://example.org/1905
[triviaqa]: https://example.org/1705
"""
NOTES = """| Model | SWE-bench Verified | GPQA |
|---|---|---|
| Tern 2 | 47.6 (58.5) | 71.0 (self-reported) |
| Gull 4 (Nov 2025) | 65.8% (independent) | 70.0 ± 0.4 |
| Human (2 annotators) | 97.1 | 81.0 |
| Gull 5, for reference | 80.1 | n/a |
"""
SETTINGS = """| Benchmark | Tern 2 | Gull 4 |
|---|---|---|
| HLE (w/o tools) | 12.5 | 9.6 |
| HLE (w/ tools) | 31.8 | 20.3 |
"""
REPEATED = """| Test set | Language | Tern 2 | Gull 4 |
|---|---|---|---|
| FLORES-200 | French | 41.2 | 40.0 |
| FLORES-200 | Thai | 30.5 | 33.1 |
"""
ROW_GROUPS = """<table><thead><tr><th rowspan="2">Model</th><th>QuillBench</th><th rowspan="2">KelpEval</th></tr></thead>
<tbody><tr><td>Tern 2 (Ours)</td><td>61.8%</td><td>95.7%</td></tr><tr><td>Gull 4</td><td>62.6%</td><td>95.6%</td></tr></tbody></table>
"""


OTHERS = """| Model | MMLU | GPQA |
|---|---|---|
| Gull 4.1 | 86.0 | 49.0 |
| Dunlin-70B | 83.1 | 46.7 |
"""
PERCENT = """| Model | Open | Text Alignment | Motion Quality | Overall |
|---|---|---|---|---|
| Tern 2 (Ours) | yes | 61.8% | 66.5% | 41.3% |
| Gull 4.1 | no | 62.6% | 61.7% | 37.7% |
"""
PARTS = """| Model | MTEB-R | MTEB-Code | FollowIR |
|---|---|---|---|
| Tern 2 | 69.76 | 75.41 | 14.84 |
| Gull-v2-base | 57.03 | 58.98 | -0.68 |
"""
TWO_HEADS = """<table><thead><tr><th rowspan="2">Task</th><th rowspan="2">Dataset</th><th rowspan="2">Model</th><th colspan="2">Performance</th></tr>
<tr><th>Metrics</th><th>Results</th></tr></thead><tbody>
<tr><td rowspan="2">ASR</td><td rowspan="2"><b>Marsh</b> <br>zh</td><td>Gull-Audio-7B</td><td rowspan="2">WER</td><td>7.7</td></tr>
<tr><td>Tern 2</td><td><b>7.5</b></td></tr></tbody></table>
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(OTHERS, {("MMLU", "Gull 4.1", 86.0), ("GPQA", "Dunlin-70B", 46.7)}, id="a table of others"),
        pytest.param(PERCENT, {("Text Alignment", "Tern 2", 61.8), ("Motion Quality", "Gull 4.1", 61.7)}, id="percentages of what models were judged by"),
        pytest.param(PARTS, {("MTEB-R", "Tern 2", 69.76), ("MTEB-Code", "Tern 2", 75.41), ("FollowIR", "Gull-v2-base", -0.68)}, id="parts of a known benchmark, a score below nothing"),
        pytest.param(TWO_HEADS, {("Marsh", "Tern 2", 7.5), ("Marsh", "Gull-Audio-7B", 7.7)}, id="one score a line under two heads"),
        pytest.param(GROUPED, {("QuillBench", "Tern 2", 32.8), ("QuillBench", "Gull-3-9B", 37.3), ("KelpEval", "Tern 2", 12.8), ("KelpEval", "Gull-3-9B", 9.2)}, id="a first row that only groups the columns"),
        pytest.param(DOMAINS, {("BBH", "Tern 2", 61.2), ("MMLU", "Gull 1", 55.7)}, id="the benchmark stands left of its domain"),
        pytest.param(SHOTS, {("BBH", "Tern 2", 87.5), ("MMLU", "Tern 1", 78.4)}, id="shots are no model"),
        pytest.param(SECTIONS, {("HumanEval", "Tern 2", 51.8), ("MBPP", "Gull-Base", 38.6)}, id="a row across all columns is a section"),
        pytest.param(OURS, {("WER", "Tern 2", 1.83), ("GenEval", "Gull-TTS", 0.55)}, id="ours is the launch"),
        pytest.param(LISTED, {("MarshVoice", "Tern 2", 94.8), ("MarshVoice", "Gull-Audio", 93.7)}, id="one score a line"),
        pytest.param(OWN, {("GSM8K", "Tern 2", 88.1), ("GPQA Diamond", "Tern 2", 49.4)}, id="a table of one model that it does not name"),
        pytest.param(OVERALL, {("DPG-Bench", "Tern 2", 85.13), ("DPG-Bench", "Gull-XL", 74.65)}, id="the heading names the benchmark"),
        pytest.param(REFERENCES, {("HellaSwag", "Tern 2", 62.3), ("TriviaQA", "Tern 2", 39.8)}, id="links by reference"),
        pytest.param(NOTES, {("SWE-bench Verified", "Tern 2", 47.6), ("SWE-bench Verified", "Gull 4 (Nov 2025)", 65.8), ("GPQA", "Gull 4 (Nov 2025)", 70.0), ("SWE-bench Verified", "Gull 5", 80.1)}, id="notes in the cells"),
        pytest.param(ROW_GROUPS, {("QuillBench", "Tern 2", 61.8), ("KelpEval", "Gull 4", 95.6)}, id="what spans rows ends with its group"),
    ],
)  # fmt: skip
def test_scores_of_a_table(text: str, found: set[Triple]) -> None:
    assert found <= scores(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(SHOTS, ("Shots",), id="settings"),
        pytest.param(NOTES, ("Human",), id="people"),
        pytest.param(OVERALL, ("Global", "Entity", "Overall"), id="parts of one benchmark"),
        pytest.param(OWN, ("Average",), id="averages"),
    ],
)
def test_what_is_no_score(text: str, words: tuple[str, ...]) -> None:
    assert not [row for row in scores(text) if any(word in part for word in words for part in row[:2])]


def test_settings_tell_two_scores_of_one_benchmark_apart() -> None:
    rows = to_record(view(SETTINGS), stem="x", launch_key=None)["benchmarks"]
    own = {row["benchmark"]: row["score"] for row in rows if row["model"] == "Tern 2"}
    assert own == {"HLE (w/o tools)": 12.5, "HLE (w/ tools)": 31.8}


def test_a_label_that_repeats_takes_what_stands_beside_it() -> None:
    rows = to_record(view(REPEATED), stem="x", launch_key=None)["benchmarks"]
    assert {row["benchmark"] for row in rows if row["score"] == 30.5} == {"FLORES-200 (Thai)"}


def test_a_head_may_leave_out_the_first_word_of_the_launch() -> None:
    text = "# Tern K2.7-Code\n\nNorvale released Tern K2.7-Code, an open-weight model.\n\n| | K2.6 | K2.7-Code |\n|---|---|---|\n| Active parameters | 31B | 32B |\n"
    report = read(Article(url="", title="", text=text), CATALOGUE)[0]
    assert [model.params_active for model in view_of(report).models] == [32_000_000_000]


PER_KIND = """| Model | Input (cache hit) | Input (cache miss) | Output | Audio input | Cache write |
|---|---|---|---|---|---|
| Tern 2 | $0.10 | $1.20 | $6.00 | $9.00 | $1.50 |

Prices are per 1M tokens.
"""
BOTH = """| Model | Price per 1M tokens (input/output) |
|---|---|
| Tern 2 | $1.20 / $6.00 |
| Gull 4 | $2 in / $8 out |
"""
CHANGED = """| Attribute | Tern 1 | Tern 2 |
|---|---|---|
| Input price (API) | $0.60/M | $0.95/M (+58%) |
| Output price (API) | $2.50/M | $4.00/M (+60%) |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(PER_KIND, {("Tern 2", "cached", 0.1), ("Tern 2", "input", 1.2), ("Tern 2", "output", 6.0)}, id="a miss of the cache is the plain price"),
        pytest.param(BOTH, {("Tern 2", "input", 1.2), ("Tern 2", "output", 6.0)}, id="two prices in a cell"),
        pytest.param(CHANGED, {("Tern 2", "input", 0.95), ("Tern 2", "output", 4.0)}, id="a change in brackets"),
    ],
)  # fmt: skip
def test_prices_of_a_table(text: str, found: set[Triple]) -> None:
    assert {row for row in prices(text) if row[0] == "Tern 2"} == found


SIZES = """| Model | #Parameters | #(Activated) Parameters | #(Activated) Non-embedding parameters |
|---|---|---|---|
| Gull-7B | 7.2 | 7.2 | 7.0 |
| Dunlin-8B | 8.5 | 7.8 | 7.8 |
| Tern 2 | 14.3 | 2.7 | 2.0 |
"""


@pytest.mark.parametrize(
    ("text", "total", "active"),
    [
        pytest.param(SIZES, 14_300_000_000, 2_700_000_000, id="names of other models give the unit away"),
        pytest.param("| Model | Params (B) |\n|---|---|\n| Tern 2 | 7.6 |\n", 7_600_000_000, None, id="the head says the unit"),
        pytest.param("| | #TP | #AP | MMLU |\n|---|---|---|---|\n| Tern 2 | 236B | 21B | 79.2 |\n", 236_000_000_000, 21_000_000_000, id="short heads"),
        pytest.param("| Model | Params |\n|---|---|\n| Tern 2 | 7.6 |\n", None, None, id="no unit, no size"),
    ],
)  # fmt: skip
def test_sizes_of_a_table(text: str, total: int | None, active: int | None) -> None:
    (model,) = [model for model in view(text).models if model.name == "Tern 2"]
    assert (model.params_total, model.params_active) == (total, active)


SMALL_PRINT = """<table><thead><tr><th>Model</th><th>DocVQA<br><sup>reading of documents</sup></th><th>MMMU<br><sup>college problems</sup></th></tr></thead>
<tbody><tr><td>Best open one<br><sup>of all</sup></td><td>81.6%<br><sup>(Gull-VL)</sup></td><td>45.9%<br><sup>(Auk-VL)</sup></td></tr>
<tr><td><b>Tern 2</b></td><td>93.1% <sup>1</sup></td><td>51.4% <sup>3</sup></td></tr></tbody></table>"""


def test_small_print_below_the_line_of_a_cell_is_no_part_of_it() -> None:
    assert {("DocVQA", "Tern 2", 93.1), ("MMMU", "Tern 2", 51.4)} <= scores(SMALL_PRINT)


DEVIATIONS = """<table><tr><th rowspan="2">Models</th><th>MT-Bench</th><th colspan="2">AlpacaEval 2.0</th></tr>
<tr><th>Avg. Score</th><th>Win Rate</th><th>Length</th></tr>
<tr><td>Tern 2</td><td>8.61<sub>0.04</sub> (8.67/8.61/8.56)</td><td>27.18<sub>1.30</sub></td><td>1600</td></tr>
<tr><td>Gull 3</td><td>7.91<sub>0.11</sub> (7.99/7.99/7.77)</td><td>19.7<sub>1.12</sub></td><td>1608</td></tr></table>"""


def test_a_test_keeps_its_name_above_how_it_is_counted() -> None:
    found = {(bench.split(" (")[0], model, score) for bench, model, score in scores(DEVIATIONS)}
    assert {("MT-Bench", "Tern 2", 8.61), ("AlpacaEval 2.0", "Tern 2", 27.18)} <= found
    assert not any(score == 1600 for _, _, score in found)
