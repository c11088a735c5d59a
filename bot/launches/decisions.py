"""People's decisions, replayed in their order: what is one launch, what is apart, what it is called, what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.launches.identity import Identity
from bot.launches.named import Named
from bot.types import Decision, Fact


@dataclass(frozen=True, slots=True)
class Decisions:
    """The state that a sequence of decisions leaves behind."""

    same: dict[str, str] = field(default_factory=dict)  # identity key -> the key it is merged into
    apart: dict[str, str] = field(default_factory=dict)  # identity key, or address with key -> which part it is
    told: tuple[Decision, ...] = ()  # retitles and wrong numbers, in order

    def applied(self, one: Named, url: str) -> Named:
        """Return whom a report names after what people decided about its name or its article."""
        key = one.identity.key
        part = self.apart.get(_article(url, key), self.apart.get(key, ""))
        if part:
            return replace(one, apart=part)
        merged = self._end(key)
        return replace(one, identity=identity_from(merged)) if merged != key else one

    def _end(self, key: str) -> str:
        seen = {key}
        while (following := self.same.get(key)) is not None and following not in seen:
            seen.add(following)
            key = following
        return key

    def title(self, keys: Iterable[str]) -> str:
        """Return the title that a person gave the launch of these names; "" when nobody did."""
        names = set(keys)
        found = [one.title for one in self.told if one.kind == "retitle" and names & set(one.names)]
        return found[-1] if found else ""

    def is_wrong(self, fact: Fact, keys: Iterable[str]) -> bool:
        """Return whether a person marked this number of the launch of these names as wrong."""
        names = set(keys)
        return any(one.kind == "wrong" and names & set(one.names) and _is_meant(one, fact) for one in self.told)


def decided(events: Sequence[Decision]) -> Decisions:
    """Replay decisions, oldest first; a later one wins over an earlier."""
    same: dict[str, str] = {}
    apart: dict[str, str] = {}
    for event in events:
        if event.kind == "merge":
            stays, *others = event.names
            same.pop(stays, None)
            same.update((one, stays) for one in others if one != stays)
            for place in [*event.names, *(_article(url, one) for url in event.urls for one in event.names)]:
                apart.pop(place, None)
        elif event.kind == "split":
            for name in event.names:
                same.pop(name, None)
            places = [_article(url, one) for url in event.urls for one in event.names] or event.names
            apart.update(dict.fromkeys(places, f"{event.id}"))
    return Decisions(same, apart, tuple(event for event in events if event.kind in ("retitle", "wrong")))


def identity_from(key: str) -> Identity:
    """Return the identity that a key was made from."""
    lab, _, rest = key.partition("/")
    name, _, snapshot = rest.partition("@")
    return Identity(None if lab == "unknown" else lab, tuple(name.replace("+", " +").split()), snapshot or None)


def _article(url: str, key: str) -> str:
    return f"{url} {key}"


def _is_meant(one: Decision, fact: Fact) -> bool:
    return (
        fact.field == one.field
        and fact.value == one.value
        and fact.measure == one.measure
        and (not one.owner or _folded(fact.owner) == _folded(one.owner))
    )


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum() or c == "+")
