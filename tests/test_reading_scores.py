"""Scores in sentences, invented names throughout: whose, on what; and numbers that are none."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "Norvale launches Tern 2\n\nNorvale has launched Tern 2, an open-weight language model.\n\n"
Triple = tuple[str, str, float]


def scores(sentence: str, head: str = HEAD) -> set[Triple]:
    view = view_of(read(Article(url="", title="", text=head + sentence), CATALOGUE)[0])
    return {(score.benchmark, score.model, float(score.value)) for score in view.benchmarks}


FAMILY = "# Tern 2\n\nNorvale releases Tern 2, open-weight models. Tern-2-7B has 7B parameters and Tern-2-30B has 30B parameters.\n\n"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("On QuillBench-60 it finishes 57.3% of the episodes, where Gull 2.0 finished 48.9%.", {("QuillBench-60", "Tern 2", 57.3), ("QuillBench-60", "Gull 2.0", 48.9)}, id="a share of the tasks"),
        pytest.param("Tern 2 resolved 79.2 percent of SWE-bench Verified.", {("SWE-bench Verified", "Tern 2", 79.2)}, id="percent of the test"),
        pytest.param("AIME 2025 goes from 61.0 to 68.4, GPQA from 62.2 to 66.7.", {("AIME 2025", "Tern 2", 68.4), ("GPQA", "Tern 2", 66.7)}, id="from the old to the new"),
        pytest.param("On MMLU the model is a hair below the 75.2% Dunlin publishes for Gull 4.6.", {("MMLU", "Gull 4.6", 75.2)}, id="what a lab says of its own"),
        pytest.param("On GPQA, Tern 2 has 100% retrieval accuracy.", {("GPQA", "Tern 2", 100.0)}, id="all of it"),
        pytest.param("It reaches 22.9 on MATH-Lvl5.", {("MATH-Lvl5", "Tern 2", 22.9)}, id="what hangs on a name is part of it"),
        pytest.param("Bei MMLU-ProX liegt Tern 2 mit 61,9 Prozent hinter Gull 3.2 (64,5 Prozent).", {("MMLU-ProX", "Tern 2", 61.9), ("MMLU-ProX", "Gull 3.2", 64.5)}, id="a preposition begins no name"),
        pytest.param("On QuillRecall, a public test of five findings, Tern 2 reached an average AUC of 0.927, against 0.911 for Gull 4.", {("QuillRecall", "Tern 2", 0.927), ("QuillRecall", "Gull 4", 0.911)}, id="an average of a measure"),
        pytest.param("Max finds 97.4% of needles on LoomHaystack.", {("LoomHaystack", "Tern 2", 97.4)}, id="tasks of an unknown test"),
        pytest.param("It ranked second on QuillBench, passed Gull 4.7 Thinking, and took the top Design Arena slot with an Elo of 1360.", {("Design Arena", "Tern 2", 1360.0)}, id="who was passed has no score"),
        pytest.param("Tern 2 在 AIME 2025 上得分 82.6,高于Qwen3-235B-A22B的81.5,略低于DeepSeek-R1-0528的87.5。", {("AIME 2025", "Tern 2", 82.6), ("AIME 2025", "Qwen3-235B-A22B", 81.5), ("AIME 2025", "DeepSeek-R1-0528", 87.5)}, id="names between Chinese letters"),
        pytest.param("Sur HollowProof, Tern 2 obtient 58,3 %, là où Gull 4 obtient 55,9 %.", {("HollowProof", "Tern 2", 58.3), ("HollowProof", "Gull 4", 55.9)}, id="French"),
        pytest.param("On HLE, Tern 2 scores 19 and Gull 4.1 (high) 21.", {("HLE", "Tern 2", 19.0), ("HLE", "Gull 4.1 (high)", 21.0)}, id="an effort in brackets"),
        pytest.param("Tern 2 has a WER of 2.1% on PlumbSpeech and 4.2% on the MarshTalk test set.", {("PlumbSpeech", "Tern 2", 2.1), ("MarshTalk", "Tern 2", 4.2)}, id="a test is told in error rates"),
        pytest.param("It ranks first on the PlumbSpeech leaderboard with an average WER of 5.52.", {("PlumbSpeech", "Tern 2", 5.52)}, id="an average error rate"),
        pytest.param("It has a 3.8% average Word Error Rate (WER) across the top 25 languages on the PlumbSpeech benchmark. Dropping from 6% WER to 3.8% means fewer errors.", {("PlumbSpeech", "Tern 2", 3.8)}, id="an error rate is not told twice"),
        pytest.param("Tern 2 alcanzó 1.247 puntos Elo en el Plumb Motion Benchmark.", {("Plumb Motion", "Tern 2", 1247.0)}, id="a rating with a Spanish point"),
        pytest.param("With 1,247 Elo points, Tern 2 tops the Plumb Video Arena.", {("Plumb Video Arena", "Tern 2", 1247.0)}, id="a rating before its arena"),
        pytest.param("On MMLU it scores 71.2%. It has grouped-query attention (GQA) and is quantized to 8- and 16-bit formats.", {("MMLU", "Tern 2", 71.2)}, id="a kind of attention is no test"),
        pytest.param("Its WER is 3.4%.", {("WER", "Tern 2", 3.4)}, id="an error rate of no test"),
        pytest.param("Tern 2 trails Gull 3.1 on pure reasoning but beats it on SedgeBench (49.4% vs 36.4%).", {("SedgeBench", "Tern 2", 49.4), ("SedgeBench", "Gull 3.1", 36.4)}, id="two against each other"),
        pytest.param("Compared to Gull 3.1, Tern 2 is better on SedgeBench (49.4 versus 36.4).", {("SedgeBench", "Tern 2", 49.4), ("SedgeBench", "Gull 3.1", 36.4)}, id="who is compared has the second"),
        pytest.param("Gull 3.1 beats Tern 2 on SedgeBench (49.4 vs. 36.4).", {("SedgeBench", "Gull 3.1", 49.4), ("SedgeBench", "Tern 2", 36.4)}, id="a loss"),
        pytest.param("It is a solid step: 80.9% SWE-bench Verified at the same price.", {("SWE-bench Verified", "Tern 2", 80.9)}, id="a percentage before its test"),
        pytest.param("It made a jump in office work (GDPval: 38.8% → 70.9%).", {("GDPval", "Tern 2", 70.9)}, id="an arrow leads to what holds"),
        pytest.param("It achieves a perfect 100% on AIME 2025 (up from 94% in Gull 3.1).", {("AIME 2025", "Tern 2", 100.0), ("AIME 2025", "Gull 3.1", 94.0)}, id="up from another one's"),
        pytest.param("Gull 3.1 set a brutal bar. It posted a 76.2% score on AIME 2025.", {("AIME 2025", "Gull 3.1", 76.2)}, id="it is whom the sentence before opens with"),
        pytest.param("On MMLU, Tern 2 jumps to 80.9%. On the bank's own card test, Tern 2 hits 66.3%.", {("MMLU", "Tern 2", 80.9)}, id="another test without a name"),
        pytest.param("It answers well, with a reported 40.6% on AIME 2025.[1][2][3] It is fast.", {("AIME 2025", "Tern 2", 40.6)}, id="footnotes"),
        pytest.param("It scores 53 on MMLU, well above the median of 34.", {("MMLU", "Tern 2", 53.0)}, id="a median is nobody's"),
        pytest.param("It has 61.4% on MMLU, the best there is, a 45% jump over Gull 3.1.", {("MMLU", "Tern 2", 61.4)}, id="a jump over another one"),
        pytest.param("It gained on MMLU and GPQA. Input is cheaper now, a 37.5% / 58.3% cut from before.", set(), id="a cut of a price"),
        pytest.param("Tern 2 is the first rebuilt model since Gull 3, and it scores 71.4% on MMLU.", {("MMLU", "Tern 2", 71.4)}, id="it is whom the sentence opens with"),
        pytest.param("Where it loses: Gull 4 still leads on GPQA by 4 points (74.2 vs 70.1).", {("GPQA", "Gull 4", 74.2), ("GPQA", "Tern 2", 70.1)}, id="whoever leads has the first and higher one"),
        pytest.param("Benchmarks land at or above Gull 4 on HLE with tools (41.5), GPQA (83.2) and MMLU (90.1).", {("HLE", "Tern 2", 41.5), ("GPQA", "Tern 2", 83.2), ("MMLU", "Tern 2", 90.1)}, id="above another one"),
        pytest.param("The error rate on SimpleQA fell from 65% (Gull 3) to 39% (Tern 2).", {("SimpleQA", "Tern 2", 39.0)}, id="what a bracket behind it owns"),
        pytest.param("It has 71.2% on SWE-bench. On SWE-bench Verified, Tern 2 scores 71.2%.", {("SWE-bench Verified", "Tern 2", 71.2)}, id="a test cut short"),
        pytest.param("Its Elo score on the Arena.ai leaderboard is 1432.", {("Arena.ai", "Tern 2", 1432.0)}, id="a point in a test's name"),
        pytest.param("Tern 2 is Norvale's fastest Gull 4 model, released with 61.9% on GPQA.", {("GPQA", "Tern 2", 61.9)}, id="a line is no owner"),
        pytest.param("JMMLU で 70.4、MMLU で 68.4 を記録しました。", {("JMMLU", "Tern 2", 70.4), ("MMLU", "Tern 2", 68.4)}, id="Japanese particles"),
    ],
)  # fmt: skip
def test_scores_of_a_sentence(sentence: str, found: set[Triple]) -> None:
    assert scores(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("Tern-2-7B and Tern-2-30B achieve 51.0 and 59.7 on BBH.", {("BBH", "Tern-2-7B", 51.0), ("BBH", "Tern-2-30B", 59.7)}, id="one for each"),
        pytest.param("It improves at tools, scoring 86.3 on BFCL (Tern-2-30B).", {("BFCL", "Tern-2-30B", 86.3)}, id="the model in brackets behind the benchmark"),
        pytest.param("On MMLU we lost ground, as you do: 83.1 now.", set(), id="a family has no score of its own"),
    ],
)  # fmt: skip
def test_scores_of_a_family(sentence: str, found: set[Triple]) -> None:
    assert scores(sentence, FAMILY) == found


def test_the_three_are_those_of_the_sentence_before() -> None:
    text = "The report compares Tern 2 with Gull 3.1 and Dunlin-235B. On LiveCodeBench the three land at 66.2, 64.0 and 61.7, respectively."
    assert scores(text) == {("LiveCodeBench", name, value) for name, value in (("Tern 2", 66.2), ("Gull 3.1", 64.0), ("Dunlin-235B", 61.7))}  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "On MMLU it is the only one to score over 80.",
        "On HellaSwag the order of our three models is 48.2, 60.5 and 66.1.",
        "Tern 2 hallucinated in response to 49% of questions on PersonQA.",
        "A student distilled from it recovers 96% of GSM8K.",
        "MMLU-Pro, the hardest, has 10 options per question, so 10% is chance.",
        "- Attention heads: 48\n- Embedding size: 6,144\n- Temperature: 0.6\n",
        "It made a jump on MMLU, wins 9 of 10 tests and leads on GPQA during a 75%-off promotion.",
        "MMLU shows that it inherits what was strong in Gull 3 Pro.",
        "GPQA Diamond is harder (kappa = 0.81) and takes longer.",
        "- **Privacy**: 100% local processing, no servers",
        "Tern 2 reads 17 languages with a low error rate (WER ≤ 20%).",
        "Tern 2 outperforms tuned rivals on QuillArena on ~80% of datasets.",
    ],
)
def test_numbers_that_are_no_score(sentence: str) -> None:
    assert scores(sentence) == set()


LIST = """*QuillQA* (our test set, 4,800 questions, kappa = 0.81)
- Tern 2: 79.6
- Gull 4.1: 48.3
- Fulmar: 44.7

