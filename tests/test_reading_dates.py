"""The day of a launch in the places where texts print it."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


BODY = "Marl Works has released Knot 3, a 9B language model under the MIT license."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Knot 3 is here\n\nPosted by the Marl team on 11 December 2025\n\n{BODY}", "2025-12-11"),
        (f"Knot 3 is here\n\nPublished Oct. 7, 2026 · 2 min read\n\n{BODY}", "2026-10-07"),
        ("Marl Works made Knot 3 generally available through its API on May 12, 2026. It is a 9B model.", "2026-05-12"),
        ("Das Unternehmen Marl hat am 4. Februar 2026 die Gewichte seines Sprachmodells Knot 24B freigegeben.", "2026-02-04"),
        (f"# Knot 3\n\n{BODY}\n\n**Model Release Date:**\n\n* **9B Instruct: December 6, 2024**\n", "2024-12-06"),
        (f"---\ntitle: Knot 3 for builders\ndate: 2026-06-15\n---\n\n{BODY} Marl Works released Knot 3 on June 12, 2026.", "2026-06-12"),
        (f"---\ntitle: Introducing Knot 3\ndate: 2026-06-15\n---\n\n{BODY} Marl Works released Knot 2 on June 12, 2026.", "2026-06-15"),
        ("# Knot-T2V\n\n* Mar 17, 2025: We release Knot-TI2V, an image-to-video model based on Knot-T2V.\n* Feb 17, 2025: We release the weights of Knot-T2V, a model of 30B parameters.\n\nKnot-T2V is a video model. pip install knot", "2025-02-17"),
        ("# Knot4\n\nKnot4 is a model of 30B parameters. pip install knot\n\n## News\n- 2025/03/04: We released the **Knot-4** model.\n- 2024/10/13: We released the **Knot-3** model.", "2025-03-04"),
        ("# Knot4\n\nKnot4 is a model of 30B parameters. pip install knot\n\n## News\n- 2025/05/18: We released FP8 weights of Knot4.\n- 2025/05/03: We released the code and weights of Knot4.\n- 2025/04/15: We released the report of Knot4.", "2025-05-03"),
        (f"# Knot 3\n\n{BODY}\n\n| Field | Value |\n|---|---|\n| Developer | Marl |\n| **Release date** | December 12, 2024 |\n| Cut-off | June 2024 |\n", "2024-12-12"),
        (f"# Knot 3\n\n{BODY}\n\n| Model | Link | Release Date |\n|---|---|---|\n| Knot 3 | a | 2024-07-01 |\n| Knot 3 Chat | b | 2024-07-01 |\n", "2024-07-01"),
        (f"# Knot 3\n\n{BODY}\n\n| Model | Link | Release Date |\n|---|---|---|\n| Knot 3 | a | 2024-07-01 |\n| Knot 2 | b | 2023-07-01 |\n", None),
        ("On May 12, 2026, Marl announced three new models under the Knot family: Knot-Hear-3, Knot-Say-3, and Knot-Draw-3. The release is free.", "2026-05-12"),
        (f"# Knot 3\n\n{BODY}\n\n## News\n- **[15.01.2026]** Today, we release Knot 3.\n", "2026-01-15"),
        (f"# Knot 3\n\n{BODY}\n\nIt reads.\n\nIt writes.\n\nIt speaks.\n\n> \"The ferry was announced at **4:45 PM** on **Wed, May 6, 2024** as usual.\"\n\n- Full date format (May 6, 2024)\n", None),
        ("# Knot\n\nWe introduce Knot, an open model of proteins with 30M parameters. pip install knot\n\n## News\n- **2026-04-08: Knot-v2 Released** [[Knot-v2 Technical Report](a.pdf)]\n- **2026-02-05: Knot-v1 Released** [[Knot-v1 Technical Report](b.pdf)]\n- **2025-11-05: Knot-v0.7.0 Released**\n", "2026-04-08"),
        (f"Knot 3 is here\n\n{BODY} The weights must be returned by May 12, 2026.", None),
    ],
)  # fmt: skip
def test_the_day_of_the_launch(text: str, day: str | None, catalogue: Catalogue) -> None:
    report = read(Article(url="", title="", text=text), catalogue)[0]
    dates = [fact for fact in report.facts if fact.field == "release_date" and fact.role != "rival"]
    best = max(dates, key=lambda fact: fact.confidence, default=None)
    assert (best and best.value) == day
