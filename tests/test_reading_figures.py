"""Figures that a page prints large, each above the line that says what it is; invented names throughout."""

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article
from bot.types.record import to_record

CATALOGUE = load_catalogue()
HEAD = "Norvale launches Tern 2\n\nNorvale today launched Tern 2, a language model for agents.\n\nKey figures\n\n"


def told(text: str) -> tuple[list[str], list[str]]:
    """Return the scores and the prices of an article."""
    view = view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])
    record = to_record(view, stem="x", launch_key=None)
    return (
        [f"{one['model']} {one['benchmark']} {one['score']:g}" for one in record["benchmarks"]],
        [f"{one['model']} {one['kind']} {one['usd_per_million_tokens']:g}" for one in record["prices"]],
    )


def test_a_figure_means_what_the_line_below_it_says() -> None:
    text = "71%\nKelpBench score\nWhat Norvale claims.\n\n33.7%\nMarshQA (no tools)\n"
    assert told(text)[0] == ["Tern 2 KelpBench 71", "Tern 2 MarshQA 33.7"]


def test_where_the_words_stand_above_the_figure_none_is_moved() -> None:
    assert told("KelpBench\n71%\nMarshQA\n33.7%\nReedQA\n12%\n")[0] == []


def test_a_figure_of_another_model_is_not_the_launchs() -> None:
    assert told("71%\nKelpBench score\nWhat Gull 5 reached last year.\n")[0] == []
    assert told("71%\nKelpBench score\n\n64%\nKelpBench score\n")[0] == []


def test_prices_in_figures() -> None:
    assert told("$0.50\nper 1M input tokens\n$3\nper 1M output tokens\n")[1] == ["Tern 2 input 0.5", "Tern 2 output 3"]
    assert told("$0.50 / $3\nInput/output cost per 1M tokens (paid tier)\n")[1] == [
        "Tern 2 input 0.5",
        "Tern 2 output 3",
    ]
    assert told("$0.02\nper image\n")[1] == []
