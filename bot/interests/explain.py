"""Why a launch did or did not answer a query, predicate by predicate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.interests.evaluate import Verdict, holds, judge, verdict
from bot.interests.keys import KEYS
from bot.interests.phrases import negated_words, predicate_words
from bot.interests.query import Has, Node, Not, Predicate, Query, Stated, Term, Words
from bot.interests.said import fact_behind, said, sentence_with
from bot.interests.traits import Variant, shared_of
from bot.types import Fact, Launch

_OPPOSITE: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Reason:
    """What one predicate came to. Unknown passes where a query excludes, and fails where it asks."""

    words: str
    verdict: Verdict
    why: str
    passes: bool
    fact: Fact | None = None
    quote: str | None = None  # the words of the launch that say so
    variant: str | None = None  # the model that was judged, where a launch has several
    start: int = 0  # of the predicate, in the query's text
    end: int = 0


def explain(query: Query, launch: Launch, now: datetime) -> tuple[Reason, ...]:
    """Return a reason for each predicate, judged for the variant that answers the query best."""
    shared = shared_of(launch, now)
    reasons = [] if query.names_events else _about_event(launch)
    if query.tree is None:
        return tuple(reasons)
    terms = list(_terms(query.tree, is_negated=False))
    variant = max(shared.variants, key=lambda one: _merit(query.tree, terms, one))
    return (*reasons, *(_reason(term, is_negated, variant) for term, is_negated in terms))


def _about_event(launch: Launch) -> list[Reason]:
    if launch.view.event == "launch":
        return []
    why = f"this is news of another kind ({launch.view.event}); event:all takes every kind"
    return [Reason("launches", "no", why, passes=False)]


def _terms(node: Node, *, is_negated: bool) -> Iterator[tuple[Term, bool]]:
    if isinstance(node, Term):
        yield node, is_negated
    elif isinstance(node, Not):
        yield from _terms(node.part, is_negated=not is_negated)
    else:
        for part in node.parts:
            yield from _terms(part, is_negated=is_negated)


def _merit(tree: Node | None, terms: list[tuple[Term, bool]], variant: Variant) -> tuple[bool, int]:
    is_match = tree is not None and holds(tree, variant)
    return is_match, sum(_passes(verdict(term.predicate, variant), is_negated) for term, is_negated in terms)


def _passes(found: Verdict, is_negated: bool) -> bool:
    return found != "yes" if is_negated else found == "yes"


def _reason(term: Term, is_negated: bool, variant: Variant) -> Reason:
    predicate = term.predicate
    found = judge(predicate, variant)
    fact = fact_behind(predicate, variant)
    quote = fact.quote.text if fact else None
    if isinstance(predicate, Words) and found == "yes":
        quote = sentence_with(predicate, variant)
    models = variant.shared.view.models
    return Reason(
        words=negated_words(term) if is_negated else predicate_words(predicate),
        verdict=_OPPOSITE[found] if is_negated else found,
        why=_why(predicate, variant, found),
        passes=_passes(verdict(predicate, variant), is_negated),
        fact=fact,
        quote=quote,
        variant=variant.model.name if len(models) > 1 else None,
        start=term.start,
        end=term.end,
    )


def _why(predicate: Predicate, variant: Variant, found: Verdict) -> str:
    if isinstance(predicate, Words):
        return "it stands in the title or the text" if found == "yes" else "it stands nowhere in the launch"
    told, about = said(predicate, variant), _about(predicate)
    if isinstance(predicate, Stated):
        return f"{about} {'is' if found == 'yes' else 'not'} stated"
    if told is None or (found == "unknown" and isinstance(predicate, Has)):
        return f"{about} not stated yet" if found == "unknown" else f"{about}: {found}"
    return f"{about}: {told}"


def _about(predicate: Predicate) -> str:
    if isinstance(predicate, Words):
        return "words"
    key = getattr(predicate, "key", "beats")
    if key == "score":
        return f"{getattr(predicate, 'of', '')} score".strip()
    if key.startswith("is:"):
        return str(key[3:])
    return KEYS[key].missing or key
