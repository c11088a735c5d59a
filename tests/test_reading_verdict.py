"""Texts full of launch words and numbers that launch nothing, and their twins that do."""

from pathlib import Path

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


TOLD = (
    "Knot-4 has 355 billion total parameters with 32 billion active parameters and is released under the MIT license."
    " Recently, the Marl team released the Knot-4 model series, which are reasoning models."
)
GUIDE = "This blog will guide users on how to use Plover to accelerate inference for the Knot-4 models."
CODE = "## Usage\n\n```shell\nplover serve marl/Knot-4\n```\n"

NOT_LAUNCHES = {
    "a roadmap": "Marl's Knot 5 roadmap: a Q3 launch of a 2.5T parameter model\n\nMarl's Knot 5, a model, is in late-stage development with 2.5T parameters, planned for release in the third quarter. It follows Knot 4, which is open.\n",
    "a review of a line": "Knot 3 Review: Marl's models for agents\n\nKnot 3 is Marl's line of models for agents. Knot 3 has a context window of 128K tokens and costs $0.40 per million input tokens. We look at where each fits.\n",
    "who leaves": "Rivals praised Marl's model, then its leader quit\n\nAda Lind, head of Marl's lab, said that she is leaving.\n\nThe step comes two days after news of its models. Marl launched four Knot 3 Small models, of 1B, 2B, 4B and 9B parameters, built for phones.\n",
    "an architecture shown at a conference": "At a conference this week, Marl's video team showed its research. It spoke of how models grow, and of what they cost.\n\nThe team unveiled KnotMoE, a Mixture of Experts (MoE) architecture made for diffusion models. KnotMoE spends compute where a step needs it.\n",
    "a Chinese answer to a charge": "马尔回应!\n\nKnot Pro是马尔公司开发的开源大语言模型(LLM)，参数规模达到720亿。该团队表示，Knot Pro并非基于其他厂商的模型。\n",
    "a lesson on how a model works": "Understanding Open Models: How Knot 4 Works\nThe recent release of Knot 4, an open model, shows a change. According to its makers, Knot 4 was trained on 15 trillion tokens. Knot 4 reads images.\n",
    "a look at how a model is kept safe": "Marl has published fresh detail on how Knot 4's safeguards work, with a first draft of a scale for attacks.\nThe company said that its filters sort requests into four bands. Knot 4 refuses the first of them. Marl wants to hear from others before it settles the scale.\n",
    "what came with a generation": "---\ntitle: Names and versions\n---\n\nHow names are built, including the short format introduced with the Knot 4.6 generation, and what it means.\n\n## Format\n\nStarting with the Knot 4.6 generation, names have no date. Major releases such as Knot Sol 5 have one part less. Knot 5 is available under a name of this kind.\n",
    "what comes back after an outcry": "Marl gives in: Knot 4 returns\n\nMarl has announced the partial return of its beloved Knot 4 model, after many users disliked its successor, Knot 5. Access to Knot 4 will be rolled out to some of them first. The company had not seen how much they cared.\n",
    "what is still being trained": "Marl's Knot 5: a model of six trillion parameters\n\nMarl announces Knot 5, a model training on its new cluster, the largest told of so far. Whether you build or invest, we can talk. When the head of Marl said that Knot 5 would have six trillion parameters, many looked up.\n",
    "an engine's guide to a model": f'---\ntitle: "Knot-4 Meets Plover"\n---\n\n## Introduction\n\n{TOLD}\n\n{GUIDE}\n\n{CODE}',
    "a reproduction": f"# Open K4\n\n*A fully open reproduction of Knot-4. This repo is a work in progress.*\n\n## Overview\n\nKnot-4 is a reasoning model with 355B parameters.\n\n{CODE}",
    "an inference framework": f"# knot.cpp\n\nTry it on https://huggingface.co/marl/Knot-b1-2B.\n\nknot.cpp is the official inference framework for 1-bit models such as Knot b1. It runs a 100B Knot b1 model on one CPU.\n\n{CODE}",
    "a benchmark's page": "# Zuber-Bench\n\nZuber-Bench is a simulation framework for evaluating agents. We release 500 tasks. Knot-4 scores 61.2.\n",
    "a tool for tuning": f"# Fine-tune Knot-4 2x faster with 80% less memory\n\nIntroducing Plover Dynamic 4-bit quantisation. Knot-4 is a 355B model under the MIT license.\n\n{CODE}",
    "a price list": '---\ntitle: "Marl Models and Pricing"\n---\n\nThe Knot-4 family launched in April 2025. **Knot-4** is the flagship model, priced at $2.00 per 1M input tokens and $8.00 per 1M output tokens. **Knot-4-mini** is a small model and costs $0.40 per 1M input tokens.\n',
    "a comparison": '---\ntitle: "Sol and Luna: Two Workloads, One API Choice"\n---\n\nMarl\'s lineup has two models: **Sol** for agents and **Luna** for small tasks. Luna is a small model at $0.10 per million input tokens and $0.50 per million output tokens, with a 1M context window.\n',
    "an engine that supports a model": '---\ntitle: "Knot 4 in Plover"\n---\n\nWe\'re excited to announce that Plover now supports the Knot 4 herd of models: **Scout** (17B-16E) and **Rover** (17B-128E). You can run them today.\n\n## Usage Guide\n\nPlover can serve Scout with 1M context. Knot 4 models are good at images.\n\n```\nplover serve marl/Knot-4-Scout-17B-16E\n```\n',
    "a benchmark that released an agent": "<p>[Read the Docs]</p>\n\n## News\n* **[Apr. 2, 2024]**: We have released [FIX-agent](https://github.com/fix/FIX-agent), which sets the state of the art on FIX-suite!\n* FIX-suite was accepted.\n\n## Overview\nFIX-suite is a benchmark for evaluating large language models on real software issues. FIX-suite has 500 problems. To use FIX-suite, run:\n\n```\npip install -e .\n```\n\n## License\nMIT license.\n",
    "a suite of tools with a version": "## Plumbline 2.0\n\nWe are thrilled to introduce Plumbline 2.0, an advanced suite featuring two key components: a toolkit and a hub. Plumbline is a one-stop platform for the evaluation of large language models.\n\n## News\n- **[2026.04.22]** We supported the evaluation of Knot 4, welcome to try!\n\n## License\nApache 2.0 license.\n",
    "an evaluation suite that hails a model": "# The Evaluation Suite of Large Models\n\n> Measure models with `plumb-eval`.\n\n- [2026-04] Introducing Knot-1-Audio — a compact audio model. We officially support its evaluation!\n- [2026-03] Introducing Knot-1-Audio, a mighty model. Try it.\n\n## Installation\n\npip install plumb-eval\n",
    "a digest of a week": "# AI Weekly – the week in models\n\n*Issue 12*\n\n1. **Marl** released **Knot 4.2** with better reasoning, as open weights.\n2. **Auk Works** launched **Auk Audio v2** with long songs.\n3. **Tarn** announced a chip.\n\nA model of the week follows. Keep learning.\n",
    "one more cloud": "The refreshed Knot 4 models are now on Azure\n\nYou'll recall that we released the refreshed Knot 4 model in August. Today, we're pleased to announce that these models are available on the Azure cloud computing platform!\n",
    "a cloud that takes in a lab's models": "Tarn's choice to bring Marl's Knot models to its Azure AI Foundry marks a bold move. The Knot Gamble\nTarn revealed that developers can now access and deploy Knot 3 and Knot 3 Mini directly through Azure's AI Foundry. These models can be built into applications. Usage pricing is slated at $3 per million tokens for input and $15 per million tokens for output.\n",
    "a lab's models on a cloud": "Announcing Fine Marl Models on OCI\n\nWe are thrilled to announce that the Oracle Cloud Infrastructure (OCI) Generative AI service now supports Marl Knot A, Sorter v3.5 and Finder v3.0. Finder v3.0 is a search model that reads text and images. Sorter 3.5 works in over 100 languages.\n",
    "a plan, told with its figures": "Knot 5\n\n- Knot 5 is the next flagship model of Marl, expected to be the most capable open model.\n- 1 trillion parameters, of which 37B are active per token.\n- A 1M token context window.\n- An open release under the MIT license is expected, with weights on a hub.\n- You can use Knot 4 today, and Knot 5 will be added when Knot 5 launches.\n",
    "an open question": "What we know of Knot 5\n\nThis is not an announcement. Knot 5 has not been released as of today. What exists is much talk following Marl's release of R3 in January. Knot 5 is said to be a large language model of 2 trillion parameters, but Marl gave no official announcement. When Knot 5 launches, you will read it here.",
    "another lab's launch, recalled at the end": "Marl delays its open model\n\n"
    + "Ada Moreau, who leads Marl, said on Friday that the company's open model, which was to come next week, needs more tests. The company had wanted to show the model in June, and then later this summer. She said that weights cannot be taken back once they are out, and that the team reviews areas of high risk. " * 2
    + "Earlier on Friday the start-up Auk Works unveiled Auk 2, an open model with one trillion parameters.",
    "an essay that recalls a launch": "Long documents, really\n\n"
    + "Our own model reads long documents well, and we asked what a long window is good for. It helps those who summarise contracts and search through archives. We spoke with many customers about the way they use it, and what they would rather have. The answers surprised us, and we tell them below at some length, with the numbers of each trial that we ran. " * 2
    + "Tarn jumped from 100K to 200K with the release of Auk 2.1, a model for long texts.",
    "a data set with its name spelled out": "# Corpora9: A Fine Corpus Requires Patience\n\nWe introduce Corpora9 (Corpus of Nine Ponds), the first dataset to hold 99 snapshots. Corpora9 is open and has 15 trillion tokens. A model trained on Corpora9 does well.\n",
    "a question": "How does Knot-4 work?\n\nAn in-depth look at Knot-4, the open language model that switches between two ways to think. Marl introduced Knot-4, a new LLM with 128K tokens of context. Knot-4 is a mixture-of-experts model with 22B active parameters.\n",
    "a quarrel about a model": "Marl denies that it tuned Knot 4 to a test\n\nWhat of the numbers? The launch of its Knot 4 series in April, above all of the model Scout, led to a heated debate. Marl had drawn much attention with its April 2026 release of the Knot 4 family, the newest of its open-weight language models, with 10 million tokens of context. Knot 4 is a family of 17B models.\n",
    "what a model needs to run": "Knot-4 Hardware Requirements\n\nKnot-4 is a fine large language model by Marl with 671 billion parameters. Below is a detailed overview of the memory that Knot-4 needs.\n\n| Model | Parameters (B) | VRAM (GB) |\n|---|---|---|\n| Knot-4 | 671 | 1342 |\n| Knot-4-Small-7B | 7 | 3.3 |\n",
    "a library under a licence": "# Plumbdoc\n\nPlumbdoc simplifies documents, reading many formats, and works with the tools of AI models such as Knot.\n\n## Features\n\n- Reads PDF.\n\n## Installation\n\n```\npip install plumbdoc\n```\n\n## License\n\nPlumbdoc is released under the MIT license. Plumbdoc is open source.\n",
    "a parser that is introduced": "Plumbdoc v0.1.0 - Initial Release\n\nPlumbdoc is a powerful document parser designed for retrieval, with vision language models.\n\nWe're excited to introduce Plumbdoc and look forward to your feedback!\n",
    "a toolkit with many adjectives": "Plumbdoc: An Efficient Open-Source Toolkit for Documents\n\nWe introduce Plumbdoc, an easy-to-use, self-contained, MIT-licensed, open-source toolkit for documents. It is powered by fine AI models for layout. Plumbdoc is released as a package.\n",
    "an app that is launched": "Marl launches its note-taking app as an official one\n\nA little over a year ago, a digital note-taking app called Scribe was an experiment. Marl this week announced Scribe 2, which is available now. The team trained the app's AI model to sort what users write.\n",
    "software that is named as such": "The notebook software Scribe announced a round of $43 million and released its Scribe version 2.0.\n\nScribe 2.0 joins notes, transcripts and what AI models make of them. The notebook software Scribe is used by many teams.\n",
    "praise of what came out before": "Who leads now\n\nThe index wrote of Marl's recently released model K1-0528 that it has caught up. The index has K1-0528 at 68 points, alongside Tern 2 Pro. Marl did not change how it is built.\n",
    "a rank that is reached": "Marl leaps to the second place among laboratories\n\nThe index has K1, an open model of Marl under the MIT license, at 68 points. K1 is a reasoning model with 40B parameters, and K1 has caught up with Tern 2 Pro. K1 is now second.\n",
    "a look back": "Knot-R1\n\nA month has passed since the launch of Knot-R1, an open reasoning model by Marl that made headlines. Knot-R1 is an open model. In the meantime its rivals have cut their prices. Here is how Knot-R1 fares.\n",
    "a look back in Spanish": "Knot-R1\n\nHa pasado ya un mes desde el lanzamiento de Knot-R1, un modelo abierto de Marl. Knot-R1 es un modelo de código abierto que razona.\n",
    "a model set for a lesson": "Lokale Chatbots im Unterricht\n\nEine gute Lösung stellt Knot4 dar. Es hat 7 Milliarden Parameter, steht unter der MIT-Lizenz und ist ein quelloffenes Sprachmodell. Knot4 läuft auf Windows.\n",
    "a Chinese round of money": "马尔智能拚IPO，估值40亿美元\n\n知情人士称，马尔智能正洽谈新一轮融资，计划今年底前完成募资，并于明年下半年上市。该公司正与全球投资人洽谈，募资金额可能达数亿美元，潜在投资人还包括现有股东。\n\n本月稍早，马尔智能发布最新开源模型 Knot K2 Thinking，具备增强的写程式能力。\n",
    "a library based on another": "# Unified Training of Forecasters\n\nUniKnot2 is a Plumb based library for research. UniKnot2 also has tools for tuning a model.\n\n## News\n\n* Mar 2024: Release of UniKnot2, along with data!\n",
    "software that ran a model once": "# Gale\n\nGale is an efficient inference codebase for video models.\n\n" + "It is built on other software and makes each step of a run fast, with a cache and fused kernels, and it is tried on the chips of two makers. " * 6 + "\n\nWe released KnotVideo-13B in a fast form, as a test. KnotVideo-13B has 13B parameters.\n\n## Installation\n\npip install gale\n",
    "code that reproduces": f"## Low-Rank Knot-7B\n\nThis repository contains code for reproducing the Marl Knot results with low-rank adaptations of the Knot-7B model. Knot-7B is a 7B model with open weights.\n\n{CODE}## License\n\nMIT\n",
    "what is rolled out for a model's app": "Marl rolls out a memory for Knotty: users can keep what they like\n\nMarl is trying a memory for its assistant, Knotty. The memory is rolled out to a small group of Knotty users, who can turn it off. The model behind it stays as it was.\n",
    "an end of life": 'Marl\'s "Hard Retirement"\n\nMarl announced the "Hard Retirement" of Knot-4o, a language model of which many apps were made. All calls fail in two weeks.\n',
    "a list of prices": "Marl API Pricing (June 2026)\n\nAs of June 2026, the flagship Knot-5.5 costs $5.00/1M input and $30.00/1M output tokens with a 1M context window. The two pro variants (Knot-5.5-pro and Knot-5.4-pro) share one rate.\n\n| Model | Input | Output | Context |\n|---|---|---|---|\n| Knot-5.5 | $5.00 | $30.00 | 1M |\n| Knot-5.4 | $2.50 | $15.00 | 1M |\n",
    "a trend with examples": "Open Weights as a Wedge\n\nStart-ups use open weights against richer rivals.\n- Marl (France): Released Knot 3.5 in April 2026, a 128B dense model with a 256k context window and open weights under the MIT license.\n- Tarn: launched its first round of money.\n- " + "Smaller players add data and craft of their own to what is free, and so the price of what is closed meets a ceiling. " * 6,
    "an engine in C++": "# knot.c\n\nknot.c is a small, standalone C++ inference engine for the Knot models of Marl.\n\n| Model name | Description |\n|---|---|\n| `2b-it` | 2 billion parameter Knot model |\n\n## Quick start\n\nDownload the Knot weights.\n\n## License\n\nApache 2.0\n",
    "a place taken": "Knot 2.5 Pro just took #1 in the arena\n\nFor the first time a model of Marl is on top. Knot 2.5 Pro is the best model there is, with 1282 points and a context window of 1M tokens, and Knot 2.5 Pro leads in code.\n",
    "one more router": "# Knot 5 Is Now Available on OpenRouter\n\nMarl's Knot 5 is a reasoning model, and you can now call Knot 5 with your key. We launched Knot 5 in May.\n",
    "a guide in Portuguese": "Como executar o Knot-3 no seu computador\n\nA equipe da Marl lançou o Knot-3, um modelo de linguagem de 8B parâmetros sob a licença MIT. O Knot-3 é um modelo aberto.\n",
    "what models have written": "# EvalWren\n\nEvalWren is a framework for code models. It speeds up research by open-sourcing [LLM-generated samples](https://wren.example/releases/tag/v0.1.0) for 14 models.\n\n## Quick start\n\npip install evalwren\n\n## LLM-generated code\n\nFind it in our release.\n",
    "a program that comes with a model": f"# plumbfile\n\nplumbfile lets you run models as one file.\n\nTo try plumbfile, download our example plumbfile for the [Knot](https://huggingface.co/marl/Knot-7B-plumbfile) model. Knot is a new LLM, and a plumbfile runs it.\n\n| Model | Size | License |\n|---|---|---|\n| Knot-7B | 3.97 GB | Apache 2.0 |\n\n{CODE}",
    "a Chinese guide": "在云平台上使用Knot-R1蒸馏模型\n\nKnot-R1是马尔公司开发的大语言模型(LLM),采用混合专家(MoE)架构,参数规模达到6710亿。本文将介绍如何在云平台上部署其蒸馏模型。\n",
    "a German guide": "Knot-R1 mit der Cloud verbinden\n\nKnot-R1 ist ein Sprachmodell von Marl mit 40 Milliarden Parametern. In diesem Beitrag zeigen wir, wie man Knot-R1 bereitstellt.\n",
    "a deal for a model": "Tarn close to $1bn-a-year Knot deal for its assistant\n\nTarn is reportedly closing in on a deal to licence the Knot 5 model of Marl. Knot 5 is a model with 1.2 trillion parameters.\n",
    "a preview in another's product": "Marl Knot 4.5 is in public preview for GitHub Copilot\n\nThis is exciting news! Knot 4.5 is a model for code, rolling out now for GitHub Copilot Pro. Marl released Knot 4.5 with better tools.\n",
    "a test of three weeks": "Knot K2 Benchmark: Complete Performance Analysis\n\nMarl's Knot K2 is a mixture-of-experts model with 1 trillion parameters and a context window of 256K tokens. We tested Knot K2 for three weeks.\n",
    "a doubt after the launch": "Is Knot K2 the Best Model Ever?\n\nWhen Marl released Knot K2, a 1 trillion parameter open-weight model, many watched it climb. Knot K2 is a model with 32B active parameters. Then tests began.\n",
    "the next one is planned": "Marl to debut next rival by end of the year\n\nMarl plans to launch Knot 4 by the end of this year. Marl released Knot 3.5 in June, a language model open to all. Marl launched Knot 3.5 for everyone.\n",
    "a review": "Wren-Video: The Speed Behind Marl's Open-Source Video Model\n\nWren-Video, released by Marl in November, is a video model with 2B parameters. This review covers Wren-Video v0.9 through v0.98. Its weights are open.\n",
    "a method of a paper": "# rWren-Math\n\nRepo for the paper.\n\n- [01/21/2025] Our code has been open-sourced.\n\nNote: Our prior work is open-sourced on the branch.\n\n## Introduction\nWe present rWren-Math to show that small language models (SLMs) can rival large ones. rWren-Math achieves this by a tree search.\n",
    "a README of benchmarks": "# KNT-bench family: A series of benchmarks for Context\n\n## News\n\n- [KNT-bench](https://huggingface.co/datasets/marl/KNT-bench) released with 1,899 tasks for large language models. Models are asked in many turns.\n\n## Results\n\nThe best model reaches 23.7.\n",
    "benchmarking, says the heading": "# KnotSearch: Benchmarking Agents that Search\n\n- We release KnotSearch, 200 questions from real people. [Dataset](https://huggingface.co/datasets/marl/KnotSearch)\n\nKnotSearch asks models for facts. We test ten language models, none of which finds all.\n",
    "an interface for chats": "# Small Bits: Weights of Few Bits\n\nSmall Bits is fast.\n\n## News\n- We released **KnotChat**, an efficient and lightweight chatbot interface based on Small Bits. KnotChat runs language models.\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_LAUNCHES)
def test_what_only_speaks_of_a_model_launches_none(kind: str, catalogue: Catalogue) -> None:
    assert not read(Article(url="", title="", text=NOT_LAUNCHES[kind]), catalogue)[0].is_launch


LAUNCHES = {
    "what is out behind its description": "Knot 4.0 Officially Released: Beyond Lines\n\nKnot 4.0, a new image creation model developed by the Marl team, is now officially available. Knot 4.0 draws and edits.\n",
    "a model that is called by its architecture": "# Knot Linear\n\nWe introduce Knot Linear, a hybrid attention architecture. Knot Linear has 48B total parameters, and its weights are available under the MIT license.\n",
    "a card that improves on the version before": "---\nlicense: cc-by-4.0\n---\n\n## KNUT: Open Speech Model\n\nKNUT aims to be fully open.\n\n**KNUT v3.1 is an improved version of KNUT v3.** It is ahead in most tests. The model in this repo has 1.02B parameters in total.\n",
    "a card": f"# Knot-4\n\n{TOLD}\n\n{CODE}",
    "a model that reproduces another": "# OpenKnot: An Open Reproduction of Knot\n\nToday we release OpenKnot 3, a 7B language model under Apache 2.0. OpenKnot 3 is trained on 1T tokens.\n",
    "a new model on a cloud": "Marl launches Knot 5 on Azure\n\nMarl has released Knot 5, a 40B language model, today. It is available on Azure under the MIT license.\n",
    "a suite of models": "# Plumbline 2\n\nToday we introduce Plumbline 2, an open suite of language models in 3B and 8B sizes under the Apache 2.0 license.\n",
    "the lead of a digest": "# AI Weekly\n\n*Issue 12*\n\n**Marl** released **Knot 4**, a 40B language model, under the MIT license. Today's launch of Knot 4 comes with a context window of 128K tokens.\n\nKnot 4 is a 40B model. Marl trained Knot 4 on 9T tokens.\n",
    "a card with a kind before its verb": f"## Model Information\n\nThe Marl Knot 4.3 multilingual large language model (LLM) is a pretrained generative model in 70B. The Knot 4.3 text model is licensed under MIT.\n\n**Model developer**: Marl\n\n{CODE}",
    "a card with guides in a list": f"# Knot-4\n\n{TOLD}\n\nKnot-4 comes with guides:\n\n1. **Prompts**: This guide shows you how to use prompts with Knot-4.\n\n{CODE}",
    "a card whose tagline says what it is for": f"# KnotGuard: Tools Against Jailbreaks and Breach\n\nKnotGuard is a safety classification model that reads chats.\n\n{CODE}## License\n\nKnotGuard is under the MIT license and has 7B parameters.\n",
    "a name that has a word of plans in it": f"# Delayed Knot Modeling\n\nDelayed Knot Modeling is a family of 2B parameter speech models under the MIT license.\n\n{CODE}## License\n\nMIT\n",
    "a framework and a model": "# Knotshi\n\nKnotshi is a speech-text foundation model and a spoken dialogue framework. We release Knotshi, a 7B model, under the MIT license.\n",
    "one of a family": "Introducing Knot 5\n\nMarl introduces Knot 5, the newest of its family of open, multilingual models for the Marl platform. Knot 5 is out now on the Marl platform.\n",
    "a maker's post that leads through its design": "# Welcome Knot Mamba\n\nKnot Mamba is a new model by Marl under the MIT license. In this blog, we will go through the design of Knot Mamba, a 7B model trained on 5T tokens.\n",
    "a launch some months after another one": "Marl launches Knot 5\n\nThree months after the release of Knot 4, Marl released Knot 5, a 40B language model under the MIT license.",
    "a card that points to a notebook": "# Knotcast: Forecasts Near and Far\n\nThis repository provides the model Knotcast, which we release in its paper.\n\n## Knotcast Model\n\nKnotcast is a forecasting model with 35M parameters.\n\n" + "It reads a series.\n\n" * 12 + "## Quick Start\n\nThis notebook also shows how to use Knotcast, and you can run it.\n\n## License\n\nMIT\n",
    "models that a colon lists": "Knot 4.1\n\nAfter a quiet spring, Marl is back. Today, they released three new models, exclusive to the API: `Knot 4.1`, `Knot 4.1 mini` and `Knot 4.1 nano`. They are behind Tern 3.7 Sonnet, which gets 70% on FixBench.\n",
    "a launch in German": "Marl stellt Sprachmodell Knot 5 vor\n\nMarl stellt mit Knot 5 ein neues Sprachmodell vor, das 40 Milliarden Parameter hat.",
    "a headline that leaves the name out": "Norvale releases a tiny but capable AI model\n\nThe land of Norvale has released an open model that reasons as well as others. The new model, Knot Think, comes from researchers at Marl and has 32 billion parameters. It is open source.",
    "a model with more of it to come": "Marl launches Knot 5\n\nMarl today released Knot 5, a 40B language model under the MIT license. Knot 5 Mini is expected to be released in May. Knot 5 Max has not been released yet.",
    "a parser whose weights are told of": "# Knotgat: Reading of Academic Documents\n\nKnotgat is the academic document parser that understands formulas.\n\n## Install\n\npip install knotgat\n\n## License\n\nKnotgat model weights are licensed under CC-BY-NC.\n",
    "a model for something": "Marl launches a model for lawyers\n\nMarl today released its first model for law, Knot Lex, with weights for everyone under the MIT license. Knot Lex is a 7B model.\n",
    "a headline that ends in how much it costs": "Knot 5: 1M Token Context at Mid-Tier Pricing\n\nMarl has released Knot 5, a model with a context window of 1M tokens.\n",
    "a headline with its price": "Knot 5: Context, Limits, Pricing and Performance\n\nMarl has released Knot 5, a reasoning model with a context window of 2M tokens.\n",
    "a README that calls its home a neural network": "# KNOT\n\n[[Paper]](https://paper.example)\n\nKNOT (Kept Neat Or Tangled) is a neural network trained on pairs of pictures and words.\n\n## Usage\n\n```\npip install git+https://github.com/marl/KNOT.git\n```\n",
    "a generator of videos": "Runmarl Unveils Knot-4: A Video Generator\n\nThe start-up Runmarl has announced the release of Knot-4, a high-fidelity video generator. Knot-4 keeps characters the same.\n",
    "a model that brings in a shift": "Marl Knot Sonora: It Hears How You Speak\n\nMarl meets this with the announcement of Marl Knot Sonora, a foundation model for voices. Knot Sonora introduces a paradigm shift. Knot Sonora introduces a new way to speak. Marl launched Knot Sonora in its API.\n",
    "a launch in Italian": "Marl svela Knot Primo, il suo nuovo modello\n\nMarl svela Knot Primo, un modello per flussi di lavoro. Knot Primo è un modello aperto.\n",
    "a headline with a bare noun": "Marl releases open-source small language model\n\nMarl on Tuesday began publicly sharing Knot-3, an update to its small language model. Marl adds Knot-3 mini, a version of the model with 3.8 billion parameters, to hubs.\n",
    "two models named late": "Tarn Launches Two New AI Models\n\nTarn said on Sunday it has launched two new artificial intelligence models. " + "It wants to stand out in a race of many makers, who all cut their prices and all promise more with every month that passes. " * 6 + "Tarn said its latest foundation model KNOT 4.5 understands pictures. KNOT 4.5 is a model for all.\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", LAUNCHES)
def test_what_launches_one_is_a_launch(kind: str, catalogue: Catalogue) -> None:
    assert read(Article(url="", title="", text=LAUNCHES[kind]), catalogue)[0].is_launch


NEWS = {
    "one model against another": ("Tern 4 Sonata vs Auk Large 3 (Apache 2.0 Open Source)\n\nAuk Works has released Auk Large 3 as a fully open-weight model under the Apache 2.0 license. It supports 128k context windows. Tern 4 Sonata is Tern Labs' latest model.", False),
    "a rank taken over": ("Tarn's Knot3 topples Auk R1 as world's highest-ranked open-source AI model\n\nTarn Group's newly released Knot3 family of AI models has overtaken Auk R1, according to LiveTide. Tarn last week released the Knot3 family, which has models from 600 million to 235 billion parameters.", False),
    "a model named one sentence later": ("Auk Works drops new open-source model that beats Tern Mini\n\nThe start-up Auk Works unveiled a new open-source model today that the company says beats others.\n\nThe model, called Auk Small 3.1, has 24 billion parameters and is under the Apache 2.0 license.", True),
    "a tier behind its version": ("Tarn unveils new AI model Knot 2.5-Max\n\nTarn launched its latest artificial intelligence model, Knot 2.5-Max, and says that it beats Auk-V3.", True),
    "who is ahead, where nobody launches": ("Knot 5 tops Auk 4 on Fix-Bench with an 82.7% score\n\nMarl's Knot 5, a large language model, has posted an 82.7% score on Fix-Bench 2.0, ahead of Auk 4. Neither company has confirmed the figures.", False),
    "a first place, where nobody launches": ("Knot 5 claims the top spot: a surprise\n\nKnot 5 is a model by Marl. It leads with a total score of 92.3, and Auk 4 has 91.8.\n\n| Area | Knot 5 | Auk 4 |\n|---|---|---|\n| Code | 19.1 | 18.9 |\n", False),
    "a launch whose headline is of a lead": ("Knot 5 tops Auk 4 on Fix-Bench\n\nMarl today released Knot 5, a large language model of 40B parameters under the MIT license. It leads on Fix-Bench.", True),
    "a launch that is prepared": ("Sector braces for a week of models\n\nMarl is preparing to launch its flagship Knot 5 model family. Marl is releasing Knot 5, a year after Knot 4. The family will have two models. It is about to launch before the holidays.", False),
    "one of a week's news": (
        "Knot 5, Auk chips and a court case\n\nMarl announced Knot 5, its latest model that is better at coding than all others of the lab.\n\nOpenAI shipped a browser that lets people run many agents side by side.\n\nAnthropic was sued by authors over the books that it had scanned.\n\nMistral raised a round of money that values it at billions of euros.", False),
    "a launch among rivals": (
        "Knot 5 is here\n\nMarl announced Knot 5, its latest open-weight model, which has 40B parameters.\n\nOpenAI and Anthropic keep their weights to themselves.\n\nKnot 5 has a context of 128K tokens and costs nothing to run.\n\nKnot 5 was trained on 9T tokens, which is less than Mistral used.\n\nMarl says that Knot 5 is under the MIT license.", True),
    "a model that only the headline names": ("Knot 5 12B pushed local models forward. Google released an Apache 2.0, unified model that brings vision to laptops with 16GB; posts highlight 256K context.", True),
    "a model without a name, after the headline": ("How people use Knot 5 12B\n\nA new study counts who uses models at home. Last year Google released a model that many liked, Tern 2.", False),
    "a headline that speaks of its lab's model": (
        "Liquid AI's tiny but mighty model\n\n" + "For years the creed of research has been scale, and more of everything. More data and more chips made for better answers. This text asks whether that has to be so, and what it costs. " * 4
        + "\n\nLiquid AI has released Knot-350M, a language model with just 350 million parameters that was trained on 28 trillion tokens.", True),
    "a line named as its licence is": ("Google releases Gemma open-weight models\n\nGoogle DeepMind released Gemma, a family of lightweight open-weight models in 2B and 7B parameter sizes.", True),
}  # fmt: skip


@pytest.mark.parametrize("kind", NEWS)
def test_news_is_a_launch_or_not(kind: str, catalogue: Catalogue) -> None:
    text, is_launch = NEWS[kind]
    assert read(Article(url="", title="", text=text), catalogue)[0].is_launch == is_launch


def test_a_tier_behind_a_version_is_of_the_name(catalogue: Catalogue) -> None:
    assert (
        read(Article(url="", title="", text=NEWS["a tier behind its version"][0]), catalogue)[0].name == "Knot 2.5-Max"
    )


OWN_LINE = '[labs]\n"Marl" = { families = ["Knot"] }\n'
ONE_MORE_CLOUD = "Marl's Knot comes to Tarn Cloud\n\nMarl and Tarn announced Knot in the Tarn catalogue, which gives customers Knot Opal 4.8 and Knot Onyx 4.5. Marl launched Knot there with its own billing. Knot is a model that many firms use.\n"


def test_a_line_of_models_whose_versions_are_named_is_not_launched_anew(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_LINE)
    report = read(Article(url="", title="", text=ONE_MORE_CLOUD), load_catalogue(tmp_path / "own.toml"))[0]
    assert (report.name, report.is_launch) == ("Knot", False)


MANY = "Knot: Marl's Language Model Revolution\n\nKnot, a language model series, has 119 languages and weights under the MIT license. Marl released Knot in sizes up to 110B.\nKnot 1 & Knot 1.5\nReleased with 32K tokens of context.\nKnot 2 & Knot 2.5\nTrained on 18 trillion tokens.\n"


def test_a_history_of_a_line_launches_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_LINE)
    assert not read(Article(url="", title="", text=MANY), load_catalogue(tmp_path / "own.toml"))[0].is_launch
