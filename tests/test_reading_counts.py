"""What else an article counts, one row each: a sentence with invented names, and the number, unit and words it gives."""

from decimal import Decimal

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, Number

CATALOGUE = load_catalogue()
HEAD = "Norvale Releases Tern 2, an Open Model\nNorvale has released Tern 2, a 12-billion-parameter model. "


def numbers_of(text: str) -> dict[tuple[str, str], Number]:
    report = read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0]
    return {(str(number.value.normalize()), number.unit): number for number in view_of(report).other_numbers}


@pytest.mark.parametrize(
    ("text", "value", "unit", "what"),
    [
        ("It was trained on 384 Q80 GPUs for 24 days.", "384", "chips", "Q80 GPUs"),
        ("It was trained on 384 Q80 GPUs for 24 days.", "24", "days", "training time"),
        ("Training took 2.6M Q80 GPU hours.", "2600000", "GPU hours", "GPU hours"),
        ("It learned from over 400,000 hours of transcribed speech.", "400000", "hours", "hours of transcribed speech"),
        ("Trained over 100k hours, it sounds natural.", "100000", "hours", "training data"),
        ("It can synthesize speech up to 90 minutes long.", "90", "minutes", "time"),
        ("It produces 10-second clips in 1080p at 24 fps.", "10", "seconds", "time"),
        ("It produces 10-second clips in 1080p at 24 fps.", "1080", "p", "resolution"),
        ("It produces 10-second clips in 1080p at 24 fps.", "24", "fps", "frame rate"),
        ("Its tokenizer runs at 12.5 Hz.", "12.5", "Hz", "frequency"),
        ("It runs on a laptop with 16 gigabytes of memory.", "16", "GB", "memory"),
        ("The minimum GPU memory is 45G for long clips.", "45", "GB", "memory"),
        ("The INT4 weights are published, too.", "4", "bit", "quantization"),
        ("The model uses 16 experts, of which 4 are active.", "4", "count", "active experts"),
        ("It supports 100+ speaker presets.", "100", "count", "presets"),
        ("It matches the performance of models up to 10 times its size.", "10", "x", "its size"),
        ("We provide four models of varying scales.", "4", "count", "models"),
        ("Its corpus holds 46K clinical practice guidelines.", "46000", "count", "guidelines"),
        ("People judged it on 114 user-oriented instructions.", "114", "count", "instructions"),
        ("Three independent human experts scored each answer.", "3", "people", "human experts"),
        ("We made a 115B token dataset called Marsh.", "115000000000", "tokens", "token"),
        ("It answers with sub-300ms latency.", "300", "ms", "latency"),
        ("It answers with a 190-millisecond delay.", "190", "ms", "latency"),
        ("It is up to twice as fast as its rivals.", "2", "x", "as fast"),
        ("It earned 25,000 GitHub stars.", "25000", "stars", "stars"),
        ("Its encoder has 16 conformer blocks.", "16", "count", "blocks"),
        ("The firm is valued at US$ 3 billion.", "3000000000", "usd", "valued"),
        ("It runs on a single card in 35 seconds.", "35", "seconds", "time"),
        ("More than 2 million creators use it.", "2000000", "users", "creators"),
        ("It costs $15 per million characters.", "15", "usd each", "price per million characters"),
        ("It renders images of up to 4 megapixels.", "4", "MP", "resolution"),
        ("It is offering eight distinct models.", "8", "count", "models"),
        ("It comes in three sizes.", "3", "count", "sizes"),
        ("It solves 49 out of 658 hard problems.", "49", "count", "problems"),
        ("It won 30 of the 31 language pairs tested.", "30", "count", "language pairs"),
        ("It leads by an average margin of 4.4 points.", "4.4", "points", "difference"),
        ("It is within 0.6 points of Gull 5.", "0.6", "points", "difference"),
        ("It outperforms Gull 5 by 7.55% on average.", "7.55", "%", "outperforms Gull 5"),
        ("Memory use is reduced by 96.7%.", "96.7", "%", "reduced"),
        ("It brings an average improvement of 1.4% across tasks.", "1.4", "%", "average improvement"),
        ("Shares surged 109% on the first day.", "109", "%", "Shares surged"),
        ("The firm raised HKD 4.35 billion (USD $558 million).", "558000000", "usd", "raised"),
        ("The firm raised about HK$4.2 billion.", "4200000000", "hkd", "raised"),
        ("Its latents are 256-dimensional.", "256", "count", "dimensional"),
        ("It covers 35 languages for speech output.", "35", "count", "languages for speech output"),
        ("It runs at over 1900 tokens / second / chip.", "1900", "tokens/s", "speed"),
        ("It achieves a compression factor of 42.", "42", "x", "compression factor"),
        ("It generates 100–300 tok/s in typical use.", "300", "tokens/s", "speed"),
        ("Training ran at over 3600 tokens per GPU per second.", "3600", "tokens/s", "speed"),
        ("Training ran at over 180 TFLOPS.", "180", "TFLOPS", "compute"),
        ("It achieves nearly 90% acceleration efficiency.", "90", "%", "acceleration efficiency"),
        ("It was trained on 2T tokens, with 87% code and 13% natural language.", "13", "%", "natural language"),
        (
            "It was trained on 5T tokens, including over 2.5 trillion scientific-domain tokens.",
            "2500000000000",
            "tokens",
            "tokens",
        ),
        ("It has been improved in coding (+107% > Tern 1).", "107", "%", "gain"),
        ("It leads Gull 5 by 7.9% on average.", "7.9", "%", "leads Gull 5"),
        ("It steers up to 100 sub-agents.", "100", "count", "sub-agents"),
        ("Training took 2000 GPUs.", "2000", "chips", "GPUs"),
        ("It can maintain focus for over 30 hours.", "30", "hours", "of work"),
        ("Chips with a TDP of 700W were used.", "700", "W", "power"),
        ("It has a vocabulary of 131,072 entries.", "131072", "tokens", "vocabulary"),
        ("Its real-time factor is 0.21 on a laptop.", "0.21", "rtf", "real-time factor"),
        ("Scans are read at 3.1 pages per second.", "3.1", "pages/s", "speed"),
        ("It runs at 8 per cent of the price of Auk 5.", "8", "%", "of the price"),
        ("Norvale lost $59 billion in market value that day.", "59000000000", "usd", "in market value"),
        ("Norvale was valued at 5.8 billion euros in spring.", "5800000000", "eur", "valued"),
        ("Norvale raised $110 million in July from investors.", "110000000", "usd", "raised"),
        ("Norvale also announced a $50 billion plan for data centers.", "50000000000", "usd", "plan"),
        ("Tern 2 is part of a $300-a-month subscription.", "300", "usd each", "price per month"),
        (r"It achieves $2.29\times$ faster training.", "2.29", "x", "faster training"),
        ("Token consumption dropped roughly 30% against Auk 3.", "30", "%", "Token consumption dropped"),
        ("Training emitted 11,390 tons CO2eq.", "11390", "t CO2", "emissions"),
        ("It achieves a 75% decrease in training expenses.", "75", "%", "decrease in training"),
        ("It raises the acceptance rates by up to 20%.", "20", "%", "raises the acceptance rates"),
        ("It grew its tool calls from 86 to 338.", "338", "count", "tool calls"),
        (
            "It was fine-tuned on an additional 5 billion tokens of synthetic data.",
            "5000000000",
            "tokens",
            "additional training",
        ),
        ("It serves 64 simultaneous connections on one card.", "64", "count", "connections"),
        ("There are 9 models of different sizes.", "9", "count", "models"),
        ("It has a sliding window of 4,096 tokens.", "4096", "tokens", "sliding window"),
        ("GPU memory: 3x80GB.", "80", "GB", "size"),
        ("Its latency has a 0.5 second delay.", "0.5", "seconds", "time"),
        ("We wrote 128 Chinese prompts for it.", "128", "count", "prompts"),
        ("It learned from a 10-million-hour corpus.", "10000000", "hours", "hour corpus"),
        ("It codes for 7 hours straight.", "7", "hours", "of work"),
        ("Its maximum output is 64K output tokens.", "64000", "tokens", "longest output"),
        ("It brings up to 2.5X faster inference.", "2.5", "x", "faster inference"),
        ("It expands context 8x.", "8", "x", "context"),
        ("It beats models 5-28x larger than itself.", "28", "x", "larger than itself"),
        ("It needs 3-10 seconds of audio to clone a voice, and records them.", "10", "seconds", "time"),
        ("Input is now $2 (down 33%).", "33", "%", "down"),
        ("That is a 14% gain, though still behind.", "14", "%", "gain"),
        ("This led to 7.1% additional gains in win rate.", "7.1", "%", "additional gains in win rate"),
        ("It was trained on data with a composition of 87% code and little else.", "87", "%", "code"),
        ("Norvale's models have been downloaded over 3M times.", "3000000", "downloads", "downloads"),
        ("It scores 9 points below Gull 5.", "9", "points", "difference"),
        ("It surpasses the nearest rival by nearly 50 ELO points.", "50", "points", "difference"),
        ("It made a 321-point ELO jump.", "321", "points", "jump"),
        ("It reached 26.8K total tokens per second.", "26800", "tokens/s", "speed"),
        ("It peaks at 350 tok/s.", "350", "tokens/s", "speed"),
        ("It fits on 1x Q100 A100-80GB.", "80", "GB", "memory"),
        ("It needs 29 GB of memory, so one 40GB A100 is enough.", "40", "GB", "chip memory"),
        ("It runs on a 24GB NVIDIA RTX card.", "24", "GB", "chip memory"),
        (
            "It has 305 million parameters, of which 113 million are non-embedding parameters.",
            "113000000",
            "params",
            "non-embedding parameters",
        ),
        ("Training used only 2000 GPUs.", "2000", "chips", "GPUs"),
        ("Training emitted 228.55 tCO2eq.", "228.55", "t CO2", "emissions"),
        ("It achieved a win rate of 74% over Tern 1.", "74", "%", "win rate"),
        ("It picks the best of 64 candidates.", "64", "count", "candidates"),
        ("It holds the #1 spot on ReedBench.", "1", "rank", "rank on ReedBench"),
        ("It brings up to 5x higher throughput and 3x better recall.", "3", "x", "better recall"),
    ],
)
def test_a_number_with_the_words_that_say_what_it_is(text: str, value: str, unit: str, what: str) -> None:
    found = {key: number.what for key, number in numbers_of(text).items()}
    assert found.get((str(Decimal(value).normalize()), unit), "").startswith(what), found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It reads 5 minutes ago as a time.", "5"),
        ("Tern 2 has a context of 256K tokens.", "256000"),
        ("It was trained on 15 trillion tokens.", "15000000000000"),
        ("The film has 45W in its title.", "45"),
        ("Call us at extension 2209 for questions.", "2209"),
        ("It surpasses Auk Sonnet 4 at certain tasks.", "4"),
        ("It produces 10-second clips.", "10 count"),
        ("It is for 8-bit microcontrollers.", "8"),
        ("It exports 16-bit HDR images.", "16"),
        ("Users of the plan pay C$38 a month in Canada.", "38"),
        ("It will be trained on 900 Q80 GPUs next year.", "900"),
        ("With a top-p value of $0.95 it writes well.", "0.95"),
        ("The footnote is 2,314 words long.", "2314"),
        ("It shares an index across every four sparse layers.", "4"),
        ("The first three stages were short.", "3"),
        ("The repository has 4200 stars and 2026 issues.", "4200"),
    ],
)
def test_a_number_of_nothing_worth_telling(text: str, value: str) -> None:
    number, _, unit = value.partition(" ")
    wanted = str(Decimal(number).normalize())
    assert not [key for key in numbers_of(text) if key[0] == wanted and unit in ("", key[1])]


