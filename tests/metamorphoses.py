"""Changes of an article that must not change what is read: other names, one more sentence somewhere."""

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).parent / "articles"
TEXTS = sorted(path for path in ARTICLES.iterdir() if path.suffix in {".txt", ".md", ".html"})

# Words of a name that say what kind of thing it is; they stay.
_KINDS = frozenset(
    """ai lab labs research systems institute foundry diagnostics audio cooperative university universidad board atelier
    base instruct think pro max mini nano small large flash dev swift embed code image map asr tts vl vision clone long
    narrow wide preview chat online arena bench eval index and of de the model models lower water ultra
    text embedding realtime live medium turbo nemo voice moe high xhigh low minimal thinking
    works rank group team company gmbh technologies studio industries collective""".split()
)
INVENTED = (
    "Quibber Solvane Murrow Tassel Ombrel Kentish Wexham Pardew Lindorf Sorsby Cawdry Hexley Norbeck".split(),
    "Ado Brimwaterstone Zoltane Ixworth Jaspen Uldale Fye Rookhope Yarwell Oakmere Greave Thwaite Impney".split(),
)
_LATIN = r"A-Za-z\u00c0-\u024f"  # a Latin name may stand among Chinese characters without a space
_EASTERN_NEW = {
    "松云": "溪石",
    "灵雀": "青桐",
    "霧峰": "雪原",
    "桂川": "渡瀬",
    "星槎": "云岫",
    "玉衡": "扶摇",
    "ツムギ": "ホムラ",
    "미르": "가온",
    "하늘": "바다",
}


def label_of(path: Path) -> dict[str, Any]:
    """Return what a careful person takes from an article."""
    found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def names_of(label: dict[str, Any], *, rivals: bool) -> Iterator[str]:
    """Yield the names of the lab and of every model that a label knows."""
    yield from filter(None, (label.get("lab"), *label.get("lab_aliases", ())))
    for model in label.get("models") or ():
        yield from (model,) if isinstance(model, str) else (model["name"], *model.get("aliases", ()))
    if rivals:
        yield from (row["model"] for row in label.get("benchmarks") or ())
    for one in label.get("launches") or ():
        yield from names_of(one, rivals=rivals)


def other_names(label: dict[str, Any], words: list[str], *, rivals: bool) -> dict[str, str]:
    """Return a new word for each coined word in the names of a label."""
    coined: list[str] = []
    for name in names_of(label, rivals=rivals):
        for word in re.findall(r"[^\W\d_]{3,}", name):
            if word.isascii() and word.lower() not in _KINDS and word.lower() not in (one.lower() for one in coined):
                coined.append(word)
    return {old.lower(): new for old, new in zip(coined, cycle(words), strict=False)} | _EASTERN_NEW


def renamed(text: str, names: dict[str, str]) -> str:
    """Return a text with every word of `names`, in any case, replaced; a word inside a longer one stays."""
    if not names:
        return text
    pattern = "|".join(
        re.escape(one) if not one.isascii() else rf"(?<![{_LATIN}]){re.escape(one)}(?![{_LATIN}])"
        for one in sorted(names, key=len, reverse=True)
    )
    return re.sub(pattern, lambda match: _in_the_case_of(match[0], names[match[0].lower()]), text, flags=re.IGNORECASE)


def _in_the_case_of(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper() if len(old) > 4 else new
    return new.lower() if old.islower() and old.isascii() else new


def gaps(text: str, suffix: str) -> list[int]:
    """Return the places between two blocks of prose where a paragraph can stand: in no head, table, list or code."""
    if suffix == ".html":
        return [match.start() for match in re.finditer(r"<p[ >]|</main>|</article>", text)][1:]
    found, is_code = [], False
    start = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    for match in re.finditer(r"^```|\n\n(?=[^\s|>#\-*+`~<\d])", text, re.MULTILINE):
        if match[0] == "```":
            is_code = not is_code
        elif not is_code and match.start() >= (start.end() if start else 0):
            found.append(match.end())
    return found[1:]


def with_paragraph(text: str, suffix: str, sentence: str, place: int) -> str:
    """Return a text with a paragraph more at one of its gaps."""
    added = f"<p>{sentence}</p>\n" if suffix == ".html" else f"{sentence}\n\n"
    return text[:place] + added + text[place:]


def paragraph_ends(text: str) -> list[int]:
    """Return where a paragraph of prose ends with a sentence: there one more can follow."""
    found = re.finditer(r"(?<=[.!?])(?=\n\n|</p>)", text)
    return [one.start() for one in found if "|" not in text[text.rfind("\n\n", 0, one.start()) : one.start()]]
