"""Licences with names of their own, in the shapes that makers write them; the code's beside the weights'."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

HEAD = "# Knot\n\nMarl Works releases Knot-7B with open weights.\n\n"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("Knot is licensed under the [MARL-AI community license](./LICENSE).", "MARL-AI community license"),
        ("This model is released under the Knot2 [Knot2 LICENSE](MODEL_LICENSE).", "Knot2 LICENSE"),
        ("The model weights, that you can get from the hub, are under a [MARL WORKS NON-COMMERCIAL RESEARCH LICENSE](L).",
         "MARL WORKS NON-COMMERCIAL RESEARCH LICENSE"),
        ("The code is under MIT. The weights are under the separate `knot-research-license-v1.0` license.", "knot-research-license-v1.0"),
        ("Knot codebase is licensed under MIT.\n\nKnot weights are licensed under CC-BY-NC.", "CC BY-NC"),
        ("[![Licence](https://img.shields.io/badge/LICENSE-CC%20BY--NC%204.0-green.svg)](LICENSE)", "CC BY-NC 4.0"),
        ("This code is licensed under the [Knot Artifact License](LICENSE).", "Knot Artifact License"),
        ("This code is licensed under the [Marl Artifact License](LICENSE).", None),
        ("Knot weights up to version 1.5 remain under Apache-2.0.", None),
        ("Knot is under a non-commercial license.", None),
        ("You may use it under a permissive open-source license.", None),
    ],
)  # fmt: skip
def test_a_licence_is_named_as_its_maker_writes_it(said: str, licence: str | None, catalogue: Catalogue) -> None:
    found = view_of(read(Article(url="", title="", text=HEAD + said + "\n"), catalogue)[0])
    assert found.license == licence
