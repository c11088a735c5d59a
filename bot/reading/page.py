"""A document ready to be read: cleaned text, sentences, names and where they stand."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from bot.catalogue import Catalogue, Hit, fold
from bot.reading import lazy_re as re
from bot.reading.bench_names import bench_names
from bot.reading.confidence import confidence_of
from bot.reading.cues import Choice, Cued
from bot.reading.homes import homes_in, shown_in
from bot.reading.hubs import Published, counted, links_in
from bot.reading.model_tables import Listed
from bot.reading.names import Mention, compared_names, mentions_of
from bot.reading.page_data import PageData
from bot.reading.sentences import Sentence, sentences_of
from bot.reading.split import Document
from bot.reading.squeeze import Squeezed
from bot.reading.subject import Subject, subject_of
from bot.types import Fact, Qualifier, Quote, Role

LONGEST_QUOTE = 400
_QUALIFIERS: tuple[tuple[Cued, Qualifier], ...] = (
    (Cued(r"(?:up to|as much as|as many as|a maximum of|at most|bis zu|jusqu'à|hasta)\W*$", "up_to as_much as_many a_maximum at_most bis_zu jusqu hasta", flags=re.I), "up_to"),
    (Cued(r"(?:over|more than|above|exceeding|at least|upwards of|north of|über|mehr als|plus de|más de|超过|>)\W*$", "over more_than above exceeding at_least upwards north_of über mehr_als plus_de más_de 超过 >", flags=re.I), "over"),
    (Cued(r"(?:about|around|roughly|approximately|nearly|almost|some|circa|ca\.|etwa|environ|unos|~|约)\W*$", "about around roughly approximately nearly almost some circa ca. etwa environ unos ~ 约", flags=re.I), "about"),
    (Cued(r"(?:from|starting at|as low as|as little as|ab)\W*$", "from starting_at as_low as_little ab", flags=re.I), "from"),
)  # fmt: skip

_LISTED_SIZES = re.compile(
    r"\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)* and \d+(?:\.\d+)? (?:billion|million) param"
    r"|\b(?:two|three|four|five|six) (?:[a-z]+ )?(?:sizes|variants|versions|models): [^.\n]{0,60}\d[BM]\b[^\n]{0,60}\d[BM]\b"
)
_NO_HITS: tuple[list[int], list[Hit]] = ([], [])
_CHOICE = Choice(_QUALIFIERS, lambda one: one[0])


@dataclass
class Page:
    """One document of an article; everything that the rules look at, computed once."""

    squeezed: Squeezed  # cleaned, of the whole article; all places are in it
    original: str
    document: Document
    catalogue: Catalogue
    about: PageData = field(default_factory=PageData)  # said to machines, of the article; nothing for a teaser
    listed: tuple[tuple[Listed, ...], ...] = ()  # the models of each table that lists some; none for a teaser
    benches: dict[int, Any] = field(
        default_factory=dict
    )  # by a sentence's start: bot.reading.benchmarks keeps them here
    contrasts: dict[int, bool] = field(
        default_factory=dict
    )  # by a place in the text: bot.reading.owners keeps them here
    tests: dict[str, Any] = field(default_factory=dict)  # by a label's text: bot.reading.table_values keeps them here
    heads: dict[str, bool] = field(default_factory=dict)  # by a cell's text: bot.reading.table_layout keeps them here
    columns: dict[Any, Any] = field(default_factory=dict)  # and whose a column with such a head is

    @cached_property
    def text(self) -> str:
        """The whole article, cleaned and squeezed."""
        return self.squeezed.text

    @cached_property
    def links(self) -> list[re.Match[str]]:
        """Where the article links or loads a model of a hub: groups "org" and "name"."""
        return list(links_in(self.original))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence of the document."""
        return sentences_of(self.document.lines, self.catalogue)

    @cached_property
    def subject(self) -> Subject:
        """What the document launches."""
        homes = () if self.document.is_teaser else homes_in(self.original)
        return subject_of(
            self.document,
            self.sentences,
            self.hits,
            self.catalogue,
            self.published,
            self._listed_names,
            homes,
            "" if self.document.is_teaser else shown_in(self.original, self.text),
        )

    @cached_property
    def _listed_names(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(one.name for one in table) for table in self.listed)

    @cached_property
    def published(self) -> Counter[Published]:
        """The models that the article links on hubs or loads in its code; of a teaser none is known."""
        return Counter() if self.document.is_teaser else counted(self.links)

    @cached_property
    def start(self) -> int:
        """Where the document begins in the text."""
        return self.document.lines[0].start if self.document.lines else 0

    @cached_property
    def end(self) -> int:
        """Where it ends."""
        return self.document.lines[-1].end if self.document.lines else 0

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every model name, with offsets into the text."""
        text = self.text[self.start : self.end]
        others = compared_names(self.sentences, self.subject, self.catalogue)
        found = mentions_of(text, self.subject, self.catalogue, self.bench_names, others)
        return [Mention(one.name, one.start + self.start, one.end + self.start) for one in found]

    @cached_property
    def variants(self) -> tuple[str, ...]:
        """Every name that stands for a variant of the launch, longest last."""
        own = fold(self.subject.name or "")
        found = {one.name for one in self.mentions if fold(one.name) != own and self.is_subject(one.name)}
        return tuple(sorted({*found, *self.subject.variants}, key=lambda name: (len(name), name)))

    @cached_property
    def bench_names(self) -> frozenset[str]:
        """Folded names that the document itself uses as benchmarks."""
        return bench_names(self.sentences, self.subject, self.catalogue)

    @cached_property
    def has_sizes(self) -> bool:
        """Whether the document speaks of more than one size of the launch."""
        own = re.escape(self.subject.name or "-")
        text = self.text[self.start : self.end]
        size = r"\d+(?:\.\d+)?[BM]"
        named = re.findall(rf"(?:[Tt]he|{own}) ({size})\b|({size})(?=,? (?:and )?{size}\b)", text)
        listed = _LISTED_SIZES.search(text)
        return listed is not None or len({size for pair in named for size in pair if size}) > 1

    @cached_property
    def hits(self) -> list[Hit]:
        """Every known benchmark, licence, lab and chip, with offsets into the text."""
        found = self.catalogue.find(self.text[self.start : self.end])
        return [Hit(hit.kind, hit.entry, hit.start + self.start, hit.end + self.start) for hit in found]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [one.start for one in self.mentions]

    @cached_property
    def _hits_of(self) -> dict[str, tuple[list[int], list[Hit]]]:
        kinds = {hit.kind for hit in self.hits}
        sorted_out = {kind: [hit for hit in self.hits if hit.kind == kind] for kind in kinds}
        return {kind: ([hit.start for hit in hits], hits) for kind, hits in sorted_out.items()}

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return the model names between two offsets."""
        starts = self._mention_starts
        return self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def hits_in(self, start: int, end: int, kind: str) -> list[Hit]:
        """Return the known names of one kind between two offsets."""
        starts, hits = self._hits_of.get(kind, _NO_HITS)
        return [hit for hit in hits[bisect_left(starts, start) : bisect_left(starts, end)] if hit.end <= end]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """Yield every match of a pattern, sentence by sentence."""
        for sentence in self.sentences:
            for match in pattern.finditer(sentence.text):
                yield sentence, match

    def sentence_before(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence before one in the same paragraph."""
        place = bisect_left(self.sentences, sentence.start, key=lambda one: one.start)
        before = self.sentences[place - 1] if place > 0 else None
        return before if before is not None and before.line == sentence.line else None

    def sentences_before(self, sentence: Sentence, most: int) -> list[Sentence]:
        """Return the sentences before one, the nearest first."""
        place = bisect_left(self.sentences, sentence.start, key=lambda one: one.start)
        return list(reversed(self.sentences[max(0, place - most) : place]))

    def is_subject(self, name: str) -> bool:
        """Return whether a name is the launch itself or one of its variants."""
        known = self._subjects.get(name)
        if known is None:
            known = self._subjects[name] = self._is_subject(name)
        return known

    @cached_property
    def _subjects(self) -> dict[str, bool]:
        return {}

    def _is_subject(self, name: str) -> bool:
        own, key = self.subject.name, fold(name)
        return own is not None and (
            key == fold(own)
            or any(key == fold(variant) for variant in self.subject.variants)
            or (key.startswith(fold(own)) and _is_variant(name, own))
        )

    def fact(
        self,
        rule: str,
        field: str,
        value: Decimal | str | bool,
        unit: str | None,
        place: tuple[int, int],
        sentence: Sentence,
        *,
        owner: str | None = None,
        role: Role = "launch",
        qualifier: Qualifier | None = None,
        measure: str | None = None,
        setting: str | None = None,
        scale: Decimal = Decimal(1),
        quote: str | None = None,
        is_original: bool = False,
    ) -> Fact:
        """Return a fact whose printed value stands at `place`; its confidence is the rule's, times `scale`.

        `place` and `sentence` are of `text`, or of `original` where `is_original` says so.
        """
        start, end = place
        if not is_original:
            qualifier = qualifier or self.qualifier_at(start, sentence)
            quote = quote or self.quote(sentence, start, end)
            start, end = self.squeezed.origin(start), self.squeezed.origin(end - 1) + 1
        return Fact(
            field=field,
            value=value,
            unit=unit,
            printed=self.original[start:end],
            qualifier=qualifier or "exact",
            owner=owner or self.subject.name or "",
            role=role,
            quote=Quote(quote or " ".join(sentence.text.split())[:LONGEST_QUOTE], start, end),
            confidence=confidence_of(rule, role, scale),
            rule=rule,
            measure=measure,
            setting=setting,
        )

    def qualifier_at(self, start: int, sentence: Sentence) -> Qualifier:
        """Return what the words directly before a number make of it."""
        before = self.text[max(sentence.start, start - 24) : start]
        return next((word for pattern, word in _CHOICE.worth_trying(sentence) if pattern.regex.search(before)), "exact")

    @cached_property
    def _quotes(self) -> dict[tuple[int, int], str]:
        return {}

    def quote(self, sentence: Sentence, start: int, end: int) -> str:
        """Return the sentence's words, or as much around the value as a card can hold."""
        if sentence.end - sentence.start <= LONGEST_QUOTE:
            place = (sentence.start, sentence.end)
            if place not in self._quotes:
                self._quotes[place] = " ".join(self.text[sentence.start : sentence.end].split())
            return self._quotes[place]
        room = (LONGEST_QUOTE - (end - start)) // 2
        begin, stop = max(sentence.start, start - room), min(sentence.end, end + room)
        return "… " + " ".join(self.text[begin:stop].split()) + " …"


# Behind the launch's name: a size, a tuning, any further word; a date is another snapshot, digits alone another version.
_VARIANT_TAIL = re.compile(r"^(?:[ _-](?!\d{4}\b)[\w.-]|\d+(?:\.\d+)?[BM]\b)")
_VERSION_GOES_ON = re.compile(r"\.?\d")


@lru_cache(maxsize=64)
def _beginning(own: str) -> re.Pattern[str]:
    """Return a pattern for names that begin with the launch's, its parts written apart, with a hyphen or as one."""
    parts = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)*|[^\w\s-]+", own)
    return re.compile(r"[ _-]?".join(map(re.escape, parts)), re.I)


def _is_variant(name: str, own: str) -> bool:
    """Return whether a name is the launch's with more behind it: "Tern2 7B" of "Tern2", not "Tern 256M"."""
    match = _beginning(own).match(name)
    tail = name[match.end() :] if match else ""
    return not (own[-1:].isdigit() and _VERSION_GOES_ON.match(tail)) and bool(_VARIANT_TAIL.match(tail))
