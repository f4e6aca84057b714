"""The journal is sealed."""

from __future__ import annotations

from datetime import datetime

from thongsuot.apps.core import seals
from thongsuot.apps.core.models import Seal, User


def seal_journal(*, by: User, at: datetime, whole: bool = False) -> list[Seal]:
    """Seal the ends of all chains that grew since the last seal, the seals made; none when nothing is new.

    A seal is its own record: a journal row of it would have to be sealed in its turn. `whole` looks at every row and
    not only at those of the last hour; see `seals.seal`.
    """
    return seals.seal(by=by, at=at, whole=whole)
