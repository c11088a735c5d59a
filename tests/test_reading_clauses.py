"""Whose a number is by the clause it stands in: a second verb's, a mode's, a tier's, an item's; invented names throughout."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "# Norvale releases Tern 2\n\nNorvale releases Tern 2, an open-weight language model under Apache 2.0.\n\n"
TIERS = "# Norvale releases Tern 2\n\nNorvale releases Tern 2, an open-weight family. It has two models, Tern 2 Pro and Tern 2 Flash.\n\n"
KOREAN = "# Norvale, Tern 4.7 공개\n\nNorvale가 신모델 Tern 4.7을 공개했습니다.\n\n"


def _scores(text: str) -> set[tuple[str | None, str, float]]:
    facts = read(Article(url="", title="", text=text), CATALOGUE)[0].facts
    return {(one.measure, one.owner, float(str(one.value))) for one in facts if one.field == "score"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Despite its weight, it goes toe-to-toe with Gull Opus 4.6 on SedgeBench and achieves 97.0% on MarshExam 2025.",
            {("MarshExam 2025", "Tern 2", 97.0)},
        ),
        (
            "Norvale's first reasoner, a small MoE, matches Gull Opus 4.6 on SedgeBench and scores 81.5% on KelpBench.",
            {("KelpBench", "Tern 2", 81.5)},
        ),
        (
            "It beats Gull 3, which scores 61.5% on KelpBench.",
            {("KelpBench", "Gull 3", 61.5)},
        ),
        (
            "It posts 71.9% on SedgeBench; its optional Long Think mode took its time and achieved 45.1% on KelpBench.",
            {("SedgeBench", "Tern 2", 71.9), ("KelpBench", "Tern 2 Long Think", 45.1)},
        ),
        ("On KelpBench, the Long Think variant scored 45.1%.", {("KelpBench", "Tern 2 Long Think", 45.1)}),
        (
            "Plover Analysis lists Tern 2 at 46 on its Insight Index. Marl says that Gull 3 scores 44 and the leading closed models score 53.",
            {("Plover Analysis Insight Index", "Tern 2", 46.0), ("Plover Analysis Insight Index", "Gull 3", 44.0)},
        ),
        ("On KelpBench, it scored 45.1% in the default mode.", {("KelpBench", "Tern 2", 45.1)}),
    ],
)
def test_scores_of_whom_the_clause_speaks(text: str, found: set[tuple[str, str, float]]) -> None:
    assert _scores(HEAD + text) == found


def test_a_tier_that_heads_a_clause_has_what_follows() -> None:
    text = "For Pro, the card lists 89.9 on SedgeBench and 82.0 on KelpBench; for Flash, 87.6 and 80.8."
    assert _scores(TIERS + text) == {
        ("SedgeBench", "Tern 2 Pro", 89.9),
        ("KelpBench", "Tern 2 Pro", 82.0),
        ("SedgeBench", "Tern 2 Flash", 87.6),
        ("KelpBench", "Tern 2 Flash", 80.8),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "코딩 벤치마크 SedgeBench 4.0에서 46.3%로 전작 Tern 4.6의 40.4%를 앞섰고, KelpQA v1.1(어려운 설정)에서는 71.0%로 Tern 4.6의 65.2%보다 올랐습니다.",
            {
                ("SedgeBench 4.0", "Tern 4.7", 46.3),
                ("SedgeBench 4.0", "Tern 4.6", 40.4),
                ("KelpQA v1.1", "Tern 4.7", 71.0),
                ("KelpQA v1.1", "Tern 4.6", 65.2),
            },
        ),
        (
            "이 밖에 MarshBench 64.0%, Marl Legal Agent Benchmark 19.6%를 기록했습니다.",
            {("MarshBench", "Tern 4.7", 64.0), ("Marl Legal Agent", "Tern 4.7", 19.6)},
        ),
        ("생물안전 관련 ReedBio 벤치마크 점수는 62.4%였습니다.", {("ReedBio", "Tern 4.7", 62.4)}),
    ],
)
def test_scores_in_korean(text: str, found: set[tuple[str, str, float]]) -> None:
    assert _scores(KOREAN + text) == found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Norvale가 신모델 Tern 4.7을 공개했습니다.", "Tern 4.7"),
        ("Norvale 发布了 Tern 4.7模型，开放权重。", "Tern 4.7"),
        ("Norvale는 신모델 Tern을 3개 국가에 공개했습니다.", "Tern"),
    ],
)
def test_a_version_ends_where_another_script_begins(sentence: str, name: str) -> None:
    assert read(Article(url="", title="", text=f"# {sentence}\n\n{sentence}"), CATALOGUE)[0].name == name


def test_a_second_pair_of_prices_is_told_as_the_first() -> None:
    text = "Pro costs $0.43 per million input tokens and $0.87 per million output tokens; Flash costs $0.14 and $0.28."
    facts = read(Article(url="", title="", text=TIERS + text), CATALOGUE)[0].facts
    assert {(one.field, one.owner, str(one.value)) for one in facts if one.field.startswith("price")} == {
        ("price_input", "Tern 2 Pro", "0.43"),
        ("price_output", "Tern 2 Pro", "0.87"),
        ("price_input", "Tern 2 Flash", "0.14"),
        ("price_output", "Tern 2 Flash", "0.28"),
    }


def test_items_behind_a_count_of_sizes_are_members() -> None:
    text = (
        "The lineup spans four sizes: Effective 2B (E2B), Effective 4B (E4B), a 26B Mixture-of-Experts, and a 31B Dense"
        " model. The 26B MoE activates only 3.8 billion of its parameters."
    )
    report = read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0]
    models = {one.name: (one.params_total, one.params_active) for one in view_of(report).models}
    assert models["Tern 2 26B"] == (26_000_000_000, 3_800_000_000)
    assert models["Tern 2 31B"] == (31_000_000_000, None)
    assert {"Tern 2 E2B", "Tern 2 E4B"} <= set(models)


def test_a_size_told_of_others_makes_no_members() -> None:
    text = "It beats Gull 3 in two sizes: a 26B Mixture-of-Experts and a 31B Dense."
    report = read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0]
    assert [one.name for one in view_of(report).models] == ["Tern 2"]


def _said(text: str, field: str) -> list[str]:
    return [
        str(one.value) for one in read(Article(url="", title="", text=text), CATALOGUE)[0].facts if one.field == field
    ]


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("Tern 2 went live everywhere rather than staged through a preview or waitlist period.", []),
        ("There is a waitlist for Tern 2.", ["waitlist"]),
        ("目前可透過 Norvale Code 與 Norvale API 立即呼叫。", ["api"]),
        ("Norvale opened its Tern Reed API to developers.", ["api"]),
        ("Norvale випустила Tern 2 з відкритими вагами.", ["open_weights"]),
        ("Norvale выпустила Tern 2 с открытыми весами.", ["open_weights"]),
    ],
)
def test_how_a_launch_can_be_had_in_other_words(text: str, access: list[str]) -> None:
    assert (
        _said(f"# Norvale launches Tern 2\n\nNorvale launches Tern 2, a language model.\n\n{text}", "access") == access
    )


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("- 공개일: 2026년 8월 26일 / 라이선스: Gannet Community 1.0(상업·연구 허용)", ["Gannet Community 1.0"]),
        ("- Ліцензія: подвійна Apache 2.0 / OpenMDW 1.0", ["Apache 2.0"]),
        ("Most capable web agents today are proprietary with undisclosed training methods.", []),
        ("While many models remain closed-source, this one can be read.", []),
        ("Tern 2 is proprietary.", ["proprietary"]),
    ],
)
def test_terms_behind_a_label_abroad_and_those_of_most_others(text: str, licence: list[str]) -> None:
    head = "# Norvale launches Tern 2\n\nNorvale launches Tern 2, a language model.\n\n"
    assert _said(head + text, "license")[:1] == licence


def test_a_name_may_hold_what_the_model_is_made_for() -> None:
    text = "# Norvale releases Tern Time Series Reed-FM-r2 model\n\nNorvale releases Tern Time Series Reed-FM-r2, a 385M-parameter model."
    assert read(Article(url="", title="", text=text), CATALOGUE)[0].name == "Tern Time Series Reed-FM-r2"


def test_a_training_run_beside_a_context_window() -> None:
    text = "# Norvale launches Tern 2\n\nNorvale launches Tern 2. Marl reports a training run of 23.8 trillion tokens and a context window of 1 million tokens."
    assert _said(text, "training_tokens") == ["23800000000000.0"]
