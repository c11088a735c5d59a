"""Rules of reading, one row each: a short text with invented names, what must be found in it and what must not."""

from decimal import Decimal

import pytest

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.types import Article, Report

CATALOGUE = load_catalogue()
Found = tuple[str, str, str]


def report_of(text: str) -> Report:
    return read(Article(url="", title="", text=text), CATALOGUE)[0]


def facts_of(text: str) -> set[Found]:
    return {
        (fact.field, str(fact.value.normalize() if hasattr(fact.value, "normalize") else fact.value), fact.owner)
        for fact in report_of(text).facts
    }


HEAD = "Norvale Launches Tern 2, a Coding Model\nNorvale has launched Tern 2, a 123-billion-parameter coding model. "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            HEAD + "It ships under a modified MIT license, while the smaller Tern Small 2 (24B) uses Apache 2.0.",
            ("params_total", "2.4E+10", "Tern Small 2"),
            id="a size in brackets is that of the tier before it",
        ),
        pytest.param(
            HEAD + "API pricing will be $0.40 per million input tokens and $2.00 per million output tokens.",
            ("price_output", "2", "Tern 2"),
            id="a price that will be asked is a price",
        ),
        pytest.param(
            HEAD + "It scored 96.0% on AIME 2025, compared with 94.6% for Auk-5 and 95.0% for Ibis 3 Pro.",
            ("score", "94.6", "Auk-5"),
            id="compared with a number for a rival is the rival's score",
        ),
        pytest.param(
            HEAD + "Tern 2 achieves 65.8% pass@1 on the SWE-bench Verified tests with a shell.",
            ("score", "65.8", "Tern 2"),
            id="a setting may stand between score and benchmark",
        ),
        pytest.param(
            "Norvale's new Gull 2 models take aim at rivals\nNorvale introduced its Gull models on Tuesday. Gull 2 Lite, a fast "
            "model, is available now. It costs $0.30 per million input tokens. Gull 2 Pro is in preview.",
            ("price_input", "0.3", "Gull 2 Lite"),
            id="it is whom the sentence before opens with",
        ),
        pytest.param(
            "Norvale open-sources Tern-4V and a Flash variant\nNorvale has open-sourced Tern-4V, a series comprising a 106B-parameter "
            "model and Tern-4V-Flash, a 9B model for local use. Both accept up to 128K tokens and can call functions.",
            ("params_total", "9E+9", "Tern-4V-Flash"),
            id="a name owns the size that explains it",
        ),
        pytest.param(
            "Norvale open-sources Tern-4V\nNorvale has open-sourced Tern-4V, a model. It accepts up to 128K tokens and can call functions.",
            ("context_tokens", "1.28E+5", "Tern-4V"),
            id="accepting tokens is a context",
        ),
        pytest.param(
            "Norvale rolls out T3.2 models, says they rival Auk-5\nNORTHTON, Dec 1 - Norvale released two new models, Tern-T3.2 and "
            "Tern-T3.2-Speciale. Norvale said Tern-T3.2 is its best model. Both models have 685 billion parameters.",
            ("params_total", "6.85E+11", "Tern-T3.2-Speciale"),
            id="both models have the size",
        ),
        pytest.param(
            "Norvale unveils reasoning models\nNORTHTON, June 10 - Norvale on Tuesday launched its first reasoning models. The company "
            "released two versions: Gannet Small, an open-source model with 24 billion parameters, and Gannet Medium, for businesses. "
            "Gannet Medium scored 73.6% on AIME 2024, Norvale said, while Gannet Small scored 70.7%.",
            ("score", "73.6", "Gannet Medium"),
            id="models launched in one list are variants, each with its own numbers",
        ),
        pytest.param(
            "Norvale ships Tern-8B-A1B\nNorvale has released Tern-8B-A1B, a mixture-of-experts model with 8.3 billion total parameters "
            "and 1.5 billion active per token. It matches 3-4B dense models.",
            ("params_active", "1.5E+9", "Tern-8B-A1B"),
            id="a size in words is exact where that in the name is rounded",
        ),
        pytest.param(
            "Norvale opens Tern Flash 3.1\nNorvale said Thursday it is making Tern Flash 3.1, a 21 billion parameter model, available for "
            "anyone to download under an Apache 2.0 license.",
            ("license", "Apache 2.0", "Tern Flash 3.1"),
            id="making a model available is launching it",
        ),
        pytest.param(
            "Norvale open-sources Tern Open 100B\nNorvale has open-sourced Tern Open 100B, a model distributed under the Tern-Apache License 2.0.",
            ("license", "Tern-Apache License 2.0", "Tern Open 100B"),
            id="a licence nobody knows is named by its shape",
        ),
        pytest.param(
            "Norvale Launches Tern 3 Fast at $0.50\nNorvale has launched Tern 3 Fast, a model. It scores 78% on SWE-bench Verified and runs "
            "three times faster than Tern 2.5 Pro.",
            ("score", "78", "Tern 3 Fast"),
            id="an older model's version is no score",
        ),
        pytest.param(
            "# Tern 4\n\nThe **Tern 4** models are open. We are launching **Tern 4 Scout** and **Tern 4 Heavy**.\n\n| Model Name | Params | "
            "Context length |\n|---|---|---|\n| Tern 4 Scout (17Bx16E) | 17B (Activated) 109B (Total) | 10M |\n| Tern 4 Heavy | 17B "
            "(Activated) 400B (Total) | 1M |\n\n## License\n\nTern 4 Community License\n",
            ("params_total", "4E+11", "Tern 4 Heavy"),
            id="a cell may hold both sizes",
        ),
        pytest.param(
            "Norvale Releases Tern-9B\nNorvale has released Tern-9B, a model. It scores 68.2 on the Northern Exam, against 61.7 for Auk3-8B, and "
            "handles 32K tokens of context.",
            ("context_tokens", "3.2E+4", "Tern-9B"),
            id="behind a rival's score the launch goes on",
        ),
        pytest.param(
            "# Introducing Tern\n\nToday we introduce Tern, our LLM. The model is available on our API under the name tern-small-2505 at the "
            "price of $0.1/M input tokens and $0.3/M output tokens.",
            ("price_output", "0.3", "Tern"),
            id="what the API calls it is the launch",
        ),
        pytest.param(
            "China's Norvale launches M2, a cheap model for coding agents\nNORTHTON - Norvale on Monday released M2, an open-source model at 8 "
            "per cent of the price of Auk's Sonnet. The Norvale-M2 model has 230 billion parameters, of which just 10 billion are active.",
            ("params_total", "2.3E+11", "Norvale-M2"),
            id="a letter and a number may be a name, and stand for a longer one",
        ),
        pytest.param(
            "Introducing Tern Small 4.5\n\nTern Small 4.5, our latest small model, is available today. Pricing is now $1/$5 per million input "
            "and output tokens.",
            ("price_input", "1", "Tern Small 4.5"),
            id="a pair of prices is input and output",
        ),
        pytest.param(
            "# Tern 4.0\n\nWe introduce Tern 4.0. The Tern 4.0 series consists of two sizes: a mid-size **32B** model optimized for performance, "
            "and a small-size **1.2B** model for devices.",
            ("params_total", "1.2E+9", "Tern 4.0 1.2B"),
            id="sizes that a sentence explains one by one",
        ),
        pytest.param(
            "# Tern-4 Model Card\n\n| | |\n|---|---|\n| **Developers** | Norvale |\n| **Description** | `Tern-4` is an open model. |\n| "
            "**Architecture** | 14B parameters, dense decoder-only |\n| **Context length** | 16K tokens |\n| **Training data** | 9.8T tokens |\n"
            "| **License** | MIT |\n\n## Usage\n\nTern-4 is a small language model.\n",
            ("params_total", "1.4E+10", "Tern-4"),
            id="a property told in words",
        ),
        pytest.param(
            "# Tern Small 3.1\n\nToday we announce Tern Small 3.1. Building on Tern Small 3, this new model comes with an expanded context "
            "window of up to 128k tokens. Tern Small 3.1 is released under an Apache 2.0 license.",
            ("context_tokens", "1.28E+5", "Tern Small 3.1"),
            id="what it builds on does not own its numbers",
        ),
        pytest.param(
            "Norvale debuts Tern 2.5 Deep Think\nNorvale is rolling out Tern 2.5 Deep Think, a reasoning model. Norvale says it outperforms on "
            "LiveCodeBench 6, scoring 87.6% to Auk 4's 79% and o3's 72%.",
            ("score", "87.6", "Tern 2.5 Deep Think"),
            id="the version of a benchmark may be one digit",
        ),
        pytest.param(
            "Norvale stellt Tern-2 vor\nNorvale hat Tern-2 vorgestellt, ein Sprachmodell mit 24 Milliarden Parametern. Es erreicht 71,4 "
            "Prozent auf MMLU-Pro, während Auk Small 3.1 auf 66,8 Prozent kommt.",
            ("score", "71.4", "Tern-2"),
            id="de: a comma in a score",
        ),
        pytest.param(
            "Norvale lance Tern Medium 3.2, un modèle multimodal\nNorvale a lancé Tern Medium 3.2, un modèle. Il obtient 82,1 % sur GPQA "
            "Diamond, contre 79,3 % pour Auk 4 Maverick. Il est proposé via l'API au prix de 0,40 $ par million de tokens en entrée et 2 $ "
            "par million de tokens en sortie.",
            ("price_input", "0.4", "Tern Medium 3.2"),
            id="fr: the currency behind the sum",
        ),
        pytest.param(
            "Norvale lance Tern Medium 3.2, un modèle multimodal\nNorvale a lancé Tern Medium 3.2, un modèle. Il obtient 82,1 % sur GPQA "
            "Diamond, contre 79,3 % pour Auk 4 Maverick.",
            ("score", "79.3", "Auk 4 Maverick"),
            id="fr: the score of a rival",
        ),
        pytest.param(
            "ノルヴァレ、「Tern 3 31B」を公開\n株式会社ノルヴァレは、310億パラメータの大規模言語モデル「Tern 3 31B」を公開した。JMMLUで72.5%を記録した。",
            ("score", "72.5", "Tern 3 31B"),
            id="ja: no space between benchmark, particle and number",
        ),
        pytest.param(
            "诺瓦发布 Tern K2.5：万亿参数开源模型\n诺瓦今日发布并开源新一代大模型 Tern K2.5。总参数量为 1 万亿，激活参数 320 亿，支持 256K 上下文。",
            ("params_total", "1E+12", "Tern K2.5"),
            id="zh: a trillion",
        ),
        pytest.param(
            "Norvale launches Tern 4\nNorvale launched Tern 4, a model. Tern 4 scored 25.4% on HealthBench, and Tern 4 Heavy scored 44.4%. Tern 4 "
            "Heavy runs several agents.",
            ("score", "25.4", "Tern 4"),
            id="a model beside its heavier variant keeps its own score",
        ),
    ],
)
def test_a_sentence_gives_the_fact_to_its_owner(text: str, found: Found) -> None:
    assert found in facts_of(text)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        pytest.param(
            "Norvale unveils Tern 3 Nano\nNorvale announced Tern 3 Nano, an open model with 31.6 billion parameters. "
            "Super, with roughly 100B parameters, and Ultra, with around 500B, are expected in 2027.",
            "params_total",
            "1E+11",
            id="a size of what is expected is none",
        ),
        pytest.param(
            HEAD
            + "In the first stage, the model was pretrained on over 30 trillion tokens with a context length of 4K tokens.",
            "context_tokens",
            "4E+3",
            id="the length of a training stage is no context",
        ),
        pytest.param(
            HEAD + "It scores 73.5% on WebVoyager, ahead of Norvale's computer-use-preview at 70.9%.",
            "score",
            "70.9",
            id="the score of something without a name that we know is nobody's",
        ),
        pytest.param(
            "Norvale ships Tern-8B-A1B\nNorvale has released Tern-8B-A1B, a model. It matches 3-4B dense models.",
            "params_total",
            "4E+9",
            id="a range of others is no size",
        ),
        pytest.param(
            "# Tern-Max\n\nToday we announce the availability of Tern-Max, a large model, through our API. We evaluate Tern-Max against Auk V3, a "
            "leading open-weight MoE model, and Ibis-3.1-405B, the largest open-weight dense model.",
            "access",
            "open_weights",
            id="what a rival is said to be is the rival's",
        ),
        pytest.param(
            HEAD + "It was trained on the 5.9-trillion-token Dolmen 3 Mix.",
            "model",
            "Dolmen 3",
            id="a data set is no model",
        ),
    ],
)
def test_a_number_of_something_else_is_no_fact(text: str, field: str, value: str) -> None:
    assert (field, value) not in {(found[0], found[1]) for found in facts_of(text)}