def test_experts_of_a_mixture_are_no_people() -> None:
    assert ("16", "people") not in numbers_of("Tern 2 has 16 experts in each layer.")


def test_a_variants_own_context_stands_beside_the_launchs() -> None:
    found = numbers_of(
        "Tern 2 Large has a context window of 128K tokens, and Tern 2 Mini has a context window of 32K tokens."
    )
    assert found[str(Decimal(32000).normalize()), "tokens"].what == "context of Tern 2 Mini"


@pytest.mark.parametrize(
    ("text", "value", "unit", "what"),
    [
        ("It merges what used to be three separate products.", "3", "count", "separate products"),
        (
            "It merges three previously separate Norvale models into one.",
            "3",
            "count",
            "previously separate norvale models",
        ),
        ("It brings a ten-fold gain.", "10", "x", "gain"),
        ("The whole training took 4,200 GPU weeks.", "4200", "weeks", "gpu weeks"),
        ("The stack holds 18 gated blocks and 6 LQA (Late Query Attention) towers.", "6", "count", "lqa (late query"),
        ("Its memory holds nearly 750,000 words at once.", "750000", "count", "words"),
        ("The launch came with a 51-page report.", "51", "count", "page"),
        ("It has grown for eight straight quarters.", "8", "quarters", "straight quarters"),
        ("One call returns up to 16K tokens of notes.", "16000", "tokens", "tokens"),
        ("Eighteen of its drawers open with eighteen keys.", "18", "count", "keys"),
        ("Norvale saw its stock climb over 3% in early trading.", "3", "%", "stock"),
        ("It uses 30% of Auk 5's quota.", "30", "%", "auk"),
        ("That is a 5x gap to its rivals.", "5", "x", "gap"),
        ("The shares closed at HK$138.0 on Monday.", "138", "hkd", "the shares closed"),
        ("Norvale has crossed $240 million in yearly revenue.", "240000000", "usd", "in yearly revenue"),
        ("Norvale now stands at a cap of HK$2.60 trillion.", "2600000000000", "hkd", "stands at a cap"),
    ],
)
def test_a_number_that_no_rule_names_is_told_with_the_noun_behind_it(
    text: str, value: str, unit: str, what: str
) -> None:
    found = {key: number.what for key, number in numbers_of(text).items()}
    assert found.get((str(Decimal(value).normalize()), unit), "").startswith(what), found


@pytest.mark.parametrize(
    "text",
    [
        "Phase 7 covers the rest.",
        "In table 7 rivals are shown.",
        "It beats most 7B models and their 7K counterparts.",
        "It was founded 7 years ago.",
        "Over the past 7 months it has changed.",
        "The team of 7 works in Marl.",
        "The office at 7 Harbour Street opens early.",
        "It scores 7% on ReedBench, and reaches 7% at last.",
        "This is a text of 7 words · 3 min read",
        "Tickets start from €7.",
        "It costs $7 per million input tokens at most partners.",
    ],
)
def test_a_number_in_a_name_a_row_or_a_size_counts_nothing(text: str) -> None:
    assert not [key for key in numbers_of(text) if key[0] in ("7", "7000", "7000000000")]
