"""What a person decided about launches. Kept as events and replayed, so that reading anew never undoes them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

DecisionKind = Literal["merge", "split", "retitle", "wrong"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. Names are identity keys ("halcyon/tern 2"): they outlive reports, which reading makes anew."""

    kind: DecisionKind
    names: tuple[str, ...]  # of the launch it is about; of a merge: the name that stays, then the others
    urls: tuple[str, ...] = ()  # of a merge: the articles of both; of a split: the one that is taken out
    title: str = ""  # of a retitle
    field: str = ""  # of a wrong number, with the next four
    value: Decimal | str | None = None
    owner: str = ""
    measure: str | None = None
    printed: str = ""
    by: str = ""  # "slack:T1:U1": who decided
    at: datetime | None = None
    id: int = 0