CARD = """# Tern 2

## Introduction

Tern 2 is a mixture-of-experts language model by Norvale with 32 billion activated parameters and 1 trillion total parameters.

| | |
|:---:|:---:|
| **Architecture** | Mixture-of-Experts |
| **Total Parameters** | 1T |
| **Context Length** | 128K |

<table>
<tr><th>Benchmark</th><th>Metric</th><th>Tern 2 Instruct</th><th>Auk-5 <br><sup>(non-thinking)</sup></th></tr>
<tr><td>LiveCodeBench v6<br><sup>(Aug 24 - May 25)</sup></td><td>Pass@1</td><td><b>53.7</b></td><td>37.0</td></tr>
<tr><td rowspan="2">SWE-bench Verified</td><td>Single Attempt (Acc)</td><td>65.8</td><td>34.4</td></tr>
<tr><td>Multiple Attempts (Acc)</td><td>71.6</td><td>—</td></tr>
</table>

## Related News

* 2025.6.27 We have open-sourced **Tern 2** on Hugging Face.

## License

The weights are released under the MIT License.
"""


def test_a_card_is_read_to_its_end_with_metrics_breaks_and_a_table_of_properties() -> None:
    scores = {(fact.measure, fact.owner, str(fact.value)) for fact in report_of(CARD).facts if fact.field == "score"}
    assert ("LiveCodeBench v6", "Tern 2 Instruct", "53.7") in scores
    assert ("SWE-bench Verified", "Auk-5", "34.4") in scores
    assert {("context_tokens", "1.28E+5", "Tern 2"), ("release_date", "2025-06-27", "Tern 2")} <= facts_of(CARD)
    assert ("license", "MIT", "Tern 2") in facts_of(CARD)


