"""How often each rule was right on labelled text; a file that a script measures, not a hand.

A rule is measured apart for what it says of the launch and for what it says of others: to see whose a rival's number is
is harder than to see that it is the launch's.
"""

import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from bot.types import Role

FILE = Path(__file__).parent / "confidence.toml"
UNMEASURED = Decimal("0.60")  # a rule that labelled text never used is not shown as a key number


def measured_as(rule: str, role: Role) -> str:
    """Return under which name a rule's facts of a role are measured."""
    return rule if role in ("launch", "variant") else f"{rule} of others"


@cache
def _measured() -> dict[str, Decimal]:
    if not FILE.exists():
        return {}
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    return {rule: Decimal(row["confidence"]) for rule, row in rows.items()}


@lru_cache(maxsize=2048)
def confidence_of(rule: str, role: Role = "launch", scale: Decimal = Decimal(1)) -> Decimal:
    """Return the confidence of a rule's facts of a role, times a scale, 0 to 1, in hundredths."""
    return (_measured().get(measured_as(rule, role), UNMEASURED) * scale).quantize(Decimal("0.01"))
