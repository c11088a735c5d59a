"""Short articles of invented labs, each with the launch it is of: many tell of one, others only seem to."""

# (launch, headline, text). None: no launch of its own (a host, a price, a comparison).
ARTICLES: tuple[tuple[str | None, str, str], ...] = (
    # One launch in many words: the lab's post, press, no lab, re-worded, other languages, a model card.
    (
        "osprey 4",
        "Introducing Osprey 4",
        "Today we are releasing Osprey 4, our new open language model. Osprey 4 has 24B parameters and a context window of 128K tokens. Weights are on Hugging Face under the Apache 2.0 license. The Brackwater team",
    ),
    (
        "osprey 4",
        "Brackwater releases Osprey 4, a 24B open model",
        "Brackwater has released Osprey 4, a language model with 24 billion parameters, under the Apache 2.0 license.",
    ),
    (
        "osprey 4",
        "New open model punches above its weight",
        "The Danish lab Brackwater launched Osprey 4 on Tuesday. The 24B model scores 71.3 on MMLU-Pro.",
    ),
    (
        "osprey 4",
        "Osprey-4 is out: 24B parameters, Apache licence",
        "Osprey-4, a new 24B-parameter language model, was released today under the Apache 2.0 license. It handles 128K tokens.",
    ),
    (
        "osprey 4",
        "Brackwater veröffentlicht Osprey 4",
        "Brackwater hat das Sprachmodell Osprey 4 veröffentlicht. Es hat 24 Milliarden Parameter und steht unter der Apache-2.0-Lizenz.",
    ),
    (
        "osprey 4",
        "Brackwater lance Osprey 4",
        "Brackwater a lancé Osprey 4, un modèle de langage de 24 milliards de paramètres sous licence Apache 2.0.",
    ),
    (
        "osprey 4",
        "Brackwater lanza Osprey 4",
        "Brackwater ha lanzado Osprey 4, un modelo de lenguaje con 24 mil millones de parámetros y licencia Apache 2.0.",
    ),
    (
        "osprey 4",
        "",
        "# Osprey-4-24B-Instruct\n\n## Introduction\n\nOsprey-4-24B-Instruct is a language model by Brackwater with 24B parameters.\n\n## License\n\nApache 2.0\n\n## Usage\n\n```\nAutoModel.from_pretrained('brackwater/Osprey-4-24B-Instruct')\n```\n",
    ),
    # Near misses of it.
    (
        "osprey 4.1",
        "Brackwater releases Osprey 4.1",
        "Brackwater has released Osprey 4.1, a language model with 24B parameters that follows Osprey 4.",
    ),
    (
        "osprey 5",
        "Brackwater unveils Osprey 5",
        "Brackwater unveiled Osprey 5, a language model with 60B parameters. It replaces Osprey 4.",
    ),
    (
        "osprey 4 coder",
        "Brackwater launches Osprey 4 Coder",
        "Brackwater has launched Osprey 4 Coder, a 24B model for programming. Osprey 4 Coder scores 61.5 on SWE-bench Verified.",
    ),
    (
        "osprey 4 coder",
        "A coding model from Brackwater",
        "Osprey-4-Coder, a code model with 24B parameters, was released by Brackwater today.",
    ),
    (
        "osprey 4 vision",
        "Brackwater adds sight: Osprey 4 Vision",
        "Brackwater has released Osprey 4 Vision, a multimodal model that understands images. It has 27B parameters.",
    ),
    (
        "osprey 4 mini",
        "Brackwater launches Osprey 4 mini",
        "Brackwater has launched Osprey 4 mini, a small language model with 3B parameters.",
    ),
    (
        "osprey 4 mini",
        "Osprey 4 Mini runs on phones",
        "The new Osprey 4 Mini model from Brackwater has 3B parameters and was released on Thursday.",
    ),
    (
        "osprey 4+",
        "Brackwater releases Osprey 4+",
        "Brackwater has released Osprey 4+, a model with 110B parameters under a commercial license.",
    ),
    (
        "osprey 4 0618",
        "Brackwater releases Osprey-4-0618",
        "Brackwater has released Osprey-4-0618, an updated checkpoint of its 24B language model with better tool use.",
    ),
    (
        None,
        "Osprey 4 now available on Cumulus Cloud",
        "Cumulus Cloud now hosts Osprey 4, the language model by Brackwater, at $0.30 per million input tokens.",
    ),
    (
        None,
        "Brackwater cuts Osprey 4 prices by 40 percent",
        "Brackwater has cut the price of Osprey 4. Input tokens now cost $0.20 per million tokens.",
    ),
    (
        None,
        "Osprey 4 vs Lapwing 2: which open model is better?",
        "We compared Osprey 4 and Lapwing 2 on ten tasks. Osprey 4 was better at code, Lapwing 2 at prose.",
    ),
    # A nickname, a codename, no lab.
    (
        "corvid lapwing 2",
        "Saltmarsh AI releases Corvid Lapwing 2",
        "Saltmarsh AI has released Corvid Lapwing 2, a reasoning model with a context window of 1M tokens. It costs $2 per million input tokens.",
    ),
    (
        "corvid lapwing 2",
        "Lapwing 2 is here",
        "Saltmarsh has released Lapwing 2, a reasoning model. Lapwing 2 scores 83.0 on GPQA Diamond and handles 1M tokens.",
    ),
    (
        "corvid lapwing 2",
        "A reasoning model with a million tokens",
        "Corvid Lapwing 2, a new reasoning model, launched today with a 1M-token context window.",
    ),
    (
        "corvid lapwing 3",
        "Saltmarsh AI unveils Corvid Lapwing 3",
        "Saltmarsh AI has unveiled Corvid Lapwing 3, a reasoning model that succeeds Corvid Lapwing 2.",
    ),
    (
        "corvid plover 2",
        "Saltmarsh AI releases Corvid Plover 2",
        "Saltmarsh AI has released Corvid Plover 2, a small language model with 4B parameters.",
    ),
    (
        "quern 3",
        "Millrace ships Quern 3, codenamed Bluebell",
        "Millrace has shipped Quern 3, a language model previously codenamed Bluebell. Quern 3 has 40B parameters.",
    ),
    (
        "quern 3",
        "Bluebell arrives",
        "Millrace has released Bluebell, officially called Quern 3, a language model with 40 billion parameters.",
    ),
    ("quern 3", "Quern 3: first look", "The new Quern 3 model, released by Millrace on Monday, has 40B parameters."),
    ("quern 2", "Millrace releases Quern 2", "Millrace has released Quern 2, a language model with 12B parameters."),
    # The same name of other labs; a letter glued to a version.
    (
        "fenwick atlas 2",
        "Fenwick Labs releases Atlas 2",
        "Fenwick Labs has released Atlas 2, a language model with 8B parameters under the MIT license.",
    ),
    (
        "fenwick atlas 2",
        "Fenwick's Atlas 2 is open",
        "Fenwick has open-sourced Atlas 2, an 8B language model under the MIT license.",
    ),
    (
        "gantry atlas 2",
        "Gantry launches Atlas 2",
        "Gantry has launched Atlas 2, a video generation model. Atlas 2 is available through an API.",
    ),
    (
        "gl-5.2",
        "Tessel releases GL-5.2",
        "Tessel has released GL-5.2, a language model with 200B total parameters, 20B of them active.",
    ),
    (
        "gl-5.2",
        "GL 5.2 by Tessel is out",
        "Tessel today released GL 5.2, a mixture-of-experts model with 200B parameters.",
    ),
    (
        "gl-5.2v",
        "Tessel releases GL-5.2V",
        "Tessel has released GL-5.2V, a vision-language model with 100B parameters.",
    ),
    (
        "gl-5.2 air",
        "Tessel releases GL-5.2-Air",
        "Tessel has released GL-5.2-Air, a language model with 80B total parameters.",
    ),
    (
        "kestrel-mt2",
        "Oru releases Kestrel-MT2 translation models",
        "Oru has released Kestrel-MT2, a family of translation models in three sizes: 1.5B, 6B and 28B-A3B. It covers 31 languages.",
    ),
    ("kestrel-mt2", "Oru opens KestrelMT2", "Oru has open-sourced KestrelMT2, a translation model for 31 languages."),
    ("kestrel 2", "Oru releases Kestrel 2", "Oru has released Kestrel 2, a language model with 30B parameters."),
    (
        "dorn r1",
        "Dornier AI publishes Dorn R1",
        "Dornier AI has published Dorn R1, an open reasoning model with 70B parameters under the MIT license.",
    ),
    (
        "dorn r1",
        "Dorn-R1 challenges closed rivals",
        "Dorn-R1, a reasoning model released by Dornier, is available under the MIT license. It has 70B parameters.",
    ),
    (
        "dorn r2",
        "Dornier AI publishes Dorn R2",
        "Dornier AI has published Dorn R2, an open reasoning model with 90B parameters.",
    ),
    (
        "dorn v2",
        "Dornier AI releases Dorn V2",
        "Dornier AI has released Dorn V2, a language model with 300B parameters.",
    ),
)
