"""The apparatus of the demo: organs by the published frame, posts filled with invented people, mostly.

About 6,000 people in the province and its 96 units. Who leads also sits in the bodies that leaders sit in; some posts
stay vacant, some leaders are away and somebody stands in. The same unit always gets the same people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from thongsuot.apps.core import queries as core
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.jobs import job
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs
from thongsuot.apps.places import queries as places
from thongsuot.demo.names import invented

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership, Person, Post
    from thongsuot.apps.places.models import Unit

SINCE = date(2025, 7, 1)
"""From this day on the two tiers work."""
COMMUNES = ("23293", "23302", "23317")
"""Those with log-ins and sessions: phường Kon Tum, xã Đăk Bla, xã Ngok Bay."""
SHARES = {"Chuyên viên": 0.5, "Viên chức": 0.2, "Viên chức y tế": 0.3}
"""How many of the seats of a title are filled; of heads nearly all, of deputies most."""
HEADS, DEPUTIES, OTHERS = 0.97, 0.88, 0.7
CONCURRENT = {
    "Chủ tịch HĐND": ("Bí thư Đảng ủy",),
    "Chủ tịch UBND": ("Phó Bí thư Đảng ủy", "Phó Bí thư Tỉnh ủy"),
    "Bí thư Đảng ủy UBND": ("Phó Bí thư Đảng ủy",),
    "Phó Bí thư Đảng ủy UBND": ("Phó Chủ tịch UBND",),
    "Bí thư Đảng ủy các cơ quan Đảng": ("Phó Bí thư Thường trực Đảng ủy",),
    "Phó Chủ tịch Ủy ban MTTQ": (
        "Chủ tịch",
        "Bí thư Tỉnh đoàn",
        "Chủ tịch Công đoàn",
        "Chủ tịch Hội Nông dân",
        "Chủ tịch Hội Liên hiệp Phụ nữ",
        "Bí thư Đoàn",
        "Chủ tịch Hội Cựu chiến binh",
    ),
}
"""Title -> titles in the same unit whose holders usually hold it too."""
BODIES = {
    "Ủy viên Ban Thường vụ": 0.85,
    "Ủy viên Ban Thường vụ Tỉnh ủy": 0.9,
    "Ủy viên Ban Chấp hành": 0.88,
    "Tỉnh ủy viên": 0.8,
    "Ủy viên UBND": 0.9,
    "Đại biểu HĐND": 0.6,
    "Đại biểu HĐND tỉnh": 0.4,
}
"""Title of a seat in a body -> the share of its seats that leaders of the unit fill; the rest is to be completed."""
DEGREES = ("", "", "", "", "", "ThS.", "ThS.", "TS.")


def unit(code: str) -> Unit:
    """A unit by its code. Raises `BrokenRule` when the units are not loaded."""
    found = places.by_code(code)
    if found is None:
        raise BrokenRule("Hãy nạp danh mục địa phương trước: manage.py load_places.")
    return found


@job()
def fill_the_rest() -> None:
    """The job: by the clock of the machine it runs on. Run again it goes on where it stopped."""
    fill_all(at=timezone.now())


def fill_all(*, at: datetime) -> int:
    """Found and fill every commune of the province that is not yet; how many there were to fill."""
    codes = [one.code for one in places.units_of(unit(settings.PROVINCE)).order_by("code")]
    return sum(fill(code, at=at) for code in codes)


@transaction.atomic
def fill(code: str, *, at: datetime) -> bool:
    """Found the organs of a unit and fill their posts; False when somebody fills them already."""
    here, by = unit(code), core.system_actor()
    organisations.found_by_frame(unit=here, on=SINCE, by=by, at=at)
    posts = organs.posts_of(organs.organs_of(here, on=SINCE), on=SINCE)
    if any(membership.person.user_id is None for post in posts for membership in post.holders):
        return False  # somebody who is no log-in sits here already
    filling = _Filling(here, posts, Random(f"demo/{code}"))  # noqa: S311 - invented people
    staff = filling.staff()
    entered = organisations.enter_people(rows=[new for _post, new in staff], by=by, at=at)
    filling.seat(zip((post for post, _new in staff), entered, strict=True))
    rows = [*filling.main, *filling.concurrent()]
    held = organisations.appoint_many(rows=rows, by=by, at=at)
    _hold_congress(here, filling, at)
    _stand_in(held, filling, at)
    return True


class _Filling:
    """Who gets which post of one unit."""

    def __init__(self, here: Unit, posts: list[Post], random: Random) -> None:
        self.here, self.posts, self.random = here, posts, random
        self.main: list[organisations.NewMembership] = []
        self.by_title: dict[str, list[Person]] = defaultdict(list)
        self.leaders: list[Person] = []
        for post in posts:
            post.organisation.unit = here
            for membership in post.holders:
                self._note(post, membership.person)

    def staff(self) -> list[tuple[Post, organisations.NewPerson]]:
        """A new person for each seat that is somebody's main one and is not left vacant."""
        return [
            (post, self._newcomer(post))
            for post in self.posts
            if post.title not in CONCURRENT and post.title not in BODIES
            for _seat in range(post.seats - len(post.holders))
            if self.random.random() < _share(post)
        ]

    def _newcomer(self, post: Post) -> organisations.NewPerson:
        name, gender = invented(self.random, self.here.code)
        degrees = self.random.choice(DEGREES) if post.is_lead else ""
        return organisations.NewPerson(name, degrees, gender, is_distinct=True)

    def seat(self, pairs: Iterable[tuple[Post, Person]]) -> None:
        for post, person in pairs:
            self.main.append(self._membership(post, person))
            self._note(post, person)

    def _note(self, post: Post, person: Person) -> None:
        self.by_title[post.title].append(person)
        if post.is_lead and person not in self.leaders:
            self.leaders.append(person)

    def concurrent(self) -> Iterator[organisations.NewMembership]:
        """What leaders hold beside: seats that go with their post, and seats in bodies."""
        for post in self.posts:
            free = post.seats - len(post.holders)
            for person in self._candidates(post)[: max(free, 0)]:
                if person.pk not in {membership.person_id for membership in post.holders}:
                    yield self._membership(post, person, is_concurrent=True)

    def _candidates(self, post: Post) -> list[Person]:
        if titles := CONCURRENT.get(post.title, ()):
            people = [person for title in titles for person in self.by_title[title]]
            return [person for person in people if person.user_id is None]
        if (share := BODIES.get(post.title)) is not None:
            return self.leaders[: round(post.seats * share)]
        return []

    def _membership(
        self, post: Post, person: Person, *, is_concurrent: bool = False
    ) -> organisations.NewMembership:
        block, number = post.organisation.block, self.random.randrange(1, 400)
        papers = {"party": ("QĐ/TU", "Ban Thường vụ Tỉnh ủy"), "state": ("QĐ-UBND", "UBND tỉnh")}
        ending, issuer = papers.get(block, ("QĐ-MTTQ", "Ủy ban MTTQ Việt Nam tỉnh"))
        return organisations.NewMembership(
            person,
            post,
            SINCE,
            is_concurrent=is_concurrent,
            appointed_by=post.filled_by,
            decision_number=f"{number}{'-' if block == 'party' else '/'}{ending}",
            decision_on=SINCE,
            decision_by=issuer,
        )


