"""Who launches what in texts that are not English."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


LAUNCHES = [
    pytest.param(
        "Norvale 团队正式发布 Tern 3 —— 一款面向编程的混合专家模型。该模型以 MIT 开源许可在 Hugging Face 上发布。",
        ("Norvale", "Tern 3", "MIT"),
        id="zh: a Latin name before the verb, terms with 'open source' in them, a place where it is",
    ),
    pytest.param(
        "# Tern\n\n## 模型介绍\n\nTern-3 是由云雀智能研究院研发训练的大语言模型。我们已开源了 Tern-3 的基础模型，采用MIT开源许可证发布。"
        "在所有专有和开源模型中排名第3。",
        ("云雀智能研究院", "Tern-3", "MIT"),
        id="zh: who trained it; a place among proprietary and open models is no licence",
    ),
    pytest.param(
        "速度暴涨 5 倍！\n\n新一代「小钢炮」 Tern-4 端侧开源模型发布。\n\nTern-4 是首个稀疏模型，速度达 600 Token/s。代码已开源。",
        (None, "Tern-4", None),
        id="zh: the verb behind the name",
    ),
    pytest.param(
        "Ravelは、日本語に特化した大規模言語モデル「japanese-tern-lm」をオープンソースとして8月14日に公開した。ライセンスは「Apache License 2.0」。"
        "同社が以前から取り組む「HyperAuk」の研究と並行して開発した。",
        ("Ravel", "japanese-tern-lm", "Apache 2.0"),
        id="ja: a name in small letters, quoted behind what it is",
    ),
    pytest.param(
        "ravel、Norvaleの大規模言語モデル「Auk 2」の日本語継続事前学習モデル「Tern 7B」を公開\n\nravelは、Norvale社の大規模言語モデル「Auk 2」に"
        "日本語のデータで学習を行った「Tern 7B」を開発し、Apache License 2.0で公開したことを発表した。2023年7月にNorvale社が公開した大規模言語モデル Auk 2は、高性能である。",
        ("ravel", "Tern 7B", "Apache 2.0"),
        id="ja: what it is built on was published by somebody else",
    ),
    pytest.param(
        "Die ersten offenen Modelle seit über fünf Jahren vorgestellt\n\nNorvale hat die ersten Open-Weight-Modelle seit über fünf Jahren vorgestellt, "
        "darunter tern-oss-120b und tern-oss-20b. Beide Modelle sind unter der Apache 2.0 Lizenz erhältlich und von Nutzern frei verwendbar.",
        ("Norvale", "tern-oss", "Apache 2.0"),
        id="de: a participle ends the clause; plural nouns are no labs",
    ),
    pytest.param(
        "IA open source : un nouveau venu\n\nNorvale a dévoilé mardi Tern 3, un grand modèle de langage sous licence Apache 2.0.",
        ("Norvale", "Tern 3", "Apache 2.0"),
        id="fr: artificial intelligence is no lab",
    ),
    pytest.param(
        "Norvale está lanzando Tern 3 como software de código abierto bajo la licencia Apache 2.0. Tern 3 es un modelo de lenguaje.",
        ("Norvale", "Tern 3", "Apache 2.0"),
        id="es: is launching",
    ),
]


@pytest.mark.parametrize(("text", "told"), LAUNCHES)
def test_a_launch_in_another_language(
    text: str, told: tuple[str | None, str, str | None], catalogue: Catalogue
) -> None:
    report = read(Article(url="", title="", text=text), catalogue)[0]
    licence = next((fact.value for fact in report.facts if fact.field == "license"), None)
    assert (report.is_launch, report.lab, report.name, licence) == (True, *told)


@pytest.mark.parametrize(
    "text",
    [
        "Norvale plant ein offenes Modell\n\nNorvale will im Sommer ein eigenes Open-Weight-Modell veröffentlichen. Das Modell kündigte der Chef an.",
        "Les écoles veulent publier un modèle linguistique\n\nElles souhaitent publier un grand modèle à la fin de l'été. Le modèle sera publié en deux versions.",
        "コンテキストの劇的進化\n\n- 2024年2月: Auk 1.5 Pro - 1,000,000トークン\n- Tern 4: 200,000トークン(標準)。モデルが一度に処理できる量である。",
    ],
    ids=["de: a plan", "fr: a plan", "ja: a history"],
)
def test_no_launch_in_another_language(text: str, catalogue: Catalogue) -> None:
    assert not read(Article(url="", title="", text=text), catalogue)[0].is_launch


@pytest.mark.parametrize(
    "text",
    [
        "Tern 3 与 Auk 5 全面对比：谁更强？\n\n诺瓦上月发布的 Tern 3 拥有 320 亿参数，支持 128K 上下文。Auk 5 得分 91.2。本文对比两个模型。",
        "Tern 3 本地部署教程\n\nTern 3 是诺瓦发布的开源大模型，拥有 80 亿参数，采用 MIT 协议。本教程介绍如何部署。",
        "诺瓦完成 10 亿美元融资\n\n诺瓦今日宣布完成 10 亿美元融资。该公司此前发布了大模型 Tern 3，拥有 320 亿参数。",
        "诺瓦即将发布 Tern 4\n\n据报道，诺瓦计划于下月发布 Tern 4 大模型，参数规模将达 1 万亿。",
        "2025 年国产大模型盘点\n\nTern 3：诺瓦发布，320 亿参数。Auk 5：云雀发布，支持 128K 上下文。模型很多。",
        "Tern 3の使い方を解説\n\nノルヴァレが公開した大規模言語モデル「Tern 3」の使い方を解説します。パラメータ数は70億、ライセンスはMITです。",
        "Tern 3とAuk 5を比較してみた\n\n「Tern 3」と「Auk 5」を比較した。Tern 3はMMLUで71.5%のスコアを達成したモデルです。",
        "ノルヴァレ、来春に「Tern 4」を公開へ\n\n株式会社ノルヴァレは、大規模言語モデル「Tern 4」を来春に公開する予定だと発表した。1000億パラメータ。",
        "Tern 3 gegen Auk 5: Der große Vergleich\n\nNorvale hat Tern 3 im März veröffentlicht. Wir vergleichen das Sprachmodell mit Auk 5. Tern 3 hat 24 Milliarden Parameter.",
        "Anleitung: Tern 3 lokal nutzen\n\nMit dieser Anleitung richten Sie Tern 3, das Sprachmodell von Norvale, ein. Es hat 7 Milliarden Parameter und steht unter der MIT-Lizenz.",
        "Norvale sammelt 300 Millionen Euro ein\n\nDas Start-up Norvale hat 300 Millionen Euro eingesammelt. Das Unternehmen hat im Mai das Sprachmodell Tern 3 vorgestellt.",
        "Comparatif : Tern 3 face à Auk 5\n\nNorvale a lancé Tern 3 en mars, un modèle de 24 milliards de paramètres. Nous le comparons à Auk 5.",
        "Norvale lève 600 millions d'euros\n\nLa start-up Norvale, qui a lancé en mai le modèle Tern 3, a levé 600 millions d'euros.",
        "Cómo usar Tern 3: guía paso a paso\n\nTern 3 es un modelo de lenguaje de Norvale con 7.000 millones de parámetros y licencia MIT. En esta guía lo instalamos.",
        "Norvale lanzará Tern 4 en otoño\n\nNorvale planea lanzar Tern 4, un modelo de lenguaje con 100.000 millones de parámetros, en otoño.",
        "Norvale va lancer Tern 4 à l'automne\n\nNorvale prévoit de lancer Tern 4, un modèle de 100 milliards de paramètres, à l'automne.",
        "Tern 3 vs Auk 5 비교\n\nNorvale이 공개한 Tern 3와 Auk 5를 비교했다. Tern 3은 320억 파라미터 모델이다.",
        "Norvale, 'Tern 4' 다음 달 공개 예정\n\nNorvale이 대규모 언어모델 'Tern 4'를 다음 달 공개할 예정이라고 밝혔다.",
    ],
)
def test_comparisons_guides_money_and_plans_in_other_languages(text: str, catalogue: Catalogue) -> None:
    assert not read(Article(url="", title="", text=text), catalogue)[0].is_launch


@pytest.mark.parametrize(
    "text",
    [
        "诺瓦推出 Tern 3：端侧模型新标杆\n\n昨日，诺瓦科技在北京举办发布会，正式推出新一代旗舰大模型 Tern 3。",
        "Tern 3 来了\n\n今天，我们正式发布 Tern 3，这是诺瓦迄今最强的模型，拥有 320 亿参数，API 已上线。",
        '# Tern-3\n\n<p><a href="https://huggingface.co/norvale">HF</a></p>\n\n## 介绍\n\n我们推出了 Tern-3，一个 32B 参数的语言模型。模型权重以 Apache 2.0 许可开源。\n\n## 引用',
        "ノルヴァレ、新AIモデル「Tern 3」を提供開始\n\nノルヴァレは10日、新しいAIモデル「Tern 3」の提供を開始した。コンテキストは20万トークン。",
        "Norvale bringt Tern 3 heraus\n\nDas KI-Unternehmen Norvale hat mit Tern 3 ein neues Sprachmodell vorgestellt. Es hat 24 Milliarden Parameter.",
        "Norvale dévoile Tern 3\n\nLa jeune pousse Norvale vient de dévoiler Tern 3, son nouveau modèle d'IA de 24 milliards de paramètres.",
        "Tern 3, le nouveau modèle de Norvale, est disponible\n\nNorvale a annoncé la disponibilité de Tern 3, un modèle de langage de 24 milliards de paramètres sous licence MIT.",
        "Norvale presenta Tern 3, su nuevo modelo de IA\n\nLa empresa Norvale ha presentado hoy Tern 3, su modelo más potente, con 24.000 millones de parámetros.",
        "Norvale, 초거대 AI 'Tern 3' 출시\n\nNorvale은 20일 초거대 언어모델 'Tern 3'을 출시했다고 밝혔다. 320억 파라미터 모델이다.",
    ],
)
def test_other_wordings_of_a_launch(text: str, catalogue: Catalogue) -> None:
    report = read(Article(url="", title="", text=text), catalogue)[0]
    assert (report.is_launch, (report.name or "").replace("-", " ")) == (True, "Tern 3")


@pytest.mark.parametrize(
    ("printed", "lab"),
    [
        ("腾讯", "Tencent"),
        ("阿里云通义团队", "Alibaba"),
        ("字节跳动", "ByteDance"),
        ("네이버", "NAVER"),
        ("富士通", "Fujitsu"),
    ],
)
def test_a_known_lab_has_one_name_in_every_language(printed: str, lab: str, catalogue: Catalogue) -> None:
    text = f"{printed}发布 Tern 3\n\n{printed}今日正式发布大语言模型 Tern 3。Tern 3 支持 128K 上下文。"
    report = read(Article(url="", title="", text=text), catalogue)[0]
    assert (report.is_launch, report.lab, report.name) == (True, lab, "Tern 3")


LEADS = {
    "zh": "诺瓦发布 Tern 3\n\n诺瓦今日正式发布大语言模型 Tern 3。",
    "ja": "ノルヴァレ、大規模言語モデル「Tern 3」を公開\n\n株式会社ノルヴァレは、大規模言語モデル「Tern 3」を公開した。",
    "de": "Norvale veröffentlicht Tern 3\n\nNorvale hat das Sprachmodell Tern 3 vorgestellt.",
    "fr": "Norvale lance Tern 3\n\nNorvale a lancé Tern 3, un modèle de langage.",
    "es": "Norvale lanza Tern 3\n\nNorvale ha lanzado Tern 3, un modelo de lenguaje.",
}
OWN = "Tern 3"


@pytest.mark.parametrize(
    ("language", "sentence", "told"),
    [
        ("zh", "上下文长度从 32K 扩展至 128K。", {("context_tokens", "128000", OWN)}),
        ("zh", "支持最大 262144 tokens 上下文。", {("context_tokens", "262144", OWN)}),
        ("zh", "在 AIME 2025 上，Tern 3 得分 93.4，超越 Auk-5 的 91.2。", {("score", "93.4", OWN), ("score", "91.2", "Auk-5")}),
        ("zh", "以36.6%的SWE-bench Verified解决率逼近Auk-5。", {("score", "36.6", OWN)}),
        ("zh", "总参数 30 亿，其中 3 亿活跃参数。", {("params_total", "3000000000", OWN), ("params_active", "300000000", OWN)}),
        ("zh", "输入每百万tokens 0.5美元，输出每百万tokens 2美元。", {("price_input", "0.5", OWN), ("price_output", "2", OWN)}),
        ("ja", "総パラメータ数は310億、アクティブパラメータは35億。", {("params_total", "31000000000", OWN), ("params_active", "3500000000", OWN)}),
        ("ja", "価格は100万入力トークンあたり3ドル、100万出力トークンあたり15ドル。", {("price_input", "3", OWN), ("price_output", "15", OWN)}),
        ("ja", "36億パラメータ(3.6Bモデル)と17億パラメータ(1.7Bモデル)がそれぞれ公開されている。", {("params_total", "3600000000", "Tern 3 3.6B"), ("params_total", "1700000000", "Tern 3 1.7B")}),
        ("ja", "2021年4月から公開してきたモデルは多い。", set()),
        ("ja", "2023年7月にラベル社が公開したモデルもある。", set()),
        ("de", "Auf MMLU-Pro erreicht Tern 3 71,4 Prozent, auf GPQA 60,2 Prozent.", {("score", "71.4", OWN), ("score", "60.2", OWN)}),
        ("de", "Es kostet 0,40 Euro pro Million Eingabe-Token und 2 Euro pro Million Ausgabe-Token.", {("price_input", "0.40", OWN), ("price_output", "2", OWN)}),
        ("fr", "Une fenêtre de contexte de 4 096 tokens, étendue à 32 000 tokens.", {("context_tokens", "32000", OWN)}),
        ("fr", "Une longueur contextuelle de 4096 jetons.", {("context_tokens", "4096", OWN)}),
        ("fr", "Deux tailles sont disponibles : 7 ou 70 milliards de paramètres.", {("params_total", "7000000000", "Tern 3 7B"), ("params_total", "70000000000", "Tern 3 70B")}),
        ("es", "Los modelos oscilan entre 3 y 34 mil millones de parámetros.", set()),
        ("es", "Tiene 7.000 millones de parámetros activos de un total de 30.000 millones.", {("params_active", "7000000000", OWN), ("params_total", "30000000000", OWN)}),
        ("es", "Cuesta 3 dólares por millón de tokens de entrada y 15 dólares por millón de tokens de salida.", {("price_input", "3", OWN), ("price_output", "15", OWN)}),
    ],
)  # fmt: skip
def test_a_number_in_another_language(
    language: str, sentence: str, told: set[tuple[str, str, str]], catalogue: Catalogue
) -> None:
    report = read(Article(url="", title="", text=f"{LEADS[language]}\n\n{sentence}"), catalogue)[0]
    fields = {"context_tokens", "score", "params_total", "params_active", "price_input", "price_output", "release_date"}
    assert {(f.field, str(f.value), f.owner) for f in report.facts if f.field in fields} == told


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Aujourd'hui, nous présentons WADER, le premier LLM multilingue ouvert. WADER a 176 milliards de paramètres.",
            "WADER",
        ),
        ("Today we introduce WADER, the first open multilingual LLM. WADER has 176 billion parameters.", "WADER"),
        ("A WADER is a kind of multilingual model, and many models are one. Some have 176 billion parameters.", None),
    ],
)
def test_a_name_in_capitals_that_the_text_presents(sentence: str, name: str | None, catalogue: Catalogue) -> None:
    report = read(Article(url="", title="", text=f"WADER : un modèle ouvert\n\n{sentence}"), catalogue)[0]
    assert (report.is_launch, report.name) == (name is not None, name)
