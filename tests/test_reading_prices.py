"""Prices in sentences and lists, invented names throughout: of what, in which currency; and sums that are none."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "Norvale launches Tern 2\n\nNorvale has launched Tern 2, a language model, through its API.\n\n"


def own_prices(text: str) -> dict[str, float]:
    view = view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])
    assert all(price.currency == "USD" for price in view.prices if price.is_subject)
    return {price.kind: float(price.amount) for price in view.prices if price.is_subject and price.model == "Tern 2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("It is priced at $0.95 / $4.00 per million input/output tokens.", {"input": 0.95, "output": 4.0}, id="a pair"),
        pytest.param("Input: $0.27/M tokens (cache miss), $0.07/M tokens (cache hit). Output: $1.10/M tokens.", {"input": 0.27, "cached": 0.07, "output": 1.1}, id="a miss of the cache is the plain price"),
        pytest.param("Ten cents per million input tokens. Thirty cents per million output tokens.", {"input": 0.1, "output": 0.3}, id="sums in words"),
        pytest.param("The price was cut from $10 to $5 per million input tokens.", {"input": 5.0}, id="a cut: the new one"),
        pytest.param("**Pricing (per million tokens)**\n- Input: $1.25\n- Cached input: $0.125\n- Output: $10.00\n", {"input": 1.25, "cached": 0.125, "output": 10.0}, id="a list below its unit"),
        pytest.param("- Tern 2: $2 in / $8 out per million tokens\n- Gull 4: $5 in / $9 out\n", {"input": 2.0, "output": 8.0}, id="the next item is another's"),
        pytest.param("It is priced at $0.01 per 1K input tokens and $0.03 per 1K output tokens.", {"input": 10.0, "output": 30.0}, id="per thousand"),
        pytest.param("Tern 2 keeps the price of Tern 1: $3 per million input tokens and $15 per million output tokens.", {"input": 3.0, "output": 15.0}, id="the price of the one before"),
        pytest.param("Tern 2 is sold through ChatGPT, the API and Gannet; pricing is $10/M input tokens and $50/M output tokens.", {"input": 10.0, "output": 50.0}, id="where it is sold"),
        pytest.param("It costs $2 per million input tokens and $12 per million output tokens; longer prompts cost $4 and $18.", {"input": 2.0, "output": 12.0}, id="long prompts cost more"),
        pytest.param("It costs 15 cents per million input tokens and 60 cents per million output tokens.", {"input": 0.15, "output": 0.6}, id="cents"),
        pytest.param("L'accès est facturé 1,50 dollar par million de tokens en entrée et 6 dollars par million en sortie.", {"input": 1.5, "output": 6.0}, id="French"),
        pytest.param("Tern 2 is $0.30/$1.20 per 1M tokens, whereas Gull 4 is $3/$15.", {"input": 0.3, "output": 1.2}, id="a rival's pair is not taken"),
        pytest.param("Each image costs $0.04, audio is $0.006 per minute and the blended price is $0.85 per million tokens.", {}, id="other units"),
        pytest.param("- Input: $1.25\n- Output: $10\n", {}, id="a list without a unit"),
    ],
)  # fmt: skip
def test_prices(text: str, found: dict[str, float]) -> None:
    assert own_prices(text) == found
