"""Posts, who holds them and who stands in, carried from organs that ended to those that succeed them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thongsuot.apps.core import handover
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.handover import Ledger, Move, Shift, Word
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Congress, Membership, Organisation, Post, PostRole, StandIn
from thongsuot.apps.organisations.permissions import ROLES
from thongsuot.apps.organisations.queries.handover import carried_name, open_until

DAY = timedelta(days=1)
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Handed:
    """What moved; key of an old membership -> key of the one that goes on; what somebody has to decide."""

    moves: list[Move]
    memberships: dict[int, int]
    notes: list[str]


@transaction.atomic
def hand_over(*, shift: Shift, by: User, at: datetime) -> Handed:
    """Carry the posts of old organs, their roles, holders and stand-ins to the successors.

    Posts whose titles fold alike become one with the seats of all, so that nobody loses a seat.
    """
    carrier = _Carrier(shift)
    carrier.posts()
    carrier.roles()
    carrier.memberships()
    carrier.stand_ins()
    carrier.deciders()
    carrier.completers()
    moves = carrier.ledger.tell("handed-over", of=shift.act, by=by, at=at)
    return Handed(moves, carrier.went_on, carrier.notes())


@transaction.atomic
def take_back(*, moves: Sequence[Move], of: UUID, by: User, at: datetime) -> None:
    """Undo what `succeed`, `succeed_in_units` and `hand_over` did, by their moves."""
    handover.take_back(moves, apps_own="organisations", of=of, by=by, at=at)


@dataclass(slots=True)
class _Carrier:
    shift: Shift
    ledger: Ledger = field(default_factory=Ledger)
    became: dict[int, Post] = field(default_factory=dict)
    """Key of an old post -> the post that it became."""
    went_on: dict[int, int] = field(default_factory=dict)
    widened: list[str] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        return self.shift.on - DAY

    def posts(self) -> None:
        groups: dict[tuple[int, str, Decimal], list[Post]] = defaultdict(list)
        organs = Organisation.objects.select_related("unit").in_bulk(_keys(self.shift))
        rows = Post.objects.filter(open_until(self.shift.on), organisation__in=self.shift.organs)
        for post in rows.select_related("organisation__unit").order_by("organisation", "rank", "pk"):
            organ = organs[self.shift.organ(post.organisation_id, post.uid)]
            title = carried_name(post.title, post.organisation.unit, organ.unit)
            groups[organ.pk, fold(title), post.fraction].append(post)
            self.became[post.pk] = Post(organisation=organ, title=title)
        new = [self._merged(posts, organs[key[0]], groups) for key, posts in groups.items()]
        ended = {"until": self.last_day}
        self.ledger.change(
            (old, ended, Word(_subject(old), _("Khép chức vụ"), str(old), str(post)))
            for post, olds in zip(new, groups.values(), strict=True)
            for old in olds
        )
        self.ledger.make((post, Word(_subject(post), _("Mở chức vụ"), new=str(post))) for post in new)
        for post, olds in zip(new, groups.values(), strict=True):
            self.became.update({old.pk: post for old in olds})

    def _merged(
        self, posts: list[Post], organ: Organisation, groups: Iterable[tuple[int, str, Decimal]]
    ) -> Post:
        first = posts[0]
        title = self.became[first.pk].title
        if sum(key[:2] == (organ.pk, fold(title)) for key in groups) > 1 and first.fraction != 1:
            # Two posts of one title with different working times stay two.
            title = _("%(title)s (%(percent)s%% thời gian)") % {
                "title": title,
                "percent": int(first.fraction * 100),
            }
        return Post(
            organisation=organ,
            title=title,
            folded=fold(title),
            since=self.shift.on,
            until=_latest(post.until for post in posts),
            seats=sum(post.seats for post in posts),
            fraction=first.fraction,
            position_id=next((post.position_id for post in posts if post.position_id), None),
            is_lead=any(post.is_lead for post in posts),
            is_head=any(post.is_head for post in posts),
            rank=min(post.rank for post in posts),
            requirements=[row for post in posts for row in post.requirements],
            filled_by_id=next((post.filled_by_id for post in posts if post.filled_by_id), None),
        )  # fmt: skip

    def roles(self) -> None:
        spells: dict[tuple[int, str], list[PostRole]] = defaultdict(list)
        rows = PostRole.objects.filter(open_until(self.shift.on), post__in=self.became)
        for role in rows.order_by("pk"):
            spells[self.became[role.post_id].pk, role.role].append(role)
        self._tell_widened(spells)
        self.ledger.make(
            (self._role(post, code, roles), Word(_subject(self.became[roles[0].post_id]), _("Vai trò"), new=code))
            for (post, code), roles in spells.items()
        )  # fmt: skip

    def _tell_widened(self, spells: dict[tuple[int, str], list[PostRole]]) -> None:
        """A role that one of the old posts lacked comes to its holders only by the merger: said, never silent."""
        olds = Counter(post.pk for post in self.became.values())
        labels = {known.code: str(known.label) for known in ROLES}
        for (key, code), rows in spells.items():
            if len({row.post_id for row in rows}) < olds[key]:
                facts = {"role": labels.get(code, code), "post": self.became[rows[0].post_id]}
                self.widened.append(
                    _("Vai trò “%(role)s” nay có ở mọi người giữ “%(post)s”, cần quyết định.") % facts
                )

    def _role(self, post: int, code: str, roles: list[PostRole]) -> PostRole:
        since = max(self.shift.on, min(role.since for role in roles))
        return PostRole(post_id=post, role=code, since=since, until=_latest(role.until for role in roles))

    def memberships(self) -> None:
        rows = Membership.objects.filter(open_until(self.shift.on), post__in=self.became)
        held = list(rows.select_related("post__organisation").order_by("since", "pk"))
        late = [one for one in held if one.since >= self.shift.on]
        self.ledger.change(
            (one, {"post_id": self.became[one.post_id].pk}, self._holds(one, self.became[one.post_id]))
            for one in late
        )
        self.went_on.update({one.pk: one.pk for one in late})
        self._split([one for one in held if one.since < self.shift.on])

    def _split(self, held: list[Membership]) -> None:
        """Ends the day before, begins on the day; two of one person in what is now one post become one."""
        same: dict[tuple[int, int], list[Membership]] = defaultdict(list)
        for one in held:
            same[one.person_id, self.became[one.post_id].pk].append(one)
        new = [(self._continued(rows), rows) for rows in same.values()]
        ended = {"until": self.last_day, "end_reason": _("Sắp xếp đơn vị")}
        self.ledger.change(
            (one, ended, self._holds(one, self.became[one.post_id], joined=number > 0))
            for rows in same.values()
            for number, one in enumerate(rows)
        )
        self.ledger.make((one, Word(_subject(one), _("Giữ chức vụ"), new=str(one))) for one, _rows in new)
        self.went_on.update({row.pk: one.pk for one, rows in new for row in rows})

    def _holds(self, one: Membership, post: Post, *, joined: bool = False) -> Word:
        return Word(_subject(one), _("Giữ chức vụ"), str(one), str(post), joined)

    def _continued(self, rows: list[Membership]) -> Membership:
        new = _again(rows[0])
        new.post, new.since = self.became[rows[0].post_id], self.shift.on
        new.until = _latest(row.until for row in rows)
        new.is_concurrent = all(row.is_concurrent for row in rows)
        return new

    def stand_ins(self) -> None:
        rows = StandIn.objects.filter(open_until(self.shift.on), membership__in=self.went_on)
        lent = list(rows.select_related("membership__post__organisation").order_by("since", "pk"))
        late = [row for row in lent if row.since >= self.shift.on]
        self.ledger.change(
            (row, {"membership_id": self.went_on[row.membership_id]}, _stands(row)) for row in late
        )
        running = [row for row in lent if row.since < self.shift.on]
        new = [self._lent_on(row) for row in running]
        self.ledger.change((row, {"until": self.last_day}, _stands(row)) for row in running)
        self.ledger.make((row, Word(_subject(row), _("Thay thế tạm thời"))) for row in new)

    def _lent_on(self, row: StandIn) -> StandIn:
        new = _again(row)
        new.membership_id, new.since = self.went_on[row.membership_id], self.shift.on
        return new

    def deciders(self) -> None:
        """Who decided on filling a seat is succeeded, also for posts that stay; a divided one is left to a person."""
        alone = {old: new[0] for old, new in self.shift.organs.items() if len(new) == 1}
        rows = Post.objects.filter(open_until(self.shift.on), filled_by__in=alone)
        what = _("Cơ quan quyết định nhân sự")
        self.ledger.change(
            (post, {"filled_by_id": alone[post.filled_by_id or 0]}, Word(_subject(post), what))
            for post in rows.order_by("pk")
        )

    def completers(self) -> None:
        """Who completes the bodies of a congress is succeeded; a divided one is left to a person."""
        alone = {old: new[0] for old, new in self.shift.organs.items() if len(new) == 1}
        rows = Congress.objects.filter(completed_by__in=alone, organisation__dissolved_on=None)
        what = _("Cơ quan quyết định kiện toàn")
        self.ledger.change(
            (one, {"completed_by_id": alone[one.completed_by_id or 0]}, Word(_subject(one), what))
            for one in rows.order_by("pk")
        )

    def _seats_to_set(self) -> list[str]:
        ends = Q(term__until=None) | Q(term__until__gte=self.shift.on)
        rows = Congress.objects.filter(ends, organisation__in=self.shift.organs).exclude(seats_allowed=None)
        return [
            _("Số lượng được bầu, chỉ định của %(congress)s chưa chuyển sang cơ quan mới: cần ghi lại.")
            % {"congress": one}
            for one in rows.select_related("organisation", "term").order_by("pk")
        ]

    def notes(self) -> list[str]:
        """What somebody has to decide: who is head where two were, roles that spread, seats of a term."""
        heads = {post.pk: post for post in self.became.values() if post.is_head and post.seats > 1}
        told = [
            _("“%(post)s” có %(n)s chỗ sau khi gộp: vượt số lượng, cần quyết định người đứng đầu.")
            % {"post": post, "n": post.seats}
            for post in heads.values()
        ]
        return [*told, *self.widened, *self._seats_to_set()]


def _keys(shift: Shift) -> list[int]:
    return [key for keys in shift.organs.values() for key in keys]


def _again(row: Row) -> Row:
    """A new row that says the same."""
    own = {"id", "uid", "version"}
    fields = [column.attname for column in row._meta.concrete_fields if column.attname not in own]
    return type(row)(**{name: getattr(row, name) for name in fields})


def _latest(untils: Iterable[date | None]) -> date | None:
    """The last of several ends; None when one of them is open."""
    found = list(untils)
    return None if None in found else max(day for day in found if day)


def _stands(row: StandIn) -> Word:
    return Word(_subject(row), _("Thay thế tạm thời"), str(row.membership))


def _subject(row: Any) -> tuple[str, UUID]:
    return row._meta.label_lower, row.uid
