"""Which launch a report belongs to: the connected parts of one symmetric relation, whatever the order of arrival."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.launches.identity import Identity, NameWords, naming
from bot.launches.named import JOINS, Named, is_news_of, named, named_blocks, related
from bot.types import Report

BORDERLINE = Decimal("0.65")  # of a verdict: a little more would have tipped it
SURE = Decimal("0.80")
_TELLING = frozenset({"params_total", "params_active", "context_tokens", "license", "score", "price_input"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored launch as placing needs it: its id and whom the reports placed in it name."""

    id: int
    reports: tuple[Named, ...]


def launch_named(report: Report, known: NameWords) -> Named | None:
    """Return whom a report launches; None when it launches nothing or names nothing."""
    return named(report, known) if report.is_launch else None


def place(report: Named, candidates: Iterable[Placed], known: NameWords) -> tuple[int, ...]:
    """Return the ids of the launches that a report belongs to.

    None: it starts a new one. Several: it shows that they were one all along, and they are to be joined. A report
    belongs to a launch when it is the same as any report in it, so the outcome is the connected parts of one symmetric
    relation and cannot depend on the order of arrival.
    """
    return tuple(
        sorted(launch.id for launch in candidates if any(related(report, it, known) in JOINS for it in launch.reports))
    )


def together(reports: Sequence[Report], known: NameWords) -> tuple[tuple[int, ...], ...]:
    """Return the positions of reports, launch by launch; reports that launch nothing are in no group."""
    groups = [list(group) for group in grouped([launch_named(report, known) for report in reports], known)]
    for position, report in enumerate(reports):
        who = named(report, known) if may_second(report) else None
        for group in groups:
            others = (launch_named(reports[i], known) for i in group)
            if who is not None and any(other and is_news_of(who, other, known) for other in others):
                group.append(position)
                break
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def may_second(report: Report) -> bool:
    """Return whether a report that was all but taken for a launch tells of one, if another report launches it.

    It has to state what launches are told with, and be no news of another kind.
    """
    if report.is_launch or report.event != "none" or report.confidence > BORDERLINE:
        return False
    return any(fact.role == "launch" and fact.field in _TELLING and fact.confidence >= SURE for fact in report.facts)


def grouped(reports: Sequence[Named | None], known: NameWords) -> tuple[tuple[int, ...], ...]:
    """Return the positions of reports, launch by launch; None is in no group."""
    group_of: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    found: dict[str, list[int]] = defaultdict(list)  # positions under each block
    for position, report in enumerate(reports):
        if report is None:
            continue
        keys = named_blocks(report)
        near = sorted({other for key in keys for other in found[key]})
        joined = sorted({group_of[it] for it in near if related(report, _at(reports, it), known) in JOINS})
        members = sorted([position, *(it for number in joined for it in groups.pop(number))])
        groups[position] = members
        group_of.update(dict.fromkeys(members, position))
        for key in keys:
            found[key].append(position)
    return tuple(sorted(tuple(members) for members in groups.values()))


def _at(reports: Sequence[Named | None], position: int) -> Named:
    report = reports[position]
    assert report is not None  # only reports that launch something are under a block
    return report


def launch_identity(found: Sequence[Identity]) -> Identity:
    """Return the identity of the launch that these reports make up, the same for any order of them."""
    chosen = naming(found)
    labs = sorted({one.lab for one in found if one.lab}, key=lambda lab: (-sum(it.lab == lab for it in found), lab))
    return Identity(chosen.lab or (labs[0] if labs else None), chosen.words, chosen.snapshot)