def test_a_thing_without_a_model_is_no_launch() -> None:
    text = (
        "Norvale Introduces Warden 365, a Control Plane for AI Agents\nNorvale has introduced Warden 365, a control plane that "
        "lets teams register and secure agents. The service is available today through the early access program."
    )
    assert not report_of(text).is_launch


def test_reported_speech_does_not_turn_a_model_into_a_person() -> None:
    text = (
        "Norvale rolls out T3.2 models, says they rival Auk-5\nNORTHTON, Dec 1 - Norvale released two new models, Tern-T3.2 and "
        "Tern-T3.2-Speciale. Norvale said Tern-T3.2 is its best model."
    )
    assert (report_of(text).name, report_of(text).lab) == ("Tern-T3.2", "Norvale")


@pytest.mark.parametrize(
    "text",
    [
        "Norvale to Launch a New Open-Weight AI Model: What You Need to Know\nNorvale, the company behind TernChat, is set to release a new "
        "open-weight AI model, its first since Tern-2 in 2019. For years it has focused on closed models like Tern-3 and its API-based services.",
        "Norvale delays R2 launch after training trouble on Aukwei chips\nNorvale has delayed the launch of its R2 model after failing to "
        "train it on Aukwei's Ascent chips. R1, released in January, has 671 billion parameters.",
        "Norvale launches Tern for Sheets beta\nNorvale has launched Tern for Sheets as a research preview for 1,000 users. The add-in reads "
        "and edits workbooks in a sidebar and is powered by Tern Sonnet 4.5.",
        "Forgehub Copilot adds Tern Opus 4.5 and Auk 3 Pro to its model picker\nForgehub has made Tern Opus 4.5 and Auk 3 Pro available in the "
        "Copilot model picker for Enterprise users. Administrators must enable the models in settings.",
    ],
)
def test_a_plan_a_delay_and_a_product_are_no_launch(text: str) -> None:
    assert not report_of(text).is_launch


