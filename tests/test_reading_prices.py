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
        pytest.param("Input and output prices drop to $0.28/M and $0.42/M respectively.", {"input": 0.28, "output": 0.42}, id="in turn"),
        pytest.param("Input tokens have decreased from $0.56 per million to $0.28 per million, while output tokens have dropped from $1.68 per million to $0.42 per million.", {"input": 0.28, "output": 0.42}, id="two changes"),
        pytest.param("Tern 2: $5 per million input / $30 per million output.", {"input": 5.0, "output": 30.0}, id="a million of what is said behind"),
        pytest.param("It costs $5 per million users.", {}, id="a million of users"),
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
        pytest.param("Tern 2 will be available for $0.5 per million input tokens and $2 per million output tokens.", {"input": 0.5, "output": 2.0}, id="a price that is set"),
        pytest.param("Tern 2 costs $1.25 per million input tokens and $10 per million output tokens; above 200K tokens it costs $2.50 and $15.", {"input": 1.25, "output": 10.0}, id="behind a length it costs more"),
        pytest.param("Tern 2 costs $2 in and $12 out per million tokens up to 200K, rising to $4 and $18 beyond it.", {"input": 2.0, "output": 12.0}, id="rising"),
        pytest.param("Batch requests get half off: $1.50 per million input tokens.", {}, id="batches"),
        pytest.param("You pay $0.27 per million tokens for cache misses, $0.07 for cache hits and $1.10 per million output tokens.", {"input": 0.27, "cached": 0.07, "output": 1.1}, id="misses and hits"),
        pytest.param("Tern 2 is $15 per million input tokens and $60 per million output tokens, three times the price of Gull 4, which costs $5 and $15.", {"input": 15.0, "output": 60.0}, id="what the other one costs"),
        pytest.param("Tern 2 has one rate of $1 per million tokens for both input and output.", {"input": 1.0, "output": 1.0}, id="of both"),
        pytest.param("The embedding API of Tern 2 costs $0.06 per million tokens.", {"input": 0.06}, id="what embeds only reads"),
        pytest.param("At launch it became available to ChatGPT Pro and Team subscribers, with ChatGPT Enterprise and Education tiers a week later, and was released in the API at a price of US$20 per million input tokens and US$80 per million output tokens.", {"input": 20.0, "output": 80.0}, id="an app's plans are no model"),
        pytest.param("This brings Tern 2 down from $10 / $40 per million tokens to $2 / $8 per million tokens (input/output).", {"input": 2.0, "output": 8.0}, id="two pairs: the second holds"),
        pytest.param("Tern 2 (tern-2-preview) costs $0.50/1M input, $3.00/1M output. Context caching: $0.05/1M read.", {"input": 0.5, "output": 3.0, "cached": 0.05}, id="what an API calls it, and caching"),
        pytest.param("Cached inputs are at $0.18 per million tokens (vs $1.75 standard).", {"input": 1.75, "cached": 0.18}, id="the standard price"),
        pytest.param("Norvale launched it at $5 per million output tokens, a fourfold increase over the original Gull 3, then cut the price to $0.80 / $4.00 per million tokens.", {"input": 0.8, "output": 4.0}, id="an increase over another one"),
        pytest.param("Pricing per Million Tokens\n\nTern 2\nInput$3\nOutput$15\nGull 4\nInput$5\nOutput$75\n", {"input": 3.0, "output": 15.0}, id="lists below a name each"),
        pytest.param("API: $5/$25 per MTok.", {"input": 5.0, "output": 25.0}, id="MTok"),
        pytest.param("It starts from $0.075 per million input tokens.", {"input": 0.075}, id="starting from"),
        pytest.param("Input $5.00 · Cached $0.50 · Output $30.00 (per 1M tokens)", {"input": 5.0, "cached": 0.5, "output": 30.0}, id="dots between"),
        pytest.param("The base plan is $20 a month and the API is billed at $1.10 (input) / $4.40 (output) per million tokens.", {"input": 1.1, "output": 4.4}, id="a plan that one buys is no plan to come"),
        pytest.param("Each image costs $0.04, audio is $0.006 per minute and the blended price is $0.85 per million tokens.", {}, id="other units"),
        pytest.param("For it, input tokens are priced at \\$2.50/M and output tokens at \\$10.00/M.", {"input": 2.5, "output": 10.0}, id="escaped signs"),
        pytest.param("At just $0.10 per million input and $0.40 per million output, Tern 2 is our cheapest.", {"input": 0.1, "output": 0.4}, id="tokens understood"),
        pytest.param("Pricing per 1M tokens:\n\nInput: $1.00\nOutput: $3.00\nCached input: $0.25\n", {"input": 1.0, "output": 3.0, "cached": 0.25}, id="lines that are a list without marks"),
        pytest.param("Tern 2 costs $2 and $8 per million input and output tokens, respectively.", {"input": 2.0, "output": 8.0}, id="both sums, then both kinds"),
        pytest.param("It runs at $2 / $8 (input / output) per million tokens.", {"input": 2.0, "output": 8.0}, id="both kinds in brackets"),
        pytest.param("Pricing: Input $2.00 / Output $8.00 per 1M tokens", {"input": 2.0, "output": 8.0}, id="a stroke between kinds"),
        pytest.param("Input: $2.00 / 1M tokens | Output: $8.00 / 1M tokens", {"input": 2.0, "output": 8.0}, id="a bar between kinds"),
        pytest.param("It is half the price of Gull 4, which costs $4 per million input tokens and $16 per million output tokens.", {}, id="what a rival costs"),
        pytest.param("Cached reads are $0.20 per million tokens, cache writes $2.50; base input is $2 and output $8 per million tokens.", {"input": 2.0, "output": 8.0, "cached": 0.2}, id="what is written to the cache"),
        pytest.param("It costs $2 per million input tokens and $8 per million output tokens for prompts up to 200K tokens, and $4 / $12 above.", {"input": 2.0, "output": 8.0}, id="a pair for long prompts"),
        pytest.param("| Token type | <128k tokens | ≥128k tokens |\n| --- | --- | --- |\n| Input tokens | $0.20 / 1M | $0.40 / 1M |\n| Output tokens | $0.50 / 1M | $1.00 / 1M |\n| Cached input tokens | $0.05 / 1M | |\n", {"input": 0.2, "output": 0.5, "cached": 0.05}, id="a table by the length of a prompt"),
        pytest.param("| Input | Output |\n|---|---|\n| $0.25 per 1M tokens | $0.75 per 1M tokens |\n", {"input": 0.25, "output": 0.75}, id="a table of one row"),
        pytest.param("| Model | $/1M input | $/1M output |\n|---|---|---|\n| Tern 2 | 0.25 | 0.75 |\n| Gull 4 | 1 | 2 |\n", {"input": 0.25, "output": 0.75}, id="the unit before the kind"),
        pytest.param("| Model | Context | Price |\n|---|---|---|\n| Tern 2 | 1M | $0.10 in / $0.40 out per 1M tokens |\n", {"input": 0.1, "output": 0.4}, id="a pair in a cell"),
        pytest.param("- Input: $1.25\n- Output: $10\n", {}, id="a list without a unit"),
        pytest.param("Tern 2 is priced at $0.40 and $1.60 per million tokens respectively.", {"input": 0.4, "output": 1.6}, id="one unit for both"),
        pytest.param("It costs $0.50 per million input tokens and $3 per million output, compared to Gull's $2 and $12 respectively.", {"input": 0.5, "output": 3.0}, id="what it is likened to"),
        pytest.param("Input cost per 1M tokens: $2.50 → $5.00\nOutput cost per 1M tokens: $15.00 → $30.00\n", {"input": 5.0, "output": 30.0}, id="what an arrow leads to"),
        pytest.param("The $30/million output token price (vs Gull 4's $25) looks fine in production.", {"output": 30.0}, id="in is no kind"),
        pytest.param("Its predecessor, 1.5 Lite, which cost just $0.075 per million input tokens, is gone.", {}, id="what a predecessor cost"),
        pytest.param("Compare: at $2 per million output tokens it is cheaper than Gull 4 output ($6/M).", {"output": 2.0}, id="another one's in a bracket"),
        pytest.param("ModelInput (per 1M)Output (per 1M)Best For\nTern 2$0.25$1.50Batches\nGull 4$0.75$3.00\n", {"input": 0.25, "output": 1.5}, id="a table run together"),
        pytest.param("Tern 2 scores 80.2% on MMLU — within 0.6 points of Gull 4 — while charging $1.20 per million output tokens.", {"output": 1.2}, id="who is near another"),
    ],
)  # fmt: skip
def test_prices(text: str, found: dict[str, float]) -> None:
    assert own_prices(text) == found