Batch size: 128
- Peak memory: 12
"""


def test_a_list_below_a_benchmark_gives_each_model_its_score() -> None:
    assert scores(LIST) == {("QuillQA", "Tern 2", 79.6), ("QuillQA", "Gull 4.1", 48.3), ("QuillQA", "Fulmar", 44.7)}


def test_sizes_behind_a_slash_each_have_their_score() -> None:
    told = "Tern-2-1.5B/7B/30B-Instruct achieve 79.7, 85.3, and 87.8 respectively on the MATH benchmark."
    names = ("Tern-2-1.5B-Instruct", "Tern-2-7B-Instruct", "Tern-2-30B-Instruct")
    assert scores(told, FAMILY) == {
        ("MATH", name, score) for name, score in zip(names, (79.7, 85.3, 87.8), strict=True)
    }


def test_the_end_of_a_numbered_name_is_the_launch() -> None:
    head = "Norvale launches Wren Sonata 4.5\n\nNorvale has launched Wren Sonata 4.5, a language model.\n\n"
    text = "Sonata 4.5 is also called wren-sonata-4-5 there. On MMLU, Sonata 4.5 scores 81.2, Sonata 4.1 scores 74.5."
    assert scores(text, head) == {("MMLU", "Wren Sonata 4.5", 81.2), ("MMLU", "Sonata 4.1", 74.5)}


GLUED = """BenchmarkTern 2DeepGull 4Winner
SWE-bench Verified82.7%69.4%Tern 2
Terminal-Bench 2.082.7%69.4%Tern 2
SedgeBench64.3%DeepGull 4
GPQA78.7%78.0%Tern 2 (barely)

DeepGull 4 came first.
"""


def test_cells_that_run_together_are_read_where_each_has_its_place() -> None:
    told = {("SWE-bench Verified", 82.7, 69.4), ("Terminal-Bench 2.0", 82.7, 69.4), ("GPQA", 78.7, 78.0)}
    assert scores(GLUED) == {
        (test, name, score) for test, *both in told for name, score in zip(("Tern 2", "DeepGull 4"), both, strict=True)
    }
