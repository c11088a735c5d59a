"""The headline that a card, a README or a post in a repository gives itself."""

import pytest

from bot.reading.titles import title_in


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('---\ntitle: "Tern-VL-32B: Smaller and Sharper"\ndate: 2025-03-24\n---\n\n## Introduction\n\nText.', "Tern-VL-32B: Smaller and Sharper"),
        ("<div align=center>\n Hi, everyone!\n</div>\n\n# Sable-OSS Open Models\n\n## News\n", "Sable-OSS Open Models"),
        ("<p>badges</p>\n# Knot 3 <img src=a.png>\n\n# Introduction\n", "Knot 3"),
        ('<h1 align="center">\n  Auk-M1-14B\n</h1>\n', "Auk-M1-14B"),
        ("# [Gull](https://gull.example) **v2**\n\nText.", "Gull v2"),
        ("[docs](a.md)\n```bash\n# install it\npip install gull\n```\nText without a heading.", ""),
        ("Norvale releases Tern 2\n\n# Details\nText.", ""),  # an article's own headline comes first
        ("## 1. Title\n\nTern-6 Star: A New Sky\n\n## 2. Source\n", "Tern-6 Star: A New Sky"),
        ("[badges]\n# Introduction\n\n# Results of Knot\n", ""),  # headings of parts: the text has no title
        ("<p>badges</p>\n\n---\n## Introduction to Knot 3.1 Language Models\nText.", "Knot 3.1 Language Models"),
        ("<p>badges</p>\n\n## Model Information\n\n## Intended Use\nText.", ""),  # parts alone
        ("plain words", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_text_names_itself(text: str, title: str) -> None:
    assert title_in(text) == title
