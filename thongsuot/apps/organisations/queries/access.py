"""Who may reach which records: capacities in force, and the scope that they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db import connection, models
from django.db.models import F, Q, Value

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import BreakGlass, Membership, Organisation, StandIn
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.permissions import TABLE, Capacity, Relation, acting, entitled, held
from thongsuot.apps.places import queries as places

T = TypeVar("T")

WHOSE = (
    "post__roles__role",
    "post__title",
    "post__organisation_id",
    "post__organisation__uid",
    "post__organisation__name",
    "post__organisation__block",
    "post__organisation__unit_id",
    "post__organisation__unit__code",
    "post__organisation__keeps_register",
)
"""The fields of `Capacity` from `role` on, seen from a membership."""


def capacities(user: User, *, on: date) -> list[Capacity]:
    """The capacities in force on a day: of posts held, the main one first, then of posts stood in for.

    One query.
    """
    sql, values = _capacities(user.pk, on)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_capacity(row) for row in sorted(cursor.fetchall(), key=lambda row: row[:5])]


@lru_cache(maxsize=1000)
def _capacities(user: int, on: date) -> tuple[str, tuple[Any, ...]]:
    """SQL and its values: every request asks, and to put it into words takes longer than to ask it."""
    own = _with_roles(Membership.objects.filter(in_force(on), person__user=user), on, "")
    own = own.annotate(whom=Value(""), rank=Value(0), is_second=F("is_concurrent"), membership_pk=F("pk"))
    lent = StandIn.objects.filter(in_force(on), in_force(on, "membership__"), person__user=user)
    lent = _with_roles(lent, on, "membership__").annotate(
        whom=F("membership__person__name"),
        rank=Value(1),
        is_second=Value(False),
        membership_pk=F("membership_id"),
    )
    rows = _columns(own, "").union(_columns(lent, "membership__"), all=True)
    sql, given = rows.query.sql_with_params()
    return sql, tuple(given)


def _with_roles(rows: models.QuerySet[Any], on: date, prefix: str, role: str = "") -> Any:
    """One row a role (or this role) in force on the day, of a post and an organ that are there on the day."""
    post, organ = f"{prefix}post__", f"{prefix}post__organisation__"
    there = Q(**{f"{organ}dissolved_on": None}) | Q(**{f"{organ}dissolved_on__gt": on})
    this = Q(**{f"{post}roles__role": role}) if role else Q()
    # One filter() for all that is asked of a role: it must hold of the same role row.
    in_role = rows.filter(in_force(on, f"{post}roles__"), this, in_force(on, post), there)
    return in_role.annotate(role_pk=F(f"{post}roles__pk"))


def _columns(rows: models.QuerySet[Any], prefix: str) -> Any:
    order = ("rank", "is_second", "since", "pk", "role_pk")
    whose = (f"{prefix}{name}" for name in WHOSE)
    return rows.order_by().values_list(*order, "uid", "membership_pk", "whom", *whose)


def _capacity(row: tuple[Any, ...]) -> Capacity:
    """A row as the database gives it: not every one knows uids and truth."""
    uid, membership, whom, role, title, organ, organ_uid, *facts, keeps = row[5:]
    own = (uuid5(UUID(str(uid)), role), role, title, organ, UUID(str(organ_uid)), *facts)
    whose: Any = (*own, bool(keeps), membership, whom)
    return Capacity(*whose)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records somebody reaches: keys of registers (organs), units and organs; uids opened in emergency.

    `registers` are those whose records are reached, `shared` those with whom another's record may be shared.
    """

    is_all: bool = False
    registers: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    organs: frozenset[int] = frozenset()
    opened: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.is_all or any((self.registers, self.shared, self.units, self.organs, self.opened))


def scope(user: User, action: str, *, capacity: UUID | None = None) -> Scope:
    """What this user may do `action` to, or what they may in one of their capacities; asked once a request."""
    return _kept(user, ("scope", action, capacity), lambda: _scope(user, action, capacity))


def _scope(user: User, action: str, only: UUID | None) -> Scope:
    counted = [one for one in entitled(user, action) if only in (None, one.uid)]
    by = {rel: [one for one in counted if rel in TABLE[action][one.role]] for rel in Relation}
    if by[Relation.ALL]:
        return Scope(is_all=True)
    block = _of_block(user, {one.block for one in by[Relation.BLOCK]})
    return Scope(
        registers=_registers(user, by[Relation.REGISTER]) | block,
        shared=_registers(user, by[Relation.SHARED]) | block,
        units=_union(_line(user, one.unit_id) for one in by[Relation.UNIT])
        | _union(_subtree(user, one.unit_id) for one in by[Relation.SUBTREE]),
        organs=_union(_reach(user)[one.organisation_id].all for one in by[Relation.ORGAN]),
        opened=frozenset(opened(user)) if action == "cases.view" and only is None else frozenset(),
    )


