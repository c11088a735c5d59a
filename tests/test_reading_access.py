"""How a model can be had: an API alone, a preview of it and of something else, weights by link, demos that are no weights."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("said", "availability"),
    [
        ("Marl Works releases Knot 3, exclusive to the API.", "api"),
        ("Marl Works releases Knot 3. Try Knot 3 today on Marl Playground, Tern (Chat UI and API).", "api"),
        ("Marl Works releases Knot 3. You can access Knot 3 through the Hugging Face Spaces, the website, and Tern APIs.", "api"),
        ("Marl Works launches Knot 3. A research preview called \"Weave\" shows it. Knot 3 is available through its API.", "api"),
        ("Marl Works released Knot 3 beside a public beta of the \"desk use\" capability. Knot 3 is available through its API.", "api"),
        ("Marl Works released Knot 3. Knot 3 is available through its API.\n\n- Open weights: No (closed)\n", "api"),
        ("Marl Works released an upgraded preview version of Knot 3, which will follow for all soon.", "preview"),
        ("Marl Works released Knot 3, a range of \"lightweight\" open AI models for text.", "open_weights"),
        ("Marl Works released Knot 3. Knot 3 weights are **completely open** for research.", "open_weights"),
        ("Marl Works released the open-source Knot 3. Do not use the open-source model for harm.", "open_weights"),
        ("Marl Works released Knot 3. To download all the pretrained checkpoints run the command below.", "open_weights"),
        ("Marl Works released Knot 3, a rival to Open AI models.", "unknown"),
        ("Marl Works released Knot 3. The training code has been open-sourced.", "unknown"),
        ("Marl Works released Knot 3. The model even shares some weights between its layers.", "unknown"),
        ("Marl Works released Knot 3. Developers can download Knot 3 now.", "open_weights"),
        ("Marl Works released Knot 3. Readers can download the full report amid a torrent of news.", "unknown"),
        ("Marl Works released Knot 3 with a torrent link on its account.", "open_weights"),
        ("Marl Works released Knot 3. Pretrained models are uploaded to Hugging Face.", "open_weights"),
        ("Marl Works released Knot 3 and Knot Code, an agentic coding tool in limited preview.", "unknown"),
        ("Marl Works released Knot 3. Developers can access the preview through Tern Studio.", "preview"),
        ("Marl Works released Knot 3. It sits between its smaller open-weight offerings and its large models.", "unknown"),
        ("Marl Works released Knot 3. It directs various open-source models for special domains.", "unknown"),
        ("Marl Works released Knot 3. It works with fewer tokens and API calls than others.", "unknown"),
        ("Marl Works released Knot 3. The questions were translated using a machine translation API.", "unknown"),
        ("Marl Works released Knot 3. By default the API runs at port 8000 of the local machine.", "unknown"),
        ("Marl Works released Knot 3, with an Apache 2.0-licensed open-source launch of Knot 3 and Knot 2.5 planned soon.", "unknown"),
    ],
)  # fmt: skip
def test_how_a_model_can_be_had(said: str, availability: str, catalogue: Catalogue) -> None:
    assert view_of(read(Article(url="", title="", text=said), catalogue)[0]).availability == availability
