"""The rules of a membership over many rows at once: what is held already is read once, what is added counts at once.

`tenure` judges one membership and says why it is refused; here only whether it is, so that the two can be told
to agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.journal import BATCH, batched
from thongsuot.apps.organisations.actions import tenure
from thongsuot.apps.organisations.actions.columns import require_fit
from thongsuot.apps.organisations.models import Membership, Post

Held = tuple[date, date | None, int, bool, Decimal]
"""From, until, key of the post, whether concurrently, what of a working time it takes."""


class Seating:
    """Who holds what, as far as these people and posts are concerned. Posts come with organ and unit."""

    def __init__(self, memberships: Iterable[Membership]) -> None:
        self._by_person: dict[int, list[Held]] = defaultdict(list)
        self._by_post: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        rows = list(memberships)
        self._read(sorted({row.person_id for row in rows}), sorted({row.post_id for row in rows}))

    def _read(self, people: list[int], posts: list[int]) -> None:
        held = ("person_id", "since", "until", "post_id", "is_concurrent", "post__fraction")
        for part in batched(people, BATCH):
            for key, *row in Membership.objects.filter(person__in=part).values_list(*held):
                self._by_person[key].append(tuple(row))
        for part in batched(posts, BATCH):
            rows = Membership.objects.filter(post__in=part)
            for post, since, until in rows.values_list("post_id", "since", "until"):
                self._by_post[post].append((since, until))

    def add(self, row: Membership) -> None:
        """From now on this one is held too."""
        held = (row.since, row.until, row.post_id, row.is_concurrent, row.post.fraction)
        self._by_person[row.person_id].append(held)
        self._by_post[row.post_id].append((row.since, row.until))

    def refuses(self, row: Membership) -> str:
        """Why `tenure.check` would refuse this row beside those read and those added; "" when it would not.

        "itself" when it could not be held by anybody at any time: its days, its words.
        """
        if not _fits_its_columns(row) or not _is_within(row) or row.person.erased_at is not None:
            return "itself"
        if self._is_held_twice(row):
            return "already-holds"
        if self._is_too_much(row):
            return "second-full-time"
        return "seats-exceeded" if self._is_full(row) else ""

    def _beside(self, row: Membership) -> list[Held]:
        return [held for held in self._by_person[row.person_id] if _meet(held[0], held[1], row)]

    def _is_held_twice(self, row: Membership) -> bool:
        return any(held[2] == row.post_id for held in self._beside(row))

    def _is_too_much(self, row: Membership) -> bool:
        if row.is_concurrent:
            return False
        parts = [(held[0], held[1], held[4]) for held in self._beside(row) if not held[3]]
        return tenure.peak(parts, row) + row.post.fraction > tenure.FULL

    def _is_full(self, row: Membership) -> bool:
        taken = [(s, u, tenure.FULL) for s, u in self._by_post[row.post_id] if _meet(s, u, row)]
        return len(taken) >= row.post.seats and tenure.peak(taken, row) + 1 > row.post.seats


def _meet(since: date, until: date | None, row: Membership) -> bool:
    return (until is None or until >= row.since) and (row.until is None or since <= row.until)


def _fits_its_columns(row: Membership) -> bool:
    try:
        require_fit(row)
    except BrokenRule:
        return False
    return True


def _is_within(row: Membership) -> bool:
    """Whether it runs forward while its post, its organ and their unit are there."""
    first, last = _life(row.post)
    if row.until is not None and row.until < row.since:
        return False
    if any(row.since < day for day in first):
        return False
    return not last or (row.until is not None and all(row.since <= day >= row.until for day in last))


def _life(post: Post) -> tuple[list[date], list[date]]:
    organ, unit = post.organisation, post.organisation.unit
    first = (post.since, organ.founded_on, unit.founded_on)
    last = (post.until, tenure.before(organ.dissolved_on), tenure.before(unit.dissolved_on))
    return [day for day in first if day], [day for day in last if day]