def test_prices_below_a_models_name_are_its_own() -> None:
    text = (
        "Norvale launches Tern 2 mini and Tern 2 nano\n\nNorvale has launched Tern 2 mini and Tern 2 nano, two models.\n\n"
        "Tern 2 mini\n\n- API: $0.75 / $4.50 per 1M tokens\n- Shelf: 30% of the quota\n\nTern 2 nano\n\n- API only: $0.20 / $1.25 per 1M tokens\n"
    )
    view = view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])
    assert {(one.model, one.kind, float(one.amount)) for one in view.prices} == {
        ("Tern 2 mini", "input", 0.75),
        ("Tern 2 mini", "output", 4.5),
        ("Tern 2 nano", "input", 0.2),
        ("Tern 2 nano", "output", 1.25),
    }


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("The base model is $2/M input tokens and $6/M output tokens; the fast variant is $4/M input tokens and $18/M output tokens.", {("Tern 2", "input", 2.0), ("Tern 2", "output", 6.0)}, id="another way to have it"),
        pytest.param("Norvale released Tern 2 Pro — 2x faster than its predecessor, with scores near those of Gull 5.4 — and Tern 2 Nano, its cheapest model at $0.20 per million input tokens.", {("Tern 2 Nano", "input", 0.2)}, id="behind what the other is set against"),
        pytest.param("It is priced at $10 / $50 USD per MTok.", {("Tern 2", "input", 10.0), ("Tern 2", "output", 50.0)}, id="a pair with its currency behind"),
        pytest.param("It costs $1.50 per million input tokens and $7.50 per million output tokens, half of Gull 5's identical $3.00/$15.00 list price.", {("Tern 2", "input", 1.5), ("Tern 2", "output", 7.5)}, id="a pair of which nothing says which is which"),
        pytest.param("It is half the price of Gull 5: $1.50 vs. $3.00 per million input tokens and $7.50 vs. $15 per million output tokens.", {("Tern 2", "input", 1.5), ("Tern 2", "output", 7.5)}, id="two against each other"),
        pytest.param("With batch, input drops to $0.75 and output to $3.75 per million tokens.", set(), id="with batch"),
        pytest.param("Norvale sells Tern 2 Pro and Tern 2 Mini. Pro hits 88.3 on MMLU at $2 per million input tokens. Mini costs $1 per million input tokens.", {("Tern 2 Pro", "input", 2.0), ("Tern 2 Mini", "input", 1.0)}, id="a tier alone"),
    ],
)  # fmt: skip
def test_the_price_of_which_variant(sentence: str, found: set[tuple[str, str, float]]) -> None:
    view = view_of(read(Article(url="", title="", text=HEAD + sentence), CATALOGUE)[0])
    assert {(one.model, one.kind, float(one.amount)) for one in view.prices} == found