def _kept(user: User, key: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What was found out for this user in this request."""
    known: dict[tuple[Any, ...], Any] = getattr(user, "found_reach", {})
    if key not in known:
        known[key] = make()
    found: T = known[key]
    return found


def _union(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset(chain.from_iterable(sets))


def _line(user: User, unit: int) -> frozenset[int]:
    return _kept(user, ("line", unit), lambda: places.line(unit))


def _subtree(user: User, unit: int) -> frozenset[int]:
    return _kept(user, ("subtree", unit), lambda: places.subtree(unit))


@dataclass(frozen=True, slots=True)
class _Reach:
    """Keys of an organ and of those that it came from (`line`); of these and all under them (`all`)."""

    line: frozenset[int]
    all: frozenset[int]


REACH = """
WITH RECURSIVE edge(up, down, is_line) AS (
    SELECT parent_id, id, 0 FROM organisations_organisation WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT to_organisation_id, from_organisation_id, 1 FROM organisations_organisation_successors
), reach(start, id, is_line) AS (
    SELECT id, id, 1 FROM organisations_organisation WHERE id IN ({})
    UNION
    SELECT reach.start, edge.down, reach.is_line * edge.is_line FROM reach JOIN edge ON edge.up = reach.id
)
SELECT start, id, is_line FROM reach
"""
"""From some organs down the tree and back in time, as far as it goes."""


def _reach(user: User) -> dict[int, _Reach]:
    """Key of each organ that the user acts for -> how far it reaches. One query a request."""
    return _kept(user, ("reach",), lambda: _reaches({one.organisation_id for one in held(user)}))


def _reaches(starts: set[int]) -> dict[int, _Reach]:
    with connection.cursor() as cursor:
        cursor.execute(REACH.format(", ".join(["%s"] * len(starts))), sorted(starts))
        rows = cursor.fetchall()
    return {
        start: _Reach(
            frozenset(key for begin, key, is_line in rows if begin == start and is_line),
            frozenset(key for begin, key, _is_line in rows if begin == start),
        )
        for start in starts
    }


def _offices(user: User) -> list[tuple[int, str, int, Any]]:
    """(key, block, unit, day of its end) of every office that keeps a register, or kept one. One query."""
    rows = Organisation.objects.filter(keeps_register=True).order_by("pk")
    return _kept(user, ("offices",), lambda: list(rows.values_list("pk", "block", "unit_id", "dissolved_on")))


def _of_block(user: User, blocks: set[str]) -> frozenset[int]:
    return frozenset(pk for pk, block, *_rest in _offices(user) if block in blocks) if blocks else frozenset()


def _registers(user: User, by: list[Capacity]) -> frozenset[int]:
    own = _union(_reach(user)[one.organisation_id].line for one in by if one.keeps_register)
    return own | {key for one in by if not one.keeps_register and (key := _office_beside(user, one))}


def _office_beside(user: User, capacity: Capacity) -> int | None:
    """The living office that keeps the register for the organs of its block in its unit."""
    wanted = (capacity.block, capacity.unit_id, None)
    return next((pk for pk, *facts in _offices(user) if tuple(facts) == wanted), None)


def register_of(user: User) -> int | None:
    """Key of the organ whose register takes what this user records: their own, or the one beside it."""
    if not (capacity := acting(user)):
        return None
    return capacity.organisation_id if capacity.keeps_register else _office_beside(user, capacity)


def opened(user: User) -> dict[UUID, datetime]:
    """Records that this user opened in an emergency -> when they close again."""
    may_open = any(one.role in TABLE["cases.open_in_emergency"] for one in held(user))
    return _kept(user, ("opened",), lambda: _opened(user)) if may_open else {}


def _opened(user: User) -> dict[UUID, datetime]:
    rows = BreakGlass.objects.filter(user_id=user.pk, closes_at__gt=user.equipped_at)  # type: ignore[attr-defined]
    return dict(rows.order_by("closes_at").values_list("subject_uid", "closes_at"))


def own_units(user: User) -> list[int]:
    """Keys of the communes for which a user acts; a provincial organ gives none."""
    return [one.unit_id for one in held(user) if len(one.unit_code) > 2]


def own_organisations(user: User) -> list[int]:
    return [one.organisation_id for one in held(user)]


def own_memberships(user: User) -> list[int]:
    """Keys of the memberships in which a user acts, their own or those they stand in for."""
    return [one.membership_id for one in held(user)]


def accounts_in_role(organs: Iterable[int] | None, role: str, *, on: date) -> list[User]:
    """The living accounts that act in a role for these organs (keys) on a day, in their own post or another's.

    None: for any organ.
    """
    own = Membership.objects.filter(in_force(on))
    lent = StandIn.objects.filter(in_force(on), in_force(on, "membership__"))
    if organs is not None:
        keys = list(organs)
        own = own.filter(post__organisation__in=keys)
        lent = lent.filter(membership__post__organisation__in=keys)
    own, lent = _with_roles(own, on, "", role), _with_roles(lent, on, "membership__", role)
    users = Q(person__memberships__in=own.values("pk")) | Q(person__stands_in__in=lent.values("pk"))
    return list(User.objects.filter(users, is_active=True).distinct().order_by("pk"))


def officers(organ: int, *, on: date) -> models.QuerySet[Membership]:
    """Who holds a post of an organ (key), or of one under it, on a day: by organ, rank and name."""
    rows = Membership.objects.filter(in_force(on), in_force(on, "post__"))
    rows = rows.filter(post__organisation__in=_reaches({organ})[organ].all)
    order = ("post__organisation__folded", "post__rank", "person__sort_key", "pk")
    return rows.select_related("person__user", "post__organisation").order_by(*order)


def organs_under(organ: int) -> frozenset[int]:
    """Keys of an organ (key), of those under it, and of those whose work it took over."""
    return _reaches({organ})[organ].all


def keepers() -> models.QuerySet[Organisation]:
    """The living offices that keep a register."""
    return Organisation.objects.filter(keeps_register=True, dissolved_on=None)


def broken_glasses(uids: Iterable[UUID] | models.QuerySet[Any, Any]) -> models.QuerySet[BreakGlass]:
    """Who opened these records in an emergency, the latest first."""
    return BreakGlass.objects.filter(subject_uid__in=uids).select_related("user", "organisation")
