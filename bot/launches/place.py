"""Which launch a report belongs to, and what all reports of a launch say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.launches.identity import Identity, NameWords, Relation, identity_of, relation, shortest, time_between
from bot.types import Report

JOINS = (Relation.SAME, Relation.UMBRELLA)


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored launch as placing needs it: its id and the reports that were placed in it."""

    id: int
    reports: tuple[Report, ...]


def identity(report: Report, known: NameWords) -> Identity | None:
    """Return the identity of what a report launches; None when it launches nothing or names nothing."""
    if not report.is_launch or not report.name:
        return None
    return identity_of(report.lab, report.name, known)


def place(report: Report, candidates: Iterable[Placed], known: NameWords) -> tuple[int, ...]:
    """Return the ids of the launches that a report belongs to.

    None: it starts a new one. Several: it shows that they were one all along, and they are to be joined. A report
    belongs to a launch when it is the same as any report in it, so the outcome is the connected parts of one symmetric
    relation and cannot depend on the order of arrival.
    """
    here = identity(report, known)
    if here is None:
        return ()
    return tuple(
        sorted(launch.id for launch in candidates if any(_joins(report, here, it, known) for it in launch.reports))
    )


def _joins(report: Report, here: Identity, other: Report, known: NameWords) -> bool:
    there = identity(other, known)
    if there is None:
        return False
    return relation(here, there, time_between(report.published, other.published), known) in JOINS


def together(reports: Sequence[Report], known: NameWords) -> tuple[tuple[int, ...], ...]:
    """Return the positions of reports, launch by launch; reports that launch nothing are in no group."""
    groups: list[list[int]] = []
    for position, report in enumerate(reports):
        placed = [Placed(number, tuple(reports[i] for i in group)) for number, group in enumerate(groups)]
        found = place(report, placed, known)
        joined = sorted([position, *(i for number in found for i in groups[number])])
        groups = [group for number, group in enumerate(groups) if number not in found]
        if identity(report, known) is not None:
            groups.append(joined)
    return tuple(tuple(group) for group in sorted(groups))


def launch_key(reports: Iterable[Report], known: NameWords) -> str:
    """Return the key of the launch that these reports make up, the same for any order of them."""
    found = [one for report in reports if (one := identity(report, known)) is not None]
    named = shortest(found)
    lab = named.lab or next((one.lab for one in sorted(found, key=lambda one: one.words) if one.lab), None)
    return Identity(lab, named.words, named.snapshot).key
