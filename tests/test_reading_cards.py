"""What model cards state in shapes of their own: groups of models, plain lengths, sizes in order, a list of news."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()
HEAD = "# Plover3\n\nPlover3 is our new multimodal reasoning model with 321B total parameters and 38B active.\n\n"


def seen(text: str, head: str = HEAD) -> View:
    return view_of(read(Article(url="", title="", text=head + text), CATALOGUE)[0])


def test_models_that_a_first_column_groups_keep_their_scores() -> None:
    table = """<table><thead><tr><th></th><th>Model</th><th>Total Params.</th><th>MMMU</th><th>GPQA-Diamond</th></tr></thead>
<tbody>
<tr><td rowspan="2">Open models</td><td>Plover3</td><td>321B</td><td>74.2</td><td>73.0</td></tr>
<tr><td>Grebe-4 - thinking</td><td>300B/424B</td><td>70.0</td><td>76.8</td></tr>
<tr><td rowspan="2">Closed models</td><td>Skua 2 Pro</td><td>-</td><td>81.7</td><td>-</td></tr>
<tr><td>Tern (thinking)</td><td>-</td><td>79.8</td><td>79.6*</td></tr>
</tbody></table>
"""
    scores = {(one.benchmark, one.model, str(one.value)) for one in seen(table).benchmarks}
    assert scores == {
        ("MMMU", "Plover3", "74.2"),
        ("GPQA-Diamond", "Plover3", "73.0"),
        ("MMMU", "Grebe-4 - thinking", "70.0"),
        ("GPQA-Diamond", "Grebe-4 - thinking", "76.8"),
        ("MMMU", "Skua 2 Pro", "81.7"),
        ("MMMU", "Tern", "79.8"),
        ("GPQA-Diamond", "Tern", "79.6"),
    }


@pytest.mark.parametrize(
    ("rows", "context"),
    [
        ("| Number of Layers | 61 |\n| Max Context Length | 65536 |\n| Total Parameters | 321B |", 65536),
        ("| Batch size | 2048 |\n| Sequence length | 4096 |\n| Total Parameters | 321B |", None),  # of its training
    ],
)
def test_a_length_without_a_unit_is_a_context_where_its_label_says_so(rows: str, context: int | None) -> None:
    assert seen(f"| Config | Value |\n|---|---|\n{rows}\n").context_tokens == context


def test_sizes_in_the_order_of_the_names_before() -> None:
    text = (
        "# Dotterel-VL2\n\nIntroducing Dotterel-VL2. Our series is composed of three variants: Dotterel-VL2-Tiny, "
        "Dotterel-VL2-Small and Dotterel-VL2, with 1.0B, 2.8B and 4.5B activated parameters respectively.\n"
    )
    active = {model.name: model.params_active for model in seen(text, "").models}
    assert active == {
        "Dotterel-VL2-Tiny": 1_000_000_000,
        "Dotterel-VL2-Small": 2_800_000_000,
        "Dotterel-VL2": 4_500_000_000,
    }


def test_a_variant_has_the_sizes_of_its_row() -> None:
    table = "| Model | Params |\n|---|---|\n| Plover3 | 321B total (38B active) |\n| Plover3-Mini | 80B total (13B active) |\n"
    sizes = {model.name: (model.params_total, model.params_active) for model in seen(table).models}
    assert sizes["Plover3-Mini"] == (80_000_000_000, 13_000_000_000)


def test_in_a_list_of_news_the_day_on_which_the_model_came_out_counts() -> None:
    news = """## News
- 2025-2-6: A demo on the hub [Plover3](https://plover.example).
- 2025-01-25: Plover3 technical report released.
- 2024-12-13: Plover3 released with weights.
"""
    assert seen(news).release_date == "2024-12-13"


def test_versions_of_software_are_no_scores() -> None:
    assert not seen("### Environment\n* **Python:** 3.12\n* **PyTorch:** 2.7.1\n* **CUDA:** 12.8\n").benchmarks
