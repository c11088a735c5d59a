"""How a place wants to be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """How a place wants to be told, whichever of its subscriptions speaks."""

    quiet_from: str | None = None  # "22:00", local time of `zone`: nothing is sent from then
    quiet_to: str | None = None  # "07:00": to then
    zone: str = "UTC"  # IANA name
    most_per_day: int | None = None  # alerts at once in a local day; the rest comes in the next digest


PLAIN = TargetSettings()
