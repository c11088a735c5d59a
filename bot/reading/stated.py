"""Facts that a card's front matter and a page's JSON-LD state outright, key by key."""

from collections.abc import Iterator
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.front_matter import Value, front_matter
from bot.reading.page import Page
from bot.reading.page_data import Statement
from bot.reading.sentences import Sentence
from bot.types import Fact

# https://huggingface.co/tasks: what goes in, what comes out, what it can do.
_TASKS: dict[str, tuple[str, str, str]] = {
    "text-generation": ("text", "text", ""),
    "text2text-generation": ("text", "text", ""),
    "translation": ("text", "text", "translation"),
    "image-text-to-text": ("image text", "text", "vision"),
    "video-text-to-text": ("video text", "text", "vision"),
    "audio-text-to-text": ("audio text", "text", ""),
    "visual-question-answering": ("image text", "text", "vision"),
    "image-to-text": ("image", "text", "vision"),
    "document-question-answering": ("image text", "text", "ocr"),
    "any-to-any": ("", "", "multimodal"),
    "automatic-speech-recognition": ("audio", "text", "speech_recognition"),
    "text-to-speech": ("text", "audio", "text_to_speech"),
    "text-to-audio": ("text", "audio", ""),
    "audio-to-audio": ("audio", "audio", ""),
    "text-to-image": ("text", "image", "image_generation"),
    "image-to-image": ("image", "image", "image_generation"),
    "text-to-video": ("text", "video", "video_generation"),
    "image-to-video": ("image", "video", "video_generation"),
    "feature-extraction": ("text", "", "embedding"),
    "sentence-similarity": ("text", "", "embedding"),
    "text-ranking": ("text", "", "reranking"),
    "robotics": ("", "", "robotics"),
}
_LICENCE_PAGES = (
    re.compile(r"(?:opensource|spdx)\.org/licenses?/([\w.+-]{2,40}?)(?:\.html|\.json|/)?$", re.IGNORECASE),
    re.compile(r"choosealicense\.com/licenses/([\w.+-]{2,40}?)/?$", re.IGNORECASE),
    re.compile(r"apache\.org/licenses/(LICENSE-2\.0)", re.IGNORECASE),
    re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]{2,12})/(\d\.\d)", re.IGNORECASE),
)


def read_stated(page: Page) -> Iterator[Fact]:
    """Yield what is stated key by key, of the article's own launch; the licence of a card is read by bot.reading.licences."""
    if page.document.is_teaser:
        return
    values = front_matter(page.original)
    yield from _card(page, values)
    yield from _languages(page, [one for one in values if one.keys in (("language",), ("languages",))])
    yield from _results(page, values)
    for statement in page.about.statements:
        if not statement.of or page.is_subject(statement.of):
            yield from _statement(page, statement)


def _card(page: Page, values: list[Value]) -> Iterator[Fact]:
    for value in values:
        match value.keys:
            case ("base_model",):
                yield _fact(page, "stated.base_model", "base_model", value.text, value)
            case ("pipeline_tag",):
                yield from _task(page, value)
            case ("model_name",) | ("model-index", "name") if page.is_subject(value.text):
                yield _fact(page, "stated.model", "model", value.text, value)


def _task(page: Page, value: Value) -> Iterator[Fact]:
    inputs, outputs, ability = _TASKS.get(value.text, ("", "", ""))
    for field, words in (("modality_in", inputs), ("modality_out", outputs), ("capability", ability)):
        for word in words.split():
            yield _fact(page, "stated.task", field, word, value)


def _languages(page: Page, values: list[Value]) -> Iterator[Fact]:
    """Yield each language that a card lists; how many there are is for the text to say."""
    codes = [value for value in values if re.fullmatch(r"[a-z]{2,3}(?:[-_]\w{2,8})?", value.text)]
    for value in codes:
        yield _fact(page, "stated.language", "language", value.text, value)


def _results(page: Page, values: list[Value]) -> Iterator[Fact]:
    """Yield the scores of `model-index`: a dataset's name, then its metrics."""
    benchmark, metric = "", ""
    for value in values:
        if value.keys[:2] != ("model-index", "results"):
            continue
        if value.keys[2:] == ("dataset", "name"):
            benchmark, metric = value.text, ""
        elif value.keys[2:] in (("metrics", "name"), ("metrics", "type")):
            metric = metric if value.keys[-1] == "type" and metric else value.text
        elif (
            value.keys[2:] == ("metrics", "value") and benchmark and re.fullmatch(r"\d{1,4}(?:\.\d{1,6})?", value.text)
        ):
            known = page.catalogue.benchmark(benchmark)
            unit = known.unit if known else "score"
            yield _fact(
                page, "stated.result", "score", Decimal(value.text), value, unit=unit, measure=benchmark,
                setting=metric if re.search(r"@|shot", metric) else None,
            )  # fmt: skip
            metric = ""


def _statement(page: Page, statement: Statement) -> Iterator[Fact]:
    place = Value((statement.key,), statement.value, statement.start, statement.end)
    if statement.key == "license":
        licence = page.catalogue.licence(_licence_name(statement.value))
        if licence is not None:
            yield _fact(page, "stated.licence", "license", licence.name, place, measure=licence.licence_class)
    elif day := re.match(r"20\d\d-\d\d-\d\d", statement.value):
        place = Value(place.keys, day[0], place.start, place.start + len(day[0]))
        yield _fact(page, "stated.date", "release_date", day[0], place)


def _licence_name(text: str) -> str:
    """Return the name that an address of a licence stands for, or the text itself."""
    found = next((match for pattern in _LICENCE_PAGES if (match := pattern.search(text))), None)
    if found is None:
        return text
    if found.lastindex == 2:
        return "CC0-1.0" if found[1].lower() == "zero" else f"CC-{found[1]}-{found[2]}"
    return "Apache-2.0" if found[1].upper() == "LICENSE-2.0" else found[1]


def _fact(
    page: Page, rule: str, field: str, value: Decimal | str, place: Value, *,
    unit: str | None = None, measure: str | None = None, setting: str | None = None,
) -> Fact:  # fmt: skip
    quote = f"{': '.join(place.keys)}: {' '.join(place.text.split())}"[:400]
    sentence = Sentence(quote, place.start, place.end, 0, is_heading=False)
    return page.fact(
        rule, field, value, unit, (place.start, place.end), sentence, qualifier="exact", measure=measure,
        setting=setting, quote=quote, is_original=True,
    )  # fmt: skip
