"""Which launches a query wants, key by key, and the rules for what is unknown and for variants."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.catalogue import load_catalogue
from bot.interests import matches, parse
from bot.types import Launch, Model, Score
from tests.interest_launches import HERON, LAUNCHES, NOW, TERN, WREN

CATALOGUE = load_catalogue()
LAUNCH_ONLY = {"tern", "heron", "wren"}


def found(query: str) -> set[str]:
    asked = parse(query, CATALOGUE)
    return {name for name, launch in LAUNCHES.items() if matches(asked, launch, NOW)}


def wants(query: str, launch: Launch) -> bool:
    return matches(parse(query, CATALOGUE), launch, NOW)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", LAUNCH_ONLY),
        ("lab:halcyon", {"tern"}),
        ("lab:halcyon,cove", {"tern", "wren"}),
        ('lab:"Marsh Labs"', {"heron"}),
        ("lab:marsh*", {"heron"}),
        ("lab:*", LAUNCH_ONLY),
        ("family:heron", {"heron"}),
        ("family:her", set()),
        ("family:wren", {"wren"}),
        ("model:heron-mt*", {"heron"}),
        ("model:*30b-a3b", {"heron"}),
        ("model:wren-a+", {"wren"}),
        ('model:"Wren A"', set()),
        ("model:tern2", {"tern"}),
        ("is:open", {"heron", "wren"}),
        ("is:closed", {"tern"}),
        ("is:moe", {"heron", "wren"}),
        ("is:dense", set()),
        ("is:reasoning", {"tern"}),
        ("is:multimodal", {"tern"}),
        ("is:preview", {"tern"}),
        ("is:ga", {"heron", "wren"}),
        ("is:official", {"tern"}),
        ("is:small", {"heron"}),
        ("is:rumour", {"rumour"}),
        ("event:rumour", {"rumour"}),
        ("event:rumor", {"rumour"}),
        ("event:all", {*LAUNCH_ONLY, "rumour"}),
        ("event:price,rumour OR lab:halcyon", {"rumour", "tern"}),
        ("lab:cove event:launch", {"wren"}),
        ("params:<=10B", {"heron"}),
        ("params:218B", {"wren"}),
        ("params:1.8B,218B", {"heron", "wren"}),
        ("params:>218B", set()),
        ("params:>=218B", {"wren"}),
        ("params:10B..40B", {"heron"}),
        ("params:100B..", {"wren"}),
        ("params:..2B", {"heron"}),
        ("active:<=4B", {"heron"}),
        ("context:>=128k", {"wren"}),
        ("context:128k", {"wren"}),
        ("context:<=128k", {"wren", "heron"}),
        ("context:>128k", set()),
        ("context:131072", {"wren"}),
        ("context:32k", {"heron"}),
        ("output:>=32k", {"tern"}),
        ("license:open", {"heron", "wren"}),
        ("license:apache-2.0", {"wren"}),
        ("licence:mit", {"heron"}),
        ("license:apache", {"wren"}),
        ("license:proprietary", {"tern"}),
        ("license:nc,restricted", set()),
        ("weights:open", {"heron", "wren"}),
        ("weights:closed", {"tern"}),
        ("access:preview", {"tern"}),
        ("access:weights", {"heron", "wren"}),
        ("type:translation", {"heron"}),
        ("type:reasoning", {"tern"}),
        ("type:tool_use", {"tern"}),
        ("in:image", {"tern"}),
        ("in:vision", {"tern"}),
        ("emits:text", {"tern"}),
        ("lang:german", {"tern"}),
        ("lang:de", {"tern"}),
        ("lang:french", set()),
        ("langs:>=40", {"tern"}),
        ('score:"GPQA Diamond">=80', {"tern"}),
        ("score:gpqa-diamond>82.5", set()),
        ('score:"perch hard"<20', {"tern"}),
        ("score:gpqa-diamond", {"tern"}),
        ("score:*", {"tern", "heron"}),
        ("score:gpqa>=10", set()),
        ("score:gpqa-diamond:80..85", {"tern"}),
        ("beats:gpt-5.4", {"tern"}),
        ("beats:gpt-5*@gpqa-diamond", {"tern"}),
        ('beats:gpt-5.4@"Perch Hard"', set()),
        ("beats:grok-4.2", set()),
        ("price:<=1.50", {"tern"}),
        ("price:<1", set()),
        ("price:<=$2", {"tern"}),
        ("price:<=€2", set()),
        ("out:<=10", set()),
        ("out:<=10EUR", {"tern"}),
        ("out:*", {"tern"}),
        ("cached:*", set()),
        ("quant:<=4", {"heron", "wren"}),
        ("quant:w4a4", set()),
        ("size:<=500MB", {"heron"}),
        ("size:<=400MB", set()),
        ("gpu:b200", {"wren"}),
        ("fits:24GB", {"heron"}),
        ("fits:rtx-4090", {"heron"}),
        ("fits:phone", {"heron"}),
        ("fits:2xH100", {"heron", "wren"}),
        ("released:>=2026-04-01", {"tern"}),
        ("released:2026-04", {"tern"}),
        ("released:2026-03", {"heron"}),
        ("released:<2026-04", {"heron"}),
        ("released:2026-03-10..2026-03-20", set()),
        ("age:<7d", set()),
        ("age:<=7d", {"tern"}),
        ("age:<2w", {"tern"}),
        ("source:news.example", {"tern"}),
        ('source:"the news"', {"tern"}),
        ("source:halcyon", {"tern"}),
        ("source:*.example", {"tern"}),
        ('source:"Cove Blog"', {"wren"}),
        ("sources:>=2", {"tern"}),
        ("sources:1", {"wren"}),
        ("official:yes", {"tern"}),
        ("official:no", {"wren"}),
        ("conflict:yes", {"tern"}),
        ('"chain of thought"', {"tern"}),
        ("chain-of-thought", {"tern"}),
        ("thought", {"tern"}),
        ("though", set()),
        ("though*", {"tern"}),
        ('"Wren A+"', {"wren"}),
        ('"Wren A"', set()),
        ("cove", {"wren"}),
        ("“mixture of expert*”", {"wren"}),
        ("halcyon OR cove", {"tern", "wren"}),
        ("-lab:halcyon", {"heron", "wren"}),
        ("NOT (lab:halcyon OR lab:cove)", {"heron"}),
        ("weights:open -type:tts", {"heron", "wren"}),
        ("context:*", {"heron", "wren"}),
        ("-context:*", {"tern", "heron"}),
    ],
)
def test_query_wants(query: str, expected: set[str]) -> None:
    assert found(query) == expected


def test_what_is_asked_fails_on_unknown_and_what_is_excluded_does_not() -> None:
    assert found("type:code") == set()
    assert "wren" in found("-type:code")  # its use is not stated
    assert found("params:<=10B?") == {"heron", "tern"}
    assert "tern" in found("-params:>10B")
    assert "tern" not in found("-params:>10B?")


def test_one_variant_satisfies_the_whole_query() -> None:
    assert "heron" in found("params:10B..40B active:<=4B")
    assert "heron" not in found("params:<=2B active:<=4B")
    assert "heron" in found("-params:>10B")  # by its smaller sizes


def test_score_belongs_to_the_variant_that_the_text_names() -> None:
    assert "heron" in found('params:>=20B score:"Reed QA">=70')
    assert "heron" not in found('params:<=2B score:"Reed QA">=70')


def test_score_of_the_launch_belongs_to_every_variant() -> None:
    view = replace(HERON.view, benchmarks=(Score("Reed QA", "Heron-MT", HERON.view.benchmarks[0].value, "%", True),))
    assert wants('params:<=2B score:"Reed QA">=70', replace(HERON, view=view))


def test_size_of_a_variant_belongs_to_it() -> None:
    assert "heron" in found("params:<=2B size:<=500MB")
    assert "heron" not in found("params:>=20B size:*")


def test_licence_of_a_variant_comes_before_the_launch_s() -> None:
    view = replace(WREN.view, models=(Model("Wren A+", license="CC BY-NC 4.0"), Model("Wren A+ mini", 10**9)))
    launch = replace(WREN, view=view)
    assert wants("license:nc", launch)
    assert wants("license:open params:<=2B", launch)
    assert not wants("license:nc params:<=2B", launch)


def test_prices_in_other_currencies_are_never_converted() -> None:
    assert not wants("out:<=1000", TERN)
    assert not wants("-out:*", TERN)


def test_partial_date_is_unknown_where_it_may_lie_on_either_side() -> None:
    assert found("released:>=2026-03-15") == {"tern"}
    assert found("released:>=2026-03-15?") == {"tern", "heron", "wren"}
    assert "heron" not in found("released:>=2026-04-01?")


def test_age_counts_from_first_sight_where_no_release_date_is_stated() -> None:
    launch = replace(WREN, first_seen=NOW - timedelta(days=3))
    assert wants("age:3d", launch)
    assert not wants("age:<3d", launch)


def test_launch_without_models_is_one_variant_of_unknown_size() -> None:
    launch = replace(WREN, view=replace(WREN.view, models=()))
    assert wants("lab:cove -params:*", launch)
    assert wants("params:<=1B?", launch)


@pytest.mark.parametrize("url", ["http://[", "https://[::1", "", "https://a..b/"])
def test_odd_address_of_an_article_is_no_error(url: str) -> None:
    launch = replace(TERN, articles=(replace(TERN.articles[0], url=url),))
    assert wants("source:the-news", launch)


def test_words_do_not_run_from_the_title_into_the_text() -> None:
    assert not wants('"of thought tern"', TERN)
    assert wants('"step by step tern"', TERN)  # inside the text sentences follow each other


def test_words_of_scripts_without_spaces_are_found_inside_a_run() -> None:
    launch = replace(TERN, text="海鸥发布开源模型Tern2，支持中文。")
    assert wants("开源模型", launch)
    assert wants("发布 支持", launch)
    assert not wants("源开", launch)


def test_case_accents_and_invisible_marks_do_not_matter() -> None:
    launch = replace(TERN, text="Mod\u200bèle raisonnant STRASSE")
    assert wants("modèle", launch)
    assert wants("mode\u0300le", launch)
    assert wants("straße", launch)


def test_of_an_error_rate_the_lower_score_beats() -> None:
    scores = (
        Score("WER", "Tern 2", Decimal("4.1"), "%", is_subject=True),
        Score("WER", "Kestrel 1", Decimal("5.0"), "%", is_subject=False),
        Score("WER", "Wren 9", Decimal("3.2"), "%", is_subject=False),
    )
    launch = replace(TERN, view=replace(TERN.view, benchmarks=scores))
    assert matches(parse("beats:kestrel-1@wer", CATALOGUE), launch, NOW)
    assert not matches(parse("beats:wren-9", CATALOGUE), launch, NOW)


def test_words_are_looked_for_in_title_and_text_only() -> None:
    launch = replace(TERN, title="News", text="A model.", view=replace(TERN.view, lab="Gannet", name="Gannet 3"))
    assert not matches(parse("gannet", CATALOGUE), launch, NOW)
    assert matches(parse("lab:gannet model:gannet*", CATALOGUE), launch, NOW)
