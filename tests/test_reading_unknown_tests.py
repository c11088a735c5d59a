"""Scores on tests that nobody knows, whose name only the grammar of scores gives away; invented names throughout."""

import pytest

from tests.test_reading_scores import scores

A, B, C = "WadeSearch", "OJMarsh v6", "Knot Suite 2.0"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param(f"It scored 90.1% on {A} and 93.5% on {B}, with 83.4% on {C}.", {(A, "Tern 2", 90.1), (B, "Tern 2", 93.5), (C, "Tern 2", 83.4)}, id="each before its own"),
        pytest.param(f"On {A} it scored 62.1, on {B} 70.4.", {(A, "Tern 2", 62.1), (B, "Tern 2", 70.4)}, id="on one, on another"),
        pytest.param(f"It has a {A} score of 62.1% and an {B} score of 70.4%.", {(A, "Tern 2", 62.1), (B, "Tern 2", 70.4)}, id="a score of"),
        pytest.param(f"It tops {A} with 62.1%.", {(A, "Tern 2", 62.1)}, id="tops"),
        pytest.param(f"It achieves 62.1%, 70.4% and 80.1% on {A}, {B} and {C}, respectively.", {(A, "Tern 2", 62.1), (B, "Tern 2", 70.4), (C, "Tern 2", 80.1)}, id="respectively"),
        pytest.param(f"Tern 2 beats Gull 5 on {A} (62.1% vs. 58.3%) and {B} (80.3% vs. 79.1%).", {(A, "Tern 2", 62.1), (A, "Gull 5", 58.3), (B, "Tern 2", 80.3), (B, "Gull 5", 79.1)}, id="two against each other, twice"),
        pytest.param(f"Its results are strong: {A} 62.1, {B} 80.3, {C} 91.0.", {(A, "Tern 2", 62.1), (B, "Tern 2", 80.3), (C, "Tern 2", 91.0)}, id="behind a colon"),
        pytest.param(f"It leads on {A} (62.1%), {B} (80.3%), and {C} (91.0%).", {(A, "Tern 2", 62.1), (B, "Tern 2", 80.3), (C, "Tern 2", 91.0)}, id="in brackets"),
        pytest.param("It scores 86.9% on GPQA Diamond, and a 1432 Elo on Plumb.ai.", {("GPQA Diamond", "Tern 2", 86.9), ("Plumb.ai", "Tern 2", 1432.0)}, id="a rating on an arena"),
    ],
)  # fmt: skip
def test_a_test_that_nobody_knows_is_one_where_scores_stand_on_it(
    sentence: str, found: set[tuple[str, str, float]]
) -> None:
    assert scores(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("- **MMMU (Much Marshland)**: Scored **81.3%**, the best so far.", {("MMMU", "Tern 2", 81.3)}, id="a verb in capitals is no model"),
        pytest.param("It reaches 78.2% on GPQA, a leap over the previous best (Gull 5, 65.7% in late 2027).", {("GPQA", "Tern 2", 78.2), ("GPQA", "Gull 5", 65.7)}, id="whose bracket it is"),
        pytest.param("Against its predecessor Tern 1, Norvale reports gains: IFEval improved from 79.4 to 91.8; MMLU climbed from 74.8 to 88.7.", {("IFEval", "Tern 2", 91.8), ("MMLU", "Tern 2", 88.7)}, id="gains over the one before"),
        pytest.param("It secured first place with an ELO rating of 1172 on LMArena.", {("LMArena", "Tern 2", 1172.0)}, id="a rating is told on its arena"),
        pytest.param("It reaches 62.1 points on GPQA and 80.3 points on MMLU.", {("GPQA", "Tern 2", 62.1), ("MMLU", "Tern 2", 80.3)}, id="points on a test"),
        pytest.param("It gained 4 points on GPQA, and is up 5.5 points on MMLU.", set(), id="points gained"),
        pytest.param("Its GPQA result of 62.1% is good.", {("GPQA", "Tern 2", 62.1)}, id="its is no part of a name"),
        pytest.param('The "MarshGraph" metric, which measures reading of charts, was 86.4%, and the coding metrics "SWE-Bench Verified" (77.4%) and "SWE-Bench Pro" (52.4%) were lower.', {("MarshGraph", "Tern 2", 86.4), ("SWE-Bench Verified", "Tern 2", 77.4), ("SWE-Bench Pro", "Tern 2", 52.4)}, id="quoted names"),
        pytest.param("It scores 77.6% on MMLU and 91.4% on the τ³-Wading agentic benchmark, a step behind Gull 4.6, at 79.6%.", {("MMLU", "Tern 2", 77.6), ("τ³-Wading", "Tern 2", 91.4), ("τ³-Wading", "Gull 4.6", 79.6)}, id="a Greek letter heads a name"),
        pytest.param("On MMLU, it scores 74.4% — a 40% relative improvement over Gull 2's 53%.", {("MMLU", "Tern 2", 74.4), ("MMLU", "Gull 2", 53.0)}, id="a relative gain is none"),
        pytest.param("In ShelfMate and PondWork deployments, it achieved a 99.9% success rate over 495-step workflows.", set(), id="a product is no test"),
        pytest.param("On the GDPval-AA work benchmark, Tern 2 scored 1,427 points versus Gull 4.6's 1,648.", {("GDPval-AA", "Tern 2", 1427.0), ("GDPval-AA", "Gull 4.6", 1648.0)}, id="points by the thousand"),
        pytest.param("It leads on GPQA (62.1%), ahead of Gull 5 (58.3%) and Auk 7 (51.2%).", {("GPQA", "Tern 2", 62.1), ("GPQA", "Gull 5", 58.3), ("GPQA", "Auk 7", 51.2)}, id="models behind a test are none"),
    ],
)  # fmt: skip
def test_whose_a_score_is_and_what_it_is_told_on(sentence: str, found: set[tuple[str, str, float]]) -> None:
    assert scores(sentence) == found


def test_a_size_alone_heads_what_is_told_of_it() -> None:
    head = "# Tern 2\n\nNorvale releases Tern 2, open-weight models in three sizes, 3B, 8B, and 30B parameters.\n\n"
    text = "- GSM8K math: 8B achieves 92.5; 30B reaches 94.2\n- MMLU: 8B scores 80.1; 30B achieves 81.9\n"
    assert scores(text, head) == {
        ("GSM8K", "Tern 2 8B", 92.5),
        ("GSM8K", "Tern 2 30B", 94.2),
        ("MMLU", "Tern 2 8B", 80.1),
        ("MMLU", "Tern 2 30B", 81.9),
    }


def test_a_headlines_verb_before_a_score_ends_no_name() -> None:
    head = "Norvale Launches Tern 2: 12B Open Wading Model Scores 72.2% on MMLU\nNorvale has launched Tern 2, a language model. "
    assert scores("It scores 72.2% on MMLU.", head) == {("MMLU", "Tern 2", 72.2)}
