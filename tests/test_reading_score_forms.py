"""Scores in prose: in turn on tests that nobody knows, in brackets, behind a dash, set against each other; invented names throughout."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

CATALOGUE = load_catalogue()
HEAD = "# Tern 2\n\nNorvale releases Tern 2, an open-weight language model under Apache 2.0.\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "It achieves 69.0% Pass@1 accuracy on AIME 2024 (+13.5% gain) and 53.6% Pass@1 accuracy on AIME 2025.",
            {("AIME 2024", "Tern 2", 69.0), ("AIME 2025", "Tern 2", 53.6)},
        ),
        (
            "Tern 2 achieves 74.0%, 75.3% and 42.9% on  BrowseComp, Reed-Val-165 and KLP-Text, respectively.",
            {("BrowseComp", "Tern 2", 74.0), ("Reed-Val-165", "Tern 2", 75.3), ("KLP-Text", "Tern 2", 42.9)},
        ),
        (
            "Tern 2 leads on AIME 2025 (92.3), LiveCodeBench (81.0), and KelpRope (77.1).",
            {
                ("AIME 2025", "Tern 2", 92.3),
                ("LiveCodeBench", "Tern 2", 81.0),
                ("KelpRope", "Tern 2", 77.1),
            },
        ),
        (
            "Scores: 92.3 (AIME 2025), 81.0 (LiveCodeBench), 77.1 (GPQA).",
            {("AIME 2025", "Tern 2", 92.3), ("LiveCodeBench", "Tern 2", 81.0), ("GPQA", "Tern 2", 77.1)},
        ),
        (
            "Tern 2 achieves 53.0% AP on COCO val2017 and 114 FPS on a T4 GPU.",
            {("COCO val2017", "Tern 2", 53.0)},
        ),
        (
            "It achieves a 33.3% pass@1 accuracy on LeetCode and 32.6% on TheoremQA, outperforming others by margins more than 13.3%.",
            {("LeetCode", "Tern 2", 33.3), ("TheoremQA", "Tern 2", 32.6)},
        ),
        ("It achieves 51.6 on MMMU val.", {("MMMU val", "Tern 2", 51.6)}),
        ("- **MMLU** — 88.1%\n- **GPQA** — 61.0%\n", {("MMLU", "Tern 2", 88.1), ("GPQA", "Tern 2", 61.0)}),
        (
            "SWE-bench Verified: Tern 2 70.3%, Gull 3 68.0%, Auk Max 65.1%",
            {
                ("SWE-bench Verified", "Tern 2", 70.3),
                ("SWE-bench Verified", "Gull 3", 68.0),
                ("SWE-bench Verified", "Auk Max", 65.1),
            },
        ),
        (
            "On KelpBench, our model outperforms Gull 3 by 3.1 points (71.2 vs 68.1).",
            {("KelpBench", "Tern 2", 71.2), ("KelpBench", "Gull 3", 68.1)},
        ),
        (
            "HumanEval的评测结果从54.9%提升至61.5%，GSM8K的评测结果从66.6%提升至70.2%。",
            {("HumanEval", "Tern 2", 61.5), ("GSM8K", "Tern 2", 70.2)},
        ),
    ],
)
def test_scores_in_prose(text: str, found: set[tuple[str, str, float]]) -> None:
    view = view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])
    assert {(one.benchmark, one.model, float(one.value)) for one in view.benchmarks} == found


@pytest.mark.parametrize(
    "text",
    [
        "Tern 2 (70.3), Gull 3 (68.0), and Auk Max (65.1) were run on MMLU and GPQA.",  # models in a row, two tests
        "It has 3.1, 4.2 and 5.6 on Mondays, Tuesdays and Fridays.",
    ],
)
def test_no_tests_are_made_of_lists_without_known_ones(text: str) -> None:
    view = view_of(read(Article(url="", title="", text=HEAD + text), CATALOGUE)[0])
    assert not {one.benchmark for one in view.benchmarks} - {"MMLU", "GPQA"}