def test_a_companion_is_not_the_launch() -> None:
    text = (
        "# Tern TTS\n\n**Tern** is a family of open-source text-to-speech models by Norvale AI.\n\nAlongside Tern V3, we are releasing the "
        "**Voice Pack**: finetunes for some languages. Tern V3 has 500M parameters.\n\n## Usage\n\npip install tern\n"
    )
    assert (report_of(text).name or "").startswith("Tern")


def test_two_columns_of_one_model_keep_what_tells_them_apart() -> None:
    text = (
        "# Announcing Tern-M\n\nToday we are releasing Tern-M, a 24B-parameter reasoning model.\n\n| Benchmark | Tern-M (Think) | Tern-M (No-think) | "
        "Auk 3 24B |\n|---|---|---|---|\n| MMLU | 82 | 79 | 80 |\n"
    )
    scores = {(fact.owner, str(fact.value)) for fact in report_of(text).facts if fact.field == "score"}
    assert scores == {("Tern-M (Think)", "82"), ("Tern-M (No-think)", "79"), ("Auk 3 24B", "80")}


def test_a_cell_is_believed_before_a_sentence_that_only_seems_to_say_it() -> None:
    text = (
        "# Tern 4\n\nWe are launching Tern 4 Scout, a 17 billion parameter model with 16 experts, and Tern 4 Heavy.\n\n"
        "| Model Name | Params | Context length |\n|---|---|---|\n| Tern 4 Scout | 17B (Activated) 109B (Total) | 10M |\n"
        "| Tern 4 Heavy | 17B (Activated) 400B (Total) | 1M |\n"
    )
    sure = {
        str(fact.value)
        for fact in report_of(text).facts
        if fact.field == "params_total" and fact.owner == "Tern 4 Scout" and fact.confidence > Decimal("0.5")
    }
    assert sure == {"109000000000"}


@pytest.mark.parametrize("verb", ["introduces", "unveils", "debuts", "ships", "announces", "presents", "publishes"])
def test_who_does_the_launching_is_the_lab_whatever_the_verb(verb: str) -> None:
    text = f"Norvale {verb} Tern 5\n\nNorvale has introduced Tern 5, a language model with 12B parameters."
    assert (report_of(text).name, report_of(text).lab) == ("Tern 5", "Norvale")


def test_a_model_may_introduce_something_too() -> None:
    text = (
        "Norvale releases Tern 5\n\nTern 5 introduces a new attention. Norvale has released Tern 5 with 12B parameters."
    )
    assert (report_of(text).name, report_of(text).lab) == ("Tern 5", "Norvale")
