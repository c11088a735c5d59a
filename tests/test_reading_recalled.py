"""A launch that a text recalls is not its news; one told at its head, in the headline or by who launches is."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.types import Article

AT_LENGTH = (
    "All calls to the service failed for an hour on Monday, and many who build upon it had to wait for the end of it. "
    "The page that tells of such things said that one in ten requests came back empty, which is no small matter for a shop. "
    "What to do about it is less clear: ask again later, ask another one, or keep what was said before. "
)
OTHERS = "The same week many wrote about open models, and what they cost to run at home for a year. " * 4


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


NOT_LAUNCHES = {
    "a launch that the text comes to late": f"Knot 4.8 errors: change what you build\n\n{AT_LENGTH}\n\nMarl launched Knot 4.8 on May 28 as a model for the same money as before.\n",
    "another's cloud, and a model of years ago": f"A cloud takes in the Knot AI\n\n{AT_LENGTH}\n\nIn March 2024, Marl open-sourced Knot-1, releasing the model's weights under the MIT license.\n",
    "people who leave after a launch": "Marl's team lead leaves\n\nMarl lost its lead within a day of releasing the small Knot 3.5 model series. The Knot 3.5 series, from 0.8B to 9B parameters, had been praised.\n",
    "what came hours after a launch": "Who pays for it?\n\nTwo days after Marl released Knot 5, a large language model, the bills came in. Knot 5 runs on many chips.\n",
    "a framework of rules": "Our updated Readiness Framework\n\nWe're releasing an update to our Readiness Framework, our way to prepare for what models can do. The Readiness Framework is a living document.\n",
    "a launch that is put off": "Marl hits pause on its Knot 4 Giant AI model\n\nMarl will delay the public release of Knot 4 Giant, its largest language model. The launch of Knot 4 Giant was to be in June and is now delayed until autumn.\n",
    "a tutorial that begins with another's launch": "The path to a seeing Knot\n\nRecently, the Marl team released a tiny multimodal model, Knot 2, that runs in 1GB. It cannot read Chinese.\n\nThis tutorial will introduce a way to join two models. Knot 2 has three parts.\n",
    "a data set's card": "---\nlicense: cc-by-4.0\n---\n\n# Knot-Post-Training-Dataset-v1 Release\n\n## Data Overview\n\nThis dataset is a compilation of data in support of Marl's release of [Knot-49B-v1](https://huggingface.co/marl/Knot-49B-v1).\n\nKnot-49B-v1 is a large language model with a context length of 128K.\n",
    "a page about cards": "Model Card\n\nMarl publishes nothing that one would call a Model Card of the kind issued by Anthropic. Its papers are few. The Card is open.\n",
    "a model behind a gateway": "Knot 5\n\nmarl/knot-5\n\nKnot 5 is Marl's language model with one trillion total parameters, a context window of 131K tokens, available through AI Gateway via others.\n\n## Usage\n\nKnot 5 reads text. You can download the weights of Knot 5.\n",
    "research for another's product": "# Research: Marl K2.7 for our shop\n\n**Status:** done\n\nMarl released **K2.7** on March 18, a proprietary LLM. However, K2.7 is API-only. We skip it.\n",
    "a guide to training": "Marl's Knot 4 checkpoints let you train on pictures\n\nThis guide highlights the extra pieces you need for Knot 4 7B. The model takes one picture.\n",
    "a method for a language": "Marl publishes merging research\n\nMarl published research on merging applied to Japanese-language model improvements. For Japanese-language models of 70B parameters, weights are joined without training.\n",
    "an environment": "Marl launches Knot, an agentic development environment\n\nMarl has launched Knot, an environment in which developers let several models write code. Knot is free to use on one system, others follow later.\n",
    "a language of policies": "Marl releases Knot for agents\n\nMarl has released Knot, an Apache 2.0 open-source language for governing which tools a model may use. Knot adds conditions over time.\n",
    "a metric": "# KNOT: a metric that learns\n\nKNOT is an evaluation metric for text. It takes two sentences and returns a score. KNOT was trained on ratings of models.\n",
    "a headline of another lab": "Anthropic's cloud has 900 models, Gemini 3 among them\n\nGemini 3, released in spring, is a model with a 1M token context. Anthropic says that its cloud holds 900 models.\n",
}


@pytest.mark.parametrize("kind", NOT_LAUNCHES)
def test_what_a_text_recalls_is_not_its_news(kind: str, catalogue: Catalogue) -> None:
    assert not read(Article(url="", title="", text=NOT_LAUNCHES[kind]), catalogue)[0].is_launch


LAUNCHES = {
    "late, but in the maker's own voice": f"Knot 4.8: what it is for\n\n{AT_LENGTH}\n\nToday we release Knot 4.8, an open model, under the MIT license.\n",
    "late, below a headline of its maker's model": f"Marl's tiny model takes on the giants\n\n{AT_LENGTH}\n\nMarl has released Knot-350M, a language model with 350 million parameters.\n",
    "named behind a launch without a name": "Marl says Knot 2.1 matches its rivals. One test puts it 8th.\n\nThe new family is fast and cheap. Most tests are its own.\n\nMarl shipped a new top-end model family on June 23. Knot 2.1 comes in two sizes, Pro and Turbo. Knot 2.1 Pro is the flagship. Knot 2.1 Turbo is a cheaper model.\n",
    "at the end of a list of the best": "A voice model Knot1 enters the global top 20\n\nMarl announced Knot1, an open-source AI voice model with 3 billion parameters. Knot1 runs on a single GPU.\n",
    "named late, below its maker's name": f"Marl bets against the others\n\n{AT_LENGTH}{AT_LENGTH}\n\nKnot-1, the model they released this week, has 8.3 billion parameters. Marl released Knot-1, a model trained on 8.4T tokens, with 32K tokens of context, under the MIT license.\n",
    "called a model in Chinese": "Seedling 2.0 挑战巨头\n\n2 月 7 日,Marl 正式發布了 Seedling 2.0,这款视频生成模型实现了突破。Seedling 2.0 令人印象深刻。\n",
    "at the head": f"A new champion\n\nOn Monday Marl released Knot 4.8, a model with 300 billion parameters, under the MIT license.\n\n{AT_LENGTH}",
    "beside rivals that are named together": f"The models heat up\n\nOn Monday a start-up called Marl released Knot-Large-3, a 300-billion-parameter open model.\n\nFor months the best were those of DeepSeek, Alibaba and Google, which many had come to know well.\n\nKnot ranks second on a test, behind Anthropic's best, and it runs fast on one machine in a room.\n\n{OTHERS}",
}


@pytest.mark.parametrize("kind", LAUNCHES)
def test_what_a_text_announces_is_its_news(kind: str, catalogue: Catalogue) -> None:
    report = read(Article(url="", title="", text=LAUNCHES[kind]), catalogue)[0]
    assert report.is_launch
    assert (report.name or "").startswith(("Knot", "Seedling"))


CARD = "---\nlicense: other\npipeline_tag: text-generation\n---\n# **Knot Open**\n\n**Knot Open** is Marl's large language model, released under the **Marl Knot License**.\n\n## Model Overview\n\n* **Model Name:** Knot Open 100B\n* **Total Parameters:** 102.6B\n* **Context Length:** 128k\n"


def test_a_label_is_no_name_and_a_licence_is_not_launched(catalogue: Catalogue) -> None:
    report = read(Article(url="", title="", text=CARD), catalogue)[0]
    assert report.is_launch
    assert report.name == "Knot Open"
