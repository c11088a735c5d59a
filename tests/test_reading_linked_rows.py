"""Tables whose rows bear only a tier or size and link the model itself."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "# Knot\n\nThe Knot models are an open family of foundation models for maps. pip install knot\n\n"


def models(head: str, rows: tuple[str, ...]) -> dict[str, int | None]:
    lines = "\n".join(f"| {row} |" for row in (head, "--- | --- | ---", *rows))
    view = view_of(read(Article(url="", title="", text=HEAD + lines + "\n"), CATALOGUE)[0])
    return {one.name: int(one.params_total) if one.params_total else None for one in view.models}


def hub(name: str) -> str:
    return f"[link](https://huggingface.co/norvale/{name})"


ROWS = (f"Nano | {hub('Knot-v1_2-Nano')} | 2M", f"Small | {hub('Knot-v1_2-Small')} | 36M")


@pytest.mark.parametrize("head", ["Model Size", "Size", "Variant", "Model"])
def test_a_tier_that_links_its_model_names_it(head: str) -> None:
    found = models(f"{head} | Weights | Params", ROWS)
    assert found == {"Knot-v1_2-Nano": 2 * 10**6, "Knot-v1_2-Small": 36 * 10**6}


@pytest.mark.parametrize(
    "rows",
    [
        (ROWS[0], f"Small | {hub('Knot-v1_2-Tiny')} | 36M"),  # another tier than the row's
        (ROWS[0], "Small | soon | 36M"),  # no link
        (ROWS[0], f"Small | {hub('Knot-v1_2-Small').replace('norvale', 'marl')} | 36M"),  # another publisher
    ],
)
def test_rows_that_are_not_all_linked_name_nothing(rows: tuple[str, ...]) -> None:
    assert not any("v1_2-Small" in name for name in models("Model Size | Weights | Params", rows))


@pytest.mark.parametrize(
    ("text", "name", "size"),
    [
        ("# Reed\n\nReed is a small speech model. Weights: https://huggingface.co/norvale/reed-3\n\n- **99M-parameter open-weight model**: see [Reed-3](https://huggingface.co/norvale/reed-3). Reed-3 is the newest.\n", "reed-3", 99 * 10**6),
        ("# Tern Map Transformer\n\nTern Map Transformer (TMT) is a model of scenes.\n\n```python\nmodel = TMT.from_pretrained('norvale/TMT-1B')\n```\n\npip install tmt\n", "Tern Map Transformer", 10**9),
        ("# Tern Map Transformer\n\nTern Map Transformer (TMT) is a model of scenes.\n\n```python\nmodel = TMT.from_pretrained('norvale/QRS-1B')\n```\n\npip install tmt\n", "Tern Map Transformer", None),
    ],
)  # fmt: skip
def test_a_size_told_once_is_that_of_the_one_version_and_of_the_one_checkpoint(
    text: str, name: str, size: int | None
) -> None:
    view = view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])
    assert {one.name.lower(): one.params_total for one in view.models}.get(name.lower()) == size
