"""Who may reach which records: capacities in force, and the scope that they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from django.db.models import F, Q

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import BreakGlass, Membership, Organisation, StandIn
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.permissions import ROLES, TABLE, Capacity, Relation, acting, entitled
from thongsuot.apps.places import queries as places

WHOSE = (
    "uid",
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


def capacities(user: User, *, on: date) -> list[Capacity]:
    """The capacities in force on a day: of posts held, then of posts stood in for. Two queries."""
    own = Membership.objects.filter(in_force(on), person__user=user.pk)
    rows = _with_roles(own, on, "").order_by("is_concurrent", "since", "pk", "role_pk")
    lent = StandIn.objects.filter(in_force(on), in_force(on, "membership__"), person__user=user.pk)
    more = _with_roles(lent, on, "membership__").annotate(whom=F("membership__person__name"))
    values = [f"membership__{name}" for name in WHOSE[1:]]
    return [
        *(_capacity(row[:-1], row[-1]) for row in rows.values_list(*WHOSE, "pk")),
        *(
            _capacity(row[:-2], row[-2], row[-1])
            for row in more.order_by("since", "pk", "role_pk").values_list(
                "uid", *values, "membership_id", "whom"
            )
        ),
    ]


def _with_roles(rows: models.QuerySet[Any], on: date, prefix: str) -> models.QuerySet[Any]:
    """One row a role in force on the day, of a post and an organ that are there on the day."""
    post, organ = f"{prefix}post__", f"{prefix}post__organisation__"
    there = Q(**{f"{organ}dissolved_on": None}) | Q(**{f"{organ}dissolved_on__gt": on})
    # One filter() for the role's own dates: they must hold of the same role row.
    named = rows.filter(in_force(on, f"{post}roles__"), in_force(on, post), there)
    return named.annotate(role_pk=F(f"{post}roles__pk"))


def _capacity(row: tuple[Any, ...], membership: int, whom: str = "") -> Capacity:
    uid, role, *facts = row
    return Capacity(uuid5(uid, role), role, *facts, membership_id=membership, stands_in_for=whom)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records somebody reaches: keys of registers (organs), units and organs; uids opened in emergency."""

    is_all: bool = False
    registers: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    organs: frozenset[int] = frozenset()
    opened: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.is_all or bool(self.registers or self.units or self.organs or self.opened)


def scope(user: User, action: str) -> Scope:
    """What this user may do `action` to. Kept on the user: a request asks once for each action."""
    kept: dict[str, Scope] = user.__dict__.setdefault("_scopes", {})
    if action not in kept:
        kept[action] = _scope(user, action)
    return kept[action]


def _scope(user: User, action: str) -> Scope:
    by_relation: dict[Relation, list[Capacity]] = {relation: [] for relation in Relation}
    for capacity in entitled(user, action):
        for relation in TABLE[action][capacity.role]:
            by_relation[relation].append(capacity)
    if by_relation[Relation.ALL]:
        return Scope(is_all=True)
    return Scope(
        registers=_registers(by_relation[Relation.REGISTER], by_relation[Relation.BLOCK]),
        units=frozenset(chain.from_iterable(_units(user, c) for c in by_relation[Relation.UNIT])),
        organs=_organs({c.organisation_id for c in by_relation[Relation.ORGAN]}),
        opened=getattr(user, "opened_records", frozenset()) if action.endswith(".view") else frozenset(),
    )


def _registers(own: list[Capacity], block: list[Capacity]) -> frozenset[int]:
    kept = {capacity.organisation_id for capacity in own}
    if blocks := {capacity.block for capacity in block}:
        offices = Organisation.objects.filter(keeps_register=True, block__in=blocks)
        kept |= set(offices.values_list("pk", flat=True))
    return frozenset(kept)


def _units(user: User, capacity: Capacity) -> frozenset[int]:
    kept: dict[int, frozenset[int]] = user.__dict__.setdefault("_subtrees", {})
    if capacity.unit_id not in kept:
        kept[capacity.unit_id] = places.subtree(capacity.unit_id)
    return kept[capacity.unit_id]


def _organs(own: set[int]) -> frozenset[int]:
    """These organs, those under them and those that they came from."""
    found, ends = set(own), set(own)
    while ends:
        rows = Organisation.objects.filter(Q(parent__in=ends) | Q(successors__in=ends))
        ends = set(rows.values_list("pk", flat=True)) - found
        found |= ends
    return frozenset(found)


def opened(user: User, *, at: datetime) -> frozenset[UUID]:
    """Records that this user opened in an emergency and that are open still."""
    rows = BreakGlass.objects.filter(user_id=user.pk, closes_at__gt=at)
    return frozenset(rows.values_list("subject_uid", flat=True))


def own_units(user: User) -> list[int]:
    """Keys of the communes for which a user acts; a provincial organ gives none."""
    return [c.unit_id for c in getattr(user, "held_capacities", []) if len(c.unit_code) > 2]


def own_organisations(user: User) -> list[int]:
    return [capacity.organisation_id for capacity in getattr(user, "held_capacities", [])]


def register_of(user: User) -> int | None:
    """Key of the organ whose register takes what this user records: their own, or the one of their block."""
    if not (capacity := acting(user)):
        return None
    if capacity.keeps_register:
        return capacity.organisation_id
    offices = Organisation.objects.filter(keeps_register=True, block=capacity.block, dissolved_on=None)
    return offices.values_list("pk", flat=True).order_by("pk").first()


def role_label(code: str) -> str:
    return next((str(role.label) for role in ROLES if role.code == code), code)