def _share(post: Post) -> float:
    if post.is_head:
        return HEADS
    return DEPUTIES if post.is_lead else SHARES.get(post.title, OTHERS)


def _hold_congress(here: Unit, filling: _Filling, at: datetime) -> None:
    """The first congress of the Party of each commune in the term 2025-2030."""
    term = organs.term_of("party", on=SINCE)
    party = next((post.organisation for post in filling.posts if post.title == "Ủy viên Ban Chấp hành"), None)
    if term is None or party is None:
        return
    called = filling.random.randrange(120, 250)
    province = organs.named("Ban Thường vụ Tỉnh ủy", units=[here.province_id or here.pk])
    organisations.hold_congress(
        organisation=party,
        term=term,
        held_on=SINCE + timedelta(days=filling.random.randrange(14, 45)),
        delegates_called=called,
        delegates_present=called - filling.random.randrange(4),
        seats_allowed=30,
        completed_by=province,
        by=core.system_actor(),
        at=at,
    )


def _stand_in(held: list[Membership], filling: _Filling, at: datetime) -> None:
    """In one unit of eight a head is away and a deputy of the same organ acts."""
    heads = [row for row in held if row.post.is_head and not row.is_concurrent]
    if not heads or filling.random.random() > 0.125:
        return
    head = filling.random.choice(heads)
    deputies = [
        row.person
        for row in held
        if row.post.is_lead and row.post.organisation_id == head.post.organisation_id
    ]
    today = timezone.localdate(at)
    for person in [one for one in deputies if one.pk != head.person_id][:1]:
        organisations.stand_in(
            membership=head,
            person=person,
            since=max(SINCE, today - timedelta(days=7)),
            until=today + timedelta(days=60),
            reason="Đi học lý luận chính trị tập trung",
            by=core.system_actor(),
            at=at,
        )
